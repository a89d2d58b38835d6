// Writing: links to articles, offices and terms are found by what is typed, and put where the text was left.
"use strict";
(function () {
  const input = document.querySelector("[data-article]");
  const text = document.getElementById("text");
  if (!input || !text) return;
  const list = document.getElementById("article-options");
  let rows = []; let at = 0; let timer = null;
  function mark(next) { at = next; Array.from(list.children).forEach((option, i) => { option.setAttribute("aria-selected", String(i === at)); if (i === at) input.setAttribute("aria-activedescendant", option.id); }); }
  function close() { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }
  function put(i) {
    const row = rows[i];
    if (!row) return;
    text.setRangeText(row[1], text.selectionStart, text.selectionEnd, "end");
    input.value = ""; close(); text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function ask() {
    fetch("/links.json?q=" + encodeURIComponent(input.value)).then((answer) => answer.json()).then((found) => {
      rows = found; list.textContent = "";
      rows.forEach((row, i) => { const option = document.createElement("li"); option.id = "article-" + i; option.setAttribute("role", "option"); option.textContent = row[0]; option.addEventListener("mousedown", (event) => { event.preventDefault(); put(i); }); list.appendChild(option); });
      list.hidden = !rows.length; input.setAttribute("aria-expanded", String(rows.length > 0));
      if (rows.length) mark(0);
    }).catch(close);
  }
  input.addEventListener("input", (event) => { event.stopPropagation(); clearTimeout(timer); if (input.value.trim()) timer = setTimeout(ask, 150); else close(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); if (rows.length) mark((at + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % rows.length); }
    else if (event.key === "Enter") { event.preventDefault(); if (list.hidden) ask(); else put(at); }
    else if (event.key === "Escape") close();
  });
})();
