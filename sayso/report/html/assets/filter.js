"use strict";
// Filters the table of all scenarios by text, state, tag expression and newness.
(() => {
  const get = name => document.getElementById(name);
  const table = get("all"), body = table.tBodies[0], rows = [...body.rows], found = get("found");
  const boxes = ["find-text", "find-state", "find-tags", "find-order", "find-new"].map(get);
  const [text, state, tags, order, fresh] = boxes;
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
  const known = rows.map(row => ({ row, text: row.textContent.toLowerCase(), tags: new Set(row.dataset.t.split(" ")) }));
  const show = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let fits;
    try { fits = expression(tags.value); } catch (error) { found.textContent = "Tags: " + error.message; return; }
    let count = 0;
    for (const each of known) {
      const shown = words.every(word => each.text.includes(word)) && (!state.value || each.row.dataset.s === state.value)
        && fits(each.tags) && (!fresh.checked || "n" in each.row.dataset);
      each.row.hidden = !shown;
      count += shown;
    }
    found.textContent = count + " of " + rows.length + " scenarios";
  };
  order.addEventListener("input", () => {
    const sorted = order.value ? [...rows].sort((a, b) => b.dataset.d - a.dataset.d) : rows;
    body.append(...sorted);
  });
  document.querySelector(".filters").hidden = false;
  for (const each of boxes) each.addEventListener("input", show);
  show();
})();
