// The drawing, taken away as a picture or a graph.

const chosenText = () =>
  [state.around.map(nameOf).join(", "), (state.path ?? [state.node]).filter(Boolean).map(nameOf).join(" — ")]
    .filter(Boolean)
    .join(" · ");

function nodeShape(kind, wished, size, mark = {}) {
  const style = atlas.kinds[kind];
  const colour = shade(style);
  const half = size * 0.92;
  const dress = { fill: wished ? ink.paper : colour, stroke: colour, "stroke-width": 1.6, "stroke-dasharray": wished ? "4 3" : null };
  const outline =
    style.shape === "square"
      ? shape("rect", { x: -half, y: -half, width: half * 2, height: half * 2, rx: size * 0.36, ...dress })
      : shape("circle", { r: size, ...dress });
  const pen = { fill: "none", stroke: wished ? colour : ink.paper, "stroke-width": 1.9, "stroke-linecap": "round", "stroke-linejoin": "round" };
  const sign = shape("path", { d: style.icon, transform: `scale(${(size * 1.16) / 24}) translate(-12 -12)`, ...pen });
  return shape("g", mark, outline, sign);
}

/** The points of a line as it is drawn, and the heads at its ends, on the edges of the nodes. */
function linkShape(link) {
  const look = edgeLook(link);
  const scale = network.getScale();
  const drawn = network.body.edges[link.id].edgeType;
  const steps = link.smooth.enabled ? 12 : 1;
  const points = Array.from({ length: steps + 1 }, (_, step) => network.canvasToDOM(drawn.getPoint(step / steps)));
  const pen = { stroke: look.color.color, "stroke-opacity": look.color.opacity, "stroke-width": look.width * scale, fill: "none" };
  const dash = look.dashes ? look.dashes.map((part) => part * scale).join(" ") : null;
  const path = `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
  const head = (tip, before, id) => {
    const turn = Math.atan2(tip.y - before.y, tip.x - before.x);
    const reach = radius(nodes.get(id)) * scale + 2;
    const at = `translate(${tip.x - reach * Math.cos(turn)} ${tip.y - reach * Math.sin(turn)}) rotate(${(turn * 180) / Math.PI})`;
    return shape("path", { d: "M0 0L-7 3.2L-7 -3.2Z", transform: at, fill: look.color.color, "fill-opacity": look.color.opacity });
  };
  const parts = [shape("path", { d: path, "stroke-dasharray": dash, ...pen })];
  if (look.arrows.to.enabled) parts.push(head(points.at(-1), points.at(-2), link.to));
  if (look.arrows.from.enabled) parts.push(head(points[0], points[1], link.from));
  return shape("g", { class: "link" }, ...parts);
}

function nameShape({ rows, size, colour, left, right, top, id }) {
  const about = { x: (left + right) / 2, "text-anchor": "middle", "font-family": FONT, "font-size": size, fill: colour };
  const halo = { stroke: ink.paper, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" };
  const slant = nodes.has(id) ? {} : { "font-style": "italic" };
  const text = (row, place) => shape("text", { y: top + (place + 0.85) * size * 1.15, ...about, ...halo, ...slant }, tame(row));
  return shape("g", { class: "name" }, ...rows.map(text));
}

/** The kinds and the manners that are shown, in rows below the drawing. */
function keyShapes(width, top) {
  const kinds = new Set([...shown.nodes].map((id) => nodes.get(id).kind));
  const manners = new Set([...shown.links].map((id) => links.get(id).manner));
  const signs = [
    ...Object.keys(atlas.kinds)
      .filter((kind) => kinds.has(kind))
      .map((kind) => [nodeShape(kind, false, 8), say(atlas.kinds[kind].words), 22]),
    ...Object.entries(atlas.manners)
      .filter(([manner]) => manners.has(manner))
      .map(([, { line, width: wide, ...style }]) => [
        shape("path", { d: "M-6 0H32", stroke: shade(style), "stroke-width": wide, "stroke-dasharray": line.join(" ") || null }),
        style.cross ? `✕ ${say(style.words)}` : say(style.words),
        46,
      ]),
  ];
  let [x, y] = [MARGIN + 8, top];
  const shapes = signs.flatMap(([sign, text, room]) => {
    ruler.font = `12px ${fontOf("sans")}`;
    const wide = room + ruler.measureText(text).width + 18;
    if (x + wide > width) [x, y] = [MARGIN + 8, y + 22];
    sign.setAttribute("transform", `translate(${x} ${y - 4})`);
    const placed = [sign, ...write(text, x + room - 8, y, { size: 12 })];
    x += wide;
    return placed;
  });
  return { shapes, bottom: y + 14 };
}

function paint() {
  if (state.view === "table") choose({ view: "network" });
  network.redraw(); // places the names
  const { clientWidth: width, clientHeight: height } = byId("drawing");
  const scale = network.getScale();
  const bodies = [...shown.nodes].map((id) => {
    const node = nodes.get(id);
    const { x, y } = network.canvasToDOM(node);
    const mark = { class: "node", transform: `translate(${x} ${y})`, opacity: dimmed(id) ? 0.16 : null };
    return nodeShape(node.kind, node.wished, radius(node) * scale, mark);
  });
  const key = keyShapes(width, height + 24);
  const lines = [...shown.links].map((id) => linkShape(links.get(id)));
  const scene = shape("svg", { width, height }, ...lines, ...bodies, ...names.map(nameShape));
  return { width, height: key.bottom, shapes: [scene, ...key.shapes] };
}

const GEXF = "http://gexf.net/1.3";

function saveGraph() {
  const page = document.implementation.createDocument(GEXF, "gexf");
  const put = (parent, tag, attributes) => {
    const element = parent.appendChild(page.createElementNS(GEXF, tag));
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, tame(value));
    return element;
  };
  page.documentElement.setAttribute("version", "1.3");
  const graph = put(page.documentElement, "graph", { defaultedgetype: "directed" });
  put(put(graph, "attributes", { class: "node" }), "attribute", { id: "kind", title: "kind", type: "string" });
  put(put(graph, "attributes", { class: "edge" }), "attribute", { id: "manner", title: "manner", type: "string" });
  const inner = put(graph, "nodes", {});
  const outer = put(graph, "edges", {});
  for (const id of shown.nodes) {
    put(put(put(inner, "node", { id, label: nameOf(id) }), "attvalues", {}), "attvalue", {
      for: "kind",
      value: nodes.get(id).kind,
    });
  }
  for (const id of shown.links) {
    const { from, to, manner } = links.get(id);
    const edge = put(outer, "edge", {
      id,
      source: from,
      target: to,
      weight: Math.max(1, claimsOf(links.get(id)).length),
      label: say(atlas.manners[manner].words),
    });
    put(put(edge, "attvalues", {}), "attvalue", { for: "manner", value: manner });
  }
  download(
    `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(page)}`,
    "gexf",
    "application/xml",
  );
}

function setUpSaving() {
  setUpSaveMenu();
  setUpPictures();
  byId("save-gexf").addEventListener("click", saveGraph);
}
