/* Reads a calendar from standard input as ical.js does: node read_calendar.cjs <ical.cjs> */
"use strict";

const ICAL = require(process.argv[2]);
const component = new ICAL.Component(ICAL.parse(require("fs").readFileSync(0, "utf8")));
component.getAllSubcomponents("vtimezone").forEach(zone => ICAL.TimezoneService.register(zone));
const found = {};
component.getAllSubcomponents("vevent").forEach(each => {
  const event = new ICAL.Event(each);
  found[event.uid] = {
    starts: event.startDate.toJSDate().toISOString(),
    ends: event.endDate.toJSDate().toISOString(),
    summary: event.summary,
    place: event.location,
    text: event.description,
    status: each.getFirstPropertyValue("status"),
    revision: event.sequence,
    url: each.getFirstPropertyValue("url")
  };
});
process.stdout.write(JSON.stringify(found));
