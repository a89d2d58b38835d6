// Building a rule: the days of a month or week are chosen, and its next six days stand beside it.
"use strict";
(function () {
  const box = document.querySelector("[data-next-days]");
  const form = box && box.closest("form");
  if (!form) return;
  const weekdays = [["monday", "星期一"], ["tuesday", "星期二"], ["wednesday", "星期三"], ["thursday", "星期四"], ["friday", "星期五"], ["saturday", "星期六"], ["sunday", "星期日"]];
  const nths = [["first", "第一个"], ["second", "第二个"], ["third", "第三个"], ["fourth", "第四个"], ["last", "最后一个"]];
  function option(list, value, word) { const made = document.createElement("option"); made.value = value; made.textContent = word; list.appendChild(made); }
  // A select of the usual days beside the text field, which may say whatever a rule can.
  function build(on) {
    if (on.dataset.built) return;
    on.dataset.built = "1";
    const every = form.elements[on.name.replace(/\/on$/, "/every")];
    const list = document.createElement("select");
    list.setAttribute("aria-label", "常用的日子");
    on.insertAdjacentElement("beforebegin", list);
    function fill() {
      list.textContent = "";
      option(list, "", "（常用的日子）");
      const kind = every.value;
      if (kind === "week" || kind === "2 weeks") weekdays.forEach((day) => option(list, day[0], day[1]));
      else if (kind === "month" || kind === "quarter") { nths.forEach((nth) => weekdays.forEach((day) => option(list, nth[0] + " " + day[0], nth[1] + day[1]))); for (let n = 1; n < 32; n += 1) option(list, String(n), n + " 日"); option(list, "last day", "最后一天"); }
      else if (kind === "lunar-month") { for (let n = 1; n < 31; n += 1) option(list, String(n), "农历 " + n + " 日"); }
      list.value = on.value; if (list.selectedIndex < 0) list.value = "";
    }
    every.addEventListener("change", fill);
    list.addEventListener("change", () => { if (list.value) { on.value = list.value; on.dispatchEvent(new Event("input", { bubbles: true })); } });
    fill();
  }
  let timer = null;
  function ask() {
    const on = Array.from(form.elements).find((field) => /^v:new.*\/on$/.test(field.name || "") && !field.closest("template"));
    const list = box.querySelector("[data-days]");
    if (!on) { list.textContent = ""; return; }
    fetch("/next-days?name=" + encodeURIComponent(on.name.slice(2, -3)), { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } })
      .then((answer) => answer.json())
      .then((found) => {
        list.textContent = "";
        (found.days || []).forEach((day) => { const row = document.createElement("li"); row.textContent = day[0] + (day[1] ? " ← 因放假移动" : "") + (day[2] ? "（暂定）" : ""); list.appendChild(row); });
        (found.faults || []).forEach((words) => { const row = document.createElement("li"); row.className = "small"; row.textContent = words; list.appendChild(row); });
      })
      .catch(() => {});
  }
  function prepare() { form.querySelectorAll("input[name$='/on']").forEach((on) => { if (!on.closest("template")) build(on); }); }
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 200); });
  form.addEventListener("change", () => { clearTimeout(timer); timer = setTimeout(ask, 200); });
  form.addEventListener("click", () => setTimeout(prepare, 0));
  prepare();
  ask();
})();
