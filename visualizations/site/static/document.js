// A document: a sentence and its facts light up together.
"use strict";

const marks = [...document.querySelectorAll("mark[data-claim]")];
const cards = [...document.querySelectorAll(".fact[data-claim]")];
const claimsOf = (element) => element.dataset.claim.split(" ");

function light(claims) {
  for (const one of [...marks, ...cards]) one.classList.toggle("lit", claimsOf(one).some((claim) => claims.includes(claim)));
}

/** Bring the first fact of a sentence to the reader, where the facts stand beside the text. */
function reveal(claims) {
  const card = cards.find((one) => claims.includes(one.dataset.claim));
  if (card && getComputedStyle(card.parentElement).position === "sticky") card.scrollIntoView({ block: "nearest" });
}

for (const mark of marks) {
  mark.addEventListener("click", () => {
    light(claimsOf(mark));
    reveal(claimsOf(mark));
  });
}
for (const card of cards) {
  card.addEventListener("pointerenter", () => light(claimsOf(card)));
  card.addEventListener("focusin", () => light(claimsOf(card)));
}

function goTo() {
  const name = decodeURIComponent(location.hash.slice(1)).replace(/^fact-/, "");
  if (!cards.some((card) => card.dataset.claim === name)) return;
  light([name]);
  if (!location.hash.startsWith("#fact-")) reveal([name]);
}
addEventListener("hashchange", goTo);
goTo();
