// The table: the same claims without a drawing, one a row.

let sorting = { column: 4, down: true };

const COLUMNS = [
  { key: "how", text: ({ claim }) => say(atlas.manners[claim.manner].words), cell: ({ claim }) => mannerTag(claim) },
  { key: "who", text: ({ tail }) => nameOf(tail), cell: ({ tail }) => nodeButton(tail) },
  { key: "whom", text: ({ head }) => (head ? nameOf(head) : ""), cell: ({ head }) => (head ? nodeButton(head) : "") },
  { key: "what", text: ({ claim }) => say(claim.what), cell: ({ claim }) => quoted(say(claim.what)) },
  { key: "when", text: ({ claim }) => claim.when ?? "", cell: ({ claim }) => (claim.when ? showDate(claim.when) : "") },
  { key: "speaker", text: ({ claim }) => (claim.speaker ? say(claim.speakerName) : ""), cell: (row) => quoted(COLUMNS[5].text(row)) },
  { key: "sentence", text: ({ claim }) => atlas.sentences[claim.sentence], cell: (row) => make("q", {}, quoted(COLUMNS[6].text(row))) },
  { key: "document", text: ({ claim }) => atlas.documents[claim.document].title ?? atlas.documents[claim.document].name, cell: ({ claim }) => cite(atlas.documents[claim.document]) },
];

const tableRows = () => allClaims().flatMap(([claim, ends]) => ends.map(([tail, head]) => ({ claim, tail, head })));

function showTable() {
  const { text } = COLUMNS[sorting.column], turn = sorting.down ? -1 : 1;
  const rows = tableRows().sort((a, b) => turn * text(a).localeCompare(text(b), state.lang));
  const head = COLUMNS.map((column, place) => make("th", { scope: "col", "aria-sort": place === sorting.column ? (sorting.down ? "descending" : "ascending") : "none" },
    make("button", { type: "button", class: "link", click: () => { sorting = { column: place, down: place === sorting.column && !sorting.down }; showTable(); } }, word(column.key))));
  byId("table").replaceChildren(make("table", {}, make("caption", {}, `${say(atlas.title)}: ${counted("claim", new Set(rows.map((row) => row.claim)).size)}`),
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...COLUMNS.map((column) => make("td", { class: `c-${column.key}` }, column.cell(row))))))));
}
