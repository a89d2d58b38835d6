/* What a query asks for: its slots, each a part of it with all that may stand for that part. */

var TYPOS_FROM = 4, TWO_TYPOS_FROM = 8;

/* --- what is asked ------------------------------------------------------------------------ */

/* A slot is a part of the query with the features that may stand for it, the best first. */
function slotsOf(index, rest) {
  var slots = [], heard = index.sounds.known ? hearings(index, rest) : Object.create(null), sounds = Object.create(null);
  for (var pair in heard) sounds[pair] = heard[pair].map(function (one) { return one[0]; }).filter(isBlurred);
  var tables = Object.keys(index.tables).map(function (code) { return index.tables[code]; });
  function add(feature, alternatives) {
    var known = alternatives.filter(function (one) { return index.postings[one[0]]; });
    var worth = 0;
    known.forEach(function (one) { worth = Math.max(worth, one[1] * index.rarity[one[0]]); });
    /* What no entry knows counts too, or a long question would pass for its one known word. */
    slots.push({ alternatives: known, body: [feature, alternatives[0][1]], sounds: known.length ? null : sounds[feature], worth: worth || weights.unknown * alternatives[0][1] * index.rarest });
  }
  var features = Object.create(null), alike = Object.create(null);
  tables.forEach(function (table) {
    Object.assign(features, featuresOf(rest, table));
    var concepts = conceptsOf(rest, table);
    Object.keys(concepts).forEach(function (id) {
      var feature = featureOfWord(concepts[id]);
      if (!feature || !features[feature]) return;
      /* One word is one part of the query: what means the same may stand for it, not beside it. */
      (alike[feature] || (alike[feature] = [])).push(["=" + id, features[feature] * weights.likeWord]);
      delete features["=" + id];
    });
  });
  for (var feature in features) {
    if (/^v:/.test(feature)) continue; // a whole word stands in the slot of its beginning
    var alternatives = [[feature, features[feature]]];
    if (/^w:/.test(feature)) alternatives = wholeWords(feature, features);
    if (heard[feature]) alternatives = alternatives.concat(heard[feature]);
    if (alike[feature]) alternatives = alternatives.concat(alike[feature]);
    var word = /^w:/.test(feature) ? feature.slice(2) : "";
    if (!word && !index.postings[feature] && /^[\u0f40-\u0fbc]+$/.test(feature)) word = feature;
    /* Letters that may be pinyin are no word that must be explained: `letters` sees to them. */
    if (/^w:/.test(feature) && index.sounds.known && !index.postings[feature] && index.language !== "en") continue;
    if (word && !index.postings[feature]) alternatives = alternatives.concat(typos(index, rest, feature));
    add(feature, alternatives);
  }
  return slots;
}

/* A word's beginning; before it the whole words of the query that begin so. */
function wholeWords(stem, features) {
  var whole = Object.keys(features).filter(function (feature) {
    return feature[0] === "v" && "w:" + wordStem(feature.slice(2)) === stem;
  });
  if (!whole.length) return [[stem, features[stem]]];
  return whole.map(function (feature) { return [feature, features[feature]]; }).concat([[stem, features[stem] * weights.stem]]);
}

/* The feature that a word of letters, or a single Tibetan syllable, is by itself. */
function featureOfWord(word) {
  if (/^[a-z']+$/.test(word)) return "w:" + wordStem(word);
  return /^[\u0f40-\u0fbc]+$/.test(word) ? syllableStem(word) : "";
}

/* For each pair of characters the pairs of sounds it may be meant for. */
function hearings(index, rest) {
  var found = Object.create(null);
  tokens(rest).forEach(function (token) {
    if (token.type !== "han") return;
    var units = soundsOf(token.text, index);
    for (var at = 1; at < units.length; at++) {
      var pairs = soundPairs(units.slice(at - 1, at + 1));
      found[token.text.substr(at - 1, 2)] = Object.keys(pairs).map(function (pair) { return [pair, pairs[pair]]; });
    }
  });
  return found;
}

/* Words of the index that differ by a slip or two, or begin with what is being typed. */
function typos(index, rest, feature) {
  var isWord = feature.slice(0, 2) === "w:", found = [];
  tokens(rest).forEach(function (token) {
    var key = isWord ? "w:" + wordStem(token.text) : syllableStem(token.text);
    if (key !== feature) return;
    var limit = token.text.length >= TWO_TYPOS_FROM ? 2 : token.text.length >= TYPOS_FROM || !isWord ? 1 : 0;
    for (var word in index.vocabulary) {
      if ((index.vocabulary[word] === "word") !== isWord) continue;
      var other = isWord ? "w:" + wordStem(word) : syllableStem(word);
      if (token.text.length > 2 && word.indexOf(token.text) === 0) found.push([other, weights.prefix]);
      else if (limit && distance(token.text, word, limit) <= limit) found.push([other, weights.typo]);
    }
  });
  return found;
}

/* --- letters: pinyin, initials, and both mixed with characters ------------------------------ */

function startsWith(letters, at, start) {
  return letters.substr(at, start.length) === start;
}

/* How `typed` spells the units from `from` on: {cost, count} of the cheapest way, or null.
  A unit may be typed as character, as pinyin, or as its first letter; the last one in part. */
function spell(typed, units, from, syllables) {
  var known = Object.create(null);
  function step(at, unit) {
    if (at === typed.length) return { cost: 0, count: 0 };
    if (unit === units.length) return null;
    var key = at + " " + unit;
    if (key in known) return known[key];
    var best = null;
    function take(length, cost) {
      var rest = length > 0 ? step(at + length, unit + 1) : null;
      if (rest && (!best || rest.cost + cost < best.cost)) best = { cost: rest.cost + cost, count: rest.count + 1 };
    }
    var one = units[unit], left = typed.length - at;
    if (typed[at] > "\u3000") {
      if (typed[at] === one.character) take(1, 0);
    } else {
      one.sounds.forEach(function (sound) {
        (syllables[sound] || [sound]).forEach(function (spelling, number) {
          if (startsWith(typed, at, spelling)) take(spelling.length, number ? 0.12 : 0);
          else if (left < spelling.length && startsWith(spelling, 0, typed.slice(at))) take(left, number ? 0.3 : 0.15);
        });
        if (typed[at] === sound[0]) take(1, 0.3);
        if (sound[1] === "h" && startsWith(typed, at, sound.slice(0, 2))) take(2, 0.2);
      });
    }
    return (known[key] = best);
  }
  return step(0, from);
}

/* The phrases that letters (and characters among them) spell, with how well. */
function letters(index, typed) {
  var found = Object.create(null), syllables = index.sounds.syllables;
  index.phrases.forEach(function (phrase, number) {
    var units = phrase.units;
    for (var from = 0; from < units.length; from++) {
      if (typed[0] !== units[from].character && units[from].first.indexOf(typed[0]) < 0) continue;
      var result = spell(typed, units, from, syllables);
      if (!result) continue;
      var whole = 2 * result.count / (result.count + units.length);
      var strength = (1 - result.cost / result.count) * (from ? 0.95 : 1);
      if (!found[number] || found[number].strength * found[number].whole < strength * whole) {
        found[number] = { strength: strength, whole: whole, from: from, count: result.count };
      }
    }
  });
  return found;
}

/* The parts of a query that hold letters; all of it run together where there are several. */
function typedParts(rest) {
  var parts = rest.split(/[\s,.;:!?，。、；：！？]+/).map(function (part) {
    return part.replace(/[^a-z\u3400-\u9fff]/g, "");
  }).filter(Boolean);
  var spelled = parts.filter(function (part) { return /[a-z]/.test(part) && part.length > 1; });
  if (spelled.length && parts.length > 1) spelled.push(parts.join(""));
  return spelled;
}
