/* A letter to fill in: what is typed goes into the paper beside it, and nowhere else.
 *
 * Nothing is sent, and nothing is kept unless somebody asks for it with a tap; then on this device alone, until
 * the next tap. On a sensitive page nothing can be kept, and what was typed is gone with the page.
 * Plain ES2017, so that WebViews from Chromium 64 on run it.
 */
(function () {
  "use strict";

  var DIGITS = "零壹贰叁肆伍陆柒捌玖";
  var PLACES = ["", "拾", "佰", "仟"];
  var GROUPS = ["", "万", "亿"];
  var MOST = 100000000000000; /* fen: ten to the twelfth yuan, which no letter from here will reach */

  /* Four digits: 1005 is 壹仟零伍. */
  function group(number) {
    var text = "", hasGap = false;
    for (var place = 3; place >= 0; place--) {
      var digit = Math.floor(number / Math.pow(10, place)) % 10;
      if (digit) text += (hasGap && text ? DIGITS[0] : "") + DIGITS[digit] + PLACES[place];
      hasGap = !digit;
    }
    return text;
  }

  /* An amount in fen as it is written out on papers of value (正确填写票据和结算凭证的基本规定). */
  function writtenOut(fen) {
    var yuan = Math.floor(fen / 100), tenths = Math.floor(fen / 10) % 10, hundredths = fen % 10;
    var text = "";
    for (var at = 2; at >= 0; at--) {
      var four = Math.floor(yuan / Math.pow(10000, at)) % 10000;
      if (!four) continue;
      var higher = Math.floor(yuan / Math.pow(10000, at + 1));
      if (higher && (four < 1000 || higher % 10 === 0)) text += DIGITS[0];
      text += group(four) + GROUPS[at];
    }
    if (yuan) text += "元";
    if (!tenths && !hundredths) return text + "整";
    if (tenths) text += (yuan && yuan % 10 === 0 ? DIGITS[0] : "") + DIGITS[tenths] + "角";
    else if (yuan) text += DIGITS[0];
    return text + (hundredths ? DIGITS[hundredths] + "分" : "整");
  }

  /* The amount in fen of what was typed (50000, 50,000.5, 5万, ５万元); NaN where it is none. */
  function readSum(typed) {
    var match = /^[¥￥]?(\d{1,20}(?:\.\d{1,6})?)(万?)元?$/.exec(typed.normalize("NFKC").replace(/[,，\s]/g, ""));
    if (!match) return NaN;
    var fen = Number(match[1]) * (match[2] ? 1000000 : 100);
    return Math.abs(fen - Math.round(fen)) < 0.001 || fen >= MOST ? Math.round(fen) : NaN;
  }

  function shownSum(fen) {
    return fen % 100 ? (fen / 100).toFixed(2) : String(fen / 100);
  }

  window.portal.letter = { writtenOut: writtenOut, readSum: readSum };

  var form = document.querySelector(".letter-form");
  if (!form) return;
  var words = form.dataset;
  var inputs = all("[data-type]", form);
  var papers = document.getElementById("paper");
  var sheets = all(".sheet");
  var tools = document.querySelector(".letter-tools");
  var isSensitive = document.body.hasAttribute("data-sensitive");

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  /* What a field says: `shown` for the paper, or `fault` for whoever fills it in. */
  var readers = {
    choice: function (value) { return { shown: value }; },
    text: readWords,
    long: readWords,
    sum: function (value) {
      var fen = readSum(value);
      if (isNaN(fen)) return { fault: words.sum };
      if (!fen) return { fault: words.none };
      if (fen >= MOST) return { fault: words.much };
      return { shown: shownSum(fen), written: writtenOut(fen) };
    },
    date: function (value, input) {
      var match = /^(\d{4,6})-(\d\d?)-(\d\d?)$/.exec(value.replace(/[年月\/.]/g, "-").replace(/日$/, ""));
      if (!match || input.validity.badInput) return { fault: words.day };
      var year = Number(match[1]), month = Number(match[2]), day = Number(match[3]);
      if (year < 1900) return { fault: words.early };
      if (year > 2099 || month < 1 || month > 12 || day < 1 || day > new Date(year, month, 0).getDate()) return { fault: words.day };
      return { shown: year + "年" + month + "月" + day + "日" };
    }
  };

  function readWords(value, input) {
    var count = Array.from(value).length, most = Number(input.getAttribute("data-type") === "long" ? words.mostLong : words.mostText);
    if (count > most) return { fault: words.long.replace("{most}", most).replace("{count}", count) };
    return { shown: value };
  }

  function fill(blank, shown) {
    if (blank.emptyWords === undefined) blank.emptyWords = blank.textContent;
    blank.textContent = shown || blank.emptyWords;
    blank.classList.toggle("is-filled", Boolean(shown));
  }

  /* What is wrong is said below the field, and read out; the note above it is read with it. */
  function describe(input) {
    var fault = document.createElement("p"), note = input.previousElementSibling;
    fault.className = "fault";
    fault.id = "e-" + input.id;
    fault.setAttribute("role", "status");
    input.parentNode.appendChild(fault);
    if (note.tagName === "P") note.id = "n-" + input.id;
    input.setAttribute("aria-describedby", (note.id + " " + fault.id).trim());
    if (input.type === "date") {
      input.min = "1900-01-01";
      input.max = "2099-12-31";
    }
  }

  function show(input) {
    var id = input.id.slice(2), typed = input.value.trim();
    var isBad = input.validity.badInput;
    var read = typed || isBad ? readers[input.getAttribute("data-type")](typed, input) : {};
    var fault = input.nextElementSibling;
    var said = read.fault || read.written || "";
    if (fault.textContent !== said) fault.textContent = said;
    input.setAttribute("aria-invalid", String(Boolean(read.fault)));
    all("[data-blank='" + id + "']").forEach(function (blank) { fill(blank, read.shown); });
    all("[data-capital='" + id + "']").forEach(function (blank) { fill(blank, read.written); });
    fault.classList.toggle("is-sum", Boolean(read.written));
  }

  function showAll() {
    inputs.forEach(show);
    all(".optional").forEach(function (line) {
      line.classList.toggle("is-used", Boolean(line.querySelector(".is-filled")));
    });
    if (papers) sheets.forEach(function (sheet, at) { sheet.hidden = at !== papers.selectedIndex; });
  }

  /* --- kept on this device, only when asked to -------------------------------------------------- */

  var key = "letter:" + new URL(document.body.getAttribute("data-root"), location.href).pathname + words.letter;
  var keep = tools.querySelector(".keep");

  function kept() {
    if (!keep) return null;
    try {
      return localStorage.getItem(key);
    } catch (error) { /* storage is forbidden: letter.css has hidden the button */
      return null;
    }
  }

  function store() {
    var values = {};
    inputs.forEach(function (input) { if (input.value) values[input.id] = input.value; });
    try {
      localStorage.setItem(key, JSON.stringify(values));
    } catch (error) { /* full: the paper is still there */ }
  }

  function restore() {
    try {
      var values = JSON.parse(kept() || "{}");
      inputs.forEach(function (input) { if (typeof values[input.id] === "string") input.value = values[input.id]; });
    } catch (error) { /* not ours */ }
  }

  function isKept() {
    return kept() !== null;
  }

  if (keep) {
    keep.type = "button";
    keep.classList.toggle("is-on", isKept());
    keep.addEventListener("click", function () {
      if (isKept()) localStorage.removeItem(key);
      else store();
      keep.classList.toggle("is-on", isKept());
    });
    restore();
  }

  function changed() {
    showAll();
    if (isKept()) store();
  }

  function empty() {
    form.reset();
    inputs.forEach(function (input) { input.value = ""; });
    changed();
  }

  /* --- what may be done with it ------------------------------------------------------------------ */

  function save() {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + document.getElementById("sheets").innerText], { type: "text/plain" }));
    link.download = words.name + ".txt";
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  tools.querySelector(".print").addEventListener("click", function () { window.print(); });
  tools.querySelector(".save").addEventListener("click", save);
  tools.querySelector(".empty-all").addEventListener("click", empty);
  /* Browsers keep a page that was left, with what stood in its fields, for who comes back. */
  if (isSensitive) window.addEventListener("pagehide", empty);
  inputs.forEach(describe);
  if (!isKept()) inputs.forEach(function (input) { input.value = ""; });
  showAll();
})();
