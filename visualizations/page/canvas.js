// The drawing: vis-network draws the lines, we draw the nodes and, last and over all, the names.

const network = new vis.Network(
  byId("drawing"),
  { nodes: new vis.DataSet(), edges: new vis.DataSet() },
  read("settings"),
);
const PAPER = () => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
const INK = () => getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
const FONT = getComputedStyle(document.body).fontFamily;
const icons = Object.fromEntries(Object.entries(atlas.kinds).map(([kind, style]) => [kind, new Path2D(style.icon)]));

let lit = null; // ids of the nodes and links that a choice leaves bright, or null when nothing is chosen
let hovered = null;
let ink = {};

/** On a small scale lines and nodes keep a size at which they can be seen: the smaller, the fuller the stage. */
const grown = () => Math.max(1, 0.6 / network.getScale());
function radius(node, scale = network.getScale()) {
  const room = Math.min(1, 0.35 + byId("drawing").clientWidth / 900);
  const least = (Math.min(10, Math.max(6, 11 - shown.nodes.size / 25)) + (node.size - 13) * 0.35) * room;
  return Math.max(node.size, least / scale);
}
let growth = 1;

const dimmed = (id) => lit !== null && !lit.has(id);

function drawNode({ ctx, id, x, y }) {
  const node = nodes.get(id);
  const style = atlas.kinds[node.kind];
  const size = radius(node);
  const chosen = id === state.node;
  return {
    nodeDimensions: { width: size * 2, height: size * 2 },
    drawNode() {
      ctx.globalAlpha = dimmed(id) ? 0.16 : 1;
      ctx.translate(x, y);
      const outline = (grow) => {
        ctx.beginPath();
        if (style.shape === "square")
          ctx.roundRect(
            -size * 0.92 - grow,
            -size * 0.92 - grow,
            size * 1.84 + grow * 2,
            size * 1.84 + grow * 2,
            size * 0.36,
          );
        else ctx.arc(0, 0, size + grow, 0, Math.PI * 2);
      };
      outline(2.5 * grown());
      ctx.fillStyle = ink.paper;
      ctx.fill();
      outline(0);
      ctx.lineWidth = 1.6 * grown();
      ctx.strokeStyle = ctx.fillStyle = shade(style);
      if (node.wished) {
        ctx.fillStyle = ink.paper;
        ctx.setLineDash([4 * grown(), 3 * grown()]);
      }
      ctx.fill();
      ctx.stroke();
      ctx.setLineDash([]);
      if (chosen || id === hovered) {
        outline(4.5 * grown());
        ctx.lineWidth = (chosen ? 2.5 : 1.5) * grown();
        ctx.stroke();
      }
      const scale = (size * 1.16) / 24;
      ctx.scale(scale, scale);
      ctx.translate(-12, -12);
      ctx.strokeStyle = node.wished ? shade(style) : ink.paper;
      ctx.lineWidth = 1.9;
      ctx.lineCap = ctx.lineJoin = "round";
      ctx.stroke(icons[node.kind]);
    },
  };
}

function edgeLook(link) {
  const style = atlas.manners[link.manner];
  const count = claimsOf(link).length;
  const dim = dimmed(link.id);
  const bright = lit !== null && !dim;
  const width = style.width * (1 + Math.log2(Math.max(1, count)) * 0.28) * (link.id === state.link ? 1.8 : 1) * growth;
  // An overview says who is linked with whom, not who did what; among many lines heads are specks.
  const directed = link.level === "detail" && (bright || shown.nodes.size <= CROWD);
  const arrow = { enabled: true, scaleFactor: 0.5 * growth };
  return {
    id: link.id,
    from: link.from,
    to: link.to,
    smooth: link.smooth,
    hidden: !shown.links.has(link.id),
    width,
    dashes: style.line.length ? style.line.map((part) => (part * width) / style.width) : false,
    arrows: {
      to: directed && link.forward.length ? arrow : { enabled: false },
      from: directed && link.backward.length ? arrow : { enabled: false },
    },
    color: {
      color: shade(style),
      highlight: shade(style),
      hover: shade(style),
      opacity: dim ? 0.1 : bright ? 1 : shown.nodes.size > CROWD ? 0.4 : 0.7,
    },
  };
}

const FEW = 10;
const CROWD = 120;
const CHIEF = 6;

/** What stands at a line: the cross of a denial, the number of its claims, and where few are lit, what it is about. */
function edgeText(link) {
  const style = atlas.manners[link.manner];
  const claims = claimsOf(link);
  const few = lit !== null && [...lit].filter((id) => links.has(id)).length <= FEW;
  const kinds = !few
    ? []
    : [...new Set(claims.map((claim) => claim.kind))].slice(0, 3).map((kind) => say(atlas.links[kind] ?? { en: kind }));
  return [style.cross ? "✕" : "", kinds.join(", "), claims.length > 1 ? `×${number(claims.length)}` : ""]
    .filter(Boolean)
    .join(" ");
}

/** Bring the drawing in line with the state. */
function redraw() {
  ink = { paper: PAPER(), text: INK() };
  lit = litByChoice();
  network.body.data.nodes.update(
    [...nodes.values()].map((node) => ({
      id: node.id,
      x: node.x,
      y: node.y,
      size: node.size,
      shape: "custom",
      ctxRenderer: drawNode,
      hidden: !shown.nodes.has(node.id),
      label: undefined,
    })),
  );
  growth = grown();
  network.body.data.edges.update([...links.values()].map(edgeLook));
}

function litByChoice() {
  if (state.path) {
    const steps = shortestPath(...state.path) ?? [];
    return new Set([...state.path, ...steps.flatMap((id) => [id, links.get(id).from, links.get(id).to])]);
  }
  if (state.link) return new Set([state.link, links.get(state.link).from, links.get(state.link).to]);
  if (!state.node || !shown.nodes.has(state.node)) return null;
  return new Set([state.node, ...linksAt(state.node).flatMap((link) => [link.id, otherEnd(link, state.node)])]);
}

const wrapped = new Map();

/** Break a name into at most three short lines. Marks that turn the direction of text have no place on a canvas. */
function lines(name) {
  if (wrapped.has(name)) return wrapped.get(name);
  const rows = [""];
  for (const part of name
    .slice(0, 200)
    .replace(/[\u202a-\u202e\u2066-\u2069\u2028\u2029]/g, "")
    .split(/\s+/)) {
    const row = rows.at(-1);
    if (!row) rows[rows.length - 1] = part;
    else if (row.length + part.length < 20) rows[rows.length - 1] = `${row} ${part}`;
    else rows.push(part);
  }
  const kept = rows.slice(0, 3).map((row) => (row.length > 24 ? `${row.slice(0, 23)}…` : row));
  if (rows.length > 3 && !kept[2].endsWith("…")) kept[2] += "…";
  wrapped.set(name, kept);
  return kept;
}

const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** What there is to write, the weightiest first: rows, font, colour, and the places where it may stand. */
function writings(scale) {
  const size = Math.min(15, Math.max(11, 12.5 * scale));
  const rank = (id) =>
    (id === hovered || id === state.node ? 1e6 : 0) + (lit?.has(id) ? 1e3 : 0) + nodes.get(id).weight;
  const order = [...shown.nodes].filter((id) => !dimmed(id)).sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
  const named = order.map((id, place) => {
    const { x, y } = network.canvasToDOM(nodes.get(id));
    const reach = radius(nodes.get(id), scale) * scale + 3;
    const places = (width, height) => [
      [x - width / 2, y + reach],
      [x + reach + 1, y - height / 2],
      [x - width / 2, y - reach - height],
      [x - reach - 1 - width, y - height / 2],
      [x + reach * 0.6, y + reach * 0.6],
      [x - reach * 0.6 - width, y + reach * 0.6],
      [x + reach * 0.6, y - reach * 0.6 - height],
      [x - reach * 0.6 - width, y - reach * 0.6 - height],
    ];
    const font = `${id === state.node ? 600 : 400} ${size}px ${FONT}`;
    const body = { id, left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
    return { id, rows: lines(shortOf(id)), font, size, colour: ink.text, places, body, chief: place < CHIEF };
  });
  return [...named, ...[...shown.links].flatMap((id) => lineWriting(links.get(id), size))];
}

function lineWriting(link, size) {
  const text = dimmed(link.id) ? "" : edgeText(link);
  const drawn = network.body.edges[link.id]?.edgeType; // nodes arrive, and are drawn, before their lines
  if (!text || !drawn) return [];
  const points = [0.5, 0.38, 0.62].map((part) => network.canvasToDOM(drawn.getPoint(part)));
  const places = (width, height) => points.map(({ x, y }) => [x - width / 2, y - height / 2]);
  const colour = shade(atlas.manners[link.manner]);
  return [{ id: link.id, rows: [text], font: `italic ${size - 1}px ${FONT}`, size, colour, places }];
}

/** Place what has room: as on a map, more names appear as one comes nearer. The chief names may cover lesser nodes. */
function placeNames(ctx, scale) {
  const { clientWidth, clientHeight } = byId("drawing");
  const inside = (box) =>
    box.left >= 2 && box.top >= 2 && box.right <= clientWidth - 2 && box.bottom <= clientHeight - 2;
  const wanted = writings(scale);
  const bodies = wanted.flatMap(({ body }) => body ?? []);
  const placed = [];
  for (const writing of wanted) {
    ctx.font = writing.font;
    const width = Math.max(...writing.rows.map((row) => ctx.measureText(row).width)) + 4;
    const height = writing.rows.length * writing.size * 1.15;
    const apart = (box) => !placed.some((other) => meets(box, other));
    const free = (box) =>
      inside(box) &&
      apart(box) &&
      !bodies.some((body) => body.id !== writing.id && meets(box, body));
    const boxes = writing
      .places(width, height)
      .map(([left, top]) => ({ left, top, right: left + width, bottom: top + height }));
    const box = boxes.find(free) ?? (writing.chief && boxes.find((each) => inside(each) && apart(each)));
    if (box) placed.push({ ...writing, ...box });
  }
  return placed;
}

let names = [];

function drawNames(ctx) {
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  names = placeNames(ctx, network.getScale());
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.strokeStyle = ink.paper;
  ctx.lineWidth = 3.5;
  for (const { rows, font, size, colour, left, right, top } of names) {
    ctx.font = font;
    ctx.fillStyle = colour;
    rows.forEach((row, place) => {
      const at = [(left + right) / 2, top + place * size * 1.15 + size * 0.08];
      ctx.strokeText(row, ...at);
      ctx.fillText(row, ...at);
    });
  }
  ctx.restore();
}
network.on("afterDrawing", drawNames);

/** Lines are of vis-network's making: give them their new widths when the scale has changed much. */
function regrow() {
  if (Math.abs(grown() / growth - 1) < 0.12) return;
  growth = grown();
  network.body.data.edges.update([...links.values()].map(edgeLook));
}

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

function setUpCanvas() {
  const nameAt = ({ x, y }) =>
    names.find(({ left, right, top, bottom }) => x > left && x < right && y > top && y < bottom)?.id;
  network.on("click", ({ nodes: [hitNode], edges: [hitLink], pointer }) => {
    const named = hitNode ? null : nameAt(pointer.DOM);
    const node = hitNode ?? (nodes.has(named) ? named : null);
    const link = links.has(named) ? named : hitLink;
    if (node) state.pathFrom ? reach(node) : pickNode(node);
    else if (link) pickLink(link);
    else pickNothing();
  });
  network.on("doubleClick", ({ nodes: [node] }) => node && toggleFocus(node));
  const hover = (id, pointer) => {
    hovered = id;
    byId("drawing").classList.toggle("pointing", pointer);
    network.redraw();
  };
  network.on("hoverNode", ({ node }) => hover(node, true));
  network.on("blurNode", () => hover(null, false));
  network.on("hoverEdge", () => byId("drawing").classList.add("pointing"));
  network.on("blurEdge", () => byId("drawing").classList.remove("pointing"));
  let roamed = false;
  network.on("dragEnd", ({ nodes: [node] }) => {
    roamed = true;
    if (!node) return;
    Object.assign(nodes.get(node)[level()], network.getPosition(node));
    Object.assign(nodes.get(node), network.getPosition(node));
  });
  new ResizeObserver(() => roamed || fit()).observe(byId("drawing"));
  const zoom = (factor) => {
    network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: false });
    roamed = true;
    regrow();
  };
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
