// The map: territories at their places, an arc for each manner of what is said of a pair.

for (const pair of sheet.pairs) {
  for (const mark of pair.marks) mark.id = `${pair.id}|${mark.manner}`;
}
const firmness = Object.keys(atlas.manners);
for (const pair of sheet.pairs) pair.marks.sort((a, b) => firmness.indexOf(a.manner) - firmness.indexOf(b.manner));
const STEP = "how";
const OPTION = null;
const INDEXED = true;
const sumsOf = () => [];
const stepOf = (mark) => say(atlas.manners[mark.manner].words);
const spotOf = (id) => sheet.spots[id]?.at;
const placed = (pair) => pair.ends.every((id) => Object.hasOwn(sheet.spots, id));

let seen = null; // the part of the map that is shown: left, top, width, height; null: all places

/** All places of what is shown, with room around them, in the shape of the frame. */
function whole(pairs, width, height) {
  const points = pairs.filter(placed).flatMap((pair) => pair.ends.map(spotOf));
  if (!points.length) return { left: -300, top: -200, width: 600, height: 400 };
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const wide = Math.max(60, Math.max(...xs) - left);
  const high = Math.max(40, Math.max(...ys) - top);
  const scale = Math.min((width - Math.min(170, width * 0.3)) / wide, (height - 70) / high);
  const size = { width: width / scale, height: height / scale };
  return { left: left + wide / 2 - size.width / 2, top: top + high / 2 - size.height / 2, ...size };
}

/** The arcs of one pair fan out, the firmest the straightest. */
function bow([x1, y1], [x2, y2], place) {
  const bend = 0.14 + place * 0.12;
  const [dx, dy] = [x2 - x1, y2 - y1];
  const side = dx < 0 || (dx === 0 && dy < 0) ? -1 : 1;
  return `M${x1} ${y1}Q${(x1 + x2) / 2 + dy * bend * side} ${(y1 + y2) / 2 - dx * bend * side} ${x2} ${y2}`;
}

const arcLabel = (mark, pair) => [pairName(pair), stepOf(mark), counted("claim", claimsOf(mark).length)].join(", ");

function arc(mark, pair, place) {
  const style = atlas.manners[mark.manner];
  const count = claimsOf(mark).length;
  const path = bow(...pair.ends.map(spotOf), place);
  const width = style.width * 0.85 + Math.log2(count) * 0.8;
  const pick = () => choose({ chosen: state.chosen === mark.id ? null : mark.id });
  const press = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pick();
  };
  const dash = style.line.map((part) => (part * width) / style.width).join(" ") || null;
  const chosen = state.chosen === mark.id;
  const about = { role: "button", tabindex: 0, "data-mark": mark.id, "aria-label": arcLabel(mark, pair) };
  const group = shape(
    "g",
    { ...about, class: "arc", "aria-pressed": String(chosen), click: pick, keydown: press },
    shape("path", { d: path, class: "touch" }),
    shape("path", { d: path, class: "line", "stroke-width": chosen ? width + 2.5 : width, "stroke-dasharray": dash }),
  );
  group.style.setProperty("--colour", shade(style));
  return group;
}

/** Territories of the shown pairs, the most claimed first, with the number of their claims. */
function weighed(pairs) {
  const weights = new Map();
  for (const pair of pairs.filter(placed)) {
    const claims = new Set(shownMarks(pair).flatMap(claimsOf)).size;
    for (const id of pair.ends) weights.set(id, (weights.get(id) ?? 0) + claims);
  }
  return [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Write names where there is room, the weightiest first: beside, above or below the place. */
function writeNames(picture, places, unit) {
  const taken = places.map(([id]) => around(spotOf(id), 5 * unit));
  for (const [id] of places) {
    const [x, y] = spotOf(id);
    const name = nameOf(id).slice(0, 60).replace(/[\u202a-\u202e\u2066-\u2069\u2028\u2029]/g, "");
    const text = shape("text", { "font-size": 12 * unit, "stroke-width": 3 * unit }, name);
    picture.append(text);
    const width = text.getComputedTextLength();
    const reach = 8 * unit;
    const boxes = [
      [x + reach, y - 7 * unit],
      [x - reach - width, y - 7 * unit],
      [x - width / 2, y - reach - 14 * unit],
      [x - width / 2, y + reach],
    ].map(([left, top]) => ({ left, top, right: left + width, bottom: top + 14 * unit }));
    const box = boxes.find((each) => inside(each) && !taken.some((other) => meets(each, other)));
    if (!box) {
      text.remove();
      continue;
    }
    taken.push(box);
    text.setAttribute("x", box.left);
    text.setAttribute("y", box.bottom - 3 * unit);
  }
}
const around = ([x, y], size) => ({ left: x - size, right: x + size, top: y - size, bottom: y + size });
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const inside = (box) =>
  box.left > seen.left &&
  box.top > seen.top &&
  box.right < seen.left + seen.width &&
  box.bottom < seen.top + seen.height;

function zoom(factor, at = null) {
  const { left, top, width, height } = seen;
  const [x, y] = at ?? [left + width / 2, top + height / 2];
  seen = { left: x - (x - left) / factor, top: y - (y - top) / factor, width: width / factor, height: height / factor };
  drawMap(pairsShown());
}

function drawMap(pairs) {
  const frame = byId("sheet").querySelector(".globe");
  const [width, height] = [frame.clientWidth || 800, frame.clientHeight || 480];
  seen ??= whole(pairs, width, height);
  const unit = seen.width / width;
  const active = document.activeElement?.dataset?.mark;
  const picture = shape("svg", {
    viewBox: [seen.left, seen.top, seen.width, seen.height].join(" "),
    role: "group",
    "aria-label": say(atlas.title),
  });
  picture.append(shape("path", { d: sheet.graticule, class: "graticule" }), shape("path", { d: sheet.land, class: "land" }));
  for (const pair of pairs.filter(placed)) picture.append(...shownMarks(pair).map((mark, place) => arc(mark, pair, place)));
  const places = weighed(pairs);
  for (const [id, weight] of places) {
    const [cx, cy] = spotOf(id);
    const dot = shape("circle", { cx, cy, r: (3 + Math.sqrt(weight)) * unit * Math.min(1, 0.5 + width / 1600), class: "spot" });
    dot.style.setProperty("--colour", shade(atlas.kinds[nodes.get(id).kind]));
    picture.append(dot);
  }
  frame.replaceChildren(picture);
  writeNames(picture, places, unit);
  if (active) [...picture.querySelectorAll(".arc")].find((each) => each.dataset.mark === active)?.focus();
}

/** Pull the map, and turn the wheel over it; a click that does not pull goes to the arcs. */
function handle(frame) {
  let held = null;
  frame.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, y: event.clientY, ...seen };
  });
  frame.addEventListener("pointermove", (event) => {
    if (!held || !event.buttons) return;
    const unit = seen.width / frame.clientWidth;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (Math.hypot(dx, dy) < 4) return;
    seen = { ...seen, left: held.left - dx * unit, top: held.top - dy * unit };
    frame.firstChild.setAttribute("viewBox", [seen.left, seen.top, seen.width, seen.height].join(" "));
  });
  frame.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
      event.preventDefault();
      const unit = seen.width / frame.clientWidth;
      const corner = frame.getBoundingClientRect();
      const at = [seen.left + (event.clientX - corner.left) * unit, seen.top + (event.clientY - corner.top) * unit];
      zoom(event.deltaY < 0 ? 1.25 : 0.8, at);
    },
    { passive: false },
  );
}

const zoomButton = (label, text, action) => make("button", { type: "button", "aria-label": word(label), click: action }, text);

function pairButton(pair) {
  const [mark] = shownMarks(pair);
  const pick = () => choose({ chosen: state.chosen === mark.id ? null : mark.id });
  const chosen = String(state.chosen === mark.id);
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "goods", "data-mark": mark.id, "aria-pressed": chosen, click: pick },
      swatch(mark.manner, "22px"),
      quoted(pairName(pair)),
    ),
  );
}

/** What is said of the places: how they stand for territories, and which pairs have no place. */
function legendOfPlaces(pairs) {
  const aside = pairs.filter((pair) => !placed(pair));
  const parts = [make("p", { class: "muted" }, word("spots"))];
  if (aside.length) {
    parts.push(make("h2", {}, `${word("unplaced")}: ${counted("pair", aside.length)}`));
    parts.push(make("ul", { class: "chips" }, ...aside.map(pairButton)));
  }
  return make("section", { class: "places" }, ...parts);
}

let lastPlace = null;

function drawSheet(pairs) {
  if (state.place !== lastPlace) seen = null;
  lastPlace = state.place;
  const frame = make("div", { class: "globe" });
  const buttons = make(
    "div",
    { class: "zoom", role: "group", "aria-label": word("view") },
    zoomButton("zoomin", "+", () => zoom(1.4)),
    zoomButton("zoomout", "−", () => zoom(1 / 1.4)),
    zoomButton("fit", "⤢", () => {
      seen = null;
      drawMap(pairsShown());
    }),
  );
  const empty = emptySheet(pairs);
  const active = document.activeElement?.dataset?.mark;
  byId("sheet").replaceChildren(empty ?? make("div", { class: "ground" }, frame, buttons), legendOfPlaces(pairs));
  if (empty) return;
  handle(frame);
  drawMap(pairs);
  if (active) [...byId("sheet").querySelectorAll("[data-mark]")].find((each) => each.dataset.mark === active)?.focus();
}

function headOf(mark, pair) {
  const why = (id) => make("li", { class: "muted" }, nodeButton(id), ` ${word(`spot-${sheet.spots[id]?.reason ?? "none"}`)}`);
  return [make("p", {}, mannerTag(mark), ` · ${counted("claim", claimsOf(mark).length)}`), make("ul", { class: "why" }, ...pair.ends.map(why))];
}

function leftOut() {
  const parts = [word("coast")];
  if (sheet.omitted) parts.push(`${word("omitted")}: ${counted("pair", sheet.omitted)}.`);
  if (sheet.alone) parts.push(`${word("alone")}: ${counted("claim", sheet.alone)}.`);
  return parts.join(" ");
}

const WORN = ["fill", "fill-rule", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "font-family"];

/** The map as a picture that needs no style sheet; XML has no way to write most control characters. */
function saveMap() {
  const picture = byId("sheet").querySelector(".globe svg");
  if (!picture) return;
  const copy = picture.cloneNode(true);
  const unit = seen.width / picture.clientWidth;
  const originals = picture.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, place) => {
    const look = getComputedStyle(originals[place]);
    const thin = look.vectorEffect === "non-scaling-stroke";
    for (const name of WORN) {
      let value = look.getPropertyValue(name);
      if (thin && name.startsWith("stroke-") && /^[\d.]/.test(value))
        value = value.replace(/[\d.]+(?:px)?/g, (part) => String(Number.parseFloat(part) * unit));
      element.setAttribute(name, value);
    }
    for (const name of ["class", "style", "role", "tabindex", "data-mark", "aria-label", "aria-pressed"])
      element.removeAttribute(name);
  });
  copy.querySelectorAll('path[stroke="rgba(0, 0, 0, 0)"]').forEach((touch) => touch.remove());
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("width", picture.clientWidth);
  copy.setAttribute("height", picture.clientHeight);
  copy.style.background = getComputedStyle(picture.parentElement).backgroundColor;
  const text = new XMLSerializer().serializeToString(copy);
  download(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd"), "svg", "image/svg+xml");
}
byId("save-svg").addEventListener("click", saveMap);

new ResizeObserver(() => {
  const frame = byId("sheet").querySelector(".globe");
  const picture = frame?.firstChild;
  if (!picture || Math.abs(frame.clientWidth / frame.clientHeight - seen.width / seen.height) < 0.02) return;
  seen = null;
  drawMap(pairsShown());
}).observe(byId("sheet"));
