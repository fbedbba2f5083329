// A page that is read: pairs of territories, filters, the evidence of what is chosen, a table of the same claims.
// The script of the form that follows gives `STEP`, `marksOf`, `stepOf`, `badgeOf`, `drawSheet`, `headOf` and `leftOut`.

const sheet = read("sheet-data");
for (const pair of sheet.pairs) pair.id = pair.ends.join("|");
const initialLanguage = document.documentElement.lang;
const state = {
  lang: initialLanguage,
  theme: null,
  view: "sheet",
  place: null,
  chosen: null,
  hiddenManners: new Set(),
};

const pairName = (pair) => pair.ends.map(nameOf).join(" — ");
const pairShown = (pair) => !state.place || pair.ends.includes(state.place);
const claimShown = (claim) => !state.hiddenManners.has(claim.manner);
const claimsOf = (thing) => thing.claims.map((index) => atlas.claims[index]).filter(claimShown);
const pairsShown = () => sheet.pairs.filter((pair) => pairShown(pair) && marksOf(pair).some((m) => claimsOf(m).length));
const shownMarks = (pair) => marksOf(pair).filter((mark) => claimsOf(mark).length);

function choose(change) {
  Object.assign(state, change);
  show();
}
const pickNothing = () => choose({ chosen: null });
const reach = (id) => choose({ place: id, chosen: null });

/** What is chosen, with the pair that holds it. */
function chosenMark() {
  for (const pair of sheet.pairs) {
    const mark = marksOf(pair).find((each) => each.id === state.chosen);
    if (mark) return { pair, mark };
  }
  return null;
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

function showPlaces() {
  const count = new Map();
  for (const pair of sheet.pairs) for (const end of pair.ends) count.set(end, (count.get(end) ?? 0) + 1);
  const ids = [...count.keys()].sort((a, b) => nameOf(a).localeCompare(nameOf(b), state.lang));
  const option = (id) => make("option", { value: id }, `${nameOf(id).slice(0, 60)} (${number(count.get(id))})`);
  byId("place").replaceChildren(make("option", { value: "" }, word("everywhere")), ...ids.map(option));
  byId("place").value = state.place ?? "";
}

function showManners() {
  const active = document.activeElement?.dataset?.manner;
  const used = new Set(atlas.claims.map((claim) => claim.manner));
  byId("manners").replaceChildren(
    ...Object.entries(atlas.manners)
      .filter(([manner]) => used.has(manner))
      .map(([manner, style]) => {
        const press = () => {
          state.hiddenManners.has(manner) ? state.hiddenManners.delete(manner) : state.hiddenManners.add(manner);
          show();
        };
        const pressed = String(!state.hiddenManners.has(manner));
        return make(
          "li",
          {},
          make(
            "button",
            { type: "button", class: "key", "data-manner": manner, "aria-pressed": pressed, click: press },
            swatch(manner, "26px"),
            say(style.words),
          ),
        );
      }),
  );
  if (active) byId("manners").querySelector(`[data-manner="${active}"]`)?.focus();
}

/** On a narrow page the evidence covers the lower half: keep what is chosen above it. */
function revealChosen() {
  const mark = byId("sheet").querySelector('[aria-pressed="true"]');
  const covered = mark && getComputedStyle(byId("evidence")).position === "fixed";
  if (covered) mark.scrollIntoView({ block: "start" });
}

/** A line of the list of pairs: how far it has come, and a way to it. */
function indexEntry(pair) {
  const claims = new Set(shownMarks(pair).flatMap(claimsOf)).size;
  const go = () => {
    const place = [...byId("sheet").children].find((each) => each.dataset.pair === pair.id);
    if (place) place.scrollIntoView({ block: "start" });
    else choose({ chosen: shownMarks(pair)[0].id });
  };
  const parts = [badgeOf(pair) ?? "", make("span", {}, quoted(pairName(pair))), make("small", {}, number(claims))];
  return make("li", {}, make("button", { type: "button", click: go }, ...parts));
}

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
          make("h3", {}, counted("pair", pairsShown().length)),
          make("ul", { class: "index" }, ...pairsShown().map(indexEntry)),
        ]),
  );
  panel.scrollTop = 0;
  if (within) panel.focus();
}

const COLUMNS = [
  {
    key: "ends",
    text: ({ pair }) => pairName(pair),
    cell: ({ pair }) => make("div", { class: "chips" }, ...pair.ends.map(nodeButton)),
  },
  {
    get key() {
      return STEP;
    },
    text: ({ mark }) => stepOf(mark),
    cell: ({ mark }) => stepOf(mark),
  },
  { key: "when", text: ({ mark }) => mark.when ?? "", cell: ({ mark }) => (mark.when ? showDate(mark.when) : word("undated")) },
  { key: "how", text: ({ claim }) => say(atlas.manners[claim.manner].words), cell: ({ claim }) => mannerTag(claim) },
  { key: "what", text: ({ claim }) => say(claim.what), cell: ({ claim }) => quoted(say(claim.what)) },
  {
    key: "speaker",
    text: ({ claim }) => (claim.speaker ? say(claim.speakerName) : ""),
    cell: (row) => quoted(COLUMNS[5].text(row)),
  },
  {
    key: "sentence",
    text: ({ claim }) => atlas.sentences[claim.sentence],
    cell: (row) => make("q", {}, quoted(COLUMNS[6].text(row))),
  },
  {
    key: "document",
    text: ({ claim }) => atlas.documents[claim.document].title ?? atlas.documents[claim.document].name,
    cell: ({ claim }) => cite(atlas.documents[claim.document]),
  },
];

const tableRows = () =>
  pairsShown().flatMap((pair) =>
    shownMarks(pair).flatMap((mark) => claimsOf(mark).map((claim) => ({ pair, mark, claim }))),
  );

function showTable() {
  const rows = tableRows();
  byId("table").replaceChildren(
    make(
      "table",
      {},
      make("caption", {}, `${say(atlas.title)}: ${counted("claim", new Set(rows.map(({ claim }) => claim)).size)}`),
      make("thead", {}, make("tr", {}, ...COLUMNS.map(({ key }) => make("th", { scope: "col" }, word(key))))),
      make(
        "tbody",
        {},
        ...rows.map((row) =>
          make("tr", {}, ...COLUMNS.map((column) => make("td", { class: `c-${column.key}` }, column.cell(row)))),
        ),
      ),
    ),
  );
}

function show() {
  const table = state.view === "table";
  const pairs = pairsShown();
  showPlaces();
  showManners();
  byId("about").textContent = say(atlas.about);
  byId("sheet").hidden = table;
  byId("table").hidden = !table;
  document.body.classList.toggle("reading-table", table);
  if (table) showTable();
  else drawSheet(pairs);
  byId("show-sheet").setAttribute("aria-pressed", String(!table));
  byId("show-table").setAttribute("aria-pressed", String(table));
  byId("left-out").textContent = leftOut();
  const claims = new Set(pairs.flatMap((pair) => marksOf(pair).flatMap(claimsOf)));
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
  try {
    history.replaceState(null, "", `#${hash}`);
  } catch {
    // Some viewers of attachments forbid it; the page works all the same.
  }
}

function readAddress() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const hidden = (hash.get("manners") ?? "").split(" ").filter((name) => Object.hasOwn(atlas.manners, name));
  Object.assign(state, {
    place: sheet.pairs.some(({ ends }) => ends.includes(hash.get("place"))) ? hash.get("place") : null,
    chosen: hash.get("chosen"),
    view: hash.get("view") === "table" ? "table" : "sheet",
    lang: ["ru", "en"].includes(hash.get("lang")) ? hash.get("lang") : initialLanguage,
    hiddenManners: new Set(hidden),
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
  byId("place").addEventListener("change", ({ target }) => choose({ place: target.value || null }));
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
