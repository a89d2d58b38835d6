/* The adviser of the village somebody chose, on pages that are not the village's own.
 *
 * The choice stands on the device alone (portal.js keeps it); nothing is fetched without one.
 * Plain ES2017.
 */
(function () {
  "use strict";

  var body = document.body;
  var root = new URL(body.getAttribute("data-root"), location.href);
  var KEY = "village:" + root.pathname; /* portal.js uses the same */
  var language = document.documentElement.lang;

  function chosen() {
    try {
      return localStorage.getItem(KEY);
    } catch (error) { /* storage is forbidden: as if nothing were chosen */
      return null;
    }
  }

  function forget() {
    try {
      localStorage.removeItem(KEY);
    } catch (error) { /* nothing was kept */ }
  }

  function element(name, text) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  }

  /* A text in the reader's language, else in the first, which every text has. */
  function run(texts) {
    var code = texts[language] ? language : Object.keys(texts)[0];
    var span = element("span", texts[code]);
    if (code !== language) span.lang = code;
    return span;
  }

  function say(texts) {
    return texts[language] || texts[Object.keys(texts)[0]];
  }

  /* A label with its {places} filled by elements, so that each keeps its own lang. */
  function fill(label, parts) {
    var line = element("span");
    label.split(/(\{\w+\})/).forEach(function (piece) {
      var part = parts[piece.slice(1, -1)];
      line.appendChild(/^\{\w+\}$/.test(piece) && part ? part : document.createTextNode(piece));
    });
    return line;
  }

  function call(number, words, className) {
    var link = element("a", words ? words + " " : "");
    link.className = className;
    link.href = "tel:" + number.replace(/-/g, "");
    link.appendChild(element("b", number));
    return link;
  }

  function next(card) {
    return card.dates.filter(function (date) { return Date.parse(date.ends) >= Date.now(); })[0];
  }

  function numberOf(card) {
    return (card.adviser && card.adviser.phone) || card.office;
  }

  function show(section, card) {
    var words = section.dataset;
    var own = Boolean(card.adviser && card.adviser.phone);
    var line = element("p");
    section.querySelector("p").remove();
    line.className = "adviser";
    line.appendChild(fill(card.adviser ? words.of : words.none, { village: run(card.name) }));
    if (card.adviser) line.appendChild(run(card.adviser.name));
    section.appendChild(line);
    section.appendChild(call(numberOf(card), own ? words.call : words.office, "call"));
    if (card.adviser) {
      var date = next(card);
      var when = element("p", date ? words.next : words.undated);
      if (date) {
        when.appendChild(run(date.day));
        when.appendChild(document.createTextNode(" "));
        when.appendChild(run(date.place));
      }
      section.appendChild(when);
    }
    var button = element("button", window.portal.words.forget);
    button.type = "button";
    button.className = "button";
    button.addEventListener("click", function () {
      forget();
      location.reload();
    });
    section.appendChild(button);
    section.classList.add("is-filled");
  }

  function showLine(item, card) {
    item.textContent = "";
    item.appendChild(run(card.adviser ? card.adviser.name : card.name));
    item.appendChild(document.createTextNode(" "));
    item.appendChild(call(numberOf(card), "", "tel"));
  }

  /* In the text for WeChat; where the first step and the adviser do not both
     fit, calling comes first; where not even that, the number stands without the name. */
  function addToMessage(frame, card) {
    if (!card.adviser) return;
    var words = frame.dataset;
    var place = frame.querySelector(".copy-text");
    var lines = place.textContent.split("\n");
    var steps = lines.filter(function (text) { return text === words.step; });
    [[true, true], [false, true], [false, false]].some(function (keep) {
      var line = words.adviser.replace("{village}", say(card.name))
        .replace("{adviser}", keep[1] ? say(card.adviser.name) : "").replace(/ {2,}/g, " ").replace("{phone}", numberOf(card));
      var kept = lines.filter(function (text) { return keep[0] || steps.indexOf(text) < 0; });
      kept.splice(words.address ? kept.length - 1 : kept.length, 0, line);
      if (lengthOf(kept) > Number(words.longest)) return false;
      place.textContent = kept.join("\n");
      return true;
    });
  }

  /* Characters as a reader counts them: Tibetan vowel signs and subjoined letters are part of one. */
  function lengthOf(lines) {
    return lines.join("\n").replace(/[\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f7e\u0f80-\u0f84\u0f86\u0f87\u0f8d-\u0fbc]/g, "").length;
  }

  var id = chosen();
  if (!id || !/^[a-z0-9-]+$/.test(id) || !window.fetch) return;
  fetch(new URL("villages/" + id + "/card.json", root).href, { credentials: "omit" }).then(function (answer) {
    if (answer.status === 404) forget(); /* the village is no longer there */
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }).then(function (card) {
    Array.prototype.forEach.call(document.querySelectorAll("[data-card]"), function (section) { show(section, card); });
    Array.prototype.forEach.call(document.querySelectorAll("[data-card-line]"), function (item) { showLine(item, card); });
    Array.prototype.forEach.call(document.querySelectorAll("[data-message]"), function (frame) { addToMessage(frame, card); });
  }).catch(function () { /* without a network the way to the village's page stands there */ });
})();
