// A page that is read, as a whole: the sheet, the evidence of what is chosen, a table of the same claims, print.
// The script of the form that follows gives `STEP`, `OPTION`, `INDEXED`, `stepOf`, `drawSheet`, `headOf`, `leftOut`,
// `GROUPS`, by which pairs may be sifted, and `besides`, what can be chosen that is no mark of a pair, with what holds it.

/** A mark is outlined as its manner draws lines, and filled when it is stated: told apart without colour too. */
function swatch(manner, width = "100%") {
  const style = atlas.manners[manner];
  const stated = !style.line.length;
  const picture = shape(
    "svg",
    { class: "swatch", "aria-hidden": "true" },
    shape("rect", {
      width: "100%",
      height: "100%",
      rx: 7,
      class: stated ? "full" : "hollow",
      "stroke-dasharray": style.line.map((part) => Math.max(2, part * 0.6)).join(" ") || null,
    }),
  );
  if (style.cross)
    picture.append(shape("text", { x: "50%", y: "50%", dy: "0.35em", "text-anchor": "middle", class: "cross" }, "✕"));
  picture.style.setProperty("--colour", shade(style));
  if (width !== "100%") picture.style.width = width;
  return picture;
}

/** On a narrow page the evidence covers the lower half: keep what is chosen above it. */
function revealChosen() {
  const mark = byId("sheet").querySelector('[aria-pressed="true"]');
  const covered = mark && getComputedStyle(byId("evidence")).position === "fixed";
  if (covered) mark.scrollIntoView({ block: "start" });
}

/** A line of the list of pairs: how much is said, and a way to it. */
function indexEntry(pair) {
  const claims = new Set(shownMarks(pair).flatMap(claimsOf)).size;
  const go = () => {
    const place = [...byId("sheet").children].find((each) => each.dataset.pair === pair.id);
    if (place) place.scrollIntoView({ block: "start" });
    else choose({ chosen: shownMarks(pair)[0].id });
  };
  const parts = [make("span", {}, quoted(pairName(pair))), make("small", {}, number(claims))];
  return make("li", {}, make("button", { type: "button", click: go }, ...parts));
}

const pairIndex = () => [
  make("h3", {}, counted("pair", pairsShown().length)),
  make("ul", { class: "index" }, ...pairsShown().map(indexEntry)),
];

function showEvidence() {
  const found = chosenMark();
  const panel = byId("evidence");
  const within = panel.contains(document.activeElement);
  document.body.classList.toggle("chosen", found !== null);
  const close = () =>
    make("button", { type: "button", class: "close", "aria-label": word("clear"), click: pickNothing }, "×");
  panel.replaceChildren(
    ...(found
      ? [
          make("div", { class: "heading" }, make("h2", {}, quoted(pairName(found.pair))), close()),
          served ? make("p", { class: "chips" }, ...(found.pair.ends ?? []).map(entityLink)) : "",
          ...headOf(found.mark, found.pair),
          cards(claimsOf(found.mark)),
        ]
      : [
          make("h2", {}, word("behindmarks")),
          make("p", { class: "muted" }, word("behindhelp")),
          ...(INDEXED ? pairIndex() : []),
        ]),
  );
  panel.scrollTop = 0;
  if (within) panel.focus();
}

/** Draw anew; the mark that had the focus has it again. */
function keepingFocus(draw) {
  const active = document.activeElement?.dataset?.mark;
  draw();
  if (active) [...byId("sheet").querySelectorAll("[data-mark]")].find((each) => each.dataset.mark === active)?.focus();
}

/** How many pairs and claims are not on the page. */
const countsLeftOut = () => [
  ...(sheet.omitted ? [`${word("omitted")}: ${counted("pair", sheet.omitted)}.`] : []),
  ...(sheet.alone ? [`${word("alone")}: ${counted("claim", sheet.alone)}.`] : []),
];

function show() {
  const table = state.view === "table";
  const pairs = pairsShown();
  showFilters();
  byId("about").textContent = say(atlas.about);
  byId("sheet").hidden = table;
  byId("table").hidden = !table;
  document.body.classList.toggle("reading-table", table);
  if (table) showTable();
  else keepingFocus(() => drawSheet(pairs));
  byId("show-drawing").setAttribute("aria-pressed", String(!table));
  byId("show-table").setAttribute("aria-pressed", String(table));
  byId("left-out").textContent = leftOut();
  const claims = new Set(pairs.flatMap((pair) => pair.marks.flatMap(claimsOf)));
  byId("status").textContent =
    `${word("shown")}: ${counted("pair", pairs.length)} ${word("of")} ${number(sheet.pairs.length + sheet.omitted)}, ` +
    counted("claim", claims.size);
  showEvidence();
  revealChosen();
  writeAddress();
}

/** What stands in place of a sheet that has nothing to show, or null. */
function emptySheet(pairs) {
  if (pairs.length) return null;
  return make("p", { class: "empty", id: "message" }, word(sheet.pairs.length ? "filtered" : "nothing"));
}

function setUpSheet() {
  byId("show-drawing").addEventListener("click", () => choose({ view: "sheet" }));
  byId("show-table").addEventListener("click", () => choose({ view: "table" }));
  setUpFilters();
  byId("print").addEventListener("click", () => window.print());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.chosen) pickNothing();
  });
  window.addEventListener("hashchange", () => {
    readAddress();
    speak();
    show();
  });
}
