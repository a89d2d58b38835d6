/* What has to be known before anything is painted. Stands in the head of every page, the same bytes in each, so that
 * the policy can name it by its hash (assets.py): large type is there without a flash of small type, what only scripts
 * can use is there without a gap kept for it, and what has passed since the build is gone before it is seen.
 *
 * Every byte of it comes before the answer: keep it short. Plain ES2017.
 */
(page => {
  const root = page.documentElement; /* its class says `plain`: no scripts */
  root.className = "";
  try {
    root.className = localStorage.portalElder || "";
  } catch (error) { /* storage is forbidden: what would not keep its word is hidden */
    root.className = "storeless";
  }

  /* The clock's moment, or the day at which samples stand still. */
  const now = () => Date.parse(`${page.body.dataset.sampleDay}T00:00+08:00`) || Date.now();

  /* Takes out what has ended; the style sheet shows the first of a list as the next one. Until a list has come whole,
     what has ended is only hidden: the parser may still be in it. The last to go leaves words that say what to do.
     A list of a month (`data-marking`) keeps what has ended, in grey. */
  const pass = () => {
    for (const list of page.querySelectorAll("[data-passing], [data-marking]")) {
      const words = list.nextElementSibling;
      const isWhole = words || page.readyState !== "loading";
      const isMonth = "marking" in list.dataset;
      for (const item of [...list.children]) {
        if (Date.parse(item.dataset.ends) < now()) {
          item.hidden = !isMonth;
          item.classList.add("is-past");
          if (isWhole && !isMonth) item.remove();
        }
      }
      if (isWhole && !list.querySelector("[data-ends]:not(.is-past)")) {
        list.hidden = !isMonth;
        if (words && words.matches("[data-passed]")) words.hidden = false;
      }
    }
  };

  /* Called between the parser's steps, and hence before what it has just added is painted. */
  const observer = new MutationObserver(pass);
  observer.observe(page, { childList: true, subtree: true });
  page.addEventListener("DOMContentLoaded", () => {
    observer.disconnect();
    pass();
  });
  window.dropPassed = pass;
})(document);
