// The board: a lane for each pair of territories, a row for each stage, a mark for what was said or done, and when.

const stages = Object.keys(sheet.stages);
for (const pair of sheet.pairs) {
  for (const mark of pair.marks) mark.id = [pair.id, mark.stage, mark.manner, mark.when ?? ""].join("|");
}
const besides = () =>
  sheet.pairs.flatMap((pair) => [
    ...stages.flatMap((stage) => [sumUp(pair, stage), sumUpLack(pair, stage)]),
    sumUpAll(pair),
  ].map((mark) => ({ pair, mark })));
const STEP = "step";
const INDEXED = false; // the overview is one
const OPTION = { key: "order", choices: ["reached", "unanswered", "latest"] };
const stepOf = (mark) => say(sheet.stages[mark.stage]);

const bounds = sheet.pairs.flatMap((pair) => pair.marks.flatMap((mark) => mark.extent ?? []));
const first = bounds.length ? Math.floor(Math.min(...bounds)) : 0;
const last = bounds.length ? Math.max(first + 1, Math.ceil(Math.max(...bounds))) : first;
const share = (year) => (year - first) / (last - first);

const LEAST = 19; // pixels: the width of a mark that can be hit
const ROW = 19;

const dateText = (mark) => (mark.when ? showDate(mark.when) : word("undatedwhy"));

const markLabel = (mark) =>
  [
    stepOf(mark),
    say(atlas.manners[mark.manner].words),
    mark.when ? showDate(mark.when) : word("undated"),
    counted("claim", claimsOf(mark).length),
  ].join(", ");

function markButton(mark) {
  const count = thingsTold(claimsOf(mark));
  const stated = !atlas.manners[mark.manner].line.length;
  const title = mark.when ? showDate(mark.when) : word("undated");
  return make(
    "button",
    { ...way(mark), class: stated ? "mark firm" : "mark", "aria-label": markLabel(mark), title },
    swatch(mark.manner),
    count > 1 ? make("span", {}, number(count)) : null,
  );
}

/** Set dated marks on their times; those that would meet go one below the other. */
function track(marks, width) {
  const ends = [];
  const box = make("div", { class: "track" });
  for (const mark of marks.sort((a, b) => a.extent[0] - b.extent[0])) {
    const [begin, end] = mark.extent.map((year) => share(year) * width);
    const wide = Math.max(LEAST, end - begin);
    const left = Math.max(0, Math.min(begin, width - wide));
    const free = ends.findIndex((taken) => taken <= left);
    const row = free < 0 ? ends.length : free;
    ends[row] = left + wide - 1; // what follows at once stands beside it
    const button = markButton(mark);
    button.style.left = `${(100 * left) / width}%`;
    button.style.width = `${(100 * (wide - 2)) / width}%`;
    button.style.top = `${row * ROW + 2}px`;
    box.append(button);
  }
  box.style.minHeight = `${Math.max(1, ends.length) * ROW + 3}px`;
  return box;
}

function stageRow(pair, stage, marks, width) {
  const dated = marks.filter((mark) => mark.extent);
  const undated = marks.filter((mark) => !mark.extent);
  const line = track(dated, width);
  const silent = !marks.length && (!pair || emptyCell(pair, stage) !== "none");
  if (!marks.length) line.append(make("span", { class: "unsaid" }, word(silent ? "unsaid" : "inapplicable")));
  return make(
    "div",
    { class: marks.length ? "step" : "step bare", role: "listitem" },
    make("span", { class: "step-name" }, say(sheet.stages[stage])),
    line,
    make("div", { class: "undated" }, ...undated.map(markButton)),
  );
}

function ticks(width) {
  if (!bounds.length) return []; // nothing on the board has a date
  const room = Math.max(2, Math.floor(width / 52));
  const step = [1, 2, 5, 10, 20, 50, 100].find((years) => (last - first) / years <= room) ?? 200;
  const years = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) years.push(year);
  return years;
}

function axis(width) {
  const tick = (year) => {
    const mark = make("span", {}, String(year));
    mark.style.left = `${100 * share(year)}%`;
    return mark;
  };
  return make(
    "div",
    { class: "step axis", "aria-hidden": "true" },
    make("span", { class: "step-name" }),
    make("div", { class: "track" }, ...ticks(width).map(tick)),
    make("div", { class: "undated" }, word("undated")),
  );
}

function printedLine(mark, claim) {
  const how = say(atlas.manners[claim.manner].words);
  const said = [...new Set([stepOf(mark), how, mark.when ? showDate(mark.when) : word("undated")])];
  const origin = atlas.documents[claim.document];
  const from = [claim.speaker ? say(claim.speakerName) : word("newsroom"), origin.title || origin.name];
  if (origin.issued) from.push(showDate(origin.issued));
  return make(
    "li",
    {},
    make("strong", {}, said.join(" · ")),
    " ",
    ...sentencesOf(claim).map((text) => make("q", {}, quoted(text))),
    " ",
    make("small", {}, quoted(from.join(" · "))),
  );
}

function lane(pair, width) {
  const marks = shownMarks(pair);
  const claims = new Set(marks.flatMap(claimsOf));
  const far = `${word("steps")}: ${number(reachedBy(pair).length)} ${word("of")} ${number(stages.length)}`;
  const all = make("button", { ...way(sumUpAll(pair)), class: "link" }, counted("claim", claims.size));
  const printed = marks.flatMap((mark) => claimsOf(mark).map((claim) => printedLine(mark, claim)));
  return make(
    "section",
    { class: "lane", "data-pair": pair.id, "aria-label": pairName(pair) },
    make("h2", {}, stair(pair), quoted(pairName(pair)), make("small", {}, `${far} · `, all)),
    make("p", { class: "headline" }, headline(pair)),
    make(
      "div",
      { role: "list", class: "steps" },
      ...stages.map((stage) => stageRow(pair, stage, marks.filter((mark) => mark.stage === stage), width)),
    ),
    axis(width),
    make("ol", { class: "printed" }, ...printed),
  );
}

let drawnWidth = 0;

/** The width of the time line, from an empty lane that is measured and taken away. */
function measure() {
  const probe = stageRow(null, stages[0], [], 100);
  byId("sheet").replaceChildren(make("section", { class: "lane" }, probe));
  const width = probe.querySelector(".track").clientWidth;
  return width || 400;
}

function drawSheet(pairs) {
  drawnWidth = measure();
  const ordered = pairs.sort(ORDERS[state.option]);
  const key = make("p", { class: "cell-key" }, word("cellkey"));
  const top = emptySheet(everyPair()) ?? [gist(), emptySheet(pairs) ?? [key, overview(ordered)]];
  byId("sheet").replaceChildren(...[top].flat(2), ...ordered.map((pair) => lane(pair, drawnWidth)));
}

function headOf(mark) {
  const when = mark.lacks ? word("afterwords") : mark.parts ? spanText(mark.parts) : dateText(mark);
  return [make("p", {}, make("strong", {}, mark.stage ? stepOf(mark) : word("allsaid")), " · ", when)];
}

const leftOut = () => [word("ranked"), ...countsLeftOut()].join(" ");

let waiting = 0;
new ResizeObserver(() => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    const line = byId("sheet").querySelector(".steps .track");
    if (line && Math.abs(line.clientWidth - drawnWidth) > 8) keepingFocus(() => drawSheet(pairsShown()));
  });
}).observe(byId("sheet"));
