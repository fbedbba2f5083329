// Help with writing a query: line numbers, completion of prefixes, classes, properties, terms and variables.
"use strict";

const KEYWORDS = (
  "SELECT DISTINCT WHERE GRAPH OPTIONAL FILTER UNION BIND VALUES MINUS ASK CONSTRUCT DESCRIBE LIMIT OFFSET COUNT GROUP_CONCAT " +
  "SAMPLE STRSTARTS CONTAINS LANG LCASE EXISTS REGEX PREFIX"
)
  .split(" ")
  .concat("ORDER BY", "GROUP BY", "NOT EXISTS");

const writing = document.getElementById("query");
const gutter = document.getElementById("gutter");
const completions = document.getElementById("completions");
let vocabulary = { prefixes: {}, terms: [] };
let offered = [];
let chosenOffer = 0;

function numberLines() {
  const count = writing.value.split("\n").length;
  gutter.textContent = Array.from({ length: count }, (_, place) => place + 1).join("\n");
  writing.rows = Math.min(24, Math.max(8, count + 1));
  gutter.scrollTop = writing.scrollTop;
}

/** The word that is being written, and where it begins. */
function wordBefore() {
  const before = writing.value.slice(0, writing.selectionStart);
  const found = /[?$]?[\w-]*:?[\w.-]*$/.exec(before);
  return { text: found[0], start: before.length - found[0].length };
}

function completionsOf(text, forced) {
  if (!text && !forced) return [];
  const folded = text.toLowerCase();
  if (/^[?$]/.test(text)) {
    const used = new Set(writing.value.match(/[?$]\w+/g) ?? []);
    used.delete(text);
    return [...used].filter((name) => name.toLowerCase().startsWith(folded)).map((name) => ({ name, label: said.variable }));
  }
  const [prefix, colon, rest] = [folded.split(":")[0], folded.includes(":"), folded.split(":")[1] ?? ""];
  if (colon) {
    const matching = vocabulary.terms.filter(({ name }) => name.toLowerCase().startsWith(`${prefix}:`));
    const begins = matching
      .filter(({ name }) => name.toLowerCase().startsWith(folded))
      .sort((a, b) => b.name.startsWith(text) - a.name.startsWith(text));
    const holds = matching.filter(
      (term) =>
        !begins.includes(term) &&
        rest.length > 1 &&
        (term.name.toLowerCase().includes(rest) || term.label.toLowerCase().includes(rest)),
    );
    return [...begins, ...holds].map((term) => ({ name: term.name, label: `${term.label} · ${said[term.kind]}` }));
  }
  const prefixes = Object.keys(vocabulary.prefixes).filter((name) => name.startsWith(folded));
  const byLabel = text.length > 2 ? vocabulary.terms.filter((term) => term.label.toLowerCase().startsWith(folded)) : [];
  return [
    ...prefixes.map((name) => ({ name: `${name}:`, label: said.prefix })),
    ...KEYWORDS.filter((word) => folded && word.toLowerCase().startsWith(folded)).map((name) => ({ name, label: "" })),
    ...byLabel.map((term) => ({ name: term.name, label: `${term.label} · ${said[term.kind]}` })),
  ];
}

function offer(forced = false) {
  const { text, start } = wordBefore();
  offered = completionsOf(text, forced).slice(0, 40);
  if (!forced && (text.length < 2 || (offered.length === 1 && offered[0].name === text))) offered = [];
  completions.replaceChildren(
    ...offered.map(({ name, label }, place) =>
      make(
        "li",
        {
          role: "option",
          id: `completion-${place}`,
          pointerdown: (event) => {
            event.preventDefault();
            take(place);
          },
        },
        make("code", {}, name),
        make("small", {}, label),
      ),
    ),
  );
  completions.hidden = !offered.length;
  if (offered.length) place(start);
  markOffer(0);
}

/** Put the list under the word: letters of a fixed width tell where that is. */
function place(start) {
  const before = writing.value.slice(0, start).split("\n");
  const size = parseFloat(getComputedStyle(writing).fontSize);
  const left = writing.offsetLeft + 12 + before.at(-1).length * size * 0.6 - writing.scrollLeft;
  const top = 10 + before.length * size * 1.5 + 4 - writing.scrollTop;
  const sheet = new CSSStyleSheet();
  const most = Math.max(0, writing.offsetLeft + writing.clientWidth - 300);
  sheet.replaceSync(`#completions { left: ${Math.min(left, most)}px; top: ${top}px; }`);
  document.adoptedStyleSheets = [sheet];
}

function markOffer(next) {
  chosenOffer = next;
  [...completions.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === chosenOffer)));
  completions.children[chosenOffer]?.scrollIntoView({ block: "nearest" });
}

function take(number) {
  const { start } = wordBefore();
  const { name } = offered[number];
  const end = writing.selectionStart;
  writing.setRangeText(name.endsWith(":") ? name : `${name} `, start, end, "end");
  completions.hidden = true;
  numberLines();
  if (name.endsWith(":")) offer(true);
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    completions.hidden = true;
    run();
  } else if (event.ctrlKey && event.key === " ") {
    event.preventDefault();
    offer(true);
  } else if (!completions.hidden) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) markOffer((chosenOffer + step + offered.length) % offered.length);
    else if (event.key === "Enter" || event.key === "Tab") take(chosenOffer);
    else if (event.key === "Escape") completions.hidden = true;
    else return;
    event.preventDefault();
  }
}

/** Show an error at its place: the line and the column of the query that it names. */
function pointAt(message) {
  const found = /SPARQL (\d+):(\d+)/.exec(message);
  writing.setAttribute("aria-invalid", "true");
  if (!found) return;
  const lines = writing.value.split("\n");
  const start = lines.slice(0, found[1] - 1).reduce((sum, text) => sum + text.length + 1, 0) + Number(found[2]) - 1;
  writing.focus();
  writing.setSelectionRange(start, Math.min(writing.value.length, start + (/^\S+/.exec(writing.value.slice(start))?.[0].length ?? 1)));
}

writing.addEventListener("input", () => {
  numberLines();
  writing.removeAttribute("aria-invalid");
  offer();
});
writing.addEventListener("scroll", () => (gutter.scrollTop = writing.scrollTop));
writing.addEventListener("keydown", onKey);
writing.addEventListener("blur", () => (completions.hidden = true));
