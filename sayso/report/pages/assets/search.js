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
  const search = words => {
    const found = [], has = text => words.every(word => text.includes(word));
    const matching = new Set(texts.flatMap((text, number) => has(text) ? [number] : []));
    let total = 0;
    const add = item => { total += 1; if (found.length < most) found.push(item()); };
    for (const [name, page, href, scenarios] of data.features) {
      if (has(low(name))) add(() => hit(href, name, "feature"));
      for (const [title, anchor, state, numbers] of scenarios) {
        const step = numbers.find(number => matching.has(number));
        if (has(low(title)) || step !== undefined)
          add(() => hit(page + "#" + encodeURIComponent(anchor), title, step === undefined ? name : name + " · " + data.texts[step], state));
      }
    }
    return [found, total];
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
