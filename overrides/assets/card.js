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
    return card.dates.filter(function (date) { return Date.parse(date.ends) >= window.portal.now(); })[0];
  }

  function numberOf(card) {
    return (card.adviser && card.adviser.phone) || card.office;
  }

  function show(section, card) {
    var words = window.portal.card;
    var own = Boolean(card.adviser && card.adviser.phone);
    var line = element("p");
    section.querySelector("p").remove();
    line.className = "adviser";
    line.appendChild(fill(card.adviser ? words.of : words.none, { village: run(card.name) }));
    if (card.adviser) line.appendChild(run(card.adviser.name));
    section.appendChild(line);
    section.appendChild(call(numberOf(card), own ? words.call : card.community ? words.committee : words.office, "call"));
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
    var button = element("button", words.forget);
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

  /* Whom to call and when they come next, as far as known: of a village without an adviser its office. */
  function ownLines(words, card, keep) {
    var who = card.adviser ? words.adviser : card.community ? words.committee : words.office;
    var lines = [who.replace("{village}", say(card.name)).replace("{phone}", numberOf(card))
      .replace("{adviser}", keep.name && card.adviser ? say(card.adviser.name) : "").replace(/ {2,}/g, " ")];
    var date = card.adviser && keep.date && next(card);
    if (date) {
      lines.push(words.next.replace("{day}", say(date.day)).replace("{place}", keep.place ? say(date.place) : "").trim());
    }
    return lines;
  }

  /* Characters as a reader counts them: Tibetan vowel signs and subjoined letters are part of one. */
  function lengthOf(lines) {
    return lines.join("\n").replace(/[\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f7e\u0f80-\u0f84\u0f86\u0f87\u0f8d-\u0fbc]/g, "").length;
  }

  /* Whole clauses of an answer, as many as there is room for; else whole words or syllables of its first. */
  function clauses(text, room) {
    var kept = "";
    (text.match(/.+?(?:[。！？；]|[.!?;](?=\s|$)|།\s*|$)/g) || []).some(function (clause) {
      if (lengthOf([kept + clause]) > room) return true;
      kept += clause;
      return false;
    });
    if (kept) return kept.trim().replace(/；$/, "。").replace(/;$/, ".");
    (text.match(/[^\s་]+[\s་]*/g) || []).some(function (word) {
      if (lengthOf([kept + word]) > room - 1) return true;
      kept += word;
      return false;
    });
    return kept && kept.replace(/[ ,，、]+$/, "") + "…";
  }

  /* In the text for WeChat. What does not fit is left out in this order: the place, the first step (calling
     then comes first), the title, what the answer says beyond its first clauses, the name, the date. */
  function addToMessage(frame, card) {
    var facts = frame.dataset, words = window.portal.message;
    var longest = Number(facts.longest);
    var place = frame.querySelector(".copy-text");
    var lines = place.textContent.split("\n");
    var title = lines.shift();
    var answer = lines.shift();
    var end = facts.address ? [lines.pop()] : [];
    if (facts.review) end.unshift(lines.pop()); /* that nobody has reviewed it is never left out */
    [
      { title: true, step: true, name: true, date: true, place: true }, { title: true, step: true, name: true, date: true },
      { title: true, name: true, date: true }, { name: true, date: true }, { name: true, date: true, cut: true },
      { date: true }, { date: true, cut: true }, { title: true, name: true }, { title: true }, {}
    ].some(function (keep) {
      var around = (keep.step ? lines : []).concat(ownLines(words, card, keep), end);
      var said = keep.cut ? clauses(answer, longest - lengthOf(around) - 1) : answer;
      var kept = (keep.title ? [title] : []).concat([said], around);
      if (!said || lengthOf(kept) > longest) return false;
      place.textContent = kept.join("\n");
      return true;
    });
  }

  function get(address) {
    return fetch(address, { credentials: "omit" }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer;
    });
  }

  function getPage(address) {
    return get(address).then(function (answer) { return answer.text(); }).then(function (html) {
      return new DOMParser().parseFromString(html, "text/html");
    });
  }

  function each(list, act) {
    Array.prototype.forEach.call(list, act);
  }

  /* On a village's page of notices: the text of the explainer that is chosen, with the village's own lines.
     Without a network the choice is not offered; a link to the explainers stands there. */
  function useTopics(form) {
    var frame = form.querySelector("[data-message]");
    var status = form.querySelector("[role=status]");
    var select = form.querySelector("select");
    var list = new URL(form.getAttribute("data-topics"), location.href).href;
    var card = new URL(form.getAttribute("data-card-address"), root).href;
    getPage(list).then(function (page) {
      each(page.querySelectorAll("main section"), function (section) {
        var group = element("optgroup");
        group.label = section.querySelector("h2").textContent;
        each(section.querySelectorAll("li a"), function (link) {
          var option = element("option", link.textContent);
          option.value = new URL(link.getAttribute("href"), list).href;
          group.appendChild(option);
        });
        select.appendChild(group);
      });
    }).catch(function () { form.hidden = true; /* the link leads there */ });
    select.addEventListener("change", function () {
      var asked = select.value;
      frame.hidden = true;
      status.textContent = "";
      if (!asked) return;
      Promise.all([getPage(asked), get(card).then(function (answer) { return answer.json(); })]).then(function (answers) {
        if (asked !== select.value) return; /* another one was chosen meanwhile */
        var found = answers[0].querySelector("[data-message]");
        Object.keys(found.dataset).forEach(function (name) { frame.dataset[name] = found.dataset[name]; });
        frame.lang = found.lang || language;
        frame.querySelector(".copy-text").textContent = found.querySelector(".copy-text").textContent;
        addToMessage(frame, answers[1]);
        frame.hidden = false;
      }).catch(function () {
        status.textContent = form.getAttribute("data-failed");
      });
    });
  }

  var topics = document.querySelector("[data-topics]");
  if (topics && window.fetch && window.DOMParser) useTopics(topics);

  var id = chosen();
  if (!id || !/^[a-z0-9-]+$/.test(id) || !window.fetch) return;
  fetch(new URL("villages/" + id + "/card.json", root).href, { credentials: "omit" }).then(function (answer) {
    if (answer.status === 404) forget(); /* the village is no longer there */
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }).then(function (card) {
    each(document.querySelectorAll("[data-card]"), function (section) { show(section, card); });
    each(document.querySelectorAll("[data-card-line]"), function (item) { showLine(item, card); });
    each(document.querySelectorAll("[data-message]:not([hidden])"), function (frame) { addToMessage(frame, card); });
  }).catch(function () { /* without a network the way to the village's page stands there */ });
})();
