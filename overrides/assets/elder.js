/* 长者模式 (large type, strong contrast, fewer things) and reading aloud: two buttons under the
 * answer, the first once more at the foot of the page. They stand in the page (components/aids.html).
 *
 * The choice is kept on the device; first_paint.js applies it before anything is painted. Plain ES2017.
 */
(function () {
  "use strict";

  var KEY = "portalElder"; /* first_paint.js reads it */
  var LONGEST = 120; /* characters spoken at a time: some engines fall silent in longer ones */
  var PATIENCE = 4000; /* milliseconds until an engine that says nothing counts as mute */
  var root = document.documentElement;
  var words = window.portal.words;

  /* --- 长者模式 ------------------------------------------------------------------------------ */

  function isElder() {
    return root.classList.contains("elder");
  }

  function toggle() {
    root.classList.toggle("elder");
    try {
      if (isElder()) localStorage.setItem(KEY, "elder");
      else localStorage.removeItem(KEY);
    } catch (error) { /* storage is forbidden: it holds for this page */ }
  }

  /* --- reading aloud ------------------------------------------------------------------------- */

  /* What is to be heard: headings and text as shown, numbers digit by digit. */
  function pieces() {
    var found = [];
    var main = document.getElementById("main");
    Array.prototype.forEach.call(main.querySelectorAll("h1, h2, h3, p, li, dt, dd, td, th, .call"), function (block) {
      if (!block.offsetParent || block.closest(".aids, .exit, .crumb") || block.querySelector("p, li, .call")) return;
      /* What is dialled: all of a number to tap, else what is too long for a year. */
      var dialled = block.closest(".call") ? /[\d-]+/g : /\d{3,4}-\d{7,8}|\d{5,}/g;
      var text = block.innerText.replace(/\s+/g, " ").replace(dialled, function (number) {
        return number.replace(/-/g, "").split("").join(" ");
      });
      /* Cut after a full stop or comma, else where it gets too long. */
      (text.match(new RegExp(".{1," + LONGEST + "}(?:[。！？；，、.!?;,]|$)|.{1," + LONGEST + "}", "g")) || [])
        .forEach(function (piece) { if (piece.trim()) found.push(piece); });
    });
    return found;
  }

  function voiceOf(voices) {
    var known = new RegExp(window.portal.voices, "i");
    return voices.filter(function (voice) { return known.test(voice.lang); })[0];
  }

  function setUpReading(control) {
    var engine = window.speechSynthesis;
    var status = control.parentNode.querySelector("[role=status]");
    var reading = false;
    control.addEventListener("click", function () {
      if (reading) stop();
      else start();
    });

    function stop() {
      reading = false;
      control.classList.remove("is-on");
      if (engine) engine.cancel();
    }

    function giveUp() {
      stop();
      status.textContent = words.read_unable;
    }

    function start() {
      status.textContent = "";
      var voices = engine && window.SpeechSynthesisUtterance ? engine.getVoices() : [];
      var voice = voiceOf(voices);
      /* Some engines speak without ever listing a voice; one that lists others cannot. */
      var cannot = !engine || !window.SpeechSynthesisUtterance || !window.portal.voice;
      if (cannot || (voices.length && !voice)) {
        giveUp();
        return;
      }
      reading = true;
      control.classList.add("is-on");
      var queue = pieces();
      var heard = false;
      engine.cancel();
      (function next() {
        if (!reading) return;
        var text = queue.shift();
        if (!text) {
          stop();
          return;
        }
        var speech = new SpeechSynthesisUtterance(text);
        speech.lang = window.portal.voice;
        speech.rate = 0.9;
        if (voice) speech.voice = voice;
        speech.onstart = function () { heard = true; };
        speech.onend = next;
        speech.onerror = function () { if (reading) giveUp(); };
        engine.speak(speech);
      })();
      setTimeout(function () { if (reading && !heard) giveUp(); }, PATIENCE);
    }

    if (engine) engine.getVoices(); /* lets the engine load its list before it is needed */
    window.addEventListener("pagehide", stop);
  }

  var large = document.querySelector(".aids .elder-switch");
  if (large) {
    large.addEventListener("click", toggle);
    /* Once more at the end of the page, where nothing stands below it. */
    var line = document.createElement("p"); /* which keeps to the page's column */
    var again = large.cloneNode(true);
    again.addEventListener("click", toggle);
    line.appendChild(again);
    document.querySelector("footer").appendChild(line);
  }
  var read = document.querySelector(".aids .read");
  if (read) setUpReading(read);
})();
