"use strict";
// Finds features, scenarios, steps and tags in the data block of the page.
(() => {
  const box = document.getElementById("find"), list = document.getElementById("hits");
  const data = JSON.parse(document.getElementById("index").textContent);
  const most = 60, low = text => text.toLowerCase();
  const texts = data.texts.map(low);
  const element = (tag, text, type) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (type) made.className = type;
    return made;
  };
  const hit = (href, name, where, state) => {
    const item = element("li"), link = element("a", name || "(no title)");
    link.href = href;
    if (state) {
      const badge = element("span", "", "b " + state), [sign, word] = data.words[state];
      const mark = element("i", sign);
      mark.setAttribute("aria-hidden", "true");
      badge.append(mark, word);
      item.append(badge, " ");
    }
    item.append(link, " ", element("span", where, "where"));
    return item;
  };
  // What each scenario can be found by: its own name, its feature's, its tags and steps.
  let known;
  const all = () => known ??= data.features.flatMap(([name, page, , scenarios]) => scenarios.map(
    ([title, anchor, state, numbers]) => ({ title, state, name, numbers, href: page + "#" + encodeURIComponent(anchor),
      own: low(title + "\n" + name), text: [title, name].map(low).concat(numbers.map(number => texts[number])).join("\n") })));
  const search = words => {
    const has = text => words.every(word => text.includes(word));
    const features = data.features.filter(([name]) => has(low(name)));
    const scenarios = all().filter(each => has(each.text));
    const found = features.slice(0, most).map(([name, , href]) => hit(href, name, "feature"));
    for (const each of scenarios.slice(0, most - found.length)) {
      const by = words.find(word => !each.own.includes(word));
      const step = by && each.numbers.find(number => texts[number].includes(by));
      found.push(hit(each.href, each.title, by ? each.name + " · " + data.texts[step] : each.name, each.state));
    }
    return [found, features.length + scenarios.length];
  };
  const show = () => {
    const words = low(box.value).split(/\s+/).filter(Boolean);
    list.hidden = !words.length;
    list.replaceChildren();
    if (!words.length) return;
    const [found, total] = search(words), items = element("ul", "", "hits");
    items.append(...found);
    list.append(element("p", total ? total + " found" + (total > most ? ", the first " + most + " are shown" : "") : "Nothing found", "soft"), items);
  };
  box.closest(".find").hidden = false;
  box.addEventListener("input", show);
  addEventListener("keydown", event => {
    if (event.key === "/" && !/INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName)) { event.preventDefault(); box.focus(); }
    if (event.key === "Escape" && document.activeElement === box) { box.value = ""; show(); }
  });
  show();
})();
