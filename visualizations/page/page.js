// The page as a whole: choosing, filtering, language, theme, keys.

function choose(change, refit = false) {
  Object.assign(state, change);
  show(refit);
}
const pickNothing = () => choose({ node: null, link: null, path: null, pathFrom: null });
const pickNode = (id) => choose({ node: id, link: null, path: null, pathFrom: null });
const pickLink = (id) => choose({ node: null, link: id, path: null, pathFrom: null });
const startPath = (id) => choose({ pathFrom: state.pathFrom === id ? null : id });

/** Choose a node from outside the drawing: filters that hide it give way. */
function reach(id) {
  state.hiddenKinds.delete(nodes.get(id).kind);
  if (state.around && !shown.nodes.has(id)) state.around = null;
  if (state.pathFrom && state.pathFrom !== id) {
    choose({ path: [state.pathFrom, id], pathFrom: null, node: null, link: null });
    return fit([...lit].filter((each) => nodes.has(each)));
  }
  pickNode(id);
  if (state.view === "network") bringIntoSight(id);
}

const toggleFocus = (id) =>
  choose({ around: state.around === id ? null : id, node: id, link: null, path: null, pathFrom: null }, true);

function show(refit = false) {
  sift();
  showLegend();
  redraw();
  showPanel();
  const table = state.view === "table";
  byId("table").hidden = !table;
  byId("drawing").hidden = byId("zoom").hidden = table;
  document.body.classList.toggle("reading-table", table && !state.node && !state.link && !state.path);
  if (table) showTable();
  byId("show-network").setAttribute("aria-pressed", String(!table));
  byId("show-table").setAttribute("aria-pressed", String(table));
  showStatus();
  if (refit && !table) fit();
  writeAddress();
}

function showStatus() {
  const claims = new Set(allClaims().map(([claim]) => claim)).size;
  const omitted = Object.values(atlas.omitted).reduce((sum, count) => sum + count, 0);
  byId("status").textContent =
    `${word("shown")}: ${counted("node", shown.nodes.size)} ${word("of")} ${number(nodes.size + omitted)}, ` +
    `${counted("claim", claims)} ${word("of")} ${number(atlas.claims.length + atlas.omittedClaims)}` +
    (omitted ? `. ${word("omitted")}: ${counted("node", omitted)}` : "");
  const message = byId("message");
  const text = !nodes.size ? word("nothing") : !shown.nodes.size ? word("filtered") : "";
  message.hidden = !text;
  if (message.textContent !== text) message.textContent = text;
}

function filters(list, table, hidden, picture, count) {
  const active = document.activeElement?.id;
  byId(list).replaceChildren(
    ...Object.entries(table)
      .filter(([key]) => count(key))
      .map(([key, style]) => {
        const id = `${list}-${key}`;
        const box = make("input", {
          type: "checkbox",
          id,
          change: () => {
            hidden.has(key) ? hidden.delete(key) : hidden.add(key);
            show();
          },
        });
        box.checked = !hidden.has(key);
        return make(
          "li",
          {},
          box,
          make(
            "label",
            { for: id },
            picture(key),
            make("span", {}, say(style.words)),
            make("small", {}, number(count(key))),
          ),
        );
      }),
  );
  if (active?.startsWith(`${list}-`)) byId(active)?.focus();
}

function showLegend() {
  filters(
    "kinds",
    atlas.kinds,
    state.hiddenKinds,
    icon,
    (kind) => [...nodes.values()].filter((node) => node.kind === kind).length,
  );
  filters("manners", atlas.manners, state.hiddenManners, line, (manner) =>
    manner === "reference"
      ? [...links.values()].filter((link) => link.manner === manner).length
      : atlas.claims.filter((claim) => claim.manner === manner).length,
  );
  byId("confidence").value = state.confidence;
  byId("least").textContent = number(state.confidence, { minimumFractionDigits: 2 });
  showYears();
}

function setUpKeys() {
  document.addEventListener("keydown", (event) => {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.target.matches("input:not([type=checkbox]):not([type=range])")
    )
      return;
    const at = state.node;
    const action = {
      "/": () => byId("query").focus(),
      Escape: () => choose({ node: null, link: null, path: null, pathFrom: null, around: null }, state.around !== null),
      KeyF: () => at && toggleFocus(at),
      KeyP: () => at && startPath(at),
      KeyT: () => choose({ view: state.view === "table" ? "network" : "table" }),
    }[event.code.startsWith("Key") ? event.code : event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}

function setUpPage() {
  byId("show-network").addEventListener("click", () => choose({ view: "network" }));
  byId("show-table").addEventListener("click", () => choose({ view: "table" }));
  byId("confidence").addEventListener("input", ({ target }) => choose({ confidence: Number(target.value) }));
  byId("reset").addEventListener("click", () =>
    choose(
      {
        hiddenKinds: new Set(),
        hiddenManners: new Set(),
        confidence: 0,
        ...allYears(),
        around: null,
      },
      true,
    ),
  );
  byId("legend-button").addEventListener("click", () => {
    const open = document.body.classList.toggle("with-legend");
    byId("legend-button").setAttribute("aria-expanded", String(open));
  });
  window.addEventListener("hashchange", () => {
    readAddress();
    speak();
    show(true);
  });
}

readAddress();
state.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
setUpYears();
setUpSearch();
setUpCanvas();
setUpSaving();
setUpDress();
setUpKeys();
setUpPage();
speak();
show(true);
document.documentElement.dataset.ready = "true";
