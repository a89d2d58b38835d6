/* What others may use: the dialog, the village finder, the calendar's filter, tests. */

var portalSearch = {
  makeIndex: makeIndex, addFile: addFile, weigh: weigh, search: search, marksIn: marksIn,
  fold: fold, readSounds: readSounds, bodyKeys: bodyKeys, hashOf: hashOf, distance: distance, numberOf: numberOf,
  findDay: findDay, findArticle: findArticle, findPhone: findPhone, weights: weights
};
if (typeof module !== "undefined") module.exports = portalSearch;
else self.portalSearch = portalSearch;
