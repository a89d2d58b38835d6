/* The answer to a query: what it asks for, what each entry explains of it, what is shown first. */

var MOST = 10;
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

/* --- scoring ---------------------------------------------------------------------------------- */

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

/* --- the answer ---------------------------------------------------------------------------------- */

/* `options`: today (ISO, Beijing), limit, kinds (only these). Gives
  {items, isWeak, wants: names of files that may answer better, nearest: phrases}. */
function search(index, query, options) {
  var asked = understand(index, query, options.today);
  if (!asked.folded) return { items: [], isWeak: false, wants: [], nearest: [] };
  var scores = asked.rest ? score(index, asked.rest, asked) : Object.create(null);
  var next = nextSessions(index, asked, options.today);
  var found = [];
  index.docs.forEach(function (doc) {
    if (options.kinds && options.kinds.indexOf(doc.kind) < 0) return;
    var match = scores[doc.number], value = match ? match.value : 0;
    value = weighAsks(index, doc, value, asked);
    if (next.indexOf(doc) >= 0) value = Math.max(value, 0.5 - next.indexOf(doc) / 100);
    if (doc.kind === "page" && !asked.hasWords && asked.kinds[LISTS[doc.path.slice(index.prefix.length)]]) value = Math.max(value, 0.4);
    value *= weights.kinds[doc.kind];
    if (asked.kinds[doc.kind]) value *= weights.kindAsked;
    var isPast = doc.day && doc.day < options.today;
    if (isPast) value *= weights.past;
    if (doc.status === "cancelled") value *= weights.cancelled;
    if (value >= weights.none) {
      found.push({
        doc: doc, score: value, isPast: Boolean(isPast), phrase: match && match.phrase,
        article: asked.law === doc ? asked.article : "",
        isCited: asked.law === doc && citing(index, doc, asked.article).length > 0
      });
    }
  });
  found.sort(function (one, two) { return two.score - one.score || one.doc.number - two.doc.number; });
  var best = found.length ? found[0].score : 0;
  return {
    items: arrange(index, found, options.limit || MOST), isWeak: best < weights.weak,
    wants: wantedFiles(index, asked, best), nearest: found.length ? [] : nearestPhrases(index, scores, asked), asked: asked
  };
}

function understand(index, query, today) {
  var folded = foldQuery(query);
  folded = folded.replace(/[\u3400-\u9fff]/g, function (character) { return index.traditional[character] || character; });
  var asked = { folded: folded, rest: folded, kinds: Object.create(null), kindWords: [], phone: "", article: "", day: null, law: null, features: Object.create(null), parts: [] };
  var months = [];
  for (var month = 1; month <= 12; month++) months.push(index.own.labels["month." + month] || "");
  var phone = findPhone(asked.rest);
  if (phone) { asked.phone = phone.digits; asked.rest = phone.rest; }
  var day = findDay(asked.rest, today, months, { built: index.own.built, months: index.own.lunar });
  if (day) { asked.day = day; asked.rest = day.rest; }
  var article = !day && findArticle(asked.rest);
  if (article) { asked.article = article.article; asked.rest = article.rest; asked.law = findLaw(index, asked); }
  Object.keys(index.tables).forEach(function (code) {
    index.tables[code].kinds.forEach(function (one) {
      if (asked.rest.indexOf(one[0]) < 0) return;
      asked.kinds[one[1]] = true;
      asked.kindWords.push(one);
    });
  });
  asked.hasWords = namesSomething(index, asked.rest);
  return asked;
}

/* Whether words are left once those are out that only ask, or only say what kind is looked for. */
function namesSomething(index, rest) {
  Object.keys(index.tables).forEach(function (code) {
    var table = index.tables[code];
    table.kinds.forEach(function (one) { rest = rest.split(one[0]).join(" "); });
    if (table.pattern) rest = rest.replace(table.pattern, " ");
    rest = tokens(rest).filter(function (token) { return table.ignored.indexOf(token.text) < 0; })
      .map(function (token) { return token.text; }).join(" ");
  });
  return rest.length > 0;
}

/* The name of a village as it stands in the query, with or without 村; empty if it does not. */
function nameIn(doc, rest) {
  var name = fold(doc.title.value), short = name.replace(/(.{2})(?:村| village)$/, "$1");
  return rest.indexOf(name) >= 0 ? name : rest.indexOf(short) >= 0 ? short : "";
}

/* Whether a village is named and nothing else, but for words such as 律师电话 or 什么时候坐班. */
function isAllAsked(index, doc, rest) {
  var used = nameIn(doc, rest);
  return used !== "" && !namesSomething(index, rest.replace(used, " ").replace(/^ 村| village\b/, " "));
}

/* Asked only for sessions, or for a day that has none: the next ones there are, best first. */
function nextSessions(index, asked, today) {
  if (asked.hasWords || !(asked.day || asked.kinds.session)) return [];
  var first = asked.day ? asked.day.first : today;
  var coming = index.docs.filter(function (doc) {
    return doc.kind === "session" && doc.day >= first && doc.status !== "cancelled";
  });
  coming.sort(function (one, two) { return one.day < two.day ? -1 : one.day > two.day ? 1 : one.number - two.number; });
  return coming.slice(0, 3);
}

/* The page that lists a kind, where the kind is asked for. */
var LISTS = { "calendar/": "session", "advisers/": "adviser", "villages/": "village", "laws/": "law", "help/": "office" };

/* The law an article is asked of: the one named, else the one law that is cited with it. */
function findLaw(index, asked) {
  var best = null, most = 0, scores = asked.rest.trim() ? score(index, asked.rest, asked) : {};
  (index.laws || []).forEach(function (doc) {
    var match = scores[doc.number], value = (match ? match.value : 0) + (citing(index, doc, asked.article).length ? 0.2 : 0);
    if (value > most) { best = doc; most = value; }
  });
  return best;
}

/* The explainers that rest on an article, by number. */
function citing(index, law, article) {
  var found = index.articles[article];
  return (found && found[law.id]) || [];
}

function weighAsks(index, doc, value, asked) {
  if (doc.kind === "village" && nameIn(doc, asked.rest)) value = isAllAsked(index, doc, asked.rest) ? 1 : Math.max(value, weights.villageNamed);
  if (asked.phone && doc.phones.length) {
    var isLong = asked.phone.length > 4;
    if (doc.phones.some(function (phone) { return isLong ? phone.indexOf(asked.phone) >= 0 : phone === asked.phone; })) {
      value = Math.max(value, doc.kind === "office" ? 1.2 : 1);
    }
  }
  if (asked.phone && doc.adviser && doc.adviser.phones[0] && doc.adviser.phones[0].indexOf(asked.phone) >= 0) value = Math.max(value, 0.8);
  if (asked.day) {
    var share = asked.hasWords ? weights.day : 1, hits = false;
    if (doc.kind === "session") hits = asked.day.matches(doc.day);
    else if (doc.kind === "calendar") hits = doc.month === asked.day.month;
    else if (doc.kind === "village" && doc.days) hits = doc.days.some(function (one) { return asked.day.matches(one.day); }) && asked.day.isDay;
    value = value * (1 - share) + (hits ? share * (doc.kind === "village" ? 0.8 : 1) : 0);
  }
  if (asked.article && asked.law) {
    if (doc === asked.law) value = 1.5;
    else if (doc.kind === "explainer" && citing(index, asked.law, asked.article).indexOf(doc.number) >= 0) value = Math.max(value, 0.9);
    else value *= 0.6;
  }
  return value;
}

/* What may have been meant where nothing was found: phrases that agree a little, else those whose
  letters are the most alike. Three at most. */
function nearestPhrases(index, scores, asked) {
  var near = Object.keys(scores)
    .map(function (number) { return scores[number]; })
    .filter(function (one) { return one.phrase; });
  if (!near.length) near = alikePhrases(index, asked.folded);
  return near
    .sort(function (one, two) { return two.value - one.value; })
    .slice(0, 3)
    .map(function (one) { return one.phrase.text; });
}

/* Pairs of letters in common (Dice); Chinese by its sounds, so that 抚痒 and fuyang meet. */
function alikePhrases(index, folded) {
  var wanted = letterPairs(index, folded), found = [], count = Object.keys(wanted).length;
  if (!count) return found;
  index.phrases.forEach(function (phrase) {
    if (phrase.field !== "name" || phrase.doc.language !== index.language) return;
    var pairs = letterPairs(index, phrase.folded), all = 0, common = 0;
    for (var pair in pairs) { all++; if (wanted[pair]) common++; }
    var value = 2 * common / (all + count);
    if (value >= weights.alike) found.push({ value: value, phrase: phrase });
  });
  return found;
}

function letterPairs(index, folded) {
  var pairs = Object.create(null);
  tokens(folded).forEach(function (token) {
    var letters = token.type !== "han" ? token.text : token.text.split("").map(function (character) {
      return index.sounds.of(character)[0] || character;
    }).join("");
    for (var at = 1; at < letters.length; at++) pairs[letters.substr(at - 1, 2)] = true;
  });
  return pairs;
}

/* Own language before the others, the same page once, kinds together, sessions to come before past ones. */
function arrange(index, found, limit) {
  var seen = Object.create(null), best = found.length ? found[0].score : 0, kept = [];
  found.forEach(function (item) { item.isForeign = item.doc.language !== index.language; });
  found.sort(function (one, two) { return one.isForeign - two.isForeign || two.score - one.score || one.doc.number - two.doc.number; });
  found.forEach(function (item) {
    var page = item.doc.path.replace(/^(?:bo|en|zh)\//, "");
    if (seen[page] || item.score < weights.kept * best) return;
    seen[page] = true;
    kept.push(item);
  });
  var groups = [], byKind = Object.create(null);
  kept.slice(0, limit).forEach(function (item) {
    var kind = item.doc.kind + (item.isForeign ? item.doc.language : "");
    if (!byKind[kind]) groups.push((byKind[kind] = []));
    byKind[kind].push(item);
  });
  groups.forEach(function (group) {
    group.sort(function (one, two) { return one.isPast - two.isPast || two.score - one.score || one.doc.number - two.doc.number; });
  });
  return Array.prototype.concat.apply([], groups);
}

/* --- what else could be fetched --------------------------------------------------------------------- */

var MOST_TRADITIONAL = 24;

/* Words that may name a law; laws stand in a file of their own. */
var LAW_WORDS = /(?:^|[^犯违非合司执立普方办])法(?!院|律|官)|条例|规定|解释|办法|ཁྲིམས|\b(?:law|code|regulation|provisions|constitution|measures|interpretation)/;

function wantedFiles(index, asked, best) {
  var own = index.own, wants = [], start = own.language + "-" + own.version + "-";
  function want(name) {
    if (!index.files[name] && wants.indexOf(name) < 0) wants.push(name);
  }
  if (asked.article) want(start + "articles" + parseInt(asked.article, 10) % own.articles + ".json");
  if (asked.article || LAW_WORDS.test(asked.folded)) want(start + "laws.json");
  if (asked.day && own.months.indexOf(asked.day.month) >= 0) want(start + asked.day.month + ".json");
  if (index.sounds.known) {
    /* A character that is neither common nor in our texts may be a traditional one. */
    (asked.folded.match(/[\u3400-\u9fff]/g) || []).slice(0, MOST_TRADITIONAL).forEach(function (character) {
      if (!index.sounds.of(character).length && !index.postings[character]) {
        want("zh.traditional" + character.charCodeAt(0) % 16 + ".json");
      }
    });
  }
  if (wants.length || best >= weights.weak) return wants;
  var shards = (asked.keys || []).map(function (key) { return hashOf(key) % own.shards; });
  if (asked.phone && own.details) shards.push(hashOf("#" + asked.phone.slice(-4)) % own.shards);
  shards.filter(function (shard, at) { return shards.indexOf(shard) === at; }).slice(0, MOST_SHARDS)
    .forEach(function (shard) { want(start + shard + ".json"); });
  if (wants.length) return wants;
  /* Other languages, by the script that was typed. */
  var codes = Object.keys(own.languages).filter(function (code) { return code !== own.language; });
  if (/[\u3400-\u9fff]/.test(asked.folded) && codes.indexOf("zh") >= 0) want("zh.short.json");
  if (/[\u0f40-\u0fbc]/.test(asked.folded) && codes.indexOf("bo") >= 0) want("bo.short.json");
  if (/[a-z]{3}/.test(asked.folded)) {
    if (codes.indexOf("en") >= 0) want("en.short.json");
    if (!wants.length && codes.indexOf("zh") >= 0) want("zh.short.json");
  }
  return wants;
}
