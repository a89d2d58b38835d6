/* Copies a text to the clipboard: notices for a WeChat group, addresses of calendars.
 *
 * Without it the text can be marked by hand. Plain ES2017, so that WebViews from Chromium 64 on run it.
 */
(function () {
  "use strict";

  /* The old way first marks the text, then copies what is marked. Pages that are not served
     by https, and WebViews before Chromium 66, have no other; WeChat's allows this one. */
  function copyMarked(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    try {
      return document.execCommand("copy");
    } catch (error) {
      return false;
    }
  }

  function copy(element) {
    if (navigator.clipboard && navigator.clipboard.writeText) {
      return navigator.clipboard.writeText(element.innerText).catch(function () {
        if (!copyMarked(element)) throw new Error("not copied");
      });
    }
    return copyMarked(element) ? Promise.resolve() : Promise.reject(new Error("not copied"));
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-copy]"), function (button) {
    var text = document.getElementById(button.getAttribute("data-copy"));
    var status = button.parentNode.querySelector("[role=status]");
    button.addEventListener("click", function () {
      copy(text).then(function () {
        status.textContent = window.portal.words.copied;
      }, function () {
        status.textContent = window.portal.words.not_copied;
      });
    });
  });
})();
