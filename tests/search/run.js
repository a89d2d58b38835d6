/* Answers queries outside a browser: node run.js <engine> <folder of search files> < queries.json
   Prints for each the pages in the order shown, the files fetched and the milliseconds. */
"use strict";
const fs = require("fs");
const path = require("path");

const [engine, folder] = process.argv.slice(2);
const api = require(path.resolve(engine));
const { today, queries, weights } = JSON.parse(fs.readFileSync(0, "utf8"));
Object.assign(api.weights, weights);
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));

const fresh = {};
const results = queries.map(({ language, query }) => {
  /* As in engine.py: an index that has only shards more is emptied of them and used again. */
  const index = fresh[language] || api.makeIndex();
  if (!fresh[language]) api.addFile(index, language + ".json", read(language + ".json"));
  api.weigh(index);
  const files = { ...index.files };
  const fetched = [];
  let answer;
  let milliseconds = 0;
  for (let round = 0; round < 4; round++) {
    const begun = process.hrtime.bigint();
    answer = api.search(index, query, { today });
    milliseconds = Math.max(milliseconds, Number(process.hrtime.bigint() - begun) / 1e6);
    if (!answer.wants.length) break;
    for (const name of answer.wants) {
      api.addFile(index, name, read(name));
      fetched.push(name);
    }
  }
  const isSame = fetched.every((name) => /-[0-9a-f]{8}-\d+\.json$/.test(name));
  fresh[language] = isSame ? Object.assign(index, { bodies: Object.create(null), files }) : null;
  return {
    pages: answer.items.map((item) => item.doc.path.replace(/^(bo|en)\//, "").replace(/#.*/, "")),
    scores: answer.items.map((item) => Math.round(item.score * 100) / 100),
    fetched, milliseconds,
  };
});
process.stdout.write(JSON.stringify(results));
