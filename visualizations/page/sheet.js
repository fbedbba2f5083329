// A page that is read: pairs of territories, filters, the evidence of what is chosen, a table of the same claims.
// The script of the form that follows gives `STEP`, `OPTION`, `INDEXED`, `stepOf`, `drawSheet`, `headOf`, `leftOut`
// and `besides`, what can be chosen that is no mark of a pair, with what holds it.

const sheet = read("sheet-data");
const ownDates = new Map();
for (const pair of sheet.pairs) {
  pair.id = pair.ends.join("|");
  for (const mark of pair.marks) for (const claim of "when" in mark ? mark.claims : []) ownDates.set(claim, mark.when);
}
const years = datedClaims((claim, place) => (ownDates.has(place) ? ownDates.get(place) : claim.when));
const initialLanguage = document.documentElement.lang;
const state = {
  lang: initialLanguage,
  theme: null,
  view: "sheet",
  place: null,
  chosen: null,
  option: null,
  hiddenManners: new Set(),
  hiddenKinds: new Set(),
  ...allYears(),
};

const pairName = (pair) => pair.ends.map(nameOf).join(" — ");
const pairShown = (pair) => !state.place || pair.ends.includes(state.place);
const claimShown = (claim) =>
  !state.hiddenManners.has(claim.manner) && !state.hiddenKinds.has(claim.kind) && timely(claim);
const claimsOf = (thing) => thing.claims.map((index) => atlas.claims[index]).filter(claimShown);
const pairsShown = () => sheet.pairs.filter((pair) => pairShown(pair) && pair.marks.some((m) => claimsOf(m).length));
const shownMarks = (pair) => pair.marks.filter((mark) => claimsOf(mark).length);

function choose(change) {
  Object.assign(state, change);
  show();
}
const pickNothing = () => choose({ chosen: null });
const reach = (id) => choose({ place: id, chosen: null });

/** What is chosen, with the pair that holds it. */
function chosenMark() {
  const all = [...sheet.pairs.flatMap((pair) => pair.marks.map((mark) => ({ pair, mark }))), ...besides()];
  return all.find(({ mark }) => mark.id === state.chosen && claimsOf(mark).length) ?? null;
}

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

function show() {
  const table = state.view === "table";
  const pairs = pairsShown();
  showFilters();
  byId("about").textContent = say(atlas.about);
  byId("sheet").hidden = table;
  byId("table").hidden = !table;
  document.body.classList.toggle("reading-table", table);
  if (table) showTable();
  else drawSheet(pairs);
  byId("show-sheet").setAttribute("aria-pressed", String(!table));
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

function writeAddress() {
  const hash = new URLSearchParams();
  const put = (key, value) => value && hash.set(key, value);
  put("place", state.place);
  put("chosen", state.chosen);
  put("view", state.view === "table" && "table");
  put("lang", state.lang !== initialLanguage && state.lang);
  put("manners", [...state.hiddenManners].join(" "));
  put("kinds", [...state.hiddenKinds].join(" "));
  put(OPTION?.key, state.option !== OPTION?.choices[0] && state.option);
  putYears(put);
  try {
    history.replaceState(null, "", `#${hash}`);
  } catch {
    // Some viewers of attachments forbid it; the page works all the same.
  }
}

function readAddress() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const hidden = (key, table) => new Set((hash.get(key) ?? "").split(" ").filter((name) => Object.hasOwn(table, name)));
  const option = OPTION?.choices.includes(hash.get(OPTION.key)) ? hash.get(OPTION.key) : OPTION?.choices[0];
  Object.assign(state, {
    place: sheet.pairs.some(({ ends }) => ends.includes(hash.get("place"))) ? hash.get("place") : null,
    chosen: hash.get("chosen"),
    view: hash.get("view") === "table" ? "table" : "sheet",
    lang: ["ru", "en"].includes(hash.get("lang")) ? hash.get("lang") : initialLanguage,
    option,
    hiddenManners: hidden("manners", atlas.manners),
    hiddenKinds: hidden("kinds", atlas.links),
    ...takeYears(hash),
  });
}

let worn = null;

/** Paper is white: print in light dress, and put the other on again. */
function printDress(theme) {
  if (theme) worn = state.theme;
  state.theme = theme ?? worn;
  dress();
  show();
}

function setUpSheet() {
  byId("show-sheet").addEventListener("click", () => choose({ view: "sheet" }));
  byId("show-table").addEventListener("click", () => choose({ view: "table" }));
  setUpFilters();
  byId("print").addEventListener("click", () => window.print());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.chosen) pickNothing();
  });
  const dressed = { beforeprint: "light", afterprint: null };
  for (const event of Object.keys(dressed)) window.addEventListener(event, () => printDress(dressed[event]));
  window.addEventListener("hashchange", () => {
    readAddress();
    speak();
    show();
  });
}
