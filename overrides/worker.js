/* The service worker: pages that were seen, help and the chosen village without a network.
 *
 * `BUILD` stands above this text (portal_pages/worker.py): languages, sensitive paths. Pages come
 * from the network while it answers in time; a copy says that it is one, and when it was fetched.
 * Sensitive pages and addresses with a query are never looked at. Where the site has not answered, or
 * was not built anew, for sixty days, orphaned or switched off, it removes itself and all it kept.
 * ES2017, for WebViews from Chromium 64 on.
 */
"use strict";

const DAY = 86400000;
const OLDEST = 60 * DAY; /* without news of the site, the copies are worth less than nothing */
const PATIENCE = 3000; /* milliseconds for the network where there is a copy */
const MOST_PAGES = 60;
const MOST_ASSETS = 60;
const ROOT = self.registration.scope;
const PREFIX = "portal " + ROOT + " "; /* others may live on the same host */
const PAGES = PREFIX + "pages";
const ASSETS = PREFIX + "assets";
const STATE = PREFIX + "state"; /* holds one entry: when the site last answered, by this phone's clock */
const SEEN = ROOT + "seen";
const FETCHED = "x-fetched"; /* header of a copy: the moment its page was fetched, ISO 8601 */
const HASHED = /\.[0-9a-f]{8}\.[a-z0-9]+$/;
let work = Promise.resolve();
let isLeaving = false;
let lookedAt = 0; /* when the site was last asked whether it still has a worker */

async function noteAnswer() {
  await (await caches.open(STATE)).put(SEEN, new Response(String(Date.now())));
}

/* Whether the site has not answered for too long; not before it has been noted that it did. */
async function isOld() {
  const noted = await (await caches.open(STATE)).match(SEEN);
  return Boolean(noted) && Date.now() - Number(await noted.text()) > OLDEST;
}

/* The path below the root and the language, or null for what is not ours to keep. */
function pathOf(address) {
  const url = new URL(address);
  if (url.href.indexOf(ROOT) !== 0 || url.search) return null;
  let path = url.href.split("#")[0].slice(ROOT.length);
  for (const prefix of BUILD.prefixes) if (path.indexOf(prefix) === 0) path = path.slice(prefix.length);
  try {
    path = decodeURIComponent(path);
  } catch (error) {
    return null;
  }
  return path.replace(/index\.html$/, "");
}

function isSensitive(address) {
  const bare = pathOf(address.split("#")[0].split("?")[0]);
  return bare === null || BUILD.sensitive.some((path) => bare === path || bare + "/" === path || bare.indexOf(path) === 0);
}

function mayKeep(address) {
  const path = pathOf(address);
  return path !== null && !isSensitive(address);
}

/* Changes of the caches happen one after another, so that nothing is put back that was taken away. */
function inTurn(change) {
  work = work.then(() => (isLeaving ? undefined : change())).catch(() => undefined);
  return work;
}

/* As often as it is asked to: a page that registers it in between would bring it back. */
function removeSelf() {
  isLeaving = true;
  work = work.then(async () => {
    for (const name of await caches.keys()) if (name.indexOf(PREFIX) === 0) await caches.delete(name);
    await self.registration.unregister();
  });
  return work;
}

/* The moment of an answer by the server's clock: the phone's may be wrong by years. */
function momentOf(answer) {
  return Date.parse(answer.headers.get("date") || "") || Date.now();
}

/* Whether nobody has built the site anew for too long: it answers, but nothing on it is kept true. */
async function isGivenUp() {
  const answer = await fetch(ROOT + "built.json", { cache: "no-store" });
  const small = answer.ok ? await answer.json().catch(() => null) : null;
  return Boolean(small) && momentOf(answer) - Date.parse(small.built) > OLDEST;
}

/* Of the site at most once a day: one that no longer has a worker wants none. */
async function askWhetherWanted() {
  if (await isOld()) {
    await removeSelf();
    return;
  }
  if (Date.now() - lookedAt < DAY) return;
  lookedAt = Date.now();
  if (await isGivenUp()) {
    await removeSelf();
    return;
  }
  const answer = await fetch(ROOT + "sw.js", { cache: "no-store" });
  const type = answer.headers.get("content-type") || "";
  /* Some servers answer every address with a page. */
  if (answer.status === 404 || answer.status === 410 || (answer.ok && /html/.test(type))) await removeSelf();
}

async function trim(cache, most) {
  const kept = await cache.keys();
  for (const request of kept.slice(0, Math.max(0, kept.length - most))) await cache.delete(request);
}

async function keepPage(address, answer) {
  const cache = await caches.open(PAGES);
  if (answer.status === 404 || answer.status === 410) await cache.delete(address);
  const type = answer.headers.get("content-type") || "";
  if (!answer.ok || answer.redirected || !/html/.test(type) || !mayKeep(address)) return;
  const html = await answer.text();
  /* The list may be older than the page: the page itself says so too. */
  if (/<body[^>]* data-sensitive/.test(html)) return;
  /* In the place of the older copy, and last: there is no moment without one. */
  const headers = { "content-type": "text/html; charset=utf-8" };
  headers[FETCHED] = new Date(momentOf(answer)).toISOString();
  await cache.put(address, new Response(html, { headers: headers }));
  await trim(cache, MOST_PAGES);
}

/* A kept page, marked as a copy: the page's script then shows the day it was fetched. */
async function copyOf(address) {
  if (isLeaving || (await isOld())) return undefined;
  const kept = await (await caches.open(PAGES)).match(address.split("#")[0].split("?")[0]);
  if (!kept) return undefined;
  const fetched = kept.headers.get(FETCHED) || ""; /* what older workers kept has none */
  const html = (await kept.text()).replace("<body ", '<body data-copy="' + fetched + '" ');
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

/* Another address, so that its links hold; it comes back here once there is a network (offline.js). */
async function offlinePage(address) {
  const below = address.slice(ROOT.length).split("?")[0];
  const prefix = BUILD.prefixes.filter((each) => below.indexOf(each) === 0)[0] || "";
  const instead = ROOT + prefix + "offline/";
  if (address === instead || !(await copyOf(instead))) return Response.error();
  return Response.redirect(instead + "#" + below, 302);
}

function later(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

async function page(event) {
  const address = event.request.url.split("#")[0];
  const network = fetch(event.request);
  event.waitUntil(network.then((answer) => {
    const whole = answer.clone();
    return inTurn(() => noteAnswer().then(() => keepPage(address, whole)));
  }, () => undefined));
  const copy = await copyOf(address).catch(() => undefined);
  try {
    const first = copy ? await Promise.race([network, later(PATIENCE)]) : await network;
    if (first && (first.status < 500 || !copy)) return first;
    return copy;
  } catch (error) {
    return copy || offlinePage(address);
  }
}

async function asset(request) {
  const kept = await caches.open(ASSETS).then((cache) => cache.match(request), () => undefined);
  return kept || fetch(request);
}

/* Styles and scripts first: a page is worth little without them. */
async function keep(wanted) {
  const cache = await caches.open(ASSETS);
  for (const address of wanted.assets) {
    if (address.indexOf(ROOT) !== 0 || !HASHED.test(address) || (await cache.match(address))) continue;
    const answer = await fetch(address).catch(() => undefined);
    if (answer && answer.ok) await cache.put(address, answer);
  }
  await trim(cache, MOST_ASSETS);
  for (const address of wanted.pages) {
    if (!mayKeep(address)) continue;
    const answer = await fetch(address).catch(() => undefined);
    if (answer) await keepPage(address, answer);
  }
}

async function forgetOld() {
  const mine = [PAGES, ASSETS, STATE];
  for (const name of await caches.keys()) {
    if (name.indexOf(PREFIX) === 0 && mine.indexOf(name) < 0) await caches.delete(name);
  }
  const cache = await caches.open(PAGES);
  for (const request of await cache.keys()) if (!mayKeep(request.url)) await cache.delete(request);
}

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const settled = BUILD.off ? removeSelf() : inTurn(() => noteAnswer().then(forgetOld));
  event.waitUntil(settled.then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  const wish = event.data || {};
  if (wish.leave) event.waitUntil(removeSelf());
  else if (wish.keep && !BUILD.off) event.waitUntil(inTurn(() => keep(wish.keep)));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || BUILD.off || isLeaving || request.url.indexOf(ROOT) !== 0 || isSensitive(request.url)) return;
  if (request.mode === "navigate") {
    event.waitUntil(askWhetherWanted().catch(() => undefined));
    event.respondWith(page(event));
  } else if (HASHED.test(request.url)) {
    event.respondWith(asset(request));
  }
});
