// The month's grid: a key a sit-in, and one for all that is left.
"use strict";
(function () {
  const form = document.querySelector("form[data-grid]");
  if (!form) return;
  const rows = Array.from(form.querySelectorAll("tr[data-row]"));
  const keys = { 1: "held", 2: "moved", 3: "excused", 4: "held", 0: "" };
  function outcome(row) { const chosen = row.querySelector("input[type=radio]:checked"); return chosen ? chosen.value : ""; }
  function show(row) {
    const now = outcome(row);
    row.querySelector(".moved").hidden = now !== "moved";
    row.querySelector(".reason").hidden = now !== "moved" && now !== "excused";
    row.querySelector(".confirmed").hidden = now !== "held";
    row.classList.toggle("is-held", now === "held");
  }
  function choose(row, value, confirmed) {
    row.querySelectorAll("input[type=radio]").forEach((radio) => { radio.checked = radio.value === value; });
    row.querySelector(".confirmed input").checked = value === "held" && confirmed;
    show(row);
    count();
    window.portalDesk.changed(form);
  }
  function count() {
    const left = rows.filter((row) => "past" in row.dataset && !outcome(row)).length;
    form.querySelector("[data-left]").textContent = left ? "还有 " + left + " 次没有记" : "都记了";
  }
  function go(row) { if (!row) return; rows.forEach((one) => { one.tabIndex = one === row ? 0 : -1; }); row.focus(); row.scrollIntoView({ block: "nearest" }); }
  function next(row, step, open) { let i = rows.indexOf(row) + step; while (open && rows[i] && outcome(rows[i])) i += step; return rows[i] || null; }
  function allHeld() { rows.forEach((row) => { if ("past" in row.dataset && !outcome(row)) choose(row, "held", false); }); }
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr[data-row]");
    const typing = event.target.matches("input[type=text], input[type=date], input[type=time]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing) { if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); go(event.key === "Enter" ? next(row, 1, true) || row : row); } return; }
    if (event.key in keys && !event.shiftKey) {
      event.preventDefault();
      choose(row, keys[event.key], event.key === "4");
      if (event.key === "2") row.querySelector(".moved input").focus();
      else if (event.key === "3") row.querySelector(".reason input").focus();
      else go(next(row, 1, event.key !== "0") || row);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); go(next(row, event.key === "ArrowDown" ? 1 : -1, false)); }
    else if (event.key === "Home" || event.key === "End") { event.preventDefault(); go(rows[event.key === "Home" ? 0 : rows.length - 1]); }
    else if (event.key === "a" || event.key === "A") { event.preventDefault(); allHeld(); }
  });
  form.addEventListener("change", (event) => { const row = event.target.closest("tr[data-row]"); if (row) { show(row); count(); } });
  form.querySelector("[data-all-held]").addEventListener("click", allHeld);
  rows.forEach(show);
  count();
  go(rows.find((row) => "open" in row.dataset) || rows[0]);
})();
