// What became of what was said: of each pair a sentence and a row of stages, words to the left and deeds to the right.

const inStage = (pair, stage) => shownMarks(pair).filter((mark) => mark.stage === stage);
const affirmed = (pair, stage) => inStage(pair, stage).filter((mark) => mark.manner !== "denied");
const stagesThat = (test) => Object.keys(sheet.stages).filter((stage) => test(sheet.stages[stage]));
const WORDS = stagesThat((stage) => !stage.deed);
const DEEDS = stagesThat((stage) => stage.deed);
const OWN = DEEDS.filter((stage) => Array.isArray(sheet.stages[stage].answers));
const ANSWERS = stagesThat((stage) => stage.answers);
const told = (stage) => say(sheet.stages[stage].told ?? sheet.stages[stage]);

const brief = (stage) => say(sheet.stages[stage].brief ?? sheet.stages[stage]);

const reachedBy = (pair) => Object.keys(sheet.stages).filter((stage) => affirmed(pair, stage).length);
const wordsOf = (pair) => WORDS.flatMap((stage) => affirmed(pair, stage));

/** The deed that alone answers words about a kind of fact, or null where any other deed does. */
const ownAnswer = (kind) => OWN.find((stage) => sheet.stages[stage].answers.includes(kind)) ?? null;

/** The words of a pair that a stage answers. */
function wordsFor(pair, stage) {
  const answers = (claim) => (ownAnswer(claim.kind) ? ownAnswer(claim.kind) === stage : !OWN.includes(stage));
  return wordsOf(pair).filter((mark) => claimsOf(mark).some(answers));
}

/** Whether a deed is stated that is not known to be of an earlier year than the first of some words. */
function follows(pair, stages, words) {
  const since = Math.min(...words.map((mark) => yearsOf(mark.when)?.[0] ?? Infinity));
  const later = (mark) => since === Infinity || (yearsOf(mark.when)?.[1] ?? since) >= since;
  return stages.some((stage) => affirmed(pair, stage).some(later));
}

/** The deeds of which there were words, but which are not stated, nor any that would do in their place. */
function unansweredStages(pair) {
  const groups = [ANSWERS.filter((stage) => !OWN.includes(stage)), ...OWN.map((stage) => [stage])];
  const open = ([stage], words) => words.length && !follows(pair, groups.find((group) => group[0] === stage), words);
  return groups.filter((group) => open(group, wordsFor(pair, group[0]))).flat();
}
const unanswered = (pair) => unansweredStages(pair).length > 0;
const answered = (pair) => wordsOf(pair).length > 0 && !unanswered(pair);

/** What a cell without a mark means: `lacks` what words spoke of, `bare` of which documents are silent, or `none`. */
function emptyCell(pair, stage) {
  const reached = reachedBy(pair);
  const beyond = (other) => stages.indexOf(other) > stages.indexOf(stage) && other !== DEEDS.at(-1);
  if (!sheet.stages[stage].deed) return wordsOf(pair).length && !reached.some(beyond) ? "bare" : "none";
  if (unansweredStages(pair).includes(stage)) return "lacks";
  if (OWN.includes(stage)) return wordsFor(pair, stage).length ? "bare" : "none";
  return wordsOf(pair).some((mark) => claimsOf(mark).some((claim) => !ownAnswer(claim.kind))) ? "bare" : "none";
}

/** The first and the last year of marks; that they have no date. */
function spanText(marks) {
  const all = marks.flatMap((mark) => yearsOf(mark.when) ?? []);
  if (!all.length) return word("undated");
  const [first, last] = [Math.min(...all), Math.max(...all)];
  return first === last ? String(first) : `${first}–${last}`;
}

/** A deed by the kinds of fact that are stated, and when. */
function deedText(pair, stage) {
  const marks = affirmed(pair, stage);
  const kinds = [...new Set(marks.flatMap(claimsOf).map((claim) => claim.kind))];
  return `${kinds.map((kind) => say(atlas.links[kind] ?? { en: kind })).join(", ")} – ${spanText(marks)}`;
}

/** A pair in one sentence: the last word, the deeds that are stated, and those that are not. */
function headline(pair) {
  const reached = reachedBy(pair);
  const last = WORDS.filter((stage) => reached.includes(stage)).at(-1);
  const when = last && spanText(affirmed(pair, last));
  const dated = when === word("undated") ? `(${when})` : when && word("inyears").replace("{years}", when);
  const done = DEEDS.filter((stage) => reached.includes(stage));
  const denied = stages.filter((stage) => inStage(pair, stage).some((mark) => mark.manner === "denied"));
  const lacking = DEEDS.filter((stage) => !inStage(pair, stage).length && emptyCell(pair, stage) !== "none");
  const parts = [
    last ? `${told(last)} ${dated}` : null,
    ...done.map((stage) => deedText(pair, stage)),
    denied.length ? `${word("denied")}: ${denied.map(told).join(", ")}` : null,
    last && !done.length && !denied.length ? word("nodeed") : null,
    last && done.length && lacking.length ? `${word("unsaid")}: ${lacking.map(told).join(", ")}` : null,
  ];
  const text = parts.filter(Boolean).join("; ");
  return `${text.charAt(0).toLocaleUpperCase(state.lang)}${text.slice(1)}.`;
}

const latest = (pair) => Math.max(...shownMarks(pair).map((mark) => mark.extent?.[1] ?? 0));
const ORDERS = {
  reached: (a, b) => reachedBy(b).length - reachedBy(a).length,
  unanswered: (a, b) => unanswered(b) - unanswered(a) || wordsOf(b).length - wordsOf(a).length,
  latest: (a, b) => latest(b) - latest(a),
};

/** How far a pair has come: a stair, its steps full where something is said and not denied. */
function stair(pair) {
  const reached = reachedBy(pair);
  const step = (stage, place) =>
    shape("rect", {
      x: place * 9 + 1,
      y: 20 - (place + 1) * 3,
      width: 7,
      height: (place + 1) * 3,
      class: reached.includes(stage) ? "on" : "off",
    });
  return shape("svg", { viewBox: `0 0 ${stages.length * 9} 21`, class: "stair", "aria-hidden": "true" }, ...stages.map(step));
}

const GROUPS = {
  said: (pair) => wordsOf(pair).length > 0,
  answered,
  unanswered,
};

/** Three numbers: pairs of which words are told, and what of them a deed follows; each opens the pairs that it counts. */
function gist() {
  const part = ([key, test]) => {
    const some = everyPair().filter(test);
    const pressed = state.group === key;
    const about = { type: "button", "aria-pressed": String(pressed), click: () => choose({ group: pressed ? null : key }) };
    return make(
      "li",
      { class: key },
      make("button", { ...about, "data-group": key }, make("strong", {}, counted("pair", some.length)), ` ${word(`gist-${key}`)}`),
    );
  };
  return make("ul", { class: "gist" }, ...Object.entries(GROUPS).map(part));
}

const claimsAmong = (marks) => [...new Set(marks.flatMap((mark) => mark.claims))];

/** All marks of a stage of a pair, chosen as one. */
function sumUp(pair, stage) {
  const parts = inStage(pair, stage);
  return { id: `${pair.id}|${stage}`, stage, parts, claims: claimsAmong(parts) };
}

/** The words that a deed does not follow. */
function sumUpLack(pair, stage) {
  const parts = wordsFor(pair, stage);
  return { id: `${pair.id}|${stage}|lacks`, stage, lacks: true, parts, claims: claimsAmong(parts) };
}

/** All that is said of a pair. */
const sumUpAll = (pair) => ({ id: `${pair.id}|all`, stage: null, parts: pair.marks, claims: claimsAmong(pair.marks) });

function stageCell(pair, stage) {
  const sum = sumUp(pair, stage);
  const kind = sum.parts.length ? "" : emptyCell(pair, stage);
  const edge = { class: stage === DEEDS[0] ? `${kind} turn` : kind, "data-stage": brief(stage) };
  const label = (what) => `${pairName(pair)}: ${say(sheet.stages[stage])}, ${what}`;
  if (kind === "none") return make("td", edge, make("span", { title: word("inapplicable") }, "–", make("i", {}, word("inapplicable"))));
  if (kind === "bare") return make("td", edge, make("span", {}, word("unsaid")));
  if (kind === "lacks") {
    const about = { ...way(sumUpLack(pair, stage)), "aria-label": label(word("unsaid")) };
    return make("td", edge, make("button", about, word("unsaid")));
  }
  const firmest = firstOf(sum.parts);
  const told = `${say(atlas.manners[firmest].words)}, ${spanText(sum.parts)}`;
  const about = { ...way(sum), class: "cell", "aria-label": label(told) };
  return make("td", edge, make("button", about, swatch(firmest, "22px"), make("span", {}, spanText(sum.parts))));
}
const firstOf = (marks) => manners.find((manner) => marks.some((mark) => mark.manner === manner));

function overviewRow(pair) {
  const go = () => {
    const lanes = [...byId("sheet").querySelectorAll(".lane")];
    for (const lane of lanes) lane.classList.toggle("open", lane.dataset.pair === pair.id);
    lanes.find((lane) => lane.dataset.pair === pair.id).scrollIntoView();
  };
  const name = make("button", { type: "button", class: "name", click: go }, quoted(pairName(pair)));
  const head = make("th", { scope: "row" }, name, make("p", { class: "headline" }, headline(pair)));
  return make("tr", {}, head, ...stages.map((stage) => stageCell(pair, stage)));
}

function overview(pairs) {
  const side = (key, some) => make("th", { scope: "colgroup", colspan: some.length, class: `s-${key}` }, word(key));
  const column = (stage) => make("th", { scope: "col", class: stage === DEEDS[0] ? "turn" : null }, brief(stage));
  return make(
    "table",
    { class: "overview" },
    make(
      "thead",
      {},
      make("tr", {}, make("td", { rowspan: 2 }), side("words", WORDS), side("deeds", DEEDS)),
      make("tr", {}, ...stages.map(column)),
    ),
    make("tbody", {}, ...pairs.map(overviewRow)),
  );
}
