// Places on the map: what is framed, how crowded ones are spread, which names are written; routes, ports and weights.

let stood = new Map(); // where places are drawn that would cover each other at their own spots
const spotOf = (id) => stood.get(id) ?? sheet.spots[id]?.at;

/** The places where most is told: an edge is cut off that holds little and, without it, leaves a fifth of the width. */
function core(places) {
  let kept = places;
  let spare = places.reduce((sum, [, weight]) => sum + weight, 0) * 0.08;
  for (;;) {
    const cuts = [[0, 1], [0, -1], [1, 1], [1, -1]].flatMap((side) => edges(kept, spare, ...side));
    const best = cuts.sort((a, b) => b.gain - a.gain)[0];
    if (!best) return kept;
    kept = best.kept;
    spare -= best.lost;
  }
}

/** Ways to cut places off at one side: what stays, how much of the width is gained and how much weight lost. */
function edges(places, spare, axis, sign) {
  const at = ([id]) => sign * sheet.spots[id].at[axis];
  const order = [...places].sort((a, b) => at(a) - at(b));
  const extent = order.length ? at(order.at(-1)) - at(order[0]) : 0;
  let lost = 0;
  return order.slice(0, -2).flatMap(([, weight], place) => {
    lost += weight;
    const gain = (at(order[place + 1]) - at(order[0])) / (extent || 1);
    return lost <= spare && gain > 0.2 ? [{ kept: order.slice(place + 1), gain, lost }] : [];
  });
}

/** The part of the map that holds these places, with room around them, in the shape of the frame. */
function framed(places, width, height) {
  const points = places.map(([id]) => sheet.spots[id].at);
  if (!points.length) return { left: -300, top: -200, width: 600, height: 400 };
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const wide = Math.max(60, Math.max(...xs) - left);
  const high = Math.max(40, Math.max(...ys) - top);
  const scale = Math.min((width - Math.min(170, width * 0.3)) / wide, (height - 70) / high);
  const size = { width: width / scale, height: height / scale };
  return { left: left + wide / 2 - size.width / 2, top: top + high / 2 - size.height / 2, ...size };
}

/** The points of a spiral about a spot: at steps of the golden angle, always wider. */
function spiral([x, y], step, place) {
  const [angle, far] = [place * Math.PI * (3 - Math.sqrt(5)), step * Math.sqrt(place)];
  return [x + Math.cos(angle) * far, y + Math.sin(angle) * far];
}

/** Spread round places that would cover each other: each, the weightiest first, goes where it is free nearest its spot. */
function spread(places, gap) {
  const set = [];
  for (const [id, radius] of places) {
    const free = ([x, y]) => set.every((one) => Math.hypot(x - one.x, y - one.y) >= radius + one.radius + gap);
    let place = 0;
    while (!free(spiral(sheet.spots[id].at, radius / 3, place))) place++;
    const [x, y] = spiral(sheet.spots[id].at, radius / 3, place);
    set.push({ id, radius, x, y });
  }
  return new Map(set.map(({ id, x, y }) => [id, [x, y]]));
}

/** A thin line from where a place is drawn to where it lies. */
function leader(id, unit) {
  const [[x1, y1], [x2, y2]] = [spotOf(id), sheet.spots[id].at];
  return Math.hypot(x2 - x1, y2 - y1) > 4 * unit ? [shape("line", { x1, y1, x2, y2, class: "leader" })] : [];
}

/** Where a name may stand: beside, above, below a place, then at its corners. */
function nameBoxes([x, y], reach, width, high) {
  const slant = reach * 0.7;
  const corners = [
    [x + reach, y - high / 2],
    [x - reach - width, y - high / 2],
    [x - width / 2, y - reach - high],
    [x - width / 2, y + reach],
    [x + slant, y - slant - high],
    [x + slant, y + slant],
    [x - slant - width, y - slant - high],
    [x - slant - width, y + slant],
  ];
  return corners.map(([left, top]) => ({ left, top, right: left + width, bottom: top + high }));
}

const CHIEF = 8; // so many of the weightiest are named even where the name covers a lighter place

/** The room that buttons over the map take from names. */
function covered(picture, unit) {
  const corner = picture.getBoundingClientRect();
  return [...byId("sheet").querySelectorAll(".ground > :is(.zoom, .beyond)")].map((button) => {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const [x, y] = [seen.left - corner.left * unit, seen.top - corner.top * unit];
    return { left: x + left * unit, right: x + right * unit, top: y + top * unit, bottom: y + bottom * unit };
  });
}

/** Write names where there is room, the weightiest first; no name covers another. */
function writeNames(picture, places, unit) {
  const dots = places.map(([id, radius]) => around(spotOf(id), radius));
  const written = covered(picture, unit);
  places.forEach(([id, radius], place) => {
    const name = nameOf(id).slice(0, 60).replace(/[\u202a-\u202e\u2066-\u2069\u2028\u2029]/g, "");
    const text = shape("text", { "font-size": 12 * unit, "stroke-width": 3 * unit }, name);
    picture.append(text);
    const extent = text.getBBox();
    const boxes = nameBoxes(spotOf(id), radius + 3 * unit, extent.width, extent.height).filter(inside);
    const free = (box, others) => !others.some((other) => meets(box, other));
    const box =
      boxes.find((each) => free(each, [...written, ...dots])) ??
      (place < CHIEF ? boxes.find((each) => free(each, [...written, ...dots.slice(0, place)])) : null);
    if (!box) return text.remove();
    written.push(box);
    text.setAttribute("x", box.left);
    text.setAttribute("y", box.top - extent.y);
  });
}
const around = ([x, y], size) => ({ left: x - size, right: x + size, top: y - size, bottom: y + size });
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const inside = (box) =>
  box.left > seen.left &&
  box.top > seen.top &&
  box.right < seen.left + seen.width &&
  box.bottom < seen.top + seen.height;

/** Places at the ends of routes. */
const stations = (pairs) => [...new Set(pairs.filter(placed).flatMap((pair) => shownMarks(pair).flatMap((mark) => mark.route)))];

function station(id, unit) {
  const [x, y] = spotOf(id);
  const size = 6 * unit;
  return shape("rect", { x: x - size / 2, y: y - size / 2, width: size, height: size, class: "station" });
}

const ports = Object.entries(sheet.ports).map(([port, claims]) => ({ id: `port|${port}`, port, claims, route: [] }));
/** The ports that are named in what is shown. */
function portsShown() {
  const told = new Set(pairsShown().flatMap((pair) => shownMarks(pair).flatMap(claimsOf)));
  return ports.filter((mark) => claimsOf(mark).some((claim) => told.has(claim)));
}
const besides = () => ports.map((mark) => ({ pair: { ends: [mark.port] }, mark }));

/** A port: an anchor at its own place, a way to what names it. */
function anchor(mark, unit) {
  const [x, y] = spotOf(mark.port);
  const style = atlas.kinds.port;
  const pick = () => choose({ chosen: state.chosen === mark.id ? null : mark.id });
  const press = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pick();
  };
  const label = `${nameOf(mark.port)}, ${counted("claim", claimsOf(mark).length)}`;
  const about = { role: "button", tabindex: 0, "data-mark": mark.id, "aria-label": label };
  const group = shape(
    "g",
    { ...about, class: "port", "aria-pressed": String(state.chosen === mark.id), click: pick, keydown: press },
    shape("circle", { cx: x, cy: y, r: 8 * unit }),
    shape("path", { d: style.icon, transform: `translate(${x - 6.5 * unit} ${y - 6.5 * unit}) scale(${0.54 * unit})` }),
  );
  group.style.setProperty("--colour", shade(style));
  return group;
}

/** The currency in which figures of most pairs are given: no other is drawn, and none converted. */
const CURRENCY = (() => {
  const counts = new Map();
  for (const pair of sheet.pairs)
    for (const unit of new Set(pair.values.map((value) => value.unit))) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
})();

/** The greatest stated lower bound of the trade of a pair in the chosen years, as far as a mark holds its claim. */
function valueOf(pair, mark = null) {
  const kept = pair.values.filter(({ unit, claim }) => unit === CURRENCY && claimShown(atlas.claims[claim]));
  const most = kept.sort((a, b) => b.least - a.least)[0];
  return most && (!mark || mark.claims.includes(most.claim)) ? most.least : 0;
}
const moneyText = (value) => {
  const brief = { notation: "compact", maximumSignificantDigits: 3, style: "currency", currency: CURRENCY };
  return `≥ ${number(value, brief)}`;
};

const WIDEST = 11;
const tradeWidth = (value) => 1.5 + (WIDEST - 1.5) * Math.sqrt(value / Math.max(...sheet.pairs.map((pair) => valueOf(pair))));

/** The width of an arc: by its claims, or by the trade of its pair; where no figure is stated it is thin. */
function weigh(mark, pair) {
  if (mark.route.length) return 4;
  const { width } = atlas.manners[mark.manner];
  if (state.option !== "trade") return width * 0.85 + Math.log2(claimsOf(mark).length) * 0.8;
  const value = valueOf(pair, mark);
  return value ? tradeWidth(value) : 0.8;
}

/** What the widths mean. */
function weightKey(pairs) {
  if (state.option !== "trade") return [];
  const values = pairs.map((pair) => valueOf(pair)).filter(Boolean).sort((a, b) => a - b);
  if (!values.length) return [make("p", {}, word("novalues"))];
  const samples = [...new Set([values[0], values[Math.floor(values.length / 2)], values.at(-1)])];
  const sample = (value) => {
    const stroke = shape("path", { d: "M1 7H39", "stroke-width": tradeWidth(value) });
    return make("li", {}, shape("svg", { viewBox: "0 0 40 14", class: "width", "aria-hidden": "true" }, stroke), moneyText(value));
  };
  const said = `${word("tradewhy")} ${word("novalue")}: ${counted("pair", pairs.length - values.length)}.`;
  return [make("ul", { class: "widths" }, ...samples.map(sample)), make("p", {}, said.replace("{currency}", CURRENCY))];
}
