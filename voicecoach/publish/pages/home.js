"use strict";
// The page may be older than today: the sessions of today's weeks come first, by the calendar of this device.
(() => {
  const byId = (id) => document.getElementById(id);
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const weekday = String((now.getDay() + 6) % 7);
  const isOn = (weeks) => weeks.dataset.first <= today && (!weeks.dataset.last || today <= weeks.dataset.last);
  const groups = [...document.querySelectorAll(".weeks")];
  const order = (weeks) => `${weeks.dataset.first} ${weeks.dataset.last || "9999"}`;
  groups.sort((one, other) => (order(one) < order(other) ? -1 : 1));
  const on = groups.filter(isOn);
  for (const weeks of groups) byId(on.includes(weeks) ? "today" : "others").append(weeks);
  byId("others").hidden = on.length === groups.length;
  const off = byId("today").dataset.off.split(" ");
  byId("day-off").hidden = !on.length || !(off.includes(today) || off.includes(weekday));
  if (groups.length) {
    const begun = byId("today").dataset.begin <= today;
    byId("not-begun").hidden = on.length > 0 || begun;
    byId("ended").hidden = on.length > 0 || !begun;
  }
  document.documentElement.dataset.ready = "true";
})();
