"use strict";
// Filters what a page lists by text, state, tag expression and newness; kept in the address.
for (const form of document.querySelectorAll(".filters")) (() => {
  const found = form.querySelector("output"), page = form.closest(".chapter") ?? document;
  const boxes = [...form.querySelectorAll("[name]")];
  const rows = [...page.querySelectorAll("[data-row]")], groups = [...page.querySelectorAll("[data-group]")];
  const value = name => { const box = boxes.find(each => each.name === name); return !box ? "" : box.type === "checkbox" ? (box.checked ? "yes" : "") : box.value; };
  // A tag expression as a function of a set of tags: or, and, not, brackets; as in Cucumber.
  const expression = source => {
    const words = source.replace(/[()]/g, " $& ").split(/\s+/).filter(Boolean);
    const either = () => { let left = both(); while (words[0] === "or") { words.shift(); const a = left, b = both(); left = set => a(set) || b(set); } return left; };
    const both = () => { let left = one(); while (words[0] === "and") { words.shift(); const a = left, b = one(); left = set => a(set) && b(set); } return left; };
    const one = () => {
      const word = words.shift();
      if (word === "not") { const inner = one(); return set => !inner(set); }
      if (word === "(") { const inner = either(); if (words.shift() !== ")") throw new Error("a bracket is open"); return inner; }
      if (!word || word === ")" || word === "and" || word === "or") throw new Error("a tag is missing");
      const tag = word.startsWith("@") ? word : "@" + word;
      return set => set.has(tag);
    };
    if (!words.length) return () => true;
    const whole = either();
    if (words.length) throw new Error("“" + words[0] + "” is too much");
    return whole;
  };
  const known = rows.map(row => ({ row, text: row.textContent.toLowerCase(), tags: new Set((row.dataset.t ?? "").split(" ")) }));
  const counted = known.filter(each => each.row.dataset.row !== "again");
  const show = () => {
    const words = (value("text") + value("words")).toLowerCase().split(/\s+/).filter(Boolean), state = value("state"), fresh = value("new");
    let fits;
    try { fits = expression(value("tags")); } catch (error) { found.textContent = "Tags: " + error.message; return; }
    for (const each of known)
      each.row.hidden = !(words.every(word => each.text.includes(word)) && (!state || each.row.dataset.s === state)
        && fits(each.tags) && (!fresh || "n" in each.row.dataset));
    const active = boxes.some(box => value(box.name));
    for (const group of groups) {
      group.hidden = active && !group.querySelector("[data-row]:not([hidden])");
      if (group.tagName === "DETAILS") group.open = active && !group.hidden;
    }
    found.textContent = counted.filter(each => !each.row.hidden).length + " of " + counted.length + " " + found.dataset.of;
  };
  const keep = () => {
    const address = new URL(location.href);
    for (const box of boxes) if (value(box.name)) address.searchParams.set(box.name, value(box.name)); else address.searchParams.delete(box.name);
    try { history.replaceState(null, "", address); } catch { /* a browser may refuse this for files */ }
  };
  const given = new URLSearchParams(location.search);
  for (const box of boxes) {
    if (box.type === "checkbox") box.checked = given.get(box.name) === "yes"; else box.value = given.get(box.name) ?? "";
    box.addEventListener("input", () => { show(); keep(); });
  }
  form.hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  show();
})();
