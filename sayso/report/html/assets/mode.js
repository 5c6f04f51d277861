"use strict";
// Two ways of reading one page; kept in the address, so that a link carries it along.
(() => {
  const root = document.documentElement;
  const buttons = [...document.querySelectorAll("[data-mode]")];
  const show = mode => {
    root.classList.toggle("business", mode === "business");
    for (const each of buttons) each.setAttribute("aria-pressed", String(each.dataset.mode === mode));
  };
  const wanted = new URLSearchParams(location.search).get("read");
  show(wanted || root.dataset.read || "business");
  for (const each of buttons) {
    each.closest(".switch").hidden = false;
    each.addEventListener("click", () => {
      show(each.dataset.mode);
      const address = new URL(location.href);
      address.searchParams.set("read", each.dataset.mode);
      try { history.replaceState(null, "", address); } catch { /* a browser may refuse this for files */ }
    });
  }
  for (const each of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    each.hidden = false;
    each.addEventListener("click", async () => {
      await navigator.clipboard.writeText(each.dataset.copy);
      each.textContent = "Copied";
    });
  }
  // A link into a folded part unfolds it.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let each = target; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details:not([open]):not(.trace)")) { each.open = true; folded.push(each); }
  });
  addEventListener("afterprint", () => { while (folded.length) folded.pop().open = false; });
})();
