/* Keeps pages readable without a network: starts the worker (sw.js) and tells it what to keep.
 *
 * Never on a sensitive page, and never an address with a query: it may say what somebody
 * asked. What the worker shows from its copies says so, with the day it was fetched. Plain ES2017.
 */
(function () {
  "use strict";

  var OLDEST = 60; /* days; sw.js gives up at the same age */
  var AFTER_LOAD = 4000; /* milliseconds: the page itself comes first on a slow line */
  var body = document.body;
  var root = new URL(body.getAttribute("data-root"), location.href);
  var home = document.querySelector(".brand").href;

  /* In the place of what a page says of its age: a copy is as old as its day says. */
  function showCopyNotice() {
    var fetched = window.portal.fetched; /* unknown of what a worker kept that did not note it */
    var words = window.portal.words;
    if (fetched) window.portal.sayBelow("kept-copy", words.offline, window.portal.day(fetched));
    else window.portal.sayBelow("kept-copy", words.offline_undated, "");
  }

  function chosenVillage() {
    try {
      return localStorage.getItem("village:" + root.pathname);
    } catch (error) { /* storage is forbidden */
      return null;
    }
  }

  /* This page, what it loaded from us, help, and the chosen village. */
  function toKeep() {
    var pages = [home + "help/", home + "offline/"];
    var village = chosenVillage();
    if (village && /^[a-z0-9-]+$/.test(village)) pages.push(home + "villages/" + village + "/");
    if (!location.search && !body.hasAttribute("data-copy")) pages.push(location.href.split("#")[0]);
    var assets = performance.getEntriesByType("resource").map(function (entry) { return entry.name; });
    var loaded = document.querySelectorAll('script[src], link[rel="stylesheet"], link[rel="icon"], img');
    Array.prototype.forEach.call(loaded, function (each) {
      var address = each.currentSrc || each.src || each.href; /* a photo not yet scrolled to has no currentSrc */
      if (assets.indexOf(address) < 0) assets.push(address);
    });
    return { pages: pages, assets: assets };
  }

  /* An update that fails may be a dead line, or a worker that is gone for good: then it goes here too. */
  function update(registration) {
    return registration.update().catch(function () {
      return fetch(root.href + "sw.js", { cache: "no-store" }).then(function (answer) {
        if ((answer.status === 404 || answer.status === 410) && registration.active) registration.active.postMessage({ leave: true });
      }, function () { /* no network: nothing is known */ });
    });
  }

  /* The worker that is to keep things: a new one first takes over, or takes everything away. */
  function settled(registration) {
    var coming = registration.installing || registration.waiting;
    if (!coming) return registration.active;
    return new Promise(function (done) {
      coming.addEventListener("statechange", function () {
        if (coming.state === "activated" || coming.state === "redundant") done(registration.active);
      });
    });
  }

  function known() {
    return navigator.serviceWorker.getRegistration(root.href).then(function (registration) {
      if (registration && registration.scope === root.href) return update(registration);
    });
  }

  /* `age`: how many days ago the site was built; null where that is not known. */
  function start(age) {
    /* Switched off, or nobody keeps the site any more: the worker that is here removes itself. */
    if (!window.portal.keeps || age > OLDEST) {
      known();
      return;
    }
    navigator.serviceWorker.register(root.href + "sw.js", { scope: root.href, updateViaCache: "none" })
      .then(function (registration) {
        return update(registration).then(function () { return settled(registration); });
      })
      .then(function (worker) {
        if (worker) worker.postMessage({ keep: toKeep() });
      })
      .catch(known);
  }

  /* The list of kept pages on the page that is shown in place of one that is not kept. */
  function listKept(list) {
    caches.open("portal " + root.href + " pages").then(function (cache) {
      return cache.keys().then(function (requests) {
        requests.reverse().forEach(function (request) {
          cache.match(request).then(function (answer) { return answer.text(); }).then(function (html) {
            var page = new DOMParser().parseFromString(html, "text/html");
            var heading = page.querySelector("h1");
            if (!heading || /\/offline\/$/.test(request.url)) return;
            var item = document.createElement("li");
            var link = document.createElement("a");
            link.href = request.url;
            link.lang = page.documentElement.lang;
            link.textContent = heading.textContent;
            item.appendChild(link);
            list.appendChild(item);
          });
        });
      });
    }).catch(function () { /* nothing is kept */ });
  }

  /* Back to the page that was asked for, whose path stands behind the #, once there is a network. */
  function comeBack() {
    var path = location.hash.slice(1);
    if (/^[a-z0-9/.-]+$/.test(path)) location.replace(root.href + path);
  }

  var saved = document.querySelector(".saved");
  if (saved) window.addEventListener("online", comeBack);
  if (saved && window.caches) listKept(saved);
  if (body.hasAttribute("data-copy") && !saved) showCopyNotice();
  if (!("serviceWorker" in navigator) || body.hasAttribute("data-sensitive")) return;
  window.addEventListener("load", function () {
    setTimeout(function () { window.portal.age.then(start); }, AFTER_LOAD);
  });
})();
