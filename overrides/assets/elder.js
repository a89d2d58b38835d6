/* 长者模式 (large type, strong contrast, fewer things) and reading aloud: two buttons under the
 * answer, the first once more at the foot of the page.
 *
 * The choice is kept on the device; a constant line in the page's head (assets.py) applies it
 * before anything is painted. Plain ES2017.
 */
(function () {
  "use strict";

  var KEY = "portalElder"; /* the line in the head reads it */
  var LONGEST = 120; /* characters spoken at a time: some engines fall silent in longer ones */
  var PATIENCE = 4000; /* milliseconds until an engine that says nothing counts as mute */
  var root = document.documentElement;
  var words = window.portal.words;
  var isSensitive = document.body.hasAttribute("data-sensitive");
  var switches = [];

  function button(label, action) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "help-button";
    made.textContent = label;
    made.addEventListener("click", action);
    return made;
  }

  /* --- 长者模式 ------------------------------------------------------------------------------ */

  function isElder() {
    return root.classList.contains("elder");
  }

  function show() {
    switches.forEach(function (each) {
      each.textContent = isElder() ? words.elder_off : words.elder_on;
    });
  }

  function toggle() {
    root.classList.toggle("elder");
    try {
      if (isElder()) localStorage.setItem(KEY, "elder");
      else localStorage.removeItem(KEY);
    } catch (error) { /* storage is forbidden: it holds for this page */ }
    show();
  }

  function addSwitch() {
    var made = button("", toggle);
    switches.push(made);
    return made;
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

  function voiceFor(language, voices) {
    var known = { zh: /^(zh|cmn)/i, en: /^en/i }[language];
    return known && voices.filter(function (voice) { return known.test(voice.lang); })[0];
  }

  function setUpReading(box) {
    var engine = window.speechSynthesis;
    var language = root.lang;
    var status = document.createElement("span");
    var reading = false;
    status.setAttribute("role", "status");
    var control = button(words.read, function () {
      if (reading) stop();
      else start();
    });

    function stop() {
      reading = false;
      control.textContent = words.read;
      if (engine) engine.cancel();
    }

    function giveUp() {
      stop();
      status.textContent = words.read_unable;
    }

    function start() {
      status.textContent = "";
      var voices = engine && window.SpeechSynthesisUtterance ? engine.getVoices() : [];
      var voice = voiceFor(language, voices);
      /* Some engines speak without ever listing a voice; one that lists others cannot. */
      var cannot = !engine || !window.SpeechSynthesisUtterance || (language !== "zh" && language !== "en");
      if (cannot || (voices.length && !voice)) {
        giveUp();
        return;
      }
      reading = true;
      control.textContent = words.read_stop;
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
        speech.lang = language === "zh" ? "zh-CN" : "en";
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
    box.appendChild(control);
    box.appendChild(status);
  }

  /* --- where they stand ---------------------------------------------------------------------- */

  var box = document.querySelector(".aids"); /* its room is kept from the first paint on */
  if (box) {
    box.appendChild(addSwitch());
    /* A page that others must not see is not read to them either. */
    if (!isSensitive) setUpReading(box);
  }
  var foot = document.querySelector("footer");
  if (foot) {
    var line = document.createElement("p"); /* which keeps to the page's column */
    line.appendChild(addSwitch());
    foot.insertBefore(line, foot.children[1] || null);
  }
  show();
})();
