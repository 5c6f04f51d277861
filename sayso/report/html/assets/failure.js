"use strict";
// What helps to look into a failure: copying, large pictures, traces by one click, keys.
(() => {
  const every = (selector, act) => document.querySelectorAll(selector).forEach(act);
  if (navigator.clipboard) every("[data-copy]", each => {
    each.hidden = false;
    each.addEventListener("click", async () => {
      const address = "address" in each.dataset ? "\nReport: " + location.href : "";
      await navigator.clipboard.writeText(each.dataset.copy + address);
      each.textContent = "Copied";
    });
  });
  // One file has each picture once; elsewhere in it the same picture is shown from there.
  every("img[data-file]:not([src])", each => {
    const one = document.querySelector(`img[data-file="${CSS.escape(each.dataset.file)}"][src]`);
    if (one) each.src = one.src;
  });
  const enlarge = picture => {
    const dialog = document.createElement("dialog"), close = document.createElement("button"), large = document.createElement("img");
    dialog.className = "large";
    dialog.setAttribute("aria-label", picture.alt);
    close.textContent = "Close";
    close.className = "copy";
    [large.src, large.alt] = [picture.src, picture.alt];
    dialog.append(close, large);
    dialog.addEventListener("click", event => { if (event.target !== large) dialog.close(); });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };
  every("figure.shot", figure => {
    const picture = figure.querySelector("img"), button = figure.querySelector(".enlarge");
    const open = event => { event.preventDefault(); enlarge(picture); };
    button.hidden = false;
    button.addEventListener("click", open);
    picture.addEventListener("click", open);
  });
  every("img.zoom", each => each.addEventListener("click", event => { event.preventDefault(); enlarge(each); }));
  // `sayso report --serve` says where Playwright's viewer is.
  const viewer = document.documentElement.dataset.viewer;
  if (viewer) every("[data-trace]", each => {
    each.target = "_blank";
    each.href = viewer + "?trace=" + encodeURIComponent(new URL(each.dataset.trace, location.href));
    each.hidden = false;
    each.parentElement.querySelector(".unserved").hidden = true;
  });
  every(".by-key", each => { each.hidden = false; });
  const ways = { n: "next", j: "next", p: "prev", k: "prev" };
  addEventListener("keydown", event => {
    if (!ways[event.key] || event.ctrlKey || event.metaKey || event.altKey || /INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName)) return;
    const chapter = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const failure = (chapter || document).querySelector(".failure");
    failure?.querySelector(`.keys a[rel=${ways[event.key]}]`)?.click();
  });
})();
