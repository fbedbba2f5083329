// What is shown, taken away as a picture: its title above it, its sources below, nothing in it but shapes and text.
// The page gives `paint`, which returns the width, the height and the shapes of what it draws.

const MARGIN = 24;

/** XML has no way to write most control characters; marks that turn the direction of text would turn what follows. */
const tame = (text) =>
  String(text)
    .replace(/[\u202a-\u202e\u2066-\u2069\u2028\u2029]/g, "")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");

const fontOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const ruler = make("canvas").getContext("2d");

function rowsOf(text, font, width) {
  ruler.font = font;
  const rows = [""];
  for (const part of tame(text).slice(0, 600).split(/\s+/)) {
    const longer = rows.at(-1) ? `${rows.at(-1)} ${part}` : part;
    if (ruler.measureText(longer).width <= width) rows[rows.length - 1] = longer;
    else rows.push(part.slice(0, 80));
  }
  return rows.filter(Boolean);
}

function write(text, x, y, { size = 13, family = "sans", weight = 400, colour = "--ink", width = Infinity } = {}) {
  const fill = getComputedStyle(document.documentElement).getPropertyValue(colour).trim();
  const about = { "font-family": fontOf(family), "font-size": size, "font-weight": weight, fill };
  const rows = rowsOf(text, `${weight} ${size}px ${fontOf(family)}`, width);
  return rows.map((row, place) => shape("text", { x, y: y + place * size * 1.35, ...about }, row));
}

/** The documents behind what is shown, the first by name. */
function sourcesLine() {
  const cited = [...new Set(tableRows().map(({ claim }) => atlas.documents[claim.document]))];
  const named = cited.slice(0, 4).map((origin) => `«${(origin.title || origin.name).slice(0, 90)}»`);
  return `${word("sources")}: ${counted("source", cited.length)}: ${named.join(", ")}${cited.length > 4 ? "…" : ""} · coopatlas`;
}

function picture() {
  const { width, height, shapes } = paint();
  const room = width - 2 * MARGIN;
  const title = write(say(atlas.title), MARGIN, 38, { size: 22, family: "serif", weight: 600, width: room });
  const scope = write([scopeText(), chosenText()].filter(Boolean).join(" · "), MARGIN, 60, { colour: "--muted", width: room });
  const top = scope.length ? 74 : 52;
  const small = { size: 11, colour: "--muted", width: room };
  const sources = write(sourcesLine(), MARGIN, top + height + 26, small);
  const whole = { width, height: top + height + 30 + sources.length * 15 };
  const paper = shape("rect", { ...whole, fill: getComputedStyle(document.body).backgroundColor });
  const body = shape("svg", { y: top, width, height, class: "drawing" }, ...shapes);
  const about = { xmlns: SVG, viewBox: `0 0 ${whole.width} ${whole.height}`, ...whole };
  const element = shape("svg", about, shape("title", {}, say(atlas.title)), paper, ...title, ...scope, body, ...sources);
  return { ...whole, text: new XMLSerializer().serializeToString(element) };
}

const saveSvg = () => download(picture().text, "svg", "image/svg+xml");

/** What is saved as pixels: the picture, unless the page knows a better one. */
let still = picture;

const LARGEST = 15000; // pixels: browsers draw no longer canvas

async function savePng() {
  const { width, height, text } = still();
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = make("img", { src: address, width, height });
  await image.decode();
  const scale = Math.min(2, LARGEST / height, LARGEST / width);
  const copy = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  copy.getContext("2d").drawImage(image, 0, 0, copy.width, copy.height);
  URL.revokeObjectURL(address);
  copy.toBlob((blob) => download(blob, "png"));
}

function setUpPictures() {
  byId("save-svg").addEventListener("click", saveSvg);
  byId("save-png").addEventListener("click", savePng);
}
