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
  if (state.around.length && !shown.nodes.has(id)) state.around = [];
  if (!onLevel(nodes.get(id))) Object.assign(state, state.pathFrom ? { rolled: false } : { around: [id] });
  if (state.pathFrom && state.pathFrom !== id) {
    choose({ path: [state.pathFrom, id], pathFrom: null, node: null, link: null });
    return fit([...lit].filter((each) => nodes.has(each)));
  }
  pickNode(id);
  if (state.view === "network") bringIntoSight(id);
}

const focusOn = (around, id) => choose({ around, node: id, link: null, path: null, pathFrom: null }, true);
const toggleFocus = (id) => focusOn(state.around.includes(id) ? [] : [id], id);
/** Let the neighbourhood grow by that of one more node. */
const expand = (id) => focusOn([...new Set([...state.around, id])], id);
const goTo = (rolled) => choose({ rolled, around: [] }, true);

let drawnLevel = null;

function show(refit = false) {
  sift();
  const moved = level() !== drawnLevel;
  drawnLevel = level();
  showLegend();
  redraw();
  showPanel();
  const table = state.view === "table";
  byId("table").hidden = !table;
  byId("drawing").hidden = byId("zoom").hidden = table;
  document.body.classList.toggle("reading-table", table && !state.node && !state.link && !state.path);
  if (table) showTable();
  byId("show-drawing").setAttribute("aria-pressed", String(!table));
  byId("show-table").setAttribute("aria-pressed", String(table));
  showLevel();
  showStatus();
  if ((refit || moved) && !table) fit();
  writeAddress();
}

function showLevel() {
  byId("levels").hidden = !atlas.rolledUp || state.view === "table";
  byId("level-overview").setAttribute("aria-pressed", String(level() === "overview"));
  byId("level-detail").setAttribute("aria-pressed", String(level() === "detail"));
}

/** How many nodes the limit left out of the level that is shown. */
const omittedNodes = () =>
  level() === "overview" ? atlas.rolledUp.omitted : Object.values(atlas.omitted).reduce((sum, count) => sum + count, 0);

function showStatus() {
  const claims = new Set(allClaims().map(([claim]) => claim)).size;
  const omitted = omittedNodes();
  const all = [...nodes.values()].filter(onLevel).length + omitted;
  byId("status").textContent =
    `${word("shown")}: ${counted("node", shown.nodes.size)} ${word("of")} ${number(all)}, ` +
    `${counted("claim", claims)} ${word("of")} ${number(atlas.claims.length + atlas.omittedClaims)}` +
    (omitted ? `. ${word("omitted")}: ${counted("node", omitted)}` : "");
  const message = byId("message");
  const text = !nodes.size ? word("nothing") : !shown.nodes.size ? word("filtered") : "";
  message.hidden = !text;
  if (message.textContent !== text) message.textContent = text;
}

/** The boxes of a filter: what the page holds, each with how much of it the other filters leave. */
function filters(list, table, hidden, picture, held, count) {
  const active = document.activeElement?.id;
  byId(list).replaceChildren(
    ...Object.entries(table)
      .filter(([key]) => held(key))
      .map(([key, style]) => {
        const id = `${list}-${key}`;
        const box = make("input", {
          type: "checkbox",
          id,
          change: () => {
            hidden.has(key) ? hidden.delete(key) : hidden.add(key);
            show(true);
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

/** All claims of the level, hidden by a filter or not. */
const claimsOnLevel = () => {
  const things = [...nodes.values(), ...links.values()].filter(onLevel);
  const carried = things.flatMap(({ claims = [], forward = [], backward = [] }) => [...claims, ...forward, ...backward]);
  return [...new Set(carried)].map((index) => atlas.claims[index]);
};

function showLegend() {
  const claims = claimsOnLevel();
  const ofKind = (kind) => [...nodes.values()].filter((node) => node.kind === kind && onLevel(node));
  const told = (node) => claimsOf(node).length || node.links.some(linkAlive);
  const ofManner = (manner) =>
    (manner === "reference" ? [...links.values()].filter(onLevel) : claims).filter((one) => one.manner === manner);
  const passes = (one) => one.manner === "reference" || (one.confidence >= state.confidence && timely(one));
  filters("kinds", atlas.kinds, state.hiddenKinds, icon, (kind) => ofKind(kind).length, (kind) => ofKind(kind).filter(told).length);
  filters("manners", atlas.manners, state.hiddenManners, line, (manner) => ofManner(manner).length, (manner) => ofManner(manner).filter(passes).length);
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
      Escape: () => choose({ node: null, link: null, path: null, pathFrom: null, around: [] }, state.around.length > 0 || state.path !== null),
      KeyE: () => at && expand(at),
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
  byId("show-drawing").addEventListener("click", () => choose({ view: "network" }));
  byId("show-table").addEventListener("click", () => choose({ view: "table" }));
  byId("level-overview").addEventListener("click", () => goTo(true));
  byId("level-detail").addEventListener("click", () => goTo(false));
  byId("confidence").addEventListener("input", ({ target }) => choose({ confidence: Number(target.value) }, true));
  byId("reset").addEventListener("click", () =>
    choose(
      {
        hiddenKinds: new Set(),
        hiddenManners: new Set(),
        confidence: 0,
        ...allYears(),
        around: [],
      },
      true,
    ),
  );
  byId("legend-button").addEventListener("click", () => {
    const open = document.body.classList.toggle("with-legend");
    byId("legend-button").setAttribute("aria-expanded", String(open));
  });
  window.addEventListener("beforeprint", () => network.redraw()); // paper does not wait for the next frame
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
setUpRoaming();
setUpSaving();
setUpDress();
setUpKeys();
setUpPage();
speak();
show(true);
document.documentElement.dataset.ready = "true";
