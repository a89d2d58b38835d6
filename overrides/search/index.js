/* The search: an index made of files, and the answer to a query. Pure functions, no DOM.
*
* One engine for the search box, the village finder and the calendar's filter. A query becomes
* features (pairs of characters, words, syllables, concepts of content/search.yml), each worth the
* more the fewer entries have it. An entry's score is the share of the query it explains, and how
* well one of its phrases (title, alias) agrees with the query as a whole.
*/

/* What counts how much: tuned on the `tuning` part of tests/search/queries.yml, all kinds together. */
var weights = {
  /* strength of a feature that agrees: a pair of characters or a word, a single character, ... */
  pair: 1, single: 0.3, concept: 1.1, likeWord: 0.8, sound: 0.6, blurred: 0.45, typo: 0.6, prefix: 0.7, stem: 0.8,
  syllable: 0.6, body: 0.5, named: 0.8, lead: 0.55,
  /* a part of the query that no entry knows, against the rarest that one knows */
  unknown: 0.5,
  /* a score is the share of the query explained and the agreement with one phrase */
  share: 0.55, agreement: 0.45, cover: 0.7,
  /* a day that is asked for beside words */
  day: 0.35,
  /* one kind against another, where all else is equal */
  kinds: { explainer: 1, village: 1.05, adviser: 1, session: 0.95, law: 0.8, office: 0.85, topic: 0.6, page: 0.75, calendar: 0.9, letter: 0.8 },
  kindAsked: 1.3, villageNamed: 0.6, past: 0.8, cancelled: 0.9,
  /* below `none` nothing was found; below `weak` it is worth asking for more files */
  none: 0.16, alike: 0.3, weak: 0.62,
  /* results further behind the best than this are noise */
  kept: 0.42
};
var MOST_SHARDS = 7;

/* --- the index ---------------------------------------------------------------------------- */

function makeIndex() {
  return {
    docs: [], phrases: [], postings: Object.create(null), vocabulary: Object.create(null),
    tables: Object.create(null), bodies: Object.create(null), files: Object.create(null),
    sounds: readSounds({}), laws: null, articles: Object.create(null), traditional: Object.create(null), language: "", own: null
  };
}

/* Concepts: word -> numbers of its groups, by first character; and the words to ignore. */
function readTables(tables, language) {
  var words = Object.create(null), kinds = [];
  (tables.same || []).forEach(function (group, number) {
    group.split("|").forEach(function (word) {
      var folded = fold(word);
      if (folded) (words[folded[0]] || (words[folded[0]] = [])).push([folded, language + number]);
    });
  });
  Object.keys(tables.kinds || {}).forEach(function (kind) {
    tables.kinds[kind].split("|").forEach(function (word) { kinds.push([fold(word), kind]); });
  });
  var ignored = (tables.ignore || "").split("|").filter(Boolean).map(fold);
  return { words: words, kinds: kinds, ignored: ignored, pattern: ignorePattern(ignored) };
}

/* Chinese words are cut out of running text, the longest first; others are whole tokens. */
function ignorePattern(ignored) {
  var han = ignored.filter(function (word) { return word > "\u3000"; });
  han.sort(function (one, two) { return two.length - one.length || (one < two ? -1 : 1); });
  return han.length ? new RegExp(han.join("|"), "g") : null;
}

/* The concepts a text names. Words of letters or syllables must not begin within a word. */
function conceptsOf(folded, tables) {
  var found = Object.create(null);
  for (var at = 0; at < folded.length; at++) {
    var listed = tables.words[folded[at]];
    if (!listed) continue;
    for (var k = 0; k < listed.length; k++) {
      var word = listed[k][0], end = at + word.length;
      if (folded.substr(at, word.length) !== word) continue;
      if (folded[at] < "\u3000" && (isLetter(folded[at - 1]) || isLetter(folded[end]))) continue;
      if (!found[listed[k][1]] || found[listed[k][1]].length < word.length) found[listed[k][1]] = word;
    }
  }
  return found;
}

function isLetter(character) {
  return Boolean(character) && /[a-z\u0f40-\u0fbc]/.test(character);
}

/* Features of a text, with their strength. `sounds` adds those by which it may be heard. */
function featuresOf(folded, tables) {
  var found = Object.create(null);
  function add(feature, strength) {
    if (!(found[feature] >= strength)) found[feature] = strength;
  }
  /* By its beginning, and where that is not all of it as a whole: Shangtai is not Shangxiamen. */
  function addWord(word) {
    var stem = wordStem(word);
    add("w:" + stem, weights.pair);
    if (stem !== word) add("v:" + word, weights.pair);
  }
  var concepts = conceptsOf(folded, tables);
  Object.keys(concepts).forEach(function (id) { add("=" + id, weights.concept * (concepts[id].length > 1 ? 1 : 0.7)); });
  var kept = tables.pattern ? folded.replace(tables.pattern, function (word) { return word.length > 1 ? " " : ""; }) : folded;
  var last = "";
  tokens(kept).forEach(function (token) {
    if (token.type === "han") {
      for (var at = 0; at < token.text.length; at++) {
        add(token.text[at], token.text.length === 1 ? weights.pair : weights.single);
        if (at) add(token.text.substr(at - 1, 2), weights.pair);
      }
    } else if (token.type === "tibetan") {
      var stem = syllableStem(token.text);
      if (tables.ignored.indexOf(token.text) >= 0) return;
      add(stem, weights.syllable);
      if (last) add(last + " " + stem, weights.syllable);
      last = stem;
    } else if (tables.ignored.indexOf(token.text) < 0) {
      if (token.type === "number") add("n:" + token.text, weights.pair);
      else addWord(token.text);
    }
  });
  return found;
}

/* The syllables of a phrase: for each Chinese character what it may sound like. */
function soundsOf(folded, index) {
  var units = [];
  tokens(folded).forEach(function (token) {
    if (token.type !== "han") return;
    for (var at = 0; at < token.text.length; at++) {
      var sounds = index.sounds.of(token.text[at]);
      units.push({ character: token.text[at], sounds: sounds, first: firstLetters(sounds, index.sounds.syllables) });
    }
  });
  return units;
}

/* The letters with which a unit may begin as typed. */
function firstLetters(sounds, syllables) {
  return sounds.map(function (sound) {
    return syllables[sound].map(function (spelling) { return spelling[0]; }).join("");
  }).join("");
}

/* Pairs of sounds that follow each other: as said ("~") and as people here may hear it ("?"). */
function soundPairs(units) {
  var found = Object.create(null);
  for (var at = 1; at < units.length; at++) {
    units[at - 1].sounds.forEach(function (one) {
      units[at].sounds.forEach(function (two) {
        found["~" + one + " " + two] = weights.sound;
        found["?" + blur(one) + " " + blur(two)] = weights.blurred;
      });
    });
  }
  return found;
}

function addDoc(index, doc, names, lead) {
  doc.number = index.docs.length;
  doc.phones = (doc.phones || []).map(function (phone) { return String(phone).replace(/\D/g, ""); });
  index.docs.push(doc);
  names.forEach(function (name) { if (name) addPhrase(index, doc, name, "name"); });
  if (lead) addPhrase(index, doc, lead, "lead");
  return doc;
}

function addPhrase(index, doc, shown, field) {
  var folded = fold(shown), tables = index.tables[doc.language] || index.tables[index.language];
  var phrase = { doc: doc, text: shown, folded: folded, field: field, total: 0, units: [] };
  var features = featuresOf(folded, tables);
  phrase.features = features;
  if (field === "name" && index.sounds.known) {
    phrase.units = soundsOf(folded, index);
    Object.assign(features, soundPairs(phrase.units));
  }
  var number = index.phrases.push(phrase) - 1;
  for (var feature in features) (index.postings[feature] || (index.postings[feature] = [])).push(number);
  tokens(folded).forEach(function (token) {
    if (token.type === "word" || token.type === "tibetan") index.vocabulary[token.text] = token.type;
  });
}

/* Adds a file. `name` says what it is: "zh.json", "zh.short.json", "zh-1a2b3c4d-17.json" ... */
function addFile(index, name, data) {
  index.files[name] = true;
  var part = /^[a-z]+(?:-[0-9a-f]{8}-|\.)(.*?)\.?json$/.exec(name)[1];
  if (part === "" || part === "short") addRows(index, data, part === "short");
  else if (/^traditional/.test(part)) Object.assign(index.traditional, data);
  else if (part === "laws") addLaws(index, data);
  else if (/^articles/.test(part)) Object.assign(index.articles, data);
  else if (/^villages/.test(part)) addDetails(index, data, Number(part.slice(8)));
  else if (/^\d+-\d+$/.test(part)) data.forEach(function (row) { addSession(index, row); });
  else { Object.assign(index.bodies, data); return; }
  index.rarity = null;
}

function shownText(index, value) {
  return value[0] === "~" ? { value: value.slice(1), language: index.own.source } : { value: value, language: index.language };
}

function addRows(index, data, isShort) {
  var language = data.language, tables = (index.tables[language] = readTables(data.tables, language));
  if (data.tables.sounds) {
    index.sounds = readSounds(data.tables);
    index.sounds.known = true;
    tables.pinyin = true;
  }
  if (!isShort) { index.own = data; index.language = language; }
  var prefix = language === index.own.source ? "" : language + "/";
  data.explainers.forEach(function (row) {
    var shown = isShort ? { value: row[2], language: language } : shownText(index, row[2]);
    addDoc(index, {
      kind: "explainer", path: prefix + "explainers/" + data.topics[row[0]][0] + "/" + row[1] + "/",
      title: shown, lead: row[4], isSensitive: Boolean(row[5] & 1), isReviewed: Boolean(row[5] & 2), language: language
    }, [shown.value].concat(row[3].split("|")), row[4]);
  });
  if (!isShort) addRecords(index, data, prefix);
}

/* An entry made of a record: `path` below the language's root, `title` as the row has it. */
function addRecord(index, kind, path, title, names, more) {
  var shown = shownText(index, title), common = { kind: kind, path: index.prefix + path, title: shown, language: index.language };
  return addDoc(index, Object.assign(common, more), [shown.value].concat(names));
}

function addRecords(index, data, prefix) {
  var language = data.language;
  index.prefix = prefix;
  function add(kind, path, title, names, more) { return addRecord(index, kind, path, title, names, more); }
  index.villages = data.villages.map(function (row) {
    return add("village", "villages/" + row[0] + "/", row[1], row[2].split("|"),
      { details: row.length > 3 ? row.slice(3) : null, phones: row.slice(4, 5) });
  });
  index.advisers = data.advisers.map(function (row) {
    return add("adviser", "advisers/" + row[0] + "/", row[1], [shownText(index, row[2]).value],
      { firm: shownText(index, row[2]), phones: [row[3]], phone: row[3], speaks: row[4] });
  });
  index.villages.forEach(function (doc) { if (doc.details) linkDetails(index, doc); });
  data.events.forEach(function (row) { addSession(index, row); });
  data.offices.forEach(function (row) {
    add("office", "help/#" + row[0], row[1], [], { phones: [row[2]], phone: row[2] });
  });
  data.topics.forEach(function (row) {
    add("topic", "explainers/" + row[0] + "/", row[1], [], {});
  });
  data.pages.forEach(function (row) { add("page", row[0], row[1], (row[2] || "").split("|"), {}); });
  (data.letters || []).forEach(function (row) {
    add("letter", "letters/" + row[0] + "/", row[1], row[2].split("|"), { isSensitive: Boolean(row[3]) });
  });
  for (var month = data.calendar[0]; month && month <= data.calendar[1]; month = nextMonth(month)) {
    addDoc(index, { kind: "calendar", path: prefix + "calendar/" + month + "/", month: month, language: language,
      title: { value: month, language: language } }, []);
  }
}

function addLaws(index, rows) {
  index.laws = rows.map(function (row) {
    return addRecord(index, "law", "laws/" + row[0] + "/", row[1], [row[2]], { id: row[0] });
  });
}

function nextMonth(month) {
  var year = Number(month.slice(0, 4)), number = Number(month.slice(5)) % 12 + 1;
  return (number === 1 ? year + 1 : year) + "-" + ("0" + number).slice(-2);
}

/* A day counted from the one the index begins with. */
function dayOf(index, offset) {
  return new Date(Date.parse(index.own.first) + offset * 86400000).toISOString().slice(0, 10);
}

function addSession(index, row) {
  var title = shownText(index, row[1]);
  var day = dayOf(index, row[2]), venue = shownText(index, row[4]);
  var villages = row[5].map(function (number) { return index.villages[number].title.value; });
  addDoc(index, {
    kind: "session", path: index.prefix + "events/" + row[0] + "/", title: title, day: day, clock: row[3],
    venue: venue, villages: row[5].map(function (number) { return index.villages[number]; }),
    status: row[6], language: index.language
  }, [title.value, venue.value], villages.concat(index.own.labels["event.kind." + row[7]]).join(" "));
}

function addDetails(index, rows, number) {
  rows.forEach(function (row, at) {
    var doc = index.villages[number * index.own.details + at];
    doc.details = row;
    linkDetails(index, doc);
  });
}

/* The adviser whose number a village's result shows, and its next days, the soonest first. */
function linkDetails(index, doc) {
  doc.adviser = index.advisers[doc.details[0]] || null;
  doc.phones = [doc.details[1].replace(/\D/g, "")];
  doc.officePhone = doc.details[1];
  doc.days = doc.details[2] ? doc.details[2].split("|").map(function (entry) {
    var at = entry.indexOf(" ");
    return { day: dayOf(index, Number(entry.slice(0, at))), clock: entry.slice(at + 1) };
  }) : [];
}

/* --- how much a feature says ---------------------------------------------------------------- */

function weigh(index) {
  if (index.rarity) return;
  var rarity = (index.rarity = Object.create(null)), total = index.docs.length;
  for (var feature in index.postings) {
    var seen = -1, count = 0, listed = index.postings[feature];
    for (var k = 0; k < listed.length; k++) {
      var number = index.phrases[listed[k]].doc.number;
      if (number !== seen) count++;
      seen = number;
    }
    rarity[feature] = Math.log(1 + total / count);
  }
  index.rarest = Math.log(1 + total);
  index.phrases.forEach(function (phrase) {
    phrase.total = 0;
    for (var feature in phrase.features) {
      if (/^(?:[~?]|v:)/.test(feature) || (feature[0] === "=" && phrase.doc.language !== "zh")) continue;
      phrase.total += phrase.features[feature] * rarity[feature];
    }
  });
}
