"use strict";
// Two ways of reading one page; kept in the address, and carried along by every link.
(() => {
  const root = document.documentElement;
  const buttons = [...document.querySelectorAll("[data-mode]")];
  const show = mode => {
    root.classList.toggle("business", mode === "business");
    for (const each of buttons) each.setAttribute("aria-pressed", String(each.dataset.mode === mode));
  };
  show(new URLSearchParams(location.search).get("read") || root.dataset.read || "business");
  for (const each of buttons) {
    each.closest(".switch").hidden = false;
    each.addEventListener("click", () => {
      show(each.dataset.mode);
      reveal();  // what was looked at has moved
      const address = new URL(location.href);
      address.searchParams.set("read", each.dataset.mode);
      try { history.replaceState(null, "", address); } catch { /* a browser may refuse this for files */ }
    });
  }
  // What the address says of reading and filters goes along to the other pages; what was searched for does not.
  const carry = event => {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    const plain = link.dataset.plain ??= link.getAttribute("href");
    if (!/^(?!#|[a-z]+:)[^?#]*\.html(#|$)/i.test(plain)) return;
    const address = new URL(plain, location.href);
    for (const [name, value] of new URLSearchParams(location.search)) if (name !== "q") address.searchParams.set(name, value);
    if (root.dataset.read === "technical") address.searchParams.set("read", "technical");
    link.href = address;
  };
  for (const kind of ["click", "auxclick", "contextmenu"]) addEventListener(kind, carry, true);
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
    for (const each of document.querySelectorAll("details[data-print]:not([open])")) { each.open = true; folded.push(each); }
  });
  addEventListener("afterprint", () => { while (folded.length) folded.pop().open = false; });
})();
