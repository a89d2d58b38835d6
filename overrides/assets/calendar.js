/* Narrows a month of the calendar by village, topic, audience, language and place, all at once.
 *
 * The choice stands in the address, so that it can be sent on and goes along to other months.
 * Without it each village, topic and month is a link of its own. Plain ES2017.
 */
(function () {
  "use strict";

  var filters = document.querySelector(".filters");
  var form = filters.querySelector(".filter-form");
  var table = document.querySelector(".month");
  var status = document.querySelector(".filter-status");
  var items = all("[data-kind]");
  var days = all("section.day");
  var selects = all("select", form);

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  function read() {
    return selects.filter(function (select) { return select.value; });
  }

  /* What is for everyone is for farmers as well. */
  function fits(item, select) {
    var words = item.getAttribute("data-" + select.name).split(" ");
    return words.indexOf(select.value) >= 0 || (select.name === "audience" && words.indexOf("everyone") >= 0);
  }

  function showMark(cell, kind, count, isFiltered) {
    var mark = cell.querySelector(kind === "event" ? ".mark-event" : ".mark-sit-in");
    if (!mark) return;
    if (!mark.hasAttribute("data-whole")) mark.setAttribute("data-whole", mark.textContent);
    var words = table.getAttribute(kind === "event" ? "data-events" : "data-sit-ins");
    mark.textContent = isFiltered ? words.replace("{count}", count) : mark.getAttribute("data-whole");
    mark.hidden = isFiltered && !count;
  }

  function narrow() {
    var chosen = read();
    var isFiltered = chosen.length > 0;
    var found = { event: 0, "sit-in": 0 };
    items.forEach(function (item) {
      item.hidden = !chosen.every(function (select) { return fits(item, select); });
    });
    days.forEach(function (day) {
      var counts = { event: 0, "sit-in": 0 };
      all("[data-kind]", day).forEach(function (item) {
        if (item.hidden) return;
        found[item.getAttribute("data-kind")]++;
        if (!item.classList.contains("is-off") || item.getAttribute("data-kind") === "event") counts[item.getAttribute("data-kind")]++;
      });
      var isEmpty = isFiltered && !counts.event && !all("[data-kind=sit-in]", day).some(function (item) { return !item.hidden; });
      day.hidden = isEmpty;
      all("details", day).forEach(function (details) {
        var any = all("[data-kind]", details).some(function (item) { return !item.hidden; });
        details.hidden = !any;
        details.open = isFiltered && any;
      });
      var cell = table.querySelector('a[href="#' + day.id + '"]');
      if (cell) {
        showMark(cell, "event", counts.event, isFiltered);
        showMark(cell, "sit-in", counts["sit-in"], isFiltered);
      }
    });
    status.textContent = !isFiltered ? "" : found.event + found["sit-in"] ?
      filters.getAttribute("data-found").replace("{events}", found.event).replace("{sit_ins}", found["sit-in"]) :
      filters.getAttribute("data-none");
    remember(chosen);
  }

  function remember(chosen) {
    var query = chosen.map(function (select) { return select.name + "=" + encodeURIComponent(select.value); }).join("&");
    var search = query ? "?" + query : "";
    all("a[data-month]").forEach(function (link) {
      link.setAttribute("href", link.getAttribute("href").split("?")[0] + search);
    });
    if (window.location.search !== search) {
      window.history.replaceState(null, "", window.location.pathname + search + window.location.hash);
    }
  }

  function recall() {
    window.location.search.slice(1).split("&").forEach(function (pair) {
      var parts = pair.split("=");
      selects.forEach(function (select) {
        if (select.name === parts[0]) select.value = decodeURIComponent(parts[1] || "");
        if (select.selectedIndex < 0) select.value = "";
      });
    });
    filters.open = read().length > 0;
  }

  form.hidden = false;
  recall();
  narrow();
  form.addEventListener("change", narrow);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { window.setTimeout(narrow); });
})();
