/* Text as the search sees it: folded, cut into tokens, with its sounds. Pure functions, no DOM.
*
* Loaded by search.js in the browser and by the tests in Node. Plain ES2017.
*/

/* A query longer than this says nothing more; the limit bounds all work below. */
var LONGEST = 80;

var HAN = "\\u3400-\\u4dbf\\u4e00-\\u9fff";
var TOKEN = new RegExp("[" + HAN + "]+|[a-z]+(?:'[a-z]+)?|[0-9]+|[\\u0f40-\\u0fbc]+", "g");
var LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g;
/* Marks that show nothing (zero width, direction, joiners), but not the Tibetan tsheg. */
var INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;

/* One spelling for what reads alike: full-width letters, capitals, accents, Tibetan digits. */
function fold(text) {
  return String(text)
    .replace(LONE_SURROGATE, "$1 ")
    .replace(INVISIBLE, function (mark) { return mark < " " ? " " : ""; })
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u00c0-\u024f]+/g, function (letters) {
      return letters.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    })
    .replace(/[\u0f20-\u0f29]/g, function (digit) { return String(digit.charCodeAt(0) - 0xf20); });
}

function foldQuery(text) {
  return fold(String(text).slice(0, 4 * LONGEST)).trim().slice(0, LONGEST);
}

/* Runs of Chinese, words, numbers, single Tibetan syllables, each with its place. */
function tokens(folded) {
  var found = [], match;
  TOKEN.lastIndex = 0;
  while ((match = TOKEN.exec(folded))) {
    var code = match[0].charCodeAt(0);
    var type = code > 0x3000 ? "han" : code >= 0xf00 ? "tibetan" : code <= 57 ? "number" : "word";
    found.push({ type: type, text: match[0], at: match.index });
  }
  return found;
}

/* A Tibetan syllable without a particle grown onto it (shards.py has the same). */
function syllableStem(syllable) {
  return syllable
    .replace(/(.)(?:འི|འོ|འང|འམ)ས?$/, "$1")
    .replace(/^([\u0f40-\u0f6c][\u0f90-\u0fbc]*[\u0f71-\u0f7d]?)[སར]$/, "$1");
}

/* Contract, contractor and contracted begin alike; a plural s goes. */
function wordStem(word) {
  return word.replace(/'s?$/, "").replace(/([^s])s$/, "$1").slice(0, 5);
}

/* The keys under which running text is filed; shards.py makes the same. */
function bodyKeys(folded) {
  var keys = [], last = "";
  tokens(folded).forEach(function (token) {
    var text = token.text, stem;
    if (token.type === "tibetan") {
      stem = syllableStem(text);
      if (last) keys.push(last + " " + stem);
      last = stem;
      return;
    }
    if (token.type === "han") {
      for (var at = 0; at + 1 < text.length; at++) keys.push(text.substr(at, 2));
    } else if (token.type === "word" && text.length > 2) {
      keys.push(wordStem(text));
    }
  });
  return keys;
}

/* FNV-1a, 32 bits, as in shards.py. */
function hashOf(key) {
  var value = 0x811c9dc5;
  for (var at = 0; at < key.length; at++) value = Math.imul(value ^ key.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/* Edits between two words (a swap of neighbours is one), at most `limit` + 1. */
function distance(one, two, limit) {
  if (Math.abs(one.length - two.length) > limit) return limit + 1;
  var before = [], row = [], next;
  for (var j = 0; j <= two.length; j++) row[j] = j;
  for (var i = 1; i <= one.length; i++) {
    next = [i];
    for (j = 1; j <= two.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    before = row;
    row = next;
  }
  return row[two.length];
}

/* --- sounds ------------------------------------------------------------------------------- */

/* As people here say and type it: zh like z, l like n, -ng like -n. Both spellings of a pair
  become one; `l` only ever begins a syllable, so it can be the common form. */
function blur(sound) {
  return sound.replace(/^([zcs])h/, "$1").replace(/^n(?=[aeiouv])/, "l").replace(/ng$/, "n").replace("v", "u");
}

/* What may be typed for a sound: itself, and each of its blurred spellings. */
function spellings(sound) {
  var found = [sound];
  function add(pattern, replacement) {
    found.slice().forEach(function (spelling) {
      var other = spelling.replace(pattern, replacement);
      if (found.indexOf(other) < 0) found.push(other);
    });
  }
  add(/^([zcs])h/, "$1");
  add(/^([zcs])(?!h)/, "$1h");
  add(/^n/, "l");
  add(/^l/, "n");
  add(/ng$/, "n");
  add(/n$/, "ng");
  add("v", "u");
  return found;
}

var NO_SOUNDS = [];

/* GB 2312 lists its common characters in the order of their sound, and browsers can decode it:
  runs ("a2ai13 ...") are enough for 3 755 characters. `others` adds readings (骟shan). */
function readSounds(tables) {
  var sounds = Object.create(null), syllables = Object.create(null);
  function add(character, sound) {
    var known = sounds[character] || (sounds[character] = []);
    if (known.indexOf(sound) < 0) known.push(sound);
    if (!syllables[sound]) syllables[sound] = spellings(sound);
  }
  var row = 0xb0, cell = 0xa0, decoder;
  try {
    decoder = new TextDecoder("gbk");
  } catch (error) {
    return { of: function () { return NO_SOUNDS; }, syllables: syllables, accepted: syllables };
  }
  (tables.sounds || "").replace(/([a-z]+)(\d+)/g, function (_, sound, count) {
    for (; count > 0; count--) {
      if (++cell > 0xfe) { cell = 0xa1; row++; }
      /* The last row ends early; its empty cells decode to nothing useful. */
      add(decoder.decode(new Uint8Array([row, cell])), sound);
    }
  });
  (tables.others || "").replace(/([^a-z])([a-z]+)/g, function (_, character, sound) { add(character, sound); });
  /* Which sound a spelling means: the exact one before a blurred one. */
  var accepted = Object.create(null);
  Object.keys(syllables).forEach(function (sound) {
    syllables[sound].forEach(function (spelling) { if (!accepted[spelling]) accepted[spelling] = sound; });
  });
  Object.keys(syllables).forEach(function (sound) { accepted[sound] = sound; });
  return {
    of: function (character) { return sounds[character] || NO_SOUNDS; },
    syllables: syllables, accepted: accepted
  };
}

/* The syllables a row of letters consists of, the fewest possible; null if it is none. */
function splitSyllables(letters, accepted) {
  var best = [[]];
  for (var end = 1; end <= letters.length; end++) {
    for (var length = Math.min(6, end); length > 0; length--) {
      var sound = accepted[letters.substr(end - length, length)], before = best[end - length];
      if (sound && before && (!best[end] || before.length + 1 < best[end].length)) best[end] = before.concat(sound);
    }
  }
  return best[letters.length] || null;
}

/* --- numerals ----------------------------------------------------------------------------- */

var DIGITS = "零一二三四五六七八九";
var UNITS = { "十": 10, "百": 100, "千": 1000 };

/* 一千零七十九 is 1079; digits stay as they are. */
function numberOf(text) {
  if (/^\d+$/.test(text)) return Number(text);
  var total = 0, digit = 0;
  for (var at = 0; at < text.length; at++) {
    var unit = UNITS[text[at]];
    if (unit) {
      total += (digit || 1) * unit;
      digit = 0;
    } else {
      digit = Math.max(0, DIGITS.indexOf(text[at]));
    }
  }
  return total + digit;
}
