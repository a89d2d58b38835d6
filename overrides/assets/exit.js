/* Leaving a page that others should not see: the button, or Shift three times.
 *
 * Covers the page at once and puts a neutral one in its place in the history. Loaded on
 * sensitive pages alone, without waiting for the rest of them. Stores nothing. Plain ES2017.
 */
(function () {
  "use strict";

  var PRESSES = 3;
  var WITHIN = 2000; /* milliseconds between the first press and the last */
  var presses = [];

  /* No query stays in the address: it may say what was searched for. */
  if (location.search) history.replaceState(null, "", location.pathname + location.hash);

  function leave() {
    var link = document.querySelector("[data-exit]");
    document.title = "";
    document.documentElement.hidden = true;
    if (link) location.replace(link.href);
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest("[data-exit]")) return;
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    if (event.repeat) return;
    var now = Date.now();
    presses.push(now);
    presses = presses.filter(function (at) { return now - at <= WITHIN; });
    if (presses.length >= PRESSES) leave();
  });
})();
