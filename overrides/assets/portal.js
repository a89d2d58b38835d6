/* What every page does once its text is shown: keep dates true, find a village, open the search.
 *
 * The page is complete without it. Plain ES2017, so that WebViews from Chromium 64 on run it.
 */
(function () {
  "use strict";

  var DAY = 86400000;
  var STALE_DAYS = 7;
  var body = document.body;
  var words = window.portal.words;

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  /* --- time: a page built last week shows nothing past as coming -------------------------- */

  /* Beijing's date, whatever zone the phone is in: China keeps +08:00 all year. */
  function beijingDay(now) {
    return new Date(now + 8 * 3600000).toISOString().slice(0, 10);
  }

  function daysBetween(from, to) {
    return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
  }

  /* Takes out what has ended; the stylesheet shows the first of a list as the next one.
     A place is written once for all days that follow at the same place, so it moves on. */
  function dropPassed(now) {
    all("[data-passing]").forEach(function (list) {
      all("[data-ends]", list).forEach(function (item) {
        if (Date.parse(item.getAttribute("data-ends")) >= now) return;
        var place = item.querySelector(".place");
        var next = item.nextElementSibling;
        if (place && next && !next.querySelector(".place")) next.appendChild(place);
        item.remove();
      });
      if (!list.children.length) {
        list.hidden = true;
        sayThatAllHasPassed(list);
      }
    });
  }

  /* What to do instead; `data-passing` names the words, `data-phone` the number to ask. */
  function sayThatAllHasPassed(list) {
    var next = list.nextElementSibling;
    var text = words[list.getAttribute("data-passing")];
    if (!text || (next && next.classList.contains("empty"))) return;
    var empty = document.createElement("p");
    empty.className = "empty";
    empty.textContent = text.replace("{phone}", list.getAttribute("data-phone") || townPhone());
    list.parentNode.insertBefore(empty, next);
  }

  function townPhone() {
    return document.querySelector('footer a[href^="tel:"]').textContent;
  }

  /* Shows today and tomorrow of the days built into the home page, and names them so. */
  function moveDays(today) {
    all("[data-day]").forEach(function (day) {
      var ahead = daysBetween(today, day.getAttribute("data-day"));
      var relative = day.querySelector(".relative");
      day.hidden = ahead < 0 || ahead > 1;
      relative.textContent = ahead === 0 ? relative.dataset.today : ahead === 1 ? relative.dataset.tomorrow : "";
    });
  }

  /* The notice of an old page; the day and the number stand at its foot, in the page's language. */
  function warnIfStale(today) {
    if (daysBetween(body.getAttribute("data-built"), today) <= STALE_DAYS || document.querySelector(".stale")) return;
    var notice = document.createElement("p");
    notice.className = "stale";
    notice.textContent = words.stale
      .replace("{day}", document.querySelector("footer time").textContent)
      .replace("{phone}", townPhone());
    document.getElementById("main").insertBefore(notice, document.getElementById("main").firstChild);
  }

  function refresh() {
    var now = Date.now();
    var today = beijingDay(now);
    dropPassed(now);
    moveDays(today);
    warnIfStale(today);
  }

  /* --- find a village ----------------------------------------------------------------------- */

  /* NFKC turns full-width letters into plain ones: people paste them. */
  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  }

  function setUpFinder(finder) {
    var box = finder.querySelector(".finder-box");
    var input = box.querySelector("input");
    var status = finder.querySelector("[role=status]");
    var items = all("[data-words]", finder);
    box.hidden = false;
    input.addEventListener("input", function () {
      var query = fold(input.value);
      var found = 0;
      items.forEach(function (item) {
        var hit = !query || item.getAttribute("data-words").split(" ").some(function (word) {
          return word.indexOf(query) >= 0 || (query.length > 1 && query.indexOf(word) >= 0 && word.length > 1);
        });
        item.hidden = !hit;
        if (hit) found++;
      });
      if (query && !found) items.forEach(function (item) { item.hidden = false; });
      status.textContent = !query ? "" :
        found ? status.dataset.some.replace("{count}", found) : status.dataset.none;
    });
    input.addEventListener("keydown", function (event) {
      var shown = items.filter(function (item) { return !item.hidden; });
      if (event.key === "Enter" && input.value && shown.length && shown.length < items.length) {
        shown[0].querySelector("a").click();
      }
    });
  }

  /* --- my village: kept on this device alone, under the site's own path; card.js reads it ------ */

  function setUpMine(button) {
    var id = (/\/villages\/([a-z0-9-]+)\//.exec(location.pathname) || [])[1];
    var key = "village:" + new URL(body.getAttribute("data-root"), location.href).pathname;
    var choose = button.textContent;
    var store;
    try {
      store = localStorage;
      store.getItem(key);
    } catch (error) { /* storage is forbidden: the button would not keep its word */
      return;
    }
    function show() {
      button.textContent = store.getItem(key) === id ? button.dataset.forget : choose;
    }
    button.addEventListener("click", function () {
      if (store.getItem(key) === id) store.removeItem(key);
      else store.setItem(key, id);
      show();
    });
    button.hidden = !id;
    show();
  }

  refresh();
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) refresh();
  });
  all(".finder").forEach(setUpFinder);
  all(".mine").forEach(setUpMine);
})();
