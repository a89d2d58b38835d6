/* What every page does once its text is shown: keep dates true, find a village, open the search.
 *
 * The page is complete without it. Plain ES2017, so that WebViews from Chromium 64 on run it.
 */
(function () {
  "use strict";

  var DAY = 86400000;
  var STALE_DAYS = 7;
  /* A place to be filled, or words up to a mark; with the marks and blanks that follow. */
  var CLAUSES = /(?:\{\w+\}|(?:[^，。；：,;:.།{]|[,;:.](?!\s|$))+)[，。；：,;:.།]*\s*/g;
  var body = document.body;
  var words = window.portal.words;

  /* A count as the page's language writes it; i18n/language.py does the same. */
  var ownDigits = window.portal.digits;
  window.portal.count = function (count) {
    return String(count).replace(/\d/g, function (digit) { return ownDigits[digit]; });
  };

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  /* --- time: a page built last week shows nothing past as coming -------------------------- */

  /* The present, which every script asks for here: the clock's, or the day at which samples stand still. As
     the page was built: of that day nothing has passed yet. */
  window.portal.now = function () {
    var day = body.getAttribute("data-sample-day");
    return day ? Date.parse(day + "T00:00:00+08:00") : Date.now();
  };

  /* Beijing's date, whatever zone the phone is in: China keeps +08:00 all year. */
  window.portal.today = function () {
    return new Date(window.portal.now() + 8 * 3600000).toISOString().slice(0, 10);
  };

  function daysBetween(from, to) {
    return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
  }

  /* A day as the page's language writes it; languages.py does the same. */
  window.portal.day = function (iso) {
    var parts = iso.split("-").map(Number);
    return window.portal.date.replace("{month_name}", window.portal.months[parts[1] - 1])
      .replace("{year}", window.portal.count(parts[0])).replace("{month}", window.portal.count(parts[1]))
      .replace("{day}", window.portal.count(parts[2]));
  };
  /* The number of whom the page is about, else the town's. */
  function numberToAsk() {
    var own = document.querySelector(".call-main") || document.querySelector('footer a[href^="tel:"]');
    var link = document.createElement("a");
    link.href = own.href;
    link.textContent = (own.querySelector("b") || own).textContent;
    return link;
  }

  /* A line about the age of a page, with the day and the number to ask. It comes last in the page and stays at the lower
     edge of the screen: nothing above makes room for it, and what has the focus is not under it. There is one at a time.
     Each clause is a block of its own, so that lines break between them and the largest thing painted stays the page's own. */
  window.portal.sayBelow = function (name, text, day) {
    var line = document.querySelector(".below") || body.appendChild(document.createElement("p"));
    line.className = "below " + name;
    line.setAttribute("role", "status");
    line.textContent = "";
    text.match(CLAUSES).forEach(function (clause) {
      var piece = line.appendChild(document.createElement("span"));
      var parts = clause.replace("{day}", day).split("{phone}");
      piece.textContent = parts[0];
      if (parts.length < 2) return;
      piece.appendChild(numberToAsk());
      piece.appendChild(document.createTextNode(parts[1]));
    });
    document.documentElement.style.scrollPaddingBottom = line.offsetHeight + "px";
  };

  /* The line of an old page, made on the day `built` (age.js finds out which). */
  window.portal.warnIfStale = function (built, today) {
    if (!(daysBetween(built, today) > STALE_DAYS) || document.querySelector(".below")) return;
    window.portal.sayBelow("stale", words.stale, window.portal.day(built));
  };

  /* What has passed was taken out before the first paint; a page that is looked at again later is asked once more. */
  function refresh() {
    if (window.dropPassed) window.dropPassed(); // a policy that is not ours may keep first_paint.js from running
  }

  /* --- Tibetan: letters for those who have none -------------------------------------------------- */

  /* A letter of a size to be read, and three in a stack as wide as one: boxes, and fonts that do not stack, fail. */
  function readsTibetan() {
    var pen = document.createElement("canvas").getContext("2d");
    pen.font = "100px " + getComputedStyle(document.documentElement).getPropertyValue("--tibetan");
    var letter = pen.measureText("ས").width;
    return letter > 55 && letter < 95 && pen.measureText("སྒྲ").width < 1.5 * letter;
  }

  if (document.querySelector("html[lang=bo], main [lang=bo]") && !readsTibetan()) {
    document.documentElement.classList.add("letterless");
  }

  /* --- search: nothing of it is fetched before the reader reaches for it ------------------------ */

  var tool = document.querySelector(".search-open");
  var root = body.getAttribute("data-root");
  var language = document.documentElement.lang;
  var assets = window.portal.assets;
  var scripts = {};
  var opened = null;

  function loadScript(name) {
    if (!scripts[name]) {
      scripts[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = root + assets[name];
        script.onload = resolve;
        script.onerror = function () {
          delete scripts[name];
          reject(new Error(name));
        };
        document.head.appendChild(script);
      });
    }
    return scripts[name];
  }

  /* A file of search/. Those with a version in their name stay as they are; the others are asked for
     anew. The address of this page, which may hold a query, goes along with none. */
  function fetchSearch(name) {
    var cache = /-[0-9a-f]{8}-/.test(name) ? "default" : "no-cache";
    return fetch(root + "search/" + name, { cache: cache, referrerPolicy: "no-referrer" }).then(function (answer) {
      if (!answer.ok) throw new Error(name);
      return answer.json();
    });
  }

  /* The engine with this language's index, for the search box and for lists that filter themselves. */
  function openIndex() {
    if (!opened) {
      opened = Promise.all([loadScript("search-engine.js"), fetchSearch(language + ".json")]).then(function (got) {
        var index = window.portalSearch.makeIndex();
        window.portalSearch.addFile(index, language + ".json", got[1]);
        window.portalSearch.weigh(index);
        return index;
      });
      opened.catch(function () { opened = null; });
    }
    return opened;
  }

  function openSearch(query) {
    openIndex().catch(function () {}); // on its way while the box is; the box itself tells of a failure
    if (!scripts.style) {
      scripts.style = document.createElement("link");
      scripts.style.rel = "stylesheet";
      scripts.style.href = root + assets["search.css"];
      document.head.appendChild(scripts.style);
    }
    scripts.box = scripts.box || fetchSearch(language + ".box.json");
    tool.setAttribute("aria-busy", "true");
    return Promise.all([scripts.box, loadScript("search.js")]).then(function (got) {
      tool.removeAttribute("aria-busy");
      return window.portalDialog.open(got[0].box, query);
    }, function () {
      scripts.box = null;
      location.href = tool.href; // the list of explainers, as without scripts
    });
  }

  function setUpSearch() {
    if (!tool || !window.Promise || !window.fetch) return;
    window.portalTools = {
      root: root, language: language, openIndex: openIndex, fetchSearch: fetchSearch, today: window.portal.today
    };
    tool.addEventListener("click", function (event) {
      event.preventDefault();
      openSearch("");
    });
    document.addEventListener("keydown", function (event) {
      var isTyping = /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || document.querySelector("dialog[open]");
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !/^[fs\/]$/.test(event.key)) return;
      event.preventDefault();
      openSearch("");
    });
    var asked = /[?&]q=([^&]*)/.exec(location.search);
    if (asked) openSearch(new URL(location.href).searchParams.get("q"));
  }

  /* --- find a village: the search's engine over the list that stands in the page ----------------- */

  function setUpFinder(finder) {
    var box = finder.querySelector(".finder-box");
    var input = box.querySelector("input");
    var status = finder.querySelector("[role=status]");
    var items = all("li", finder);
    var best = null;

    /* Without the index (no connection) the names as shown must do. */
    function find(index, typed) {
      if (!index) return items.filter(function (item) { return item.textContent.indexOf(typed) >= 0; });
      var answer = window.portalSearch.search(index, typed, { today: window.portal.today(), kinds: ["village"], limit: items.length });
      var found = [];
      answer.items.forEach(function (result) {
        var path = new URL(root + result.doc.path, location.href).pathname;
        items.forEach(function (item) { if (item.querySelector("a").pathname === path) found.push(item); });
      });
      return found;
    }

    function narrow(index) {
      var typed = input.value.trim();
      var found = typed ? find(index, typed) : [];
      best = found[0] || null;
      items.forEach(function (item) { item.hidden = found.length > 0 && found.indexOf(item) < 0; });
      status.textContent = !typed ? "" :
        found.length ? status.dataset.some.replace("{count}", window.portal.count(found.length)) : status.dataset.none;
    }

    function update() {
      openIndex().then(narrow, function () { narrow(null); });
    }

    input.addEventListener("focus", function () { openIndex().catch(function () {}); });
    input.addEventListener("input", update);
    input.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && best) best.querySelector("a").click();
    });
  }

  /* --- my village: kept on this device alone, under the site's own path; card.js reads it ------ */

  function setUpMine(button, id) {
    var key = "village:" + new URL(body.getAttribute("data-root"), location.href).pathname;
    var store;
    try {
      store = localStorage;
      store.getItem(key);
    } catch (error) { /* storage is forbidden: first_paint.js has hidden the button */
      return;
    }
    function show() {
      button.classList.toggle("is-on", store.getItem(key) === id);
    }
    button.addEventListener("click", function () {
      if (store.getItem(key) === id) store.removeItem(key);
      else store.setItem(key, id);
      show();
    });
    show();
  }

  refresh();
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) refresh();
  });
  setUpSearch();
  all(".finder").forEach(setUpFinder);
  var village = /\/villages\/([a-z0-9-]+)\/(?:index\.html)?$/.exec(location.pathname);
  var mine = document.querySelector(".mine");
  if (mine && village) setUpMine(mine, village[1]);
})();
