/* The search box: Material's place, names and keys, our engine and our list of results.
 *
 * Fetched when the reader first reaches for the search (portal.js: `openSearch`). What is typed stays
 * in the page: it is neither stored nor sent; `?q=` is written so that an answer can be shared, and
 * never where a sensitive page is among the results.
 */
(function () {
  "use strict";

  var tools = window.portalTools;
  var PAUSE = 350; // ms without a key, after which more files may be fetched and results are announced
  var ROUNDS = 4;
  var HOTLINE = "12348";

  var dialog, input, status, output, index = null, labels = {}, shown = [], timer = 0, opener = null;

  function make(name, className, content) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (content !== undefined) element.textContent = content;
    return element;
  }

  function fill(label, values) {
    return (labels[label] || "").replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }

  /* --- dates as the page's language writes them ------------------------------------------------ */

  function digits(number) {
    return window.portal.count(number);
  }

  function dateText(day, format) {
    var parts = day.split("-").map(Number);
    var weekday = (new Date(day + "T00:00:00Z").getUTCDay() + 6) % 7 + 1;
    if (!format) format = parts[0] === Number(tools.today().slice(0, 4)) ? "date.day_weekday" : "date.full_weekday";
    return fill(format, {
      year: digits(parts[0]), month: digits(parts[1]), day: digits(parts[2]),
      month_name: labels["month." + parts[1]], weekday: labels["weekday." + weekday]
    });
  }

  /* --- one result ------------------------------------------------------------------------------- */

  function highlighted(element, text, asked) {
    var at = 0;
    portalSearch.marksIn(index, asked, text).forEach(function (range) {
      element.appendChild(document.createTextNode(text.slice(at, range[0])));
      element.appendChild(make("mark", "", text.slice(range[0], range[1])));
      at = range[1];
    });
    element.appendChild(document.createTextNode(text.slice(at)));
    return element;
  }

  function inLanguage(element, language) {
    if (language !== tools.language) element.lang = language;
    return element;
  }

  function phoneLink(number) {
    var link = make("a", "tel", number);
    link.href = "tel:" + number.replace(/-/g, "");
    return link;
  }

  /* The lines under a result's title: text, or an element. */
  function linesOf(item, asked) {
    var doc = item.doc, lines = [];
    if (doc.kind === "village" && doc.details) {
      var next = doc.days.filter(function (one) { return one.day >= tools.today(); })[0];
      var name = doc.adviser ? inLanguage(make("span", "", doc.adviser.title.value), doc.adviser.title.language)
        : make("span", "", labels["search.no_adviser"]);
      var line = make("span");
      line.appendChild(name);
      line.appendChild(document.createTextNode(" "));
      line.appendChild(phoneLink((doc.adviser && doc.adviser.phone) || doc.officePhone));
      lines.push(line);
      lines.push(next ? fill("search.next", { day: dateText(next.day) + " " + next.clock }) : labels["search.no_date"]);
    }
    if (doc.kind === "adviser") {
      if (doc.phone) lines.push(phoneLink(doc.phone));
      lines.push(inLanguage(make("span", "", doc.firm.value), doc.firm.language));
    }
    if (doc.kind === "office") lines.push(phoneLink(doc.phone));
    if (doc.kind === "session") {
      lines.push(dateText(doc.day) + " " + doc.clock);
      lines.push(inLanguage(make("span", "", doc.venue.value), doc.venue.language));
    }
    if (doc.kind === "explainer" && !doc.isSensitive) {
      var said = item.phrase && item.phrase.text;
      if (said && said !== doc.title.value) lines.push(inLanguage(highlighted(make("q"), said, asked), doc.language));
      if (doc.lead) lines.push(inLanguage(highlighted(make("span"), doc.lead, asked), doc.title.language));
    }
    return lines;
  }

  function titleOf(item) {
    var doc = item.doc;
    if (doc.kind === "calendar") return fill("search.calendar", { month: dateText(doc.month + "-01", "date.month") });
    if (item.article) return fill("search.article", { law: doc.title.value, article: item.article });
    return doc.title.value;
  }

  function tagOf(item) {
    if (item.doc.status === "cancelled" || item.doc.status === "postponed") return labels["event.status." + item.doc.status];
    return item.isPast ? labels["search.past"] : "";
  }

  function resultItem(item, asked, noneReviewed) {
    var entry = make("li", "md-search-result__item" + (item.isPast ? " is-past" : ""));
    var link = make("a", "md-search-result__link");
    link.href = tools.root + item.doc.path + (item.article && item.isCited ? "#article-" + item.article : "");
    link.referrerPolicy = "no-referrer";
    highlighted(inLanguage(link, item.doc.title.language), titleOf(item), asked);
    link.addEventListener("click", function () { setAddress(item.doc.isSensitive ? "" : input.value); });
    entry.appendChild(link);
    var tag = tagOf(item);
    if (tag) entry.appendChild(make("span", "tag", tag));
    if (item.doc.kind === "explainer" && !item.doc.isReviewed && !noneReviewed) {
      entry.appendChild(make("span", "tag", labels["search.unreviewed"]));
    }
    if (item.isForeign) entry.appendChild(inLanguage(make("span", "tag", index.own.languages[item.doc.language]), item.doc.language));
    linesOf(item, asked).forEach(function (line) {
      var row = make("span", "fine");
      if (typeof line === "string") row.textContent = line; else row.appendChild(line);
      entry.appendChild(row);
    });
    return entry;
  }

  /* --- the list ------------------------------------------------------------------------------------ */

  function show(answer) {
    var list = null, kind = "", noneReviewed = !answer.items.some(function (item) { return item.doc.isReviewed; });
    shown = answer.items;
    output.textContent = "";
    answer.items.forEach(function (item) {
      var group = item.doc.kind + (item.isForeign ? item.doc.language : "");
      if (group !== kind) {
        output.appendChild(make("h2", "", labels["search.kind." + item.doc.kind]));
        if (item.doc.kind === "explainer" && noneReviewed) output.appendChild(make("p", "fine", labels["search.unreviewed"]));
        output.appendChild((list = make("ul", "md-search-result__list")));
        kind = group;
      }
      list.appendChild(resultItem(item, answer.asked, noneReviewed));
    });
    if (answer.asked && (!answer.items.length || answer.isWeak)) output.appendChild(otherWays(answer));
  }

  /* Nothing found, or nothing sure: the nearest words, who to turn to, the hotline. */
  function otherWays(answer) {
    var box = make("div", "other-ways");
    if (answer.nearest.length) {
      var row = make("p", "", labels["search.nearest"] + " ");
      answer.nearest.forEach(function (words) {
        var button = make("button", "", words);
        button.type = "button";
        button.addEventListener("click", function () { input.value = words; input.focus(); update(); });
        row.appendChild(button);
      });
      box.appendChild(row);
    }
    var ways = make("p"), help = make("a", "md-search-result__link", labels["search.chooser"]);
    help.href = tools.root + index.prefix + "help/";
    var call = make("a", "call", labels["search.hotline"]);
    call.href = "tel:" + HOTLINE;
    ways.appendChild(help);
    ways.appendChild(call);
    box.appendChild(ways);
    return box;
  }

  function announce() {
    var count = shown.length;
    if (!input.value.trim()) status.textContent = labels["search.hint"] || "";
    else if (!count) status.textContent = fill("search.none", { query: input.value.trim().slice(0, 40) });
    else status.textContent = count === 1 ? dialog.dataset.one : dialog.dataset.other.replace("#", digits(count));
  }

  /* --- typing ------------------------------------------------------------------------------------------ */

  function answerNow() {
    var answer = portalSearch.search(index, input.value, { today: tools.today() });
    show(answer);
    return answer;
  }

  /* Answers at once; when the reader pauses, fetches what may answer better, announces, notes the address. */
  function update() {
    clearTimeout(timer);
    if (!index) return;
    var answer = answerNow(), typed = input.value;
    timer = setTimeout(function () {
      deepen(answer, typed, ROUNDS).then(function () {
        if (input.value !== typed || !dialog.open) return;
        announce();
        setAddress(typed);
      });
    }, PAUSE);
  }

  function deepen(answer, typed, rounds) {
    if (!rounds || !answer.wants.length || input.value !== typed) return Promise.resolve();
    var wanted = answer.wants.map(function (name) {
      return tools.fetchSearch(name).then(
        function (data) { portalSearch.addFile(index, name, data); },
        function () { index.files[name] = true; } // not to be had now: the answer stays as it is
      );
    });
    return Promise.all(wanted).then(function () {
      return input.value === typed ? deepen(answerNow(), typed, rounds - 1) : null;
    });
  }

  /* `?q=` in the address, so that an answer can be shared: not on a sensitive page, nor towards one. */
  function setAddress(query) {
    var isSensitive = document.body.hasAttribute("data-sensitive") ||
      shown.some(function (item) { return item.doc.isSensitive; });
    var address = new URL(location.href);
    address.searchParams.delete("q");
    if (query.trim() && !isSensitive) address.searchParams.set("q", query.trim());
    if (address.href !== location.href) history.replaceState(history.state, "", address.href);
  }

  function links() {
    return Array.prototype.slice.call(output.querySelectorAll("a.md-search-result__link"));
  }

  /* Material's keys: arrows move between box and results, Enter opens, any other key types on. */
  function onKey(event) {
    if (event.isComposing || event.keyCode === 229) return; // the keys of an input method are its own
    var stops = [input].concat(links()), at = stops.indexOf(document.activeElement);
    if (event.key === "Escape") { // the browser would first only empty the box
      dialog.close();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      var step = event.key === "ArrowDown" ? 1 : -1;
      stops[(Math.max(at, 0) + step + stops.length) % stops.length].focus();
      event.preventDefault();
    } else if (event.key === "Enter" && document.activeElement === input) {
      if (stops.length > 1) stops[1].click();
      event.preventDefault();
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      input.focus();
    }
  }

  function build(html) {
    var holder = make("div");
    holder.innerHTML = html; // our own file: the theme's box
    dialog = holder.querySelector("dialog");
    input = dialog.querySelector("input");
    status = dialog.querySelector("[role=status]");
    output = dialog.querySelector(".md-search__output");
    document.body.appendChild(dialog);
    input.addEventListener("input", update);
    input.addEventListener("compositionend", update);
    dialog.addEventListener("keydown", onKey);
    dialog.querySelector("form").addEventListener("submit", function (event) { event.preventDefault(); });
    dialog.querySelector("[type=reset]").addEventListener("click", function (event) {
      event.preventDefault();
      input.value = "";
      input.focus();
      update();
    });
    dialog.querySelector(".md-search__close").addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", function () {
      clearTimeout(timer);
      setAddress("");
      if (opener) opener.focus();
    });
  }

  /* Opens the box; `query` is what an address asked. Gives a promise of the index being there. */
  function open(html, query) {
    if (!dialog) build(html);
    opener = document.activeElement;
    if (!dialog.open) dialog.showModal();
    if (query) input.value = query;
    input.focus();
    input.select();
    if (!index) status.textContent = "…";
    return tools.openIndex().then(function (opened) {
      index = opened;
      labels = index.own.labels;
      announce();
      update();
    }, function () {
      status.textContent = dialog.dataset.failed;
    });
  }

  window.portalDialog = { open: open };
})();
