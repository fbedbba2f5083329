// A page that is read, traced as it stands: its plates, its lines of text and its drawings become shapes of one picture.

const WORN = [
  "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap",
  "stroke-opacity", "opacity", "overflow", "paint-order", "font-family", "font-size", "font-weight", "text-anchor",
];
const KEPT = new Set([
  "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "dy", "width", "height", "points", "transform", "viewBox", "class",
]);
const UNTRACED = ".zoom, .printed, .touch, select, input, .key[aria-pressed='false']";
const clear = (colour) => colour === "transparent" || /, 0\)$/.test(colour);

/** A drawing as it looks, in need of no style sheet. */
function traceDrawing(drawing, left, top) {
  const copy = drawing.cloneNode(true);
  const box = drawing.getBoundingClientRect();
  const unit = drawing.viewBox.baseVal?.width ? drawing.viewBox.baseVal.width / box.width : 1;
  const originals = [drawing, ...drawing.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, place) => {
    for (const { name } of [...element.attributes]) if (!KEPT.has(name)) element.removeAttribute(name);
    const look = getComputedStyle(originals[place]);
    const thin = look.vectorEffect === "non-scaling-stroke";
    for (const name of WORN) {
      let value = look.getPropertyValue(name);
      if (thin && name.startsWith("stroke-") && /^[\d.]/.test(value) && name !== "stroke-opacity")
        value = value.replace(/[\d.]+(?:px)?/g, (part) => String(Number.parseFloat(part) * unit));
      if (value && value !== "normal") element.setAttribute(name, value);
    }
    if (element.firstChild?.nodeType === Node.TEXT_NODE) element.textContent = tame(element.textContent);
  });
  for (const unseen of copy.querySelectorAll(UNTRACED)) unseen.remove();
  return fill(copy, { x: box.left - left, y: box.top - top, width: box.width, height: box.height }, []);
}

/** The background of a box and its borders. */
function plate(box, look, left, top) {
  const at = { x: box.left - left, y: box.top - top, width: box.width, height: box.height };
  const sides = ["Top", "Right", "Bottom", "Left"].map((side) => ({
    width: look[`border${side}Style`] === "none" ? 0 : Number.parseFloat(look[`border${side}Width`]),
    colour: look[`border${side}Color`],
  }));
  const framed = sides.every(({ width }) => width > 0);
  const shapes = [];
  if (framed || !clear(look.backgroundColor)) {
    const stroke = framed && !clear(sides[0].colour) ? { stroke: sides[0].colour, "stroke-width": sides[0].width } : {};
    const rx = Math.min(Number.parseFloat(look.borderTopLeftRadius) || 0, box.height / 2);
    const ground = clear(look.backgroundColor) ? "none" : look.backgroundColor;
    if (ground !== "none" || stroke.stroke) shapes.push(shape("rect", { ...at, rx, fill: ground, ...stroke }));
  }
  if (framed) return shapes;
  const [right, bottom] = [at.x + at.width, at.y + at.height];
  const ends = [[at.x, at.y, right, at.y], [right, at.y, right, bottom], [at.x, bottom, right, bottom], [at.x, at.y, at.x, bottom]];
  sides.forEach(({ width, colour }, side) => {
    const [x1, y1, x2, y2] = ends[side];
    if (width && !clear(colour)) shapes.push(shape("line", { x1, y1, x2, y2, stroke: colour, "stroke-width": width }));
  });
  return shapes;
}

/** The rows in which a text is set, each with its box: a letter that stands lower begins a new one. */
function rowsSet(text) {
  const rows = [];
  const range = document.createRange();
  let at = 0;
  for (const letter of text.data.slice(0, 1500)) {
    range.setStart(text, at);
    range.setEnd(text, (at += letter.length));
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    const row = rows.at(-1);
    if (row && Math.abs(row.top - box.top) < 3) Object.assign(row, { text: row.text + letter, right: box.right });
    else rows.push({ text: letter, left: box.left, right: box.right, top: box.top, bottom: box.bottom });
  }
  return rows;
}

function traceText(text, raised, look, left, top, clip) {
  const about = {
    "font-family": look.fontFamily, "font-size": look.fontSize, "font-weight": look.fontWeight, "font-style": look.fontStyle, fill: look.color,
  };
  ruler.font = `${look.fontStyle} ${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
  const { fontBoundingBoxAscent: rise, fontBoundingBoxDescent: fall } = ruler.measureText("x");
  return rowsSet(text)
    .filter((row) => !clip || (row.top + row.bottom) / 2 < clip.bottom)
    .map((row) => {
      const y = row.top - top + ((row.bottom - row.top) * rise) / (rise + fall);
      const length = row.right - row.left;
      const width = length > 0 ? { textLength: length, lengthAdjust: "spacingAndGlyphs" } : {};
      return shape("text", { x: row.left - left, y, ...width, ...about }, tame(row.text));
    })
    .map((row, place) => {
      if (raised && !place) row.textContent = row.textContent.replace(/^./u, (letter) => letter.toUpperCase());
      return row;
    });
}

function trace(element, left, top, clip = null) {
  const look = getComputedStyle(element);
  if (look.display === "none" || look.visibility === "hidden" || element.matches(UNTRACED)) return [];
  if (element instanceof SVGSVGElement) return [traceDrawing(element, left, top)];
  const box = element.getBoundingClientRect();
  const raised = getComputedStyle(element, "::first-letter").textTransform === "uppercase";
  const inner = look.overflow === "visible" ? clip : box;
  const parts = [...element.childNodes].flatMap((child) =>
    child.nodeType === Node.TEXT_NODE
      ? traceText(child, raised, look, left, top, inner)
      : child.nodeType === Node.ELEMENT_NODE
        ? trace(child, left, top, inner)
        : [],
  );
  return [...plate(box, look, left, top), ...parts];
}

const chosenText = () => (state.place ? nameOf(state.place) : "");

function paint() {
  if (state.view === "table") choose({ view: "sheet" });
  const parts = ["about", "manners", "sheet", "left-out"].map(byId);
  const boxes = parts.map((part) => part.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left)) - MARGIN;
  const top = Math.min(...boxes.map((box) => box.top));
  const width = Math.max(...boxes.map((box) => box.right)) - left + MARGIN;
  const height = Math.max(...boxes.map((box) => box.bottom)) - top;
  return { width, height, shapes: parts.flatMap((part) => trace(part, left, top)) };
}

setUpPictures();
