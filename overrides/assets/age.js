/* How old the site is: told by one small file (built.json), fetched when nothing else is to be done.
 *
 * No page has the day of its build, so that its bytes change only with what it shows. A copy that the worker
 * kept is as old as its own fetch, whatever the file says; an edition that is opened as files has its day in
 * each page. Where the phone's clock and the server's disagree, the server's counts. Plain ES2017.
 */
(function () {
  "use strict";

  var DAY = 86400000;
  var IDLE_WITHIN = 10000; /* milliseconds */
  var body = document.body;
  var portal = window.portal;

  /* Beijing's date, whatever zone the phone is in. */
  function beijingDay(now) {
    return new Date(now + 8 * 3600000).toISOString().slice(0, 10);
  }

  /* Samples that stand still have no age. */
  if (body.hasAttribute("data-sample-day")) {
    portal.fetched = "";
    portal.age = Promise.resolve(0);
    return;
  }

  var ownDay = body.getAttribute("data-built"); /* of an edition that is opened as files */
  var isCopy = body.hasAttribute("data-copy");
  var fetchedAt = Date.parse(body.getAttribute("data-copy") || "");

  /* The day on which this copy was fetched; empty where the page is none, or the worker did not note it. */
  portal.fetched = fetchedAt ? beijingDay(fetchedAt) : "";

  /* How old this page is, whatever the site is later on: it may be left open. Unknown while the clock is doubtful. */
  var shownDay = ownDay || portal.fetched;

  /* The present by the server's clock where it is more than a day from the phone's. `Age` is how long a cache
     between them has had the answer. */
  function presentOf(answer) {
    var server = Date.parse(answer.headers.get("date") || "") + 1000 * Number(answer.headers.get("age") || 0);
    if (Math.abs(server - Date.now()) > DAY) return server;
    shownDay = beijingDay(Date.now());
    return Date.now();
  }

  /* How many days ago the site was built, and the line that says so where it is long ago. Null where it cannot be
     told: a file that is cut off, is something else, or is from a day to come. */
  function judge(built, now) {
    var age = /^\d{4}-\d\d-\d\d$/.test(built) ? (Date.parse(beijingDay(now)) - Date.parse(built)) / DAY : NaN;
    if (!(age >= 0)) return null;
    portal.warnIfStale(built, beijingDay(now));
    return age;
  }

  function ask() {
    return fetch(body.getAttribute("data-root") + "built.json", { cache: "no-cache", referrerPolicy: "no-referrer" })
      .then(function (answer) {
        return answer.ok ? answer.json().then(function (said) { return judge(said && said.built, presentOf(answer)); }) : null;
      })
      .catch(function () { return null; });
  }

  function whenIdle() {
    return new Promise(function (done) {
      window.addEventListener("load", function () {
        if (window.requestIdleCallback) requestIdleCallback(done, { timeout: IDLE_WITHIN });
        else setTimeout(done, 1000);
      });
    });
  }

  /* A promise of the site's age in days; null where it is not known. offline.js waits for it. */
  if (ownDay || isCopy) portal.age = Promise.resolve(judge(shownDay, Date.now()));
  else if (!window.fetch || location.protocol === "file:") portal.age = Promise.resolve(null);
  else portal.age = whenIdle().then(ask);

  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) portal.warnIfStale(shownDay, beijingDay(Date.now()));
  });
})();
