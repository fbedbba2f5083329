// The drawing: vis-network draws the lines, we draw the nodes.

const network = new vis.Network(
  byId("drawing"),
  { nodes: new vis.DataSet(), edges: new vis.DataSet() },
  read("settings"),
);
const PAPER = () => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
const INK = () => getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
const FONT = getComputedStyle(document.body).fontFamily;
const icons = Object.fromEntries(Object.entries(atlas.kinds).map(([kind, style]) => [kind, new Path2D(style.icon)]));

/** On a stage that is higher than wide, a drawing that is wider than high is turned. */
function turn(level) {
  const { clientWidth, clientHeight } = byId("drawing");
  const places = [...nodes.values()].flatMap((node) => node[level] ?? []);
  const extent = (axis) => Math.max(...places.map((place) => place[axis])) - Math.min(...places.map((place) => place[axis]));
  if (clientHeight < clientWidth * 1.2 || extent("x") < extent("y")) return;
  for (const place of places) [place.x, place.y] = [place.y, place.x];
}
["overview", "detail"].forEach(turn);

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

/** The edge of a node: a circle, or a square with round corners. */
function traceBody(ctx, square, size) {
  ctx.beginPath();
  if (square) ctx.roundRect(-size, -size, size * 2, size * 2, size * 0.39);
  else ctx.arc(0, 0, size, 0, Math.PI * 2);
}

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
      const square = style.shape === "square";
      const outline = (grow) => traceBody(ctx, square, (square ? size * 0.92 : size) + grow);
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

const CROWD = 120;

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

/** Lines are of vis-network's making: give them their new widths when the scale has changed much. */
function regrow() {
  if (Math.abs(grown() / growth - 1) < 0.12) return;
  growth = grown();
  network.body.data.edges.update([...links.values()].map(edgeLook));
}
