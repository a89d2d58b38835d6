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
  var words = form.querySelector("[name=words]");
  var found = null; // the addresses that what is typed leads to; null while nothing is typed

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

  /* What is typed is understood by the search's engine: names, pinyin, a part of a title. */
  function look() {
    var typed = words.value.trim(), tools = window.portalTools;
    if (!typed || !tools) {
      found = null;
      narrow();
      return;
    }
    tools.openIndex().then(function (index) {
      if (words.value.trim() !== typed) return;
      var options = { today: tools.today(), kinds: ["session", "village"], limit: index.docs.length };
      found = Object.create(null);
      window.portalSearch.search(index, typed, options).items.forEach(function (item) {
        found[new URL(tools.root + item.doc.path, location.href).pathname] = true;
      });
      narrow();
    });
  }

  function isFound(item) {
    return !found || all("a", item).some(function (link) { return found[link.pathname]; });
  }

  /* A count in the grid or above a list; without filters it says again what the page came with. */
  function showCount(element, words, count, isFiltered) {
    if (!element) return;
    if (!element.hasAttribute("data-whole")) element.setAttribute("data-whole", element.textContent);
    element.textContent = isFiltered ? words.replace("{count}", window.portal.count(count)) : element.getAttribute("data-whole");
    element.hidden = isFiltered && !count;
  }

  function shown(kind, within) {
    return all("[data-kind=" + kind + "]", within).filter(function (item) { return !item.hidden; });
  }

  /* A sit-in that was moved away or excused is listed, but not counted. */
  function takesPlace(item) {
    return !item.classList.contains("is-off");
  }

  function narrowDay(day, isFiltered) {
    var events = shown("event", day).length;
    var sitIns = shown("sit-in", day);
    var count = sitIns.filter(takesPlace).length;
    day.hidden = isFiltered && !events && !sitIns.length;
    all("details", day).forEach(function (details) {
      var summary = details.querySelector("summary");
      details.hidden = !sitIns.length;
      details.open = isFiltered && sitIns.length > 0;
      showCount(summary, summary.getAttribute("data-words"), count, isFiltered);
      summary.hidden = false;
    });
    var cell = table.querySelector('a[href="#' + day.id + '"]');
    if (cell) {
      showCount(cell.querySelector(".mark-event"), table.getAttribute("data-events"), events, isFiltered);
      showCount(cell.querySelector(".mark-sit-in"), table.getAttribute("data-sit-ins"), count, isFiltered);
    }
  }

  function narrow() {
    var chosen = read();
    var isFiltered = chosen.length > 0 || found !== null;
    items.forEach(function (item) {
      item.hidden = !isFound(item) || !chosen.every(function (select) { return fits(item, select); });
    });
    days.forEach(function (day) { narrowDay(day, isFiltered); });
    var events = shown("event").length;
    var sitIns = shown("sit-in").filter(takesPlace).length;
    status.textContent = !isFiltered ? "" : events + sitIns ?
      filters.getAttribute("data-found").replace("{events}", window.portal.count(events)).replace("{sit_ins}", window.portal.count(sitIns)) :
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

  recall();
  narrow();
  form.addEventListener("change", narrow);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { window.setTimeout(look); });
  words.addEventListener("input", look);
})();
