// The workbench: runs a query, and shows what comes as a table, a map, a network or a chart.
"use strict";

const said = JSON.parse(document.getElementById("said").textContent);
const byId = (id) => document.getElementById(id);
/** Where our IRIs begin: under the address of whoever publishes, and at home. */
const rootOf = (iri) => said.roots.find((root) => iri.startsWith(root));
const MOST_ROWS = 1000;

let answer = null;
let shownAs = "table";

/** Ask the endpoint; the text of the answer, or an error with what the server says. */
async function sparql(query, accept) {
  const body = new URLSearchParams({ query });
  const reply = await fetch("/sparql", { method: "POST", body, headers: { Accept: accept } });
  const text = await reply.text();
  if (!reply.ok) throw new Error(text.trim());
  return text;
}

const RESULTS = "application/sparql-results+json, application/n-triples;q=0.9";

/** Where the site tells of an IRI. */
function pathOf(iri) {
  const root = rootOf(iri);
  if (!root) return /^https?:/.test(iri) ? iri : null;
  const [place, ...name] = iri.slice(root.length).split("/");
  const [digest, claim] = name.join("/").split(/-(?=claim-)/);
  if (place === "document" && claim) return `/document/${digest}#${claim}`;
  const path = `/${place}${name.length ? `/${name.map(encodeURIComponent).join("/")}` : ""}`;
  return new URLSearchParams(location.search).has("lang") && !path.includes("#") ? `${path}?lang=${lang}` : path;
}

function shortOf(iri) {
  const found = Object.entries(vocabulary.prefixes).find(([, namespace]) => iri.startsWith(namespace));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

async function batched(iris, use) {
  for (let first = 0; first < iris.length; first += 300) {
    const values = iris
      .slice(first, first + 300)
      .map((iri) => `<${iri}>`)
      .join(" ");
    use(JSON.parse(await sparql(use.query.replace("%s", values), "application/sparql-results+json")));
  }
}

/** The names of what an answer holds, asked of the same endpoint. */
async function namesOf(iris) {
  const names = new Map();
  const use = (found) => {
    for (const { key, label } of found.results.bindings) {
      const rank = { ru: 2, en: 1, [lang]: 3 }[label["xml:lang"]] ?? 0;
      if (rank >= (names.get(key.value)?.rank ?? -1)) names.set(key.value, { text: label.value, rank });
    }
  };
  use.query = "SELECT DISTINCT ?key ?label { VALUES ?key { %s } GRAPH ?g { ?key rdfs:label|skos:prefLabel|dcterms:title ?label } }";
  await batched(iris, use);
  return new Map([...names].map(([iri, { text }]) => [iri, text]));
}

/** Where on the Earth these things are, as far as the reference data knows. */
async function placesOf(iris) {
  const places = new Map();
  const use = (found) => {
    for (const { key, east, north } of found.results.bindings) places.set(key.value, [Number(east.value), Number(north.value)]);
  };
  use.query =
    "SELECT ?key (SAMPLE(?e) AS ?east) (SAMPLE(?n) AS ?north) { VALUES ?key { %s } GRAPH ?g { { ?key coop:longitude ?e ; coop:latitude ?n }" +
    " UNION { ?town coop:capitalOf ?key ; coop:longitude ?e ; coop:latitude ?n }" +
    " UNION { ?town coop:locatedIn ?key ; coop:longitude ?e ; coop:latitude ?n } } } GROUP BY ?key";
  await batched(iris, use);
  return places;
}

async function run() {
  byId("problem").hidden = true;
  writing.removeAttribute("aria-invalid");
  byId("status").textContent = said.running;
  try {
    const text = await sparql(writing.value, RESULTS);
    answer = await understood(text);
    byId("outcome").hidden = false;
    await show(shownAs);
  } catch (error) {
    byId("outcome").hidden = true;
    byId("status").textContent = "";
    byId("problem").textContent = `${said.failed}: ${error instanceof TypeError ? said.offline : error.message}`;
    byId("problem").hidden = false;
    pointAt(error.message);
  }
}

/** The rows of an answer with the names of what they hold; triples are rows of three. */
async function understood(text) {
  if (!text.startsWith("{")) return triples(text);
  const told = JSON.parse(text);
  if ("boolean" in told) return { yes: told.boolean, columns: [], rows: [], text };
  const [columns, rows] = [told.head.vars, told.results.bindings];
  const iris = new Set(rows.slice(0, MOST_ROWS).flatMap((row) => Object.values(row).filter(({ type }) => type === "uri").map(({ value }) => value)));
  return { columns, rows, text, names: await namesOf([...iris].filter((iri) => /^[^<>"{}|^`\\\s]+$/.test(iri))) };
}

function triples(text) {
  const columns = ["subject", "predicate", "object"];
  const rows = text
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const parts = /^(\S+) (\S+) (.*) \.$/.exec(line)?.slice(1) ?? [line, "", ""];
      return Object.fromEntries(columns.map((name, place) => [name, cellOf(parts[place])]));
    });
  return { columns, rows, text, names: new Map() };
}

const cellOf = (part) => (part.startsWith("<") ? { type: "uri", value: part.slice(1, -1) } : { type: "literal", value: part });
const nameOf = (cell) => (cell.type === "uri" ? (answer.names.get(cell.value) ?? shortOf(cell.value)) : cell.value);
const numberIn = (cell) => (cell?.type === "literal" && cell.value.trim() !== "" ? Number(cell.value) : NaN);
const numeric = (column) =>
  answer.rows.some((row) => row[column]) && answer.rows.every((row) => !row[column] || !Number.isNaN(numberIn(row[column])));
const entities = () => answer.columns.filter((column) => answer.rows.some((row) => row[column]?.type === "uri"));

function cellShown(cell) {
  if (!cell) return "";
  const path = cell.type === "uri" ? pathOf(cell.value) : null;
  const text = make("bdi", {}, nameOf(cell));
  return path ? make("a", { href: path, title: shortOf(cell.value) }, text) : text;
}

function drawTable() {
  const rows = answer.rows.slice(0, MOST_ROWS);
  const table = make(
    "table",
    { class: "sortable", id: "result" },
    make("thead", {}, make("tr", {}, ...answer.columns.map((name) => make("th", { scope: "col" }, name)))),
    make(
      "tbody",
      {},
      ...rows.map((row) =>
        make(
          "tr",
          {},
          ...answer.columns.map((name) => make("td", numeric(name) ? { class: "figure" } : {}, cellShown(row[name]))),
        ),
      ),
    ),
  );
  setUpTable(table);
  return table;
}

/** The coordinates that a query selects, or those that are known of what it selects. */
async function spotsShown() {
  const find = (names) => answer.columns.find((column) => names.includes(column.toLowerCase()));
  const [east, north] = [find(["east", "longitude", "lon", "long", "lng"]), find(["north", "latitude", "lat"])];
  const weight = answer.columns.find((column) => numeric(column) && column !== east && column !== north);
  const told = (row) => (weight && row[weight] ? Math.max(0, numberIn(row[weight])) : 1);
  const columns = entities();
  const known = east && north ? new Map() : await placesOf([...new Set(answer.rows.flatMap((row) => columns.map((one) => row[one]?.value ?? "")))].filter(rootOf));
  const spots = answer.rows.flatMap((row) => {
    const cell = columns.map((one) => row[one]).find((one) => one && (east || known.has(one.value)));
    const at = east && north ? [numberIn(row[east]), numberIn(row[north])] : known.get(cell?.value);
    if (!at || at.some((part) => Number.isNaN(part))) return [];
    const name = cell ? nameOf(cell) : "";
    return [{ east: at[0], north: at[1], weight: told(row), told: weight ? row[weight]?.value : "", name, path: cell ? pathOf(cell.value) : null }];
  });
  const same = new Map();
  for (const spot of spots) {
    const key = `${spot.name} ${spot.east} ${spot.north}`;
    const held = same.get(key);
    same.set(key, held ? { ...held, weight: held.weight + spot.weight } : spot);
  }
  return [...same.values()];
}

function pairsShown() {
  const [from, to] = answer.columns.includes("subject") && answer.columns.includes("object") ? ["subject", "object"] : entities();
  if (!from || !to) return [];
  const weight = answer.columns.find(numeric);
  const end = (cell) => ({ iri: cell.value, name: nameOf(cell), path: pathOf(cell.value) });
  return answer.rows
    .filter((row) => row[from]?.type === "uri" && row[to]?.type === "uri")
    .map((row) => ({ from: end(row[from]), to: end(row[to]), weight: weight ? numberIn(row[weight]) || 1 : 1 }));
}

function barsShown() {
  const value = answer.columns.findLast(numeric);
  if (!value) return [];
  const names = answer.columns.filter((column) => column !== value);
  return answer.rows
    .filter((row) => row[value])
    .map((row) => ({
      name: names.map((column) => row[column] && nameOf(row[column])).filter(Boolean).join(" · "),
      value: numberIn(row[value]),
      path: names.map((column) => row[column]).filter((cell) => cell?.type === "uri").map((cell) => pathOf(cell.value))[0] ?? null,
    }));
}

const DRAWN = {
  table: async () => drawTable(),
  map: async () => {
    const spots = await spotsShown();
    return spots.length ? drawMap(spots) : make("p", { class: "silence" }, said.nomap);
  },
  network: async () => {
    const pairs = pairsShown();
    return pairs.length ? drawNetwork(pairs) : make("p", { class: "silence" }, said.nonetwork);
  },
  chart: async () => {
    const bars = barsShown();
    return bars.length ? drawChart(bars) : make("p", { class: "silence" }, said.nochart);
  },
};

async function show(form) {
  shownAs = form;
  for (const button of document.querySelectorAll("#outcome [data-show]"))
    button.setAttribute("aria-pressed", String(button.dataset.show === form));
  const drawn = "yes" in answer
    ? make("p", { class: "silence" }, answer.yes ? said.yes : said.no)
    : answer.rows.length
      ? await DRAWN[form]()
      : make("p", { class: "silence" }, said.none);
  if (drawn instanceof SVGElement) drawn.setAttribute("aria-label", document.querySelector(`[data-show="${form}"]`).textContent);
  byId("shown").replaceChildren(drawn);
  byId("shown").dataset.form = form;
  const more = answer.rows.length > MOST_ROWS ? ` · ${said.shown} ${MOST_ROWS}` : "";
  byId("status").textContent = "yes" in answer ? "" : `${answer.rows.length.toLocaleString(lang)} ${said.rows}${more}`;
}

async function save(event, accept, name) {
  event.preventDefault();
  const text = accept.includes("json") ? answer.text : await sparql(writing.value, accept);
  const address = URL.createObjectURL(new Blob([text], { type: accept }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function setUpBench() {
  byId("run").addEventListener("click", run);
  for (const button of document.querySelectorAll("#outcome [data-show]"))
    button.addEventListener("click", () => show(button.dataset.show));
  byId("examples").addEventListener("change", ({ target }) => {
    const { query, show: form } = target.selectedOptions[0].dataset;
    if (!query) return;
    writing.value = query;
    shownAs = form;
    numberLines();
    run();
  });
  byId("link").addEventListener("click", (event) => {
    event.preventDefault();
    const address = new URL(location.href);
    address.searchParams.delete("question");
    address.searchParams.set("query", writing.value);
    history.replaceState(null, "", address);
    byId("status").textContent = said.copied;
  });
  byId("as-csv").addEventListener("click", (event) => save(event, "text/csv, text/turtle;q=0.5", "result.csv"));
  byId("as-json").addEventListener("click", (event) => save(event, "application/sparql-results+json", "result.json"));
}

setUpBench();
numberLines();
fetch(`/workbench/terms?lang=${lang}`)
  .then((reply) => reply.json())
  .then((told) => {
    vocabulary = told;
    document.documentElement.dataset.bench = "ready";
  })
  .catch(() => (byId("status").textContent = said.offline));
