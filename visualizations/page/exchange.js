// Figures of trade: intervals on one scale for each flow and unit of a pair, growth, and goods.

for (const pair of sheet.pairs) {
  for (const mark of pair.marks) mark.id = `${pair.id}|${mark.claims[0]}`;
}
const marksOf = (pair) => pair.marks;
const STEP = "measure";

function stepOf(mark) {
  const flow = say(sheet.flows[mark.flow] ?? { en: mark.flow });
  const words = mark.kind === "growth" ? `${word("growth")}: ${flow}` : mark.kind === "commodity" ? word("goods") : flow;
  return mark.reporter && mark.flow !== "turnover" && nodes.has(mark.reporter)
    ? `${words}, ${nameOf(mark.reporter)}`
    : words;
}

function withUnit(value, unit) {
  if (unit === "percent") return `${number(value, { maximumFractionDigits: 1, signDisplay: "exceptZero" })} %`;
  const brief = { notation: "compact", maximumSignificantDigits: 4 };
  if (/^[A-Z]{3}$/.test(unit)) return number(value, { ...brief, style: "currency", currency: unit });
  return `${number(value, brief)} ${say(sheet.units[unit] ?? { en: unit })}`;
}

/** The value with its bounds, as a person writes them. */
function valueText(mark) {
  if (mark.point !== null) return `${mark.about ? "≈ " : ""}${withUnit(mark.point, mark.unit)}`;
  const [lower, upper] = [mark.lower, mark.upper].map((bound) => (bound === null ? "" : withUnit(bound, mark.unit)));
  if (lower && upper) return `${lower} – ${upper}`;
  if (lower) return `${mark.inclusive ? "≥" : ">"} ${lower}`;
  return upper ? `${mark.inclusive ? "≤" : "<"} ${upper}` : word("unsaid");
}

/** The scale of a group: from zero, or below it, to a little beyond its greatest number. */
function scaleOf(marks) {
  const values = marks.flatMap(({ point, lower, upper }) => [point, lower, upper]).filter((value) => value !== null);
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const room = (most - least || 1) * 1.15;
  return (value) => (100 * (value - least)) / room;
}

/** A point is a dot at the end of a line from zero; an open bound is an arrow; a range is a bar between two ends. */
function interval(mark, scale, manner) {
  const style = atlas.manners[manner];
  const part = (tag, attributes) => shape(tag, attributes);
  const at = (value) => `${scale(value)}%`;
  const dash = style.line.map((length) => Math.max(2, length * 0.7)).join(" ") || null;
  const line = (from, to, kind) =>
    part("line", { x1: from, x2: to, y1: 11, y2: 11, class: kind, "stroke-dasharray": dash });
  const cap = (value) => part("line", { x1: at(value), x2: at(value), y1: 5, y2: 17, class: "cap" });
  const head = (place, path) => shape("svg", { x: place, y: 0, class: "head" }, part("path", { d: path }));
  const { point, lower, upper } = mark;
  const parts = [part("line", { x1: at(0), x2: at(0), y1: 0, y2: 22, class: "zero" })];
  if (point !== null) {
    parts.push(line(at(0), at(point), "reach"));
    parts.push(part("circle", { cx: at(point), cy: 11, r: 5, class: mark.about ? "dot about" : "dot" }));
  } else if (lower !== null && upper !== null) parts.push(line(at(lower), at(upper), "span"), cap(lower), cap(upper));
  else if (lower !== null) parts.push(line(at(lower), "99%", "span"), cap(lower), head("99%", "M-7 5L1 11L-7 17"));
  else if (upper !== null) parts.push(line(at(0), at(upper), "span"), cap(upper), head(at(0), "M7 5L-1 11L7 17"));
  const picture = shape("svg", { class: "interval", "aria-hidden": "true" }, ...parts);
  picture.style.setProperty("--colour", shade(style));
  return picture;
}

const pickMark = (mark) => () => choose({ chosen: state.chosen === mark.id ? null : mark.id });

function figureRow(mark, scale) {
  const [claim] = claimsOf(mark);
  const origin = atlas.documents[claim.document];
  const base = mark.kind === "growth" ? `${word("base")}: ${mark.base ? showDate(mark.base) : word("unsaid")}` : "";
  const chosen = String(state.chosen === mark.id);
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "figure", "data-mark": mark.id, "aria-pressed": chosen, click: pickMark(mark) },
      make("span", { class: "period" }, mark.when ? showDate(mark.when) : word("undated"), base ? make("small", {}, base) : null),
      interval(mark, scale, claim.manner),
      make("strong", {}, valueText(mark)),
      make(
        "span",
        { class: "origin" },
        quoted(claim.speaker ? say(claim.speakerName) : origin.title || origin.name),
        claim.manner === "stated" ? null : make("em", {}, say(atlas.manners[claim.manner].words)),
      ),
    ),
  );
}

function goodsChip(mark) {
  const [claim] = claimsOf(mark);
  const chosen = String(state.chosen === mark.id);
  const name = say(mark.goods ?? claim.what);
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "goods", "data-mark": mark.id, "aria-pressed": chosen, click: pickMark(mark) },
      claim.manner === "stated" ? null : swatch(claim.manner, "22px"),
      quoted(name),
    ),
  );
}

/** Group by what is comparable: the same measure, in the same unit, told by the same side where sides differ. */
function groupsOf(pair) {
  const groups = new Map();
  const order = { trade: 0, growth: 1, commodity: 2 };
  for (const mark of shownMarks(pair)) {
    const key = [order[mark.kind] ?? 3, stepOf(mark), mark.kind === "commodity" ? "" : mark.unit].join("|");
    groups.set(key, [...(groups.get(key) ?? []), mark]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b, state.lang)).map(([, marks]) => marks);
}

function group(marks) {
  const heading = make("h3", {}, stepOf(marks[0]));
  if (marks[0].kind === "commodity") return [heading, make("ul", { class: "chips" }, ...marks.map(goodsChip))];
  const scale = scaleOf(marks);
  const inTime = marks.sort((a, b) => (a.when ?? "9").localeCompare(b.when ?? "9"));
  return [heading, make("ul", { class: "figures" }, ...inTime.map((mark) => figureRow(mark, scale)))];
}

function pairSection(pair) {
  const claims = new Set(shownMarks(pair).flatMap(claimsOf));
  const documents = new Set([...claims].map((claim) => claim.document)).size;
  const sum = `${counted("claim", claims.size)} · ${counted("source", documents)}`;
  return make(
    "section",
    { class: "lane", "data-pair": pair.id, "aria-label": pairName(pair) },
    make("h2", {}, ...pair.ends.map((id) => icon(nodes.get(id).kind)), quoted(pairName(pair)), make("small", {}, sum)),
    ...groupsOf(pair).flatMap(group),
  );
}

function drawSheet(pairs) {
  const active = document.activeElement?.dataset?.mark;
  byId("sheet").replaceChildren(emptySheet(pairs) ?? "", ...pairs.map(pairSection));
  if (active) [...byId("sheet").querySelectorAll("[data-mark]")].find((each) => each.dataset.mark === active)?.focus();
}

const badgeOf = () => null;
const headOf = (mark) => [
  make("p", {}, make("strong", {}, stepOf(mark)), mark.when ? ` · ${showDate(mark.when)}` : ""),
  make("p", { class: "value" }, mark.kind === "commodity" ? say(mark.goods ?? {}) : valueText(mark)),
  mark.kind === "growth"
    ? make("p", { class: "muted" }, `${word("base")}: ${mark.base ? showDate(mark.base) : word("unsaid")}`)
    : "",
];

function leftOut() {
  const parts = [];
  if (sheet.omitted) parts.push(`${word("omitted")}: ${counted("pair", sheet.omitted)}.`);
  if (sheet.alone) parts.push(`${word("alone")}: ${counted("claim", sheet.alone)}.`);
  return parts.join(" ");
}
