// What the desk's forms do in the browser: lists grow, records are picked by name, what is typed is kept.
"use strict";
(function () {
  const token = () => { const field = document.querySelector("input[name=csrf_token]"); return field ? field.value : ""; };

  // --- lists -------------------------------------------------------------------------------
  let made = 0;
  function addItem(list) {
    const template = list.querySelector(":scope > template");
    const depth = list.dataset.depth;
    made += 1;
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.split("__new" + depth + "__").join("n" + Date.now() + made);
    const item = holder.firstElementChild;
    list.insertBefore(item, template);
    prepare(item);
    const first = item.querySelector("input:not([type=hidden]), select, textarea");
    if (first) first.focus();
    changed(list.closest("form"));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (!button) return;
    const item = button.closest(".item");
    const form = button.closest("form");
    const what = button.dataset.do;
    if (what === "add") { addItem(button.closest(".list")); return; }
    if (what === "remove" && item) { const list = item.parentElement; item.remove(); const add = list.querySelector(":scope > .add"); if (add) add.focus(); }
    else if (what === "up" && item && item.previousElementSibling && item.previousElementSibling.classList.contains("item")) { item.parentElement.insertBefore(item, item.previousElementSibling); button.focus(); }
    else if (what === "unpick") { const picks = button.closest(".picks"); button.closest(".chip").remove(); picks.querySelector(".picker input").focus(); }
    changed(form);
  });

  // --- picking records by name, pinyin or initials -----------------------------------------
  let choices = null;
  function load() { if (!choices) choices = fetch("/choices.json").then((answer) => answer.json()); return choices; }
  function nameOf(all, kind, id) { const found = (all[kind] || []).find((row) => row[0] === id); return found ? found[1] : id; }
  let pickers = 0;
  function preparePicker(box) {
    if (box.dataset.ready) return;
    box.dataset.ready = "1";
    const input = box.querySelector("input[role=combobox]");
    const hidden = box.querySelector("input[type=hidden]");
    const kind = box.dataset.kind;
    const list = document.createElement("ul");
    pickers += 1;
    list.className = "options"; list.id = "options-" + pickers; list.setAttribute("role", "listbox"); list.hidden = true;
    list.setAttribute("aria-label", "可选的");
    input.setAttribute("aria-controls", list.id);
    box.appendChild(list);
    let rows = []; let at = -1;
    load().then((all) => { if (hidden && input.dataset.value && !input.value) input.value = nameOf(all, kind, input.dataset.value); });
    function close() { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; }
    function mark(next) {
      at = next;
      Array.from(list.children).forEach((option, i) => { option.setAttribute("aria-selected", String(i === at)); if (i === at) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); } });
    }
    function show() {
      load().then((all) => {
        const typed = input.value.trim().toLowerCase();
        const own = hidden ? nameOf(all, kind, hidden.value) : "";
        const wanted = typed && typed !== own.toLowerCase() ? typed.split(/\s+/) : [];
        rows = (all[kind] || []).filter((row) => wanted.every((word) => row[3].includes(word)));
        rows.sort((one, other) => rank(other, wanted) - rank(one, wanted));
        rows = rows.slice(0, 60);
        list.textContent = "";
        rows.forEach((row, i) => {
          const option = document.createElement("li");
          option.id = list.id + "-" + i; option.setAttribute("role", "option"); option.textContent = row[1];
          const note = document.createElement("span"); note.className = "small"; note.textContent = " " + (row[2] || row[0]);
          option.appendChild(note);
          option.addEventListener("mousedown", (event) => { event.preventDefault(); take(i); });
          list.appendChild(option);
        });
        if (document.activeElement !== input) return;
        list.hidden = rows.length === 0; input.setAttribute("aria-expanded", String(rows.length > 0));
        mark(rows.length && typed ? 0 : -1);
      });
    }
    function rank(row, wanted) { if (!wanted.length) return 0; const parts = row[3].split(" "); return parts.some((part) => part === wanted[0]) ? 2 : parts.some((part) => part.startsWith(wanted[0])) ? 1 : 0; }
    function take(i) {
      const row = rows[i];
      if (!row) return;
      if (hidden) { hidden.value = row[0]; input.value = row[1]; }
      else {
        const picks = box.closest(".picks");
        const chip = document.createElement("span"); chip.className = "chip";
        const field = document.createElement("input"); field.type = "hidden"; field.name = picks.dataset.name; field.value = row[0];
        const word = document.createElement("span"); word.textContent = row[1];
        const drop = document.createElement("button"); drop.type = "button"; drop.className = "quiet"; drop.dataset.do = "unpick"; drop.textContent = "×"; drop.setAttribute("aria-label", "去掉 " + row[1]);
        chip.append(field, word, drop);
        picks.insertBefore(chip, box); input.value = "";
      }
      close();
      input.dispatchEvent(new Event("picked", { bubbles: true }));
      changed(box.closest("form"));
    }
    input.addEventListener("input", () => { if (hidden && !input.value.trim()) hidden.value = ""; show(); });
    input.addEventListener("focus", show);
    input.addEventListener("blur", () => {
      close();
      if (!hidden) return;
      load().then((all) => { const text = input.value.trim(); const row = (all[kind] || []).find((r) => r[1] === text || r[0] === text); if (row) hidden.value = row[0]; else if (text && nameOf(all, kind, hidden.value) !== text) hidden.value = text; });
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) { show(); return; }
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark((at + step + rows.length) % rows.length);
      } else if (event.key === "Enter" && !list.hidden && at >= 0) { event.preventDefault(); take(at); }
      else if (event.key === "Tab" && !list.hidden && at >= 0 && input.value.trim()) take(at);
      else if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); close(); }
    });
  }

  // --- dates -------------------------------------------------------------------------------
  const weekdays = "日一二三四五六";
  let lunar = null;
  try { lunar = new Intl.DateTimeFormat("zh-CN-u-ca-chinese", { month: "long", day: "numeric" }); } catch (error) { lunar = null; }
  const lunarDays = ["初一", "初二", "初三", "初四", "初五", "初六", "初七", "初八", "初九", "初十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十", "廿一", "廿二", "廿三", "廿四", "廿五", "廿六", "廿七", "廿八", "廿九", "三十"];
  function lunarOf(day) {
    if (!lunar) return "";
    const parts = lunar.formatToParts(day);
    const month = parts.find((part) => part.type === "month"); const number = parts.find((part) => part.type === "day");
    return month && number ? " 农历" + month.value + (lunarDays[Number(number.value) - 1] || number.value) : "";
  }
  function sayDay(input) {
    const output = input.parentElement.querySelector("output.day");
    if (!output) return;
    const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(input.value);
    const day = match ? new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : null;
    output.textContent = day ? "星期" + weekdays[day.getDay()] + lunarOf(day) : "";
  }

  // --- what is typed is kept, and looked at ------------------------------------------------
  const waiting = new WeakMap();
  function changed(form) {
    if (!form || !form.dataset.form) return;
    form.dataset.dirty = "1";
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => look(form), 350));
    say(form, "…");
  }
  function say(form, text) { const state = form.querySelector("[data-state]"); if (state) state.textContent = text; }
  let looking = 0;
  function look(form, first) {
    looking += 1;
    const mine = looking;
    return fetch("/look/" + encodeKey(form.dataset.form) + (first ? "?first=1" : ""), { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } })
      .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
      .then((found) => { if (mine === looking) { if (first) { found.words = []; found.faults = []; found.note = ""; }
        show(form, found); say(form, found.words.length ? "没有保存，内容已替您留着" : ""); } })
      .catch(() => { keepHere(form); say(form, "工作台没有回答，内容先留在这台电脑的浏览器里"); });
  }
  function show(form, found) {
    const words = document.querySelector("[data-words]"); const faults = document.querySelector("[data-faults]");
    if (words) fill(words, found.words.length ? found.words : [found.note || "还没有改动"]);
    if (faults) fill(faults, found.faults);
    const phone = document.querySelector("[data-phone]");
    if (phone && found.preview && !found.faults.length) {
      phone.hidden = false;
      const frame = phone.querySelector("iframe");
      frame.src = found.preview + (found.preview.includes("?") ? "&" : "?") + "at=" + Date.now();
    }
  }
  function fill(list, lines) { list.textContent = ""; lines.forEach((line) => { const row = document.createElement("li"); row.textContent = line; list.appendChild(row); }); }
  function encodeKey(key) { return key.split("/").map(encodeURIComponent).join("/"); }
  function keepHere(form) { try { localStorage.setItem("draft:" + form.dataset.form, new URLSearchParams(new FormData(form)).toString()); } catch (error) { /* a full store keeps what it has */ } }
  function bringBack(form) {
    const key = "draft:" + form.dataset.form;
    let kept = null;
    try { kept = localStorage.getItem(key); } catch (error) { return; }
    if (!kept) return;
    const body = new URLSearchParams(kept);
    body.set("csrf_token", token());
    fetch("/draft/" + encodeKey(form.dataset.form), { method: "POST", body }).then((answer) => { if (answer.ok) { localStorage.removeItem(key); location.reload(); } });
  }
  window.addEventListener("pagehide", () => {
    document.querySelectorAll("form[data-form]").forEach((form) => {
      if (form.dataset.dirty && !form.dataset.sent) navigator.sendBeacon("/draft/" + encodeKey(form.dataset.form), new URLSearchParams(new FormData(form)));
    });
  });
  document.addEventListener("input", (event) => { if (event.target.matches("[data-day]")) sayDay(event.target); changed(event.target.closest("form")); });
  document.addEventListener("change", (event) => { changed(event.target.closest("form")); });
  document.addEventListener("submit", (event) => { event.target.dataset.sent = "1"; keepHereUntilSaved(event.target); });
  function keepHereUntilSaved(form) { if (form.dataset.form) { clearTimeout(waiting.get(form)); say(form, "正在保存…"); } }
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && (event.key === "s" || event.key === "S" || event.key === "Enter")) {
      const form = document.querySelector("form[data-form]");
      if (form) { event.preventDefault(); if (document.activeElement) document.activeElement.blur(); setTimeout(() => form.requestSubmit(), 0); }
    }
  });

  // --- lists of records --------------------------------------------------------------------
  function prepareFilter(input) {
    const rows = Array.from(document.querySelectorAll(input.dataset.filter + " [data-found]"));
    input.addEventListener("input", () => { const words = input.value.trim().toLowerCase().split(/\s+/); rows.forEach((row) => { row.hidden = !words.every((word) => row.dataset.found.includes(word)); }); });
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") { const row = rows.find((one) => !one.hidden); const link = row && row.querySelector("a"); if (link) link.click(); } });
  }
  // A session ends an hour and a half after it begins, unless somebody says otherwise.
  function prepareSession() {
    const form = document.querySelector("form[data-form='new/event']");
    if (!form) return;
    const starts = form.elements["v:starts"]; const ends = form.elements["v:ends"]; const venue = form.elements["v:venue/name/zh"];
    starts.addEventListener("change", () => {
      const begins = new Date(starts.value);
      if (Number.isNaN(begins.getTime()) || (ends.value && ends.value > starts.value)) return;
      const end = new Date(begins.getTime() + 90 * 60000 - begins.getTimezoneOffset() * 60000);
      ends.value = end.toISOString().slice(0, 16);
      sayDay(ends); changed(form);
    });
    form.addEventListener("picked", (event) => { if (event.target.closest("[data-kind=village]") && !venue.value) { venue.value = "村委会会议室"; changed(form); } });
  }
  function prepare(root) {
    root.querySelectorAll(".picker").forEach((box) => { if (!box.closest("template")) preparePicker(box); });
    root.querySelectorAll("[data-day]").forEach(sayDay);
  }
  document.addEventListener("DOMContentLoaded", () => {
    prepare(document);
    document.querySelectorAll("[data-filter]").forEach(prepareFilter);
    document.querySelectorAll(".chip [data-id]").forEach((word) => { load().then((all) => { const kind = word.closest(".picks").dataset.kind; word.textContent = nameOf(all, kind, word.dataset.id); word.nextElementSibling.setAttribute("aria-label", "去掉 " + word.textContent); }); });
    document.querySelectorAll("form[data-form]").forEach((form) => { bringBack(form); if (document.querySelector("[data-words]")) look(form, !document.getElementById("draft-note") && !document.getElementById("refused")); });
    prepareSession();
    const refused = document.getElementById("refused");
    if (refused) refused.focus();
  });
  window.portalDesk = { changed, prepare, look };
})();
