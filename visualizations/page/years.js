// Years: a from–until slider over a histogram, one for the network and for the pages that are read.
// The script that follows gives `years`, the first and the last, of what `datedClaims` returns.

/** The first and the last year of a period, or null. */
function yearsOf(when) {
  const found = (when ?? "").split("/").flatMap((part) => /^\d{4}(?!\d)/.exec(part) ?? []).map(Number);
  return found.length ? [Math.min(...found), Math.max(...found)] : null;
}

/** Give each claim its years, and return the first and the last of all; nulls where none is dated. */
function datedClaims(dateOf) {
  atlas.claims.forEach((claim, place) => {
    claim.years = yearsOf(dateOf(claim, place));
  });
  const all = atlas.claims.flatMap((claim) => claim.years ?? []);
  return all.length ? [Math.min(...all), Math.max(...all)] : [null, null];
}

const allYears = () => ({ since: years[0], until: years[1], undated: true });
const timely = (claim) =>
  claim.years ? claim.years[0] <= state.until && claim.years[1] >= state.since : state.undated;

const yearsKept = () => ({
  years: (state.since !== years[0] || state.until !== years[1]) && `${state.since} ${state.until}`,
  undated: !state.undated && "no",
});

function takeYears(hash) {
  const [since, until] = (hash.get("years") ?? "").split(" ").map(Number);
  const known = Number.isInteger(since) && years[0] <= since && since <= until && until <= years[1];
  return { ...allYears(), ...(known ? { since, until } : {}), undated: hash.get("undated") !== "no" };
}

function histogram() {
  const [first, last] = years;
  const all = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  const meets = (claim, year) => claim.years?.[0] <= year && year <= claim.years[1];
  const counts = all.map((year) => atlas.claims.filter((claim) => meets(claim, year)).length);
  const most = Math.max(...counts);
  const bar = (year, place) => {
    const part = make("i", { "data-year": year });
    part.style.height = `${Math.max(counts[place] ? 8 : 1, (100 * counts[place]) / most)}%`;
    return part;
  };
  return make("div", { id: "histogram", "aria-hidden": "true" }, ...all.map(bar));
}

function yearField(id) {
  const slide = ({ target }) => {
    state[id] = Number(target.value);
    if (state.since > state.until) state[id === "since" ? "until" : "since"] = state[id];
    show();
  };
  const label = id === "since" ? "from" : "to";
  return make("input", { id, type: "range", min: years[0], max: years[1], "data-label": label, input: slide });
}

function setUpYears() {
  if (years[0] === years[1]) return;
  const change = ({ target }) => choose({ undated: target.checked });
  const undated = atlas.claims.filter((claim) => !claim.years).length;
  byId("years").hidden = false;
  byId("years").append(
    make("h2", {}, make("span", { "data-word": "years" }), " ", make("output", { id: "span" })),
    histogram(),
    make("div", { class: "range" }, yearField("since"), yearField("until")),
    make(
      "label",
      { hidden: !undated },
      make("input", { id: "undated", type: "checkbox", change }),
      make("span", { "data-word": "withundated" }),
      make("small", {}, String(undated)),
    ),
  );
}

function showYears() {
  if (byId("years").hidden) return;
  for (const id of ["since", "until"]) byId(id).value = state[id];
  byId("since").classList.toggle("above", state.since === years[1]); // else it could not be taken back
  byId("undated").checked = state.undated;
  byId("span").textContent = state.since === state.until ? state.since : `${state.since}–${state.until}`;
  for (const bar of byId("histogram").children)
    bar.classList.toggle("outside", Number(bar.dataset.year) < state.since || Number(bar.dataset.year) > state.until);
}
