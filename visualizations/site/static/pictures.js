// Pictures of an answer: a map, a network, a chart; SVG made of elements, so that no word of a document is markup.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const MOST_SPOTS = 500;
const MOST_NODES = 150;
const MOST_BARS = 60;

function shape(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

const titled = (text) => shape("title", {}, text);
const short = (text, length = 26) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

function linked(path, ...children) {
  return path ? shape("a", { href: path }, ...children) : shape("g", {}, ...children);
}

let ground = null;

/** The coast, in degrees; fetched when the first map is drawn. */
async function land() {
  ground ??= await fetch("/workbench/land").then((answer) => answer.json());
  return ground.rings;
}

/** Draw spots of longitude and latitude, the larger the more they stand for. */
async function drawMap(spots) {
  const shown = spots.slice(0, MOST_SPOTS);
  const [wests, norths] = [shown.map((spot) => spot.east), shown.map((spot) => spot.north)];
  const middle = (Math.min(...norths) + Math.max(...norths)) / 2;
  const wide = Math.max(0.2, Math.cos((middle * Math.PI) / 180));
  const x = (east) => east * wide * 10;
  const y = (north) => -north * 10;
  const box = [x(Math.min(...wests)), y(Math.max(...norths)), x(Math.max(...wests)), y(Math.min(...norths))];
  const margin = Math.max(30, (box[2] - box[0]) * 0.12, (box[3] - box[1]) * 0.12);
  let [left, top, width, height] = [box[0] - margin, box[1] - margin, box[2] - box[0] + 2 * margin, box[3] - box[1] + 2 * margin];
  if (width < height * 1.7) [left, width] = [left - (height * 1.7 - width) / 2, height * 1.7];
  const unit = width / 1000;
  const path = (await land())
    .map((ring) => {
      let line = "";
      for (let place = 0; place < ring.length; place += 2)
        line += `${place ? "L" : "M"}${Math.round(x(ring[place] / 10))} ${Math.round(y(ring[place + 1] / 10))}`;
      return `${line}Z`;
    })
    .join("");
  const most = Math.max(1, ...shown.map((spot) => spot.weight));
  const room = rooms();
  const marks = [...shown]
    .sort((a, b) => b.weight - a.weight)
    .map((spot) => {
      const radius = unit * (4 + 10 * Math.sqrt(spot.weight / most));
      const [cx, cy] = [x(spot.east), y(spot.north)];
      const text = short(spot.name);
      const free = room(cx + radius, cy - 8 * unit, text.length * 8 * unit, 16 * unit);
      return linked(
        spot.path,
        shape("circle", { class: "spot", cx, cy, r: radius }, titled(`${spot.name}${spot.told ? `: ${spot.told}` : ""}`)),
        free ? shape("text", { x: cx + radius + 3 * unit, y: cy + 5 * unit, "font-size": 14 * unit }, text) : null,
      );
    });
  return shape(
    "svg",
    { class: "picture", viewBox: [left, top, width, height].map((part) => part.toFixed(1)).join(" "), role: "group" },
    shape("path", { class: "land", d: path, "fill-rule": "evenodd" }),
    ...marks,
  );
}

/** Places of the nodes of a network: springs along its lines, every node pushing every other, cooled step by step. */
function settled(nodes, lines) {
  const spots = nodes.map((_, place) => {
    const angle = place * Math.PI * (3 - Math.sqrt(5));
    return { x: Math.cos(angle) * Math.sqrt(place + 1), y: Math.sin(angle) * Math.sqrt(place + 1), dx: 0, dy: 0 };
  });
  const far = 1.6;
  for (let heat = 1; heat > 0.02; heat *= 0.975) {
    for (const spot of spots) [spot.dx, spot.dy] = [-spot.x * 0.06, -spot.y * 0.1];
    for (let a = 0; a < spots.length; a++)
      for (let b = 0; b < a; b++) {
        const [dx, dy] = [spots[a].x - spots[b].x, spots[a].y - spots[b].y];
        const apart = dx * dx + dy * dy;
        if (apart > far * far * 14) continue;
        const push = (far * far) / Math.max(0.05, apart);
        spots[a].dx += dx * push;
        spots[a].dy += dy * push;
        spots[b].dx -= dx * push;
        spots[b].dy -= dy * push;
      }
    for (const [a, b] of lines) {
      const [dx, dy] = [spots[a].x - spots[b].x, spots[a].y - spots[b].y];
      const pull = Math.hypot(dx, dy) / far;
      spots[a].dx -= dx * pull;
      spots[a].dy -= dy * pull;
      spots[b].dx += dx * pull;
      spots[b].dy += dy * pull;
    }
    for (const spot of spots) {
      const length = Math.hypot(spot.dx, spot.dy) || 1;
      const step = Math.min(length, heat) / length;
      spot.x += spot.dx * step;
      spot.y += spot.dy * step;
    }
  }
  return spots;
}

/** Tell which labels have room: a label that would cover another is left to the title of its spot. */
function rooms() {
  const taken = [];
  return (left, top, width, height) => {
    const free = taken.every((box) => left + width < box[0] || box[2] < left || top + height < box[1] || box[3] < top);
    if (free) taken.push([left, top, left + width, top + height]);
    return free;
  };
}

/** Draw who is linked with whom; `pairs` hold two names each, with how much stands behind them. */
function drawNetwork(pairs) {
  const degrees = new Map();
  for (const { from, to } of pairs) for (const one of [from, to]) degrees.set(one.iri, (degrees.get(one.iri) ?? 0) + 1);
  const kept = new Set([...degrees].sort((a, b) => b[1] - a[1]).slice(0, MOST_NODES).map(([iri]) => iri));
  const within = pairs.filter(({ from, to }) => kept.has(from.iri) && kept.has(to.iri) && from.iri !== to.iri);
  const nodes = [...new Map(within.flatMap(({ from, to }) => [[from.iri, from], [to.iri, to]])).values()];
  const place = new Map(nodes.map((node, number) => [node.iri, number]));
  const lines = within.map(({ from, to }) => [place.get(from.iri), place.get(to.iri)]);
  const spots = settled(nodes, lines);
  const [xs, ys] = [spots.map((spot) => spot.x), spots.map((spot) => spot.y)];
  const [left, top] = [Math.min(...xs, -2), Math.min(...ys, -1)];
  const scale = Math.min(880 / (Math.max(...xs, 2) - left), 520 / (Math.max(...ys, 1) - top));
  const at = ({ x, y }) => [60 + (x - left) * scale, 40 + (y - top) * scale];
  const most = Math.max(1, ...within.map((pair) => pair.weight));
  const room = rooms();
  const order = nodes.map((_, number) => number).sort((a, b) => degrees.get(nodes[b].iri) - degrees.get(nodes[a].iri));
  return shape(
    "svg",
    { class: "picture", viewBox: "0 0 1000 600", role: "group" },
    ...within.map((pair, number) => {
      const [[x1, y1], [x2, y2]] = lines[number].map((one) => at(spots[one]));
      const told = titled(`${pair.from.name} — ${pair.to.name}: ${pair.weight}`);
      return shape("line", { class: "edge", x1, y1, x2, y2, "stroke-width": 1 + (4 * pair.weight) / most }, told);
    }),
    ...order.map((number) => {
      const node = nodes[number];
      const [cx, cy] = at(spots[number]);
      const radius = 5 + 2 * Math.sqrt(degrees.get(node.iri));
      const text = short(node.name, 22);
      const free = room(cx - text.length * 3.2, cy + radius + 2, text.length * 6.4, 13);
      return linked(
        node.path,
        shape("circle", { class: "spot", cx, cy, r: radius }, titled(node.name)),
        free ? shape("text", { x: cx, y: cy + radius + 12, "font-size": 12, "text-anchor": "middle" }, text) : null,
      );
    }),
  );
}

/** Draw bars, one a row. */
function drawChart(bars) {
  const shown = bars.slice(0, MOST_BARS);
  const most = Math.max(...shown.map((bar) => Math.abs(bar.value)), 1e-9);
  const rows = shown.map((bar, place) => {
    const y = 12 + place * 26;
    const width = (Math.abs(bar.value) / most) * 560;
    return linked(
      bar.path,
      shape("text", { x: 312, y: y + 14, "font-size": 13, "text-anchor": "end" }, short(bar.name, 44)),
      shape("rect", { class: "bar", x: 320, y: y + 2, width: Math.max(width, 1), height: 16, rx: 3 }, titled(`${bar.name}: ${bar.value}`)),
      shape("text", { x: 328 + width, y: y + 14, "font-size": 12 }, bar.value.toLocaleString(document.documentElement.lang)),
    );
  });
  return shape("svg", { class: "picture", viewBox: `0 0 1000 ${24 + shown.length * 26}`, role: "group" }, ...rows);
}
