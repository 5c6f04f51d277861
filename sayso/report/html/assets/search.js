"use strict";
// Finds features and scenarios by title, tag, state, reason and step; the best hits first.
(() => {
  const box = document.getElementById("find"), list = document.getElementById("hits");
  const most = 60, LETTERS = 4, low = text => text.toLowerCase(), here = document.documentElement.dataset.root;
  const element = (tag, text, type) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (type) made.className = type;
    return made;
  };
  // What each scenario can be found by, with what a word in it is worth: part of it, all of a word.
  const read = data => data.features.flatMap(([name, page, target, scenarios]) => [
    { title: name, where: "feature", href: target, fields: [[low(name), 5, 9]], steps: [] },
    ...scenarios.map(([title, anchor, state, tags, steps, reasons, failure]) => ({
      title, where: name, state: data.words[state], key: state, href: failure || page + "#" + encodeURIComponent(anchor),
      steps: steps.map(number => data.texts[number]), reasons,
      fields: [[low(title), 4, 8], [low(tags), 1, 8], [low(data.words[state][1]), 0, 6], [low(name), 2, 3],
        [low(reasons.join("\n")), 2, 5], [low(steps.map(number => data.texts[number]).join("\n")), 1, 2]],
    }))]);
  const wordEnds = /[\p{L}\p{N}_-]/u;
  const isWhole = (text, word) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
      if (!wordEnds.test(text[at - 1] ?? " ") && !wordEnds.test(text[at + word.length] ?? " ")) return true;
    return false;
  };
  const worth = (each, word) => Math.max(0, ...each.fields.map(([text, part, whole]) =>
    text.includes(word) ? (isWhole(text, word) ? whole : part) : 0));
  const ranked = (known, words) => known.map(each => {
    const found = words.map(word => Math.max(...[word].flat().map(one => worth(each, one))));
    const all = found.every(Boolean) ? found.reduce((sum, one) => sum + one, 0) : 0;
    return [all && low(each.title).includes(words.join(" ")) ? all + 5 : all, each];
  }).filter(([points]) => points).sort((one, other) => other[0] - one[0]).map(([, each]) => each);
  // One letter too many, too few, another one, or two that have changed places.
  const near = (word, other) => {
    let same = 0;
    while (same < word.length && word[same] === other[same]) same++;
    const one = word.slice(same), two = other.slice(same);
    return one.slice(1) === two.slice(1) || one.slice(1) === two || one === two.slice(1)
      || (one[0] === two[1] && one[1] === two[0] && one.slice(2) === two.slice(2));
  };
  // Each word with those of the run that it may be a misspelling of.
  const corrected = (known, words) => {
    const all = new Set(known.flatMap(each => each.fields.flatMap(([text]) => text.split(/[^\p{L}\p{N}_-]+/u))));
    return words.map(word => word.length < LETTERS ? [word] : [word, ...[...all].filter(one => near(word, one))]);
  };
  const hit = (each, words) => {
    const item = element("li"), link = element("a", each.title || "(no title)");
    link.href = each.href.startsWith("#") ? each.href : here + each.href;
    if (each.state) {
      const badge = element("span", "", "b " + each.key), mark = element("i", each.state[0]);
      mark.setAttribute("aria-hidden", "true");
      badge.append(mark, each.state[1]);
      item.append(badge, " ");
    }
    const missing = words.filter(word => !low(each.title + each.where).includes(word));
    const said = [...(each.reasons ?? []), ...each.steps].find(text => text && missing.some(word => low(text).includes(word)));
    item.append(link, " ", element("span", said ? each.where + " · " + said : each.where, "where"));
    return item;
  };
  let known;
  // The words of a whole run are read when somebody begins to search, not with every page.
  const load = () => new Promise(done => {
    const inside = document.getElementById("index");
    if (known) done();
    else if (inside) { known = read(JSON.parse(inside.textContent)); done(); }
    else {
      const script = element("script");
      script.nonce = box.dataset.nonce;
      script.src = here + box.dataset.index;
      script.addEventListener("load", () => { known ??= read(self.saysoIndex); done(); });
      document.head.append(script);
    }
  });
  const show = async () => {
    const words = low(box.value).split(/\s+/).filter(Boolean);
    const address = new URL(location.href);
    if (words.length) address.searchParams.set("q", box.value); else address.searchParams.delete("q");
    try { history.replaceState(null, "", address); } catch { /* a browser may refuse this for files */ }
    if (words.length) await load();
    if (words.join() !== low(box.value).split(/\s+/).filter(Boolean).join()) return;  // more was typed meanwhile
    list.hidden = !words.length;
    list.replaceChildren();
    if (!words.length) return;
    let found = ranked(known, words), sought = words, said = "";
    if (!found.length) {
      const spelt = corrected(known, words);
      [found, sought] = [ranked(known, spelt), spelt.flat()];
      const others = sought.filter(word => !words.includes(word));
      said = "Nothing found" + (found.length ? " as it is spelt; for " + others.join(", ") + ": " : "");
    }
    const items = element("ul", "", "hits");
    items.append(...found.slice(0, most).map(each => hit(each, sought)));
    list.append(element("p", said + (found.length ? found.length + " found" + (found.length > most ? ", the first " + most + " are shown" : "") : ""), "soft"), items);
  };
  box.closest(".find").hidden = false;
  box.addEventListener("input", show);
  box.addEventListener("focus", load, { once: true });
  addEventListener("keydown", event => {
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    const inside = document.activeElement === box || at >= 0;
    if (event.key === "/" && !/INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName)) { event.preventDefault(); box.focus(); }
    if (event.key === "Escape" && inside) { box.value = ""; box.focus(); show(); }
    if (event.key === "Enter" && document.activeElement === box) show().then(() => list.querySelector("a")?.click());
    if (inside && links.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      (links[at + (event.key === "ArrowDown" ? 1 : -1)] ?? (event.key === "ArrowUp" ? box : links.at(-1))).focus();
    }
  });
  list.addEventListener("click", event => { if (event.target.closest("a")) list.hidden = true; });
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  if (box.value) show();
})();
