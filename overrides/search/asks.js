/* What a query asks for beside words: a phone number, an article of law, a day or month.
*
* Each function takes the folded query and gives what it found and the words that are left.
*/

var DAY = 86400000;

/* Digits of a number of at least five, however they are parted; 86 in front is the country. */
function findPhone(query) {
  var match = /\+?\d(?:[\s-]?\d){4,}/.exec(query);
  var digits = match ? match[0].replace(/\D/g, "") : "";
  if (!match || /^20\d\d-\d/.test(match[0])) {
    match = /^\s*(\d{3})\s*$/.exec(query); // 110, 119, 120, 122
    digits = match ? match[1] : "";
  }
  if (!match) return null;
  return {
    digits: digits.replace(/^(?:00)?86(?=\d{9})/, ""),
    rest: query.replace(match[0], " ")
  };
}

var NUMERAL = "(\\d{1,4}|[零〇一二三四五六七八九十百千]{1,9})";
var ARTICLES = [
  new RegExp("第" + NUMERAL + "条(?:之" + NUMERAL + ")?"),
  /(\d{1,4}|[零〇一二三四五六七八九十百千]{2,9})条(?:之([一二三四五六七八九十]|\d))?/, // not 一条狗
  /\bart(?:icle|\.)?\s*(\d{1,4})(?:-(\d))?/,
  /དོན་ཚན་?\s*(\d{1,4})(?:-(\d))?/,
  /(?:[法典例定释]|\b(?:code|law|constitution|regulation|provisions)) ?(?:第 ?)?(\d{1,4})(?:-(\d))?$/,
  /^(\d{1,4})(?:-(\d))?$/
];

var NAMED = 4; // the form in which the law's name comes right before the number: it stays

/* 第一千零七十九条, 民法典1079, article 1079, 133条之一: as the register writes it, 133-1. */
function findArticle(query) {
  for (var at = 0; at < ARTICLES.length; at++) {
    var match = ARTICLES[at].exec(query);
    if (!match) continue;
    var article = String(numberOf(match[1])) + (match[2] ? "-" + numberOf(match[2]) : "");
    var kept = at === NAMED ? match[0].replace(/[\d\s第-]+$/, "") : " ";
    return { article: article, rest: query.replace(match[0], kept) };
  }
  return null;
}

function iso(time) {
  return new Date(time).toISOString().slice(0, 10);
}

var WEEKDAYS = "一二三四五六日";
var RELATIVE = [
  [/大后天/, 3], [/后天|གནངས་ཉིན/, 2], [/明天|明儿|\btomorrow\b|སང་ཉིན/, 1], [/今天|今日|今儿|\btoday\b|དེ་རིང/, 0]
];

var LUNAR = /(?:(?:农历|阴历|老历|旧历)([一二三四五六七八九十]{1,2})|(正|冬|腊))月(?:份|里|间)?(?:初?([一二三四五六七八九十廿]{1,3})(?:日|号)?(?![个月]))?/;
var NAMED_MONTHS = { "正": 1, "冬": 11, "腊": 12 };

/* 腊月, 正月十五, 农历二月: from the beginnings of lunar months the index knows ("11:46 12:75 ...",
  counted from `origin`). What has passed by today is asked of the next year. */
function findLunarDay(query, today, origin, lunar) {
  var match = LUNAR.exec(query), begins = lunar ? lunar.split(" ") : [];
  if (!match) return null;
  var month = String(match[2] ? NAMED_MONTHS[match[2]] : numberOf(match[1]));
  var day = match[3] ? numberOf(match[3].replace("廿", "二十")) : 0, start = Date.parse(origin);
  for (var at = 0; at + 1 < begins.length; at++) {
    if (begins[at].split(":")[0] !== month) continue;
    var first = start + Number(begins[at].split(":")[1]) * DAY, next = start + Number(begins[at + 1].split(":")[1]) * DAY;
    if (day) first = next = first + (day - 1) * DAY; else next -= DAY;
    if (iso(next) < today) continue;
    return { first: iso(first), last: iso(next), text: match[0] };
  }
  return null;
}

/* The day or span a query names: `matches(iso day)`, the month if it is one, and the rest.
  Without a year every year counts. `months` are the names of the page's language. */
function findDay(query, today, months, lunar) {
  var now = Date.parse(today), match, at;
  function span(from, to, text) {
    return {
      matches: function (day) { return day >= from && day <= to; },
      month: from.slice(0, 7) === to.slice(0, 7) && from !== to ? from.slice(0, 7) : "",
      first: from, rest: query.replace(text, " ")
    };
  }
  match = lunar && findLunarDay(query, today, lunar.first, lunar.months);
  if (match) return Object.assign(span(match.first, match.last, match.text), { month: match.first.slice(0, 7), isDay: match.first === match.last });
  for (at = 0; at < RELATIVE.length; at++) {
    match = RELATIVE[at][0].exec(query);
    if (match) return span(iso(now + RELATIVE[at][1] * DAY), iso(now + RELATIVE[at][1] * DAY), match[0]);
  }
  match = /([这本下])个?(?:周|星期|礼拜)([一二三四五六日天])?|\b(this|next) week\b/.exec(query);
  if (match) {
    var weekday = (new Date(now).getUTCDay() + 6) % 7;
    var monday = now + ((match[1] === "下" || match[3] === "next" ? 7 : 0) - weekday) * DAY;
    if (!match[2]) return span(iso(monday), iso(monday + 6 * DAY), match[0]);
    at = monday + WEEKDAYS.indexOf(match[2] === "天" ? "日" : match[2]) * DAY;
    return span(iso(at), iso(at), match[0]);
  }
  match = /([这本下])个?月|\b(this|next) month\b/.exec(query);
  if (match) {
    var step = match[1] === "下" || match[2] === "next" ? 1 : 0, day = new Date(now);
    return span(
      iso(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + step, 1)),
      iso(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + step + 1, 0)), match[0]
    );
  }
  return findCalendarDay(query, today, months);
}

var CN = "(\\d{1,2}|[一二三四五六七八九十]{1,3})";
var CALENDAR = [
  [/(20\d\d)[-\/.年](\d{1,2})[-\/.月](\d{1,2})[日号]?/, 1, 2, 3],
  [new RegExp("(?:(20\\d\\d)年)?" + CN + "月份?(?:" + CN + "[日号]?)?"), 1, 2, 3],
  [/(20\d\d)[-\/.](\d{1,2})(?![\d])/, 1, 2, 0],
  [/^(\d{1,2})[.\/-](\d{1,2})(?=\s|$)/, 0, 1, 2],
  [/(?:(20\d\d)ལོའི?་?)?ཟླ་(?:བ་)?(\d{1,2})(?:་?པ)?[་འིའི]*\s*(?:ཚེས་(\d{1,2}))?/, 1, 2, 3]
];

function findCalendarDay(query, today, months) {
  query = query.replace("元月", "1月");
  var year, month, day, match = null, at;
  for (at = 0; at < CALENDAR.length && !match; at++) {
    match = CALENDAR[at][0].exec(query);
    if (!match) continue;
    year = match[CALENDAR[at][1] || 99];
    month = numberOf(match[CALENDAR[at][2]] || "0");
    day = numberOf(match[CALENDAR[at][3]] || "0");
    if (month < 1 || month > 12 || day > 31) match = null;
  }
  for (at = 0; at < months.length && !match; at++) {
    var name = fold(months[at]);
    if (!name || (/^[a-z]/.test(name) && name.length < 3)) continue;
    var word = /^[a-z]/.test(name) ? name.slice(0, 3) + "(?:" + name.slice(3) + ")?\\.?" : name;
    match = new RegExp("(?:(?:^|\\s)(\\d{1,2})(?:st|nd|rd|th)? )?(?:^|\\b|)" + word + "(?![a-z])(?: (\\d{1,2})(?!\\d))?(?:,? (20\\d\\d))?")
      .exec(query);
    if (match) { month = at + 1; day = Number(match[1] || match[2] || 0); year = match[3]; }
  }
  if (!match) return null;
  var tail = "-" + ("0" + month).slice(-2) + (day ? "-" + ("0" + day).slice(-2) : "");
  var wanted = year || (today.slice(4, 7) <= tail.slice(0, 3) ? today.slice(0, 4) : String(Number(today.slice(0, 4)) + 1));
  return {
    matches: function (found) {
      return (year ? found.slice(0, 4) === year : true) && found.slice(4).indexOf(tail) === 0;
    },
    month: wanted + tail.slice(0, 3), first: wanted + tail, isDay: Boolean(day),
    rest: query.replace(match[0], " ")
  };
}
