"use strict";
const box = document.getElementById("words");
const found = document.getElementById("found");
const entries = [...document.querySelectorAll(".entry")].map((card) => ({
  card,
  text: card.textContent.toLowerCase() + " " + card.closest("section").id,
}));
const all = entries.length === 1 ? "step" : "steps";

function search() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { card, text } of entries) {
    card.hidden = !words.every((word) => text.includes(word));
    count += card.hidden ? 0 : 1;
  }
  for (const section of document.querySelectorAll("section")) {
    section.hidden = !section.querySelector(".entry:not([hidden])");
  }
  document.querySelector("nav").hidden = words.length > 0;
  document.getElementById("nothing").hidden = count > 0;
  found.textContent = words.length ? `${count} of ${entries.length} ${all}` : "";
}

// The old way to copy, because the new one is not allowed on a page opened from disk everywhere.
function copy(button) {
  getSelection().selectAllChildren(button.parentElement.querySelector("code"));
  const copied = document.execCommand("copy");
  button.textContent = copied ? "Copied" : "Press Ctrl+C";
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

document.getElementById("search").hidden = false;
document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
box.addEventListener("input", search);
for (const button of document.querySelectorAll(".copy")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
