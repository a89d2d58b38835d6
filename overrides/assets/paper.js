/* The day on which a poster is printed, in the page's language and as records write it: the browser's today, in Beijing,
 * or the day at which samples stand still.
 *
 * The page itself does not say when it was built; its version code stands for what it says. Plain ES2017.
 */
(function () {
  "use strict";

  var iso = document.body.dataset.sampleDay || new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
  var ownDigits = document.body.getAttribute("data-digits");

  /* The number as the page's language writes it; i18n/language.py does the same. */
  function digits(number) {
    return String(number).replace(/\d/g, function (digit) { return ownDigits[digit]; });
  }

  Array.prototype.forEach.call(document.querySelectorAll(".printed"), function (place) {
    var parts = iso.split("-").map(Number);
    var format = place.getAttribute("data-date");
    place.textContent = !format ? iso : format
      .replace("{month_name}", place.getAttribute("data-months").split("|")[parts[1] - 1])
      .replace("{year}", digits(parts[0])).replace("{month}", digits(parts[1])).replace("{day}", digits(parts[2]));
  });
})();
