// The table: the same claims without a drawing, one a row.

let sorting = { column: 3, down: true };

const COLUMNS = [
  { key: "how", text: ({ claim }) => say(atlas.manners[claim.manner].words), cell: ({ claim }) => mannerTag(claim) },
  {
    key: "kinds",
    text: ({ ends }) => ends.map(nameOf).join("; "),
    cell: ({ ends }) => make("div", { class: "chips" }, ...ends.map(nodeButton)),
  },
  { key: "what", text: ({ claim }) => say(claim.what), cell: ({ claim }) => quoted(say(claim.what)) },
  { key: "when", text: ({ claim }) => claim.when ?? "", cell: ({ claim }) => (claim.when ? showDate(claim.when) : "") },
  {
    key: "speaker",
    text: ({ claim }) => (claim.speaker ? say(claim.speakerName) : ""),
    cell: (row) => quoted(COLUMNS[4].text(row)),
  },
  {
    key: "sentence",
    text: ({ claim }) => sentencesOf(claim).join(" … "),
    cell: (row) => make("q", {}, quoted(COLUMNS[5].text(row))),
  },
  {
    key: "document",
    text: ({ claim }) => atlas.documents[claim.document].title ?? atlas.documents[claim.document].name,
    cell: ({ claim }) => cite(atlas.documents[claim.document]),
  },
];

const tableRows = () =>
  allClaims().map(([claim, pairs]) => ({ claim, ends: [...new Set(pairs.flat())].filter(Boolean) }));

function showTable() {
  const { text } = COLUMNS[sorting.column];
  const turn = sorting.down ? -1 : 1;
  const rows = tableRows().sort((a, b) => turn * text(a).localeCompare(text(b), state.lang));
  const head = COLUMNS.map((column, place) =>
    make(
      "th",
      { scope: "col", "aria-sort": place === sorting.column ? (sorting.down ? "descending" : "ascending") : "none" },
      make(
        "button",
        {
          type: "button",
          class: "link",
          click: () => {
            sorting = { column: place, down: place === sorting.column && !sorting.down };
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
