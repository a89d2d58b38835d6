// A ledger dropped anywhere on the page is the one to be read.
"use strict";
(function () {
  const form = document.querySelector("form[data-drop]");
  if (!form) return;
  const input = form.querySelector("input[type=file]"); const zone = form.querySelector(".drop");
  ["dragenter", "dragover"].forEach((name) => document.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("is-over"); }));
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) zone.classList.remove("is-over"); });
  document.addEventListener("drop", (event) => { event.preventDefault(); zone.classList.remove("is-over"); if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; if (form.reportValidity()) form.submit(); } });
})();
