// How wide arcs are: by the number of claims, or by what is stated of trade.

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
