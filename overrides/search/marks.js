/* What of a shown text agreed with the query, for highlighting. */

/* Ranges [from, to) of the shown text, in order. None where folding changes its length. */
function marksIn(index, asked, shown) {
  var folded = fold(shown), marked = [];
  if (folded.length !== shown.length) return [];
  function mark(from, to) {
    for (; from < to; from++) marked[from] = true;
  }
  var features = asked.features, at;
  Object.keys(index.tables).forEach(function (code) {
    var concepts = conceptsOf(folded, index.tables[code]);
    for (var id in concepts) {
      if (features["=" + id]) mark(folded.indexOf(concepts[id]), folded.indexOf(concepts[id]) + concepts[id].length);
    }
  });
  tokens(folded).forEach(function (token) {
    var text = token.text, end = token.at + text.length;
    if (token.type === "word" && features["w:" + wordStem(text)]) mark(token.at, end);
    if (token.type === "number" && features["n:" + text]) mark(token.at, end);
    if (token.type === "tibetan" && features[syllableStem(text)]) mark(token.at, end);
    if (token.type !== "han") return;
    var units = soundsOf(text, index);
    for (at = 0; at < text.length; at++) {
      if (features[text[at]] > weights.single) mark(token.at + at, token.at + at + 1);
      if (!at) continue;
      var heard = Object.keys(soundPairs(units.slice(at - 1, at + 1)));
      if (features[text.substr(at - 1, 2)] || heard.some(isAsked)) mark(token.at + at - 1, token.at + at + 1);
    }
    asked.parts.forEach(function (part) {
      for (at = 0; at < units.length; at++) {
        var spelled = spell(part, units, at, index.sounds.syllables);
        if (spelled) mark(token.at + at, token.at + at + spelled.count);
      }
    });
  });
  function isAsked(pair) { return features[pair]; }
  return ranges(marked, shown.length);
}

function ranges(marked, length) {
  var found = [];
  for (var at = 0; at < length; at++) {
    if (!marked[at]) continue;
    var from = at;
    while (marked[at]) at++;
    found.push([from, at]);
  }
  return found;
}
