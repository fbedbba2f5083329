// The table of a page that is read: the same claims without a drawing, one a row.

/** A mark is dated by its own period; one that has none at all, by its claims. */
const dateOf = (mark, claim) => ("when" in mark ? mark.when : claim.when);

const COLUMNS = [
  {
    key: "ends",
    text: ({ pair }) => pairName(pair),
    cell: ({ pair }) => make("div", { class: "chips" }, ...pair.ends.map(nodeButton)),
  },
  {
    get key() {
      return STEP;
    },
    text: ({ mark }) => stepOf(mark),
    cell: ({ mark }) => stepOf(mark),
  },
  {
    key: "when",
    text: ({ mark, claim }) => dateOf(mark, claim) ?? "",
    cell: ({ mark, claim }) => (dateOf(mark, claim) ? showDate(dateOf(mark, claim)) : word("undated")),
  },
  { key: "how", text: ({ claim }) => say(atlas.manners[claim.manner].words), cell: ({ claim }) => mannerTag(claim) },
  { key: "what", text: ({ claim }) => say(claim.what), cell: ({ claim }) => quoted(say(claim.what)) },
  {
    key: "speaker",
    text: ({ claim }) => (claim.speaker ? say(claim.speakerName) : ""),
    cell: (row) => quoted(COLUMNS[5].text(row)),
  },
  {
    key: "sentence",
    text: ({ claim }) => sentencesOf(claim).join(" … "),
    cell: (row) => make("q", {}, quoted(COLUMNS[6].text(row))),
  },
  {
    key: "document",
    text: ({ claim }) => atlas.documents[claim.document].title ?? atlas.documents[claim.document].name,
    cell: ({ claim }) => cite(atlas.documents[claim.document]),
  },
];

const tableRows = () =>
  pairsShown().flatMap((pair) =>
    shownMarks(pair).flatMap((mark) => claimsOf(mark).map((claim) => ({ pair, mark, claim }))),
  );

function showTable() {
  const rows = tableRows();
  byId("table").replaceChildren(
    make(
      "table",
      {},
      make("caption", {}, `${say(atlas.title)}: ${counted("claim", new Set(rows.map(({ claim }) => claim)).size)}`),
      make("thead", {}, make("tr", {}, ...COLUMNS.map(({ key }) => make("th", { scope: "col" }, word(key))))),
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
