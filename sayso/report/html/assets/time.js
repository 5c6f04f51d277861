"use strict";
// Moments in the reader's own time, with their age: an old page must not look fresh.
(() => {
  const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const age = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const each of document.querySelectorAll("time[datetime]")) {
    const at = new Date(each.dateTime), seconds = (Date.now() - at) / 1000;
    const [unit, size] = units.find(([, size]) => seconds >= size) ?? ["minute", 60];
    const own = at.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    each.title = each.textContent;
    each.textContent = own + " (" + (seconds < 60 ? "just now" : age.format(-Math.round(seconds / size), unit)) + ")";
  }
})();
