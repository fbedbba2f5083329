// Figures of trade: intervals on one scale for each flow and unit of a pair, growth from its base, goods as tiles.

for (const pair of sheet.pairs) {
  for (const mark of pair.marks) mark.id = `${pair.id}|${mark.claims[0]}`;
}
const STEP = "measure";
const OPTION = null;
const GROUPS = {};
const INDEXED = true;
const besides = () => [];
const merelyNamed = (mark) => mark.goods && mark.point === null && mark.lower === null && mark.upper === null;

/** What is measured; the side that tells it where sides differ. */
function stepOf(mark) {
  const flow = say(sheet.flows[mark.flow] ?? { en: mark.flow });
  const kind = { growth: word("growth"), commodity: word("goods") }[mark.kind];
  const sided = mark.flow !== "turnover" && nodes.has(mark.reporter);
  const words = kind && (sided || mark.kind === "growth") ? `${kind}: ${flow}` : (kind ?? flow);
  return sided ? `${words}, ${nameOf(mark.reporter)}` : words;
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

/** The scale of the figures of a pair in one unit: from zero, or below it, to a little beyond the greatest number. */
function scaleOf(marks) {
  const values = marks
    .flatMap(({ point, lower, upper, statistic }) => [point, lower, upper, statistic ?? null])
    .filter((value) => value !== null);
  const [from, base] = marks[0].kind === "growth" ? [-100, 0] : [0, 0];
  const least = Math.min(from, base, ...values);
  const most = Math.max(base, ...values);
  const room = (most - least || 1) * 1.12;
  return Object.assign((value) => (100 * (value - least)) / room, { from, base, most });
}

/** A point is a dot at the end of a line, an open bound an arrow, a range a bar; a statistic is a lozenge beside it. */
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
  const parts = [part("line", { x1: at(scale.from), x2: at(scale.from), y1: 0, y2: 22, class: "zero" })];
  if (scale.from) parts.push(part("line", { x1: at(scale.from), x2: at(0), y1: 11, y2: 11, class: "base" }));
  if (lower !== null) parts.push(line(at(0), at(lower), "reach"));
  if (point !== null) {
    parts.push(line(at(0), at(point), "reach"));
    parts.push(part("circle", { cx: at(point), cy: 11, r: 5, class: mark.about ? "dot about" : "dot" }));
  } else if (lower !== null && upper !== null) parts.push(line(at(lower), at(upper), "span"), cap(lower), cap(upper));
  else if (lower !== null) parts.push(line(at(lower), "99%", "span"), cap(lower), head("99%", "M-7 5L1 11L-7 17"));
  else if (upper !== null) parts.push(line(at(0), at(upper), "span"), cap(upper), head(at(0), "M7 5L-1 11L7 17"));
  if (mark.statistic !== undefined) {
    const lozenge = part("path", { d: "M0 5L6 11L0 17L-6 11Z" });
    parts.push(shape("svg", { x: at(mark.statistic), y: 0, class: "statistic" }, lozenge));
  }
  const picture = shape("svg", { class: "interval", "aria-hidden": "true" }, ...parts);
  picture.style.setProperty("--colour", shade(style));
  return picture;
}

/** The numbers of a scale: where it begins, and its greatest. */
function axisRow(scale, unit) {
  const at = (value) => {
    const mark = make("span", {}, withUnit(value, unit));
    mark.style.left = `${scale(value)}%`;
    return mark;
  };
  const ends = scale.most > scale.base ? [scale.base, scale.most] : [scale.base];
  return make("li", { class: "scale", "aria-hidden": "true" }, make("div", {}, ...ends.map(at)));
}

/** The period; of growth, from which to which. */
function periodText(mark) {
  const when = mark.when ? showDate(mark.when) : word("undated");
  return mark.kind === "growth" ? `${mark.base ? showDate(mark.base) : "…"} → ${when}` : when;
}
const baseText = (mark) => `${word("base")}: ${mark.base ? showDate(mark.base) : word("unsaid")}`;

const documentsOf = (marks) => new Set(marks.flatMap(claimsOf).map((claim) => claim.document)).size;

function figureRow(mark, scale, apart) {
  const [claim] = claimsOf(mark);
  const origin = atlas.documents[claim.document];
  const told = documentsOf([mark]);
  const under = [mark.goods ? say(mark.goods) : null, mark.kind === "growth" && !mark.base ? baseText(mark) : null];
  return make(
    "li",
    { class: apart ? "apart" : null },
    make(
      "button",
      { ...way(mark), class: "figure" },
      make("span", { class: "period" }, periodText(mark), ...under.filter(Boolean).map((text) => make("small", {}, quoted(text)))),
      interval(mark, scale, claim.manner),
      make("strong", {}, valueText(mark)),
      make(
        "span",
        { class: "origin" },
        quoted(claim.speaker ? say(claim.speakerName) : origin.title || origin.name),
        told > 1 ? make("em", {}, counted("source", told)) : null,
        claim.manner === "stated" ? null : make("em", {}, say(atlas.manners[claim.manner].words)),
      ),
      besideStatistics(claim),
    ),
  );
}

/** Whether two figures of one thing cannot both be true: as in queries/figures-disagree.rq, none is approximate. */
function contradict(one, other) {
  const about = ["when", "base", "unit", "goods"].every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));
  if (!about || !one.when || [one, other].some((mark) => mark.about || mark.manner !== "stated")) return false;
  const closed = [one, other].every((mark) => mark.point !== null || mark.inclusive);
  const beneath = (a, b) => {
    const [top, bottom] = [a.point ?? a.upper, b.point ?? b.lower];
    return top !== null && bottom !== null && (top < bottom || (top === bottom && !closed));
  };
  return beneath(one, other) || beneath(other, one);
}

/** Group by a key; within a group the order stays. */
function grouped(things, keyOf) {
  const groups = new Map();
  for (const thing of things) groups.set(keyOf(thing), [...(groups.get(keyOf(thing)) ?? []), thing]);
  return [...groups.values()];
}

const KINDS = ["trade", "growth", "commodity"];
const FLOWS = ["turnover", "export", "import"];
const rank = (list, one) => (list.indexOf(one) + 1 || list.length + 1) - 1;

/** What is comparable: the same measure in the same unit, told by the same side where sides differ. */
function groupsOf(pair) {
  const order = (mark) => rank(KINDS, mark.kind) * 10 + rank(FLOWS, mark.flow);
  const marks = shownMarks(pair).sort((a, b) => order(a) - order(b) || stepOf(a).localeCompare(stepOf(b), state.lang));
  return grouped(marks, (mark) => [stepOf(mark), merelyNamed(mark) ? "" : mark.unit, merelyNamed(mark)].join("|"));
}

function figureGroup(marks, scale, once) {
  const inTime = marks.sort((a, b) => (a.when ?? "9").localeCompare(b.when ?? "9") || (a.point ?? a.lower) - (b.point ?? b.lower));
  const apart = inTime.filter((mark) => inTime.some((other) => contradict(mark, other)));
  const told = grouped(apart, (mark) => mark.when).map(
    (some) => `${word("disagree")}: ${periodText(some[0])} – ${some.map(valueText).join("; ")}`,
  );
  const note = marks[0].kind === "growth" ? once("basewhy") : null;
  return [
    make("h3", {}, stepOf(marks[0]), note),
    make("ul", { class: "figures" }, ...inTime.map((mark) => figureRow(mark, scale, apart.includes(mark))), axisRow(scale, marks[0].unit)),
    ...told.map((text) => make("p", { class: "disagree" }, text)),
  ];
}

function pairSection(pair) {
  const marks = shownMarks(pair);
  const sum = `${counted("claim", new Set(marks.flatMap(claimsOf)).size)} · ${counted("source", documentsOf(marks))}`;
  const alike = ({ kind, unit }) => marks.filter((mark) => mark.kind === kind && mark.unit === unit);
  const told = new Set();
  const once = (key) => (told.has(key) ? null : told.add(key) && make("small", {}, word(key)));
  const group = (some) =>
    merelyNamed(some[0]) ? goodsGroup(some, once) : figureGroup(some, scaleOf(alike(some[0])), once);
  return make(
    "section",
    { class: "lane", "data-pair": pair.id, "aria-label": pairName(pair) },
    make("h2", {}, ...pair.ends.map((id) => icon(nodes.get(id).kind)), quoted(pairName(pair)), make("small", {}, sum)),
    ...groupsOf(pair).flatMap(group),
  );
}

function drawSheet(pairs) {
  byId("sheet").replaceChildren(emptySheet(pairs) ?? "", ...pairs.map(pairSection));
}

const headOf = (mark) => [
  make("p", {}, make("strong", {}, stepOf(mark)), mark.when ? ` · ${showDate(mark.when)}` : ""),
  make("p", { class: "value" }, quoted(merelyNamed(mark) ? say(mark.goods) : valueText(mark))),
  mark.kind === "growth" ? make("p", { class: "muted" }, baseText(mark)) : "",
  mark.told ? make("p", { class: "muted" }, `${word("toldas")}: `, quoted(mark.told.map(say).join("; ")), ` (${word("byname")})`) : "",
];

const leftOut = () => countsLeftOut().join(" ");
