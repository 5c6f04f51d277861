"use strict";
const box = document.getElementById("words");
const found = document.getElementById("found");
const sentences = [...document.querySelectorAll(".sentence")].map((card) => ({
  card,
  text: card.textContent.toLowerCase() + " " + card.closest("section").id,
}));
const all = sentences.length === 1 ? "sentence" : "sentences";

function search() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { card, text } of sentences) {
    card.hidden = !words.every((word) => text.includes(word));
    count += card.hidden ? 0 : 1;
  }
  for (const section of document.querySelectorAll("section")) {
    section.hidden = !section.querySelector(".sentence:not([hidden])");
  }
  document.querySelector("nav").hidden = words.length > 0;
  document.getElementById("nothing").hidden = count > 0;
  found.textContent = words.length ? `${count} of ${sentences.length} ${all}` : "";
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
