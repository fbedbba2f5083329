// The map: territories at their places, an arc for each manner of what is said of a pair.

for (const pair of sheet.pairs) {
  for (const mark of pair.marks) mark.id = [pair.id, mark.manner, ...mark.route].join("|");
}
const firmness = Object.keys(atlas.manners);
for (const pair of sheet.pairs) pair.marks.sort((a, b) => firmness.indexOf(a.manner) - firmness.indexOf(b.manner));
const STEP = "how";
const OPTION = { key: "weight", choices: ["claims", "trade"] };
const GROUPS = {};
const INDEXED = true;
const stepOf = (mark) => say(atlas.manners[mark.manner].words);
const placed = (pair) => pair.ends.every((id) => Object.hasOwn(sheet.spots, id));

/** The arcs of one pair fan out, the firmest the straightest. */
function bow([x1, y1], [x2, y2], place) {
  const bend = 0.14 + place * 0.12;
  const [dx, dy] = [x2 - x1, y2 - y1];
  const side = dx < 0 || (dx === 0 && dy < 0) ? -1 : 1;
  return `M${x1} ${y1}Q${(x1 + x2) / 2 + dy * bend * side} ${(y1 + y2) / 2 - dx * bend * side} ${x2} ${y2}`;
}

/** What an arc joins: the places of a route, else the pair. */
const joined = (mark, pair) => (mark.route.length ? mark.route : pair.ends);

function arcLabel(mark, pair) {
  const name = mark.route.length ? `${word("route")}: ${mark.route.map(nameOf).join(" — ")}` : pairName(pair);
  const value = state.option === "trade" && valueOf(pair, mark);
  const parts = [name, stepOf(mark), counted("claim", claimsOf(mark).length), value && moneyText(value)];
  return parts.filter(Boolean).join(", ");
}

/** A way to a mark that is a shape, with the keys of a button. */
const shapedWay = (mark, label) => ({
  ...way(mark),
  type: null,
  role: "button",
  tabindex: 0,
  "aria-label": label,
  keydown: (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.currentTarget.dispatchEvent(new Event("click"));
  },
});

function arc(mark, pair, place) {
  const style = atlas.manners[mark.manner];
  const route = mark.route.length > 0;
  const path = bow(...joined(mark, pair).map(spotOf), route ? -0.6 : place);
  const width = weigh(mark, pair);
  const dash = style.line.map((part) => (part * width) / style.width).join(" ") || null;
  const chosen = state.chosen === mark.id;
  const group = shape(
    "g",
    { ...shapedWay(mark, arcLabel(mark, pair)), class: route ? "arc route" : "arc" },
    shape("path", { d: path, class: "touch" }),
    shape("path", { d: path, class: "line", "stroke-width": chosen ? width + 2.5 : width, "stroke-dasharray": dash }),
    route ? shape("path", { d: path, class: "inner" }) : null,
  );
  group.style.setProperty("--colour", shade(style));
  return group;
}

/** Territories of the shown pairs, the most claimed first, with the number of their claims. */
function weighed(pairs) {
  const weights = new Map();
  for (const pair of pairs.filter(placed)) {
    const claims = new Set(shownMarks(pair).flatMap(claimsOf)).size;
    for (const id of pair.ends) weights.set(id, (weights.get(id) ?? 0) + claims);
  }
  return [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function dot(id, r) {
  const [cx, cy] = spotOf(id);
  const spot = shape("circle", { cx, cy, r, class: "spot" });
  spot.style.setProperty("--colour", shade(atlas.kinds[nodes.get(id).kind]));
  return spot;
}

function drawMap(pairs) {
  const frame = byId("sheet").querySelector(".globe");
  const [width, height] = [frame.clientWidth || 800, frame.clientHeight || 480];
  const places = weighed(pairs);
  seen ??= framed(core(places), width, height);
  const unit = seen.width / width;
  const radius = (weight) => (3 + Math.sqrt(weight)) * unit * Math.min(1, 0.5 + width / 1600);
  const anchors = portsShown();
  const moored = new Set(anchors.map(({ port }) => port));
  const dots = places.filter(([id]) => !moored.has(id));
  const round = new Map([...dots.map(([id, weight]) => [id, radius(weight)]), ...[...moored].map((id) => [id, 8 * unit])]);
  stood = spread([...round], 1.5 * unit);
  const picture = shape("svg", {
    viewBox: [seen.left, seen.top, seen.width, seen.height].join(" "),
    role: "group",
    "aria-label": say(atlas.title),
  });
  picture.append(shape("path", { d: sheet.graticule, class: "graticule" }), shape("path", { d: sheet.land, class: "land" }));
  if (sheet.boundaries) picture.append(shape("path", { d: sheet.boundaries.path, class: "boundary" }));
  for (const pair of pairs.filter(placed)) picture.append(...shownMarks(pair).map((mark, place) => arc(mark, pair, place)));
  picture.append(...[...round.keys()].flatMap((id) => leader(id, unit)), ...dots.map(([id]) => dot(id, round.get(id))));
  const stops = stations(pairs).filter((id) => !stood.has(id));
  picture.append(...stops.map((id) => station(id, unit)), ...anchors.map((mark) => anchor(mark, unit)));
  keepingFocus(() => frame.replaceChildren(picture));
  showBeyond(places);
  writeNames(picture, [...round, ...stops.map((id) => [id, 4 * unit])], unit);
}

function pairButton(pair) {
  const [mark] = shownMarks(pair);
  return make("li", {}, make("button", { ...way(mark), class: "aside" }, swatch(mark.manner, "22px"), quoted(pairName(pair))));
}

/** What is said of the places: how they stand for territories, and which pairs have no place. */
function legendOfPlaces(pairs) {
  const aside = pairs.filter((pair) => !placed(pair));
  const parts = [...weightKey(pairs), make("p", { class: "muted" }, word("spots"))];
  if (aside.length) {
    parts.push(make("h2", {}, `${word("unplaced")}: ${counted("pair", aside.length)}`));
    parts.push(make("ul", { class: "chips" }, ...aside.map(pairButton)));
  }
  return make("section", { class: "places" }, ...parts);
}

let lastPlace = null;

function drawSheet(pairs) {
  if (state.place !== lastPlace) seen = null;
  lastPlace = state.place;
  const frame = make("div", { class: "globe" });
  const beyond = make("div", { class: "beyond", role: "group", "aria-label": word("beyond"), hidden: true });
  const empty = emptySheet(pairs);
  byId("sheet").replaceChildren(empty ?? make("div", { class: "ground" }, frame, zoomButtons(), beyond), legendOfPlaces(pairs));
  if (empty) return;
  handle(frame);
  drawMap(pairs);
}

function headOf(mark, pair) {
  const why = (id) => make("li", { class: "muted" }, nodeButton(id), ` ${word(`spot-${sheet.spots[id]?.reason ?? "none"}`)}`);
  const ends = mark.port ? [mark.port] : joined(mark, pair);
  const kind = mark.port ? "port" : mark.route.length ? "route" : null;
  const parts = [kind && word(kind), counted("claim", claimsOf(mark).length)].filter(Boolean);
  const head = make("p", {}, mark.manner ? mannerTag(mark) : "", `${mark.manner ? " · " : ""}${parts.join(" · ")}`);
  return [head, make("ul", { class: "why" }, ...ends.map(why))];
}

const boundaryText = ({ name, attribution }) => `${word("boundaries")}: ${[name, attribution].filter(Boolean).join(" · ")}.`;

function leftOut() {
  const parts = sheet.boundaries ? [boundaryText(sheet.boundaries), word("ground")] : [word("coast"), word("ground")];
  return [...parts, ...countsLeftOut()].join(" ");
}
