/* The answer to a query: what is shown first, and what else could be fetched for it. */

var MOST = 10;

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
        /* Logarithms differ in their last digit from browser to browser: what is alike keeps its order in all of them. */
        doc: doc, score: Math.round(value * 1e9) / 1e9, isPast: Boolean(isPast), phrase: match && match.phrase,
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
  var day = findDay(asked.rest, today, months, { first: index.own.first, months: index.own.lunar });
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

/* A page's path, the same in every language. */
function withoutLanguage(index, path) {
  var first = path.slice(0, path.indexOf("/"));
  return index.own && index.own.languages[first] ? path.slice(first.length + 1) : path;
}

/* Own language before the others, the same page once, kinds together, sessions to come before past ones. */
function arrange(index, found, limit) {
  var seen = Object.create(null), best = found.length ? found[0].score : 0, kept = [];
  found.forEach(function (item) { item.isForeign = item.doc.language !== index.language; });
  found.sort(function (one, two) { return one.isForeign - two.isForeign || two.score - one.score || one.doc.number - two.doc.number; });
  found.forEach(function (item) {
    var page = withoutLanguage(index, item.doc.path);
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
  codes.forEach(function (code) {
    var script = own.scripts[code];
    if (new RegExp(script ? "[" + script + "]" : "[a-z]{3}").test(asked.folded)) want(code + ".short.json");
  });
  /* Letters alone may be pinyin. */
  if (!wants.length && /[a-z]{3}/.test(asked.folded) && codes.indexOf("zh") >= 0) want("zh.short.json");
  return wants;
}
