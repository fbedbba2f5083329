// The table: the same claims without a drawing, one a row.

let sorting = { column: "when", down: true };

const sentence = ({ claim }) => sentencesOf(claim).join(" … ");
const speaker = ({ claim }) => (claim.speaker ? say(claim.speakerName) : "");

const COLUMNS = [
  { key: "sentence", text: sentence, cell: (row) => make("q", {}, quoted(sentence(row))) },
  { key: "how", text: ({ claim }) => say(atlas.manners[claim.manner].words), cell: ({ claim }) => mannerTag(claim) },
  {
    key: "kinds",
    text: ({ ends }) => ends.map(nameOf).join("; "),
    cell: ({ ends }) => make("div", { class: "chips" }, ...ends.map(nodeButton)),
  },
  { key: "what", text: ({ claim }) => say(claim.what), cell: ({ claim }) => quoted(say(claim.what)) },
  { key: "when", text: ({ claim }) => claim.when ?? "", cell: ({ claim }) => (claim.when ? showDate(claim.when) : "") },
  { key: "speaker", text: speaker, cell: (row) => quoted(speaker(row)) },
  {
    key: "document",
    text: ({ claim }) => atlas.documents[claim.document].title ?? atlas.documents[claim.document].name,
    cell: ({ claim }) => cite(atlas.documents[claim.document]),
  },
];

/** Whether a pair of ends is part of what is chosen; all are where nothing is. */
function chosen([tail, head], claim) {
  if (state.path) return lit.has(tail) && lit.has(head ?? tail);
  if (state.link) return claimsOf(links.get(state.link)).includes(claim);
  return !state.node || tail === state.node || head === state.node;
}

const tableRows = () =>
  allClaims()
    .filter(([claim, pairs]) => pairs.some((pair) => chosen(pair, claim)))
    .map(([claim, pairs]) => ({ claim, ends: [...new Set(pairs.flat())].filter(Boolean) }));

function showTable() {
  const { text } = COLUMNS.find(({ key }) => key === sorting.column);
  const turn = sorting.down ? -1 : 1;
  const rows = tableRows().sort((a, b) => turn * text(a).localeCompare(text(b), state.lang));
  const head = COLUMNS.map((column) =>
    make(
      "th",
      { scope: "col", "aria-sort": column.key === sorting.column ? (sorting.down ? "descending" : "ascending") : "none" },
      make(
        "button",
        {
          type: "button",
          class: "link",
          click: () => {
            sorting = { column: column.key, down: column.key === sorting.column && !sorting.down };
            showTable();
          },
        },
        word(column.key),
      ),
    ),
  );
  byId("table").replaceChildren(
    make(
      "table",
      {},
      make("caption", {}, `${say(atlas.title)}: ${counted("claim", rows.length)}`),
      make("thead", {}, make("tr", {}, ...head)),
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
