// The pairs of territories of a page that is read: what is shown and chosen of them.

const sheet = read("sheet-data");
const ownDates = new Map();
for (const pair of sheet.pairs) {
  pair.id = pair.ends.join("|");
  for (const mark of pair.marks) for (const claim of "when" in mark ? mark.claims : []) ownDates.set(claim, mark.when);
}
const years = datedClaims((claim, place) => (ownDates.has(place) ? ownDates.get(place) : claim.when));
const state = {
  lang: initialLanguage,
  theme: null,
  view: "sheet",
  place: null,
  chosen: null,
  option: null,
  group: null,
  hiddenManners: new Set(),
  hiddenKinds: new Set(),
  ...allYears(),
};

const pairName = (pair) => pair.ends.map(nameOf).join(" — ");
const pairShown = (pair) => !state.place || pair.ends.includes(state.place);
const claimShown = (claim) =>
  !state.hiddenManners.has(claim.manner) && !state.hiddenKinds.has(claim.kind) && timely(claim);
const claimsOf = (thing) => thing.claims.map((index) => atlas.claims[index]).filter(claimShown);
/** The pairs of which the filters leave something; of a form with groups, those of the chosen one. */
const everyPair = () => sheet.pairs.filter((pair) => pairShown(pair) && pair.marks.some((m) => claimsOf(m).length));
const pairsShown = () => everyPair().filter((pair) => !state.group || GROUPS[state.group](pair));
const shownMarks = (pair) => pair.marks.filter((mark) => claimsOf(mark).length);

function choose(change) {
  Object.assign(state, change);
  show();
}
/** What makes an element the way to a mark: a press chooses it, another gives it up. */
const way = (mark) => ({
  type: "button",
  "data-mark": mark.id,
  "aria-pressed": String(state.chosen === mark.id),
  click: () => choose({ chosen: state.chosen === mark.id ? null : mark.id }),
});
const pickNothing = () => choose({ chosen: null });
const reach = (id) => choose({ place: id, chosen: null });

/** What is chosen, with the pair that holds it. */
function chosenMark() {
  const all = [...sheet.pairs.flatMap((pair) => pair.marks.map((mark) => ({ pair, mark }))), ...besides()];
  return all.find(({ mark }) => mark.id === state.chosen && claimsOf(mark).length) ?? null;
}

const writeAddress = () =>
  keepInAddress({
    place: state.place,
    chosen: state.chosen,
    group: state.group,
    view: state.view === "table" && "table",
    manners: [...state.hiddenManners].join(" "),
    kinds: [...state.hiddenKinds].join(" "),
    ...(OPTION && { [OPTION.key]: state.option !== OPTION.choices[0] && state.option }),
  });

function readAddress() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const option = OPTION?.choices.includes(hash.get(OPTION.key)) ? hash.get(OPTION.key) : OPTION?.choices[0];
  Object.assign(state, {
    place: sheet.pairs.some(({ ends }) => ends.includes(hash.get("place"))) ? hash.get("place") : null,
    chosen: hash.get("chosen"),
    group: Object.hasOwn(GROUPS, hash.get("group")) ? hash.get("group") : null,
    view: hash.get("view") === "table" ? "table" : "sheet",
    lang: languageIn(hash),
    option,
    hiddenManners: listedIn(hash, "manners", atlas.manners),
    hiddenKinds: listedIn(hash, "kinds", atlas.links),
    ...takeYears(hash),
  });
}
