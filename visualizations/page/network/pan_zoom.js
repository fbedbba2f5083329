// Moving about the drawing: what is fitted into sight, zoom, pointer, arrow keys.

/** Show these nodes as large as the stage allows, with room for names at its edges. */
function fit(ids = [...shown.nodes]) {
  const stage = byId("drawing");
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  if (!ids.length || !width) return;
  const xs = ids.map((id) => nodes.get(id).x);
  const ys = ids.map((id) => nodes.get(id).y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    1.3,
    (width - Math.min(150, width * 0.3)) / (right - left + 1),
    (height - 110) / (bottom - top + 1),
  );
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  regrow();
}

/** Bring a node into sight without moving a drawing in which it is already seen. */
function bringIntoSight(id) {
  const { x, y } = network.canvasToDOM(nodes.get(id));
  const stage = byId("drawing");
  const seen = x > 60 && y > 60 && x < stage.clientWidth - 60 && y < stage.clientHeight - 60;
  if (!seen || network.getScale() < 0.2)
    network.moveTo({ position: nodes.get(id), scale: Math.max(0.5, network.getScale()), animation: false });
  regrow();
}

/** The nearest shown node in the direction of an arrow key. */
function nextNode(key) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const start = state.node && shown.nodes.has(state.node) ? nodes.get(state.node) : network.getViewPosition();
  let best = null;
  let least = Infinity;
  for (const id of shown.nodes) {
    const x = nodes.get(id).x - start.x;
    const y = nodes.get(id).y - start.y;
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (id !== state.node && along > 0 && along + aside * 2 < least) [best, least] = [id, along + aside * 2];
  }
  return best;
}

/** Whether the stage has been moved by hand: then it is not fitted anew when its size changes. */
let roamed = false;

function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: false });
  roamed = true;
  regrow();
}

function hover(id, pointer) {
  hovered = id;
  byId("drawing").classList.toggle("pointing", pointer);
  network.redraw();
}

const nameAt = ({ x, y }) =>
  names.find(({ left, right, top, bottom }) => x > left && x < right && y > top && y < bottom)?.id;

function press({ nodes: [hitNode], edges: [hitLink], pointer }) {
  const named = hitNode ? null : nameAt(pointer.DOM);
  const node = hitNode ?? (nodes.has(named) ? named : null);
  const link = links.has(named) ? named : hitLink;
  if (node) state.pathFrom ? reach(node) : pickNode(node);
  else if (link) pickLink(link);
  else pickNothing();
}

function drop({ nodes: [node] }) {
  roamed = true;
  if (!node) return;
  Object.assign(nodes.get(node)[level()], network.getPosition(node));
  Object.assign(nodes.get(node), network.getPosition(node));
}

function setUpPointer() {
  network.on("click", press);
  network.on("doubleClick", ({ nodes: [node] }) => node && toggleFocus(node));
  network.on("hoverNode", ({ node }) => hover(node, true));
  network.on("blurNode", () => hover(null, false));
  network.on("hoverEdge", () => byId("drawing").classList.add("pointing"));
  network.on("blurEdge", () => byId("drawing").classList.remove("pointing"));
  network.on("dragEnd", drop);
}

function setUpZoom() {
  new ResizeObserver(() => roamed || fit()).observe(byId("drawing"));
  network.on("zoom", () => {
    roamed = true;
    regrow();
  });
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("zoom-fit").addEventListener("click", () => {
    roamed = false;
    fit();
  });
}

function setUpArrows() {
  byId("drawing").addEventListener("keydown", (event) => {
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const next = nextNode(event.key);
      if (next) reach(next);
    } else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else if (event.key === "Enter" && state.node) byId("evidence").focus();
  });
}

function setUpRoaming() {
  setUpPointer();
  setUpZoom();
  setUpArrows();
}
