// The names over the drawing: as on a map, what has room is written, the weightiest first.

const FEW = 10;
const CHIEF = 8; // so many of the weightiest are always named
const ROOMY = 60; // so many nodes at most leave room for figures at lines

/** The latest figure of trade as it is printed, where a line has one and there is room to write it. */
function figureText(link, claims) {
  if (link.level !== "detail" || shown.nodes.size > ROOMY) return "";
  const figures = claims.filter((claim) => claim.kind === "trade" && claim.printed);
  const latest = figures.sort((a, b) => (b.when ?? "").localeCompare(a.when ?? ""))[0];
  return latest && latest.printed.length <= 32 ? latest.printed : "";
}

/** What may stand at a line, the fuller first: the cross of a denial, what it is about where few are lit, a figure, the number of its claims. */
function edgeTexts(link) {
  const style = atlas.manners[link.manner];
  const claims = claimsOf(link);
  const few = lit !== null && [...lit].filter((id) => links.has(id)).length <= FEW;
  const kinds = !few
    ? []
    : [...new Set(claims.map((claim) => claim.kind))].slice(0, 3).map((kind) => say(atlas.links[kind] ?? { en: kind }));
  const parts = [style.cross ? "✕" : "", kinds.join(", "), claims.length > 1 ? `×${number(claims.length)}` : ""];
  const told = (some) => some.filter(Boolean).join(" ");
  return [...new Set([told([...parts.slice(0, 2), figureText(link, claims), parts[2]]), told(parts)])].filter(Boolean);
}

const wrapped = new Map();
const LETTERS = byId("drawing").clientWidth < 600 ? 13 : 20;

/** Break a name into at most three short lines, shorter on a phone. Marks that turn the direction of text have no place on a canvas. */
function lines(name) {
  if (wrapped.has(name)) return wrapped.get(name);
  const rows = [""];
  for (const part of name
    .slice(0, 200)
    .replace(/[\u202a-\u202e\u2066-\u2069\u2028\u2029]/g, "")
    .split(/\s+/)) {
    const row = rows.at(-1);
    if (!row) rows[rows.length - 1] = part;
    else if (row.length + part.length < LETTERS) rows[rows.length - 1] = `${row} ${part}`;
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
  const texts = dimmed(link.id) ? [] : edgeTexts(link);
  const drawn = network.body.edges[link.id]?.edgeType; // nodes arrive, and are drawn, before their lines
  if (!texts.length || !drawn) return [];
  const points = [0.5, 0.38, 0.62].map((part) => network.canvasToDOM(drawn.getPoint(part)));
  const places = (width, height) => points.map(({ x, y }) => [x - width / 2, y - height / 2]);
  const colour = shade(atlas.manners[link.manner]);
  return texts.map((text) => ({ id: link.id, rows: [text], font: `italic ${size - 1}px ${FONT}`, size, colour, places }));
}

/** A box moved as little as is needed to lie within the drawing. */
function pushedIn({ left, top, right, bottom }, wide, high) {
  const dx = Math.min(0, wide - 2 - right) || Math.max(0, 2 - left);
  const dy = Math.min(0, high - 2 - bottom) || Math.max(0, 2 - top);
  return { left: left + dx, right: right + dx, top: top + dy, bottom: bottom + dy };
}

/** Place what has room: as on a map, more names appear as one comes nearer. The chief names may cover lesser nodes, and are never left out. */
function placeNames(ctx, scale) {
  const { clientWidth, clientHeight } = byId("drawing");
  const inside = (box) =>
    box.left >= 2 && box.top >= 2 && box.right <= clientWidth - 2 && box.bottom <= clientHeight - 2;
  const wanted = writings(scale);
  const bodies = wanted.flatMap(({ body }) => body ?? []);
  const placed = [];
  for (const writing of wanted) {
    if (placed.some(({ id }) => id === writing.id)) continue; // it has its fuller text
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
    const pushed = () => boxes.map((each) => pushedIn(each, clientWidth, clientHeight));
    const box = boxes.find(free) ?? (writing.chief && (boxes.find((each) => inside(each) && apart(each)) ?? pushed().find(apart) ?? pushed()[0]));
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
