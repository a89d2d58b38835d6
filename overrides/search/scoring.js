/* How much of the query each entry explains. */

function score(index, rest, asked) {
  weigh(index);
  var slots = slotsOf(index, rest), docs = Object.create(null), phrases = Object.create(null);
  var named = Object.create(null), total = 0;
  var parts = index.sounds.known ? typedParts(rest) : [];
  parts.forEach(function (part) {
    var split = /^[a-z]+$/.test(part) && splitSyllables(part, index.sounds.accepted);
    if (split && split.length > 1 && part.length > split.length) slots = slots.concat(heardSlots(index, split));
  });
  asked.parts = parts;
  asked.keys = bodyKeysOf(index, slots);
  slots.forEach(function (slot) {
    total += slot.worth;
    slot.alternatives.forEach(function (one) { asked.features[one[0]] = one[1]; });
  });
  var kindFeatures = featuresOfKinds(index, asked.kindWords);
  var given = slots.map(function (slot) { return addSlot(index, slot, docs, phrases, named); });
  slots.forEach(function (slot, at) {
    var kinds = slot.body && kindFeatures[slot.body[0]];
    if (kinds) asKind(index, docs, slot, given[at], kinds);
  });
  var scores = Object.create(null);
  function raise(number, value, phrase) {
    if (!scores[number] || scores[number].value < value) scores[number] = { value: value, phrase: phrase };
  }
  var best = Object.create(null);
  for (var number in phrases) {
    var phrase = index.phrases[number], explained = phrases[number];
    if (phrase.field !== "name") continue;
    var agreement = 2 * explained / (total + phrase.total);
    var cover = Math.min(1, explained / phrase.total);
    var value = Math.max(agreement, cover > 0.85 ? weights.cover * cover : 0);
    if (!best[phrase.doc.number] || best[phrase.doc.number].value < value) {
      best[phrase.doc.number] = { value: value, phrase: phrase };
    }
  }
  for (var doc in docs) {
    var share = docs[doc] / total, agreed = best[doc];
    /* Words staff have named an entry with agree like a phrase made of just these. */
    var agreedBy = Math.max(agreed ? agreed.value : 0, named[doc] ? 2 * named[doc] / (total + named[doc]) : 0);
    raise(doc, weights.share * share + weights.agreement * agreedBy, agreed && agreed.phrase);
  }
  spellParts(index, parts, rest, raise, scores);
  return scores;
}

/* What letters spell: of several parts each counts by its length, all run together as one. */
function spellParts(index, parts, rest, raise, scores) {
  var sums = Object.create(null), letterCount = rest.replace(/[^a-z\u3400-\u9fff]/g, "").length;
  parts.forEach(function (part, number) {
    var isWhole = parts.length === 1 ? part.length === letterCount : number === parts.length - 1;
    var spelled = letters(index, part), best = Object.create(null);
    for (var at in spelled) {
      var match = spelled[at], doc = index.phrases[at].doc.number, value = match.strength * (0.4 + 0.6 * match.whole);
      if (isWhole) raise(doc, value, index.phrases[at]);
      else if (!(best[doc] >= value)) best[doc] = value;
    }
    for (doc in best) sums[doc] = (sums[doc] || 0) + best[doc] * part.length / letterCount;
  });
  for (var doc in sums) raise(doc, Math.min(1, sums[doc] + (scores[doc] ? scores[doc].value * (1 - sums[doc]) : 0)), scores[doc] && scores[doc].phrase);
}

function heardSlots(index, syllables) {
  var slots = [];
  for (var at = 1; at < syllables.length; at++) {
    var one = syllables[at - 1], two = syllables[at];
    var alternatives = [["~" + one + " " + two, 0.9], ["?" + blur(one) + " " + blur(two), 0.75]];
    var known = alternatives.filter(function (pair) { return index.postings[pair[0]]; });
    var worth = known.length ? known[0][1] * index.rarity[known[0][0]] : weights.unknown * index.rarest;
    /* In running text only staff's words are filed by sound, and as blurred. */
    slots.push({ alternatives: known, body: [alternatives[1][0], weights.sound], worth: worth });
  }
  return slots;
}

function isBlurred(pair) { return pair[0] === "?"; }

/* The keys of running text that may say more: first those that no name knows. */
function bodyKeysOf(index, slots) {
  var keys = slots.filter(function (slot) { return slot.body && /^(?:w:|..$|.* )/.test(slot.body[0]); });
  keys.sort(function (one, two) { return one.alternatives.length - two.alternatives.length; });
  var found = keys.map(function (slot) { return slot.body[0].replace(/^w:/, ""); });
  /* What no entry says as written may be a wrong character of the right sound. */
  keys.forEach(function (slot) { found = found.concat((slot.sounds || []).slice(0, 1)); });
  return found;
}

/* For each feature of words such as 讲座 or 律师 the kinds of entry it asks for. */
function featuresOfKinds(index, words) {
  var found = Object.create(null);
  words.forEach(function (one) {
    Object.keys(index.tables).forEach(function (code) {
      for (var feature in featuresOf(one[0], index.tables[code])) (found[feature] || (found[feature] = [])).push(one[1]);
    });
  });
  return found;
}

/* A session is a 讲座 whether or not its title says so: that part of the query is explained. Only
  for entries that other parts lead to; the word alone is answered by the list of the kind. */
function asKind(index, docs, slot, given, kinds) {
  for (var number in docs) {
    if (kinds.indexOf(index.docs[number].kind) >= 0) docs[number] += Math.max(0, slot.worth - (given[number] || 0));
  }
}

/* Adds to each entry and phrase the best that any alternative of the slot gives it. */
function addSlot(index, slot, docs, phrases, named) {
  var inDocs = Object.create(null), inPhrases = Object.create(null), number;
  function keep(where, key, value) {
    if (!(where[key] >= value)) where[key] = value;
  }
  slot.alternatives.forEach(function (one) {
    var value = one[1] * index.rarity[one[0]];
    index.postings[one[0]].forEach(function (at) {
      var phrase = index.phrases[at];
      keep(inPhrases, at, value);
      keep(inDocs, phrase.doc.number, value * (phrase.field === "lead" ? weights.lead : 1));
    });
  });
  function addBody(key, strength) {
    var listed = index.bodies[key];
    if (!listed) return;
    var worth = strength * Math.log(1 + index.docs.length / listed.length);
    listed.forEach(function (doc) {
      /* Below zero: staff have named the entry so (-1 - number); else its text mentions the word. */
      if (doc < 0) {
        keep(inDocs, -1 - doc, worth * weights.named);
        named[-1 - doc] = (named[-1 - doc] || 0) + worth * weights.named;
      }
      else keep(inDocs, doc, worth * weights.body);
    });
  }
  if (slot.body) addBody(slot.body[0].replace(/^[wn]:/, ""), slot.body[1]);
  (slot.sounds || []).forEach(function (key) { addBody(key, weights.sound); });
  for (number in inDocs) docs[number] = (docs[number] || 0) + inDocs[number];
  for (number in inPhrases) phrases[number] = (phrases[number] || 0) + inPhrases[number];
  return inDocs;
}
