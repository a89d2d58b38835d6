/* Queries nobody should type: any Unicode, up to 10 000 characters. Node: node fuzz.js <engine> <folder of search files> [seed]
   In a browser it only defines `madeQueries`. The same seed gives the same queries. */
"use strict";
(function (scope) {
  var LONGEST = 10000;
  var SNIPPETS = [
    "<img src=x onerror=\"window.hit=1\">", "<script>window.hit=1</script>", "\"><svg/onload=window.hit=1>", "&lt;b&gt;", "{{7*7}}",
    "__proto__", "constructor", "toString", "hasOwnProperty", "$&$1\\u0000", "(((((", "[a-", "\\", "%ud800%", "a".repeat(300),
    "1".repeat(200), "第" + "千".repeat(90) + "条", "拖欠工资", "jiaya", "民法典1079", "12月宣讲", "0971-0000323", "གླ་ཆ་མི་སྟེར་བའི་", "divorce"
  ];
  /* [first, last] code units or points: lone surrogates, bidi and joiners, emoji, private use, marks, scripts. */
  var RANGES = [
    [0xd800, 0xdbff], [0xdc00, 0xdfff], [0x200b, 0x200f], [0x202a, 0x202e], [0x2060, 0x206f], [0xfe00, 0xfe0f], [0x1f300, 0x1faff],
    [0x1f1e6, 0x1f1ff], [0xe000, 0xe0ff], [0x300, 0x36f], [0x0f00, 0x0fff], [0x4e00, 0x9fff], [0x3400, 0x4dbf], [0x20000, 0x2a6df],
    [0xff00, 0xffef], [0x0600, 0x06ff], [0x0590, 0x05ff], [0x0e00, 0x0e7f], [0, 0x1f], [0x20, 0x7e], [0x7f, 0x24f], [0xfdd0, 0xffff], [0xe0001, 0xe007f]
  ];

  function madeQueries(seed, count) {
    function random(below) { // xorshift, 32 bits
      seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5;
      return (seed >>> 0) % below;
    }
    var made = [];
    for (var number = 0; number < count; number++) {
      var length = [random(12), random(200), LONGEST][random(10) < 6 ? 0 : random(10) < 8 ? 1 : 2], text = "";
      var range = RANGES[random(RANGES.length)], isMixed = random(3) > 0;
      while (text.length < length) {
        if (isMixed) range = RANGES[random(RANGES.length)];
        text += random(6) ? String.fromCodePoint(range[0] + random(range[1] - range[0] + 1)) : SNIPPETS[random(SNIPPETS.length)];
      }
      made.push(text.slice(0, LONGEST));
    }
    return made.concat(SNIPPETS, SNIPPETS.map(function (one) { return one.repeat(Math.ceil(LONGEST / one.length)).slice(0, LONGEST); }));
  }
  scope.madeQueries = madeQueries;
  if (typeof module === "undefined") return;

  var fs = require("fs"), path = require("path");
  var api = require(path.resolve(process.argv[2])), folder = process.argv[3];
  function answerOf(index, query) {
    var answer;
    for (var round = 0; round < 4; round++) {
      answer = api.search(index, query, { today: "2026-11-22" });
      if (answer.wants.length > 24) throw new Error(answer.wants.length + " files wanted");
      if (!answer.wants.length) break;
      answer.wants.forEach(function (name) {
        api.addFile(index, name, JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")));
      });
    }
    answer.items.forEach(function (item) { api.marksIn(index, answer.asked, item.doc.title.value); });
    return answer;
  }
  var asked = 0, longest = 0;
  ["zh", "bo", "en"].forEach(function (language) {
    var index = api.makeIndex();
    api.addFile(index, language + ".json", JSON.parse(fs.readFileSync(path.join(folder, language + ".json"), "utf8")));
    api.weigh(index);
    madeQueries((+process.argv[4] || 1) * 20261122 + language.charCodeAt(0), 130).forEach(function (query) {
      var answer = answerOf(index, query);
      /* Bounded: what stands beyond the limit is not even looked at. */
      var cut = api.search(index, query.slice(0, 320), { today: "2026-11-22" });
      if (answer.items.length > 10 || answer.nearest.length > 3) throw new Error("too many: " + JSON.stringify(query.slice(0, 80)));
      if (JSON.stringify(answer.items.map(pathOf)) !== JSON.stringify(cut.items.map(pathOf))) throw new Error("unbounded: " + JSON.stringify(query.slice(0, 80)));
      if (answer.asked) longest = Math.max(longest, answer.asked.folded.length);
      asked++;
    });
  });
  function pathOf(item) { return item.doc.path; }
  process.stdout.write(JSON.stringify({ asked: asked, longest: longest }));
})(typeof module === "undefined" ? self : globalThis);
