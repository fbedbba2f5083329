// The filters of a page that is read: territory, manner, kind of fact, years, and the choice that a form offers.

function showPlaces() {
  const count = new Map();
  for (const pair of sheet.pairs) for (const end of pair.ends) count.set(end, (count.get(end) ?? 0) + 1);
  const ids = [...count.keys()].sort((a, b) => nameOf(a).localeCompare(nameOf(b), state.lang));
  const option = (id) => make("option", { value: id }, `${nameOf(id).slice(0, 60)} (${number(count.get(id))})`);
  byId("place").replaceChildren(make("option", { value: "" }, word("everywhere")), ...ids.map(option));
  byId("place").value = state.place ?? "";
}

/** Chips that hide and show again: each the key of a table of styles or words that some claim uses. */
function showChips(list, table, hidden, picture) {
  const active = document.activeElement?.dataset?.key;
  const used = new Set(atlas.claims.map((claim) => claim[list === "manners" ? "manner" : "kind"]));
  const chip = (key) => {
    const press = () => {
      hidden.has(key) ? hidden.delete(key) : hidden.add(key);
      show();
    };
    const about = { type: "button", class: "key", "data-key": key, "aria-pressed": String(!hidden.has(key)) };
    return make("li", {}, make("button", { ...about, click: press }, picture(key), say(table[key].words ?? table[key])));
  };
  const shown = Object.keys(table).filter((key) => used.has(key));
  byId(list).replaceChildren(...shown.map(chip));
  if (active) byId(list).querySelector(`[data-key="${active}"]`)?.focus();
  return shown.length;
}

function showOption() {
  byId("option").parentElement.hidden = !OPTION;
  if (!OPTION) return;
  byId("option").previousElementSibling.textContent = word(OPTION.key);
  const choices = OPTION.choices.map((key) => make("option", { value: key }, word(`${OPTION.key}-${key}`)));
  byId("option").replaceChildren(...choices);
  byId("option").value = state.option;
}

const everything = () => ({
  ...allYears(),
  place: null,
  group: null,
  hiddenManners: new Set(),
  hiddenKinds: new Set(),
});

/** Whether some claims are kept out of sight. */
const narrowed = () =>
  Boolean(state.place || state.group || state.hiddenManners.size || state.hiddenKinds.size || !state.undated) ||
  state.since !== years[0] ||
  state.until !== years[1];

function showFilters() {
  showPlaces();
  showOption();
  showChips("manners", atlas.manners, state.hiddenManners, (manner) => swatch(manner, "26px"));
  byId("facts").hidden = showChips("kinds", atlas.links, state.hiddenKinds, () => null) < 2;
  const hidden = state.hiddenKinds.size;
  byId("facts").firstElementChild.textContent = word("facts") + (hidden ? ` · ${word("hidden")}: ${number(hidden)}` : "");
  showYears();
  byId("reset").hidden = !narrowed();
}

function setUpFilters() {
  setUpYears();
  byId("place").addEventListener("change", ({ target }) => choose({ place: target.value || null }));
  byId("option").addEventListener("change", ({ target }) => choose({ option: target.value }));
  byId("reset").addEventListener("click", () => {
    choose(everything());
    byId("stage").focus();
  });
}
