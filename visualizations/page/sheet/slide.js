// The board as one picture for a slide: its numbers and as many pairs as are read from the last row of a room.

const SLIDE = { width: 1600, height: 900, margin: 56, name: 500, top: 280, row: 46, foot: 92 };
const tint = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** A text that is cut where it has no room. */
function cut(text, size, width, family = "sans", weight = 400) {
  ruler.font = `${weight} ${size}px ${fontOf(family)}`;
  const fits = (part) => ruler.measureText(part).width <= width;
  if (fits(text)) return text;
  let end = text.length;
  while (end && !fits(`${text.slice(0, end)}…`)) end--;
  return `${text.slice(0, end)}…`;
}
const slideText = (text, x, y, about, width) => write(cut(text, about.size, width, about.family, about.weight), x, y, about);

function slideSwatch(manner, x, y) {
  const style = atlas.manners[manner];
  const stated = !style.line.length;
  const about = { x, y, width: 30, height: 15, rx: 7.5, stroke: shade(style), "stroke-width": 2.4, fill: stated ? shade(style) : "none" };
  const rect = shape("rect", { ...about, class: "swatch", "stroke-dasharray": style.line.map((part) => part * 0.6).join(" ") || null });
  return style.cross ? [rect, ...write("✕", x + 9, y + 13, { size: 14, colour: "--warn" })] : [rect];
}

function slideCell(pair, stage, x, y, width) {
  const parts = inStage(pair, stage);
  if (parts.length) {
    const when = slideText(spanText(parts), x + 36, y + 14, { size: 15 }, width - 40);
    return [...slideSwatch(firstOf(parts), x, y), ...when];
  }
  const kind = emptyCell(pair, stage);
  if (kind === "none") return write("–", x + 4, y + 13, { size: 16, colour: "--muted" });
  const colour = kind === "lacks" ? "--warn" : "--muted";
  const frame = { x: x - 4, y: y - 5, width: width - 8, height: 26, rx: 6, fill: "none", stroke: tint("warn"), "stroke-dasharray": "5 3" };
  const text = write(word("unsaid"), x + 4, y + 13, { size: 15, family: "serif", colour });
  return kind === "lacks" ? [shape("rect", frame), ...text] : text;
}

function slideRow(pair, y, column) {
  const { margin, width, name } = SLIDE;
  return [
    shape("line", { x1: margin, x2: width - margin, y1: y - 16, y2: y - 16, stroke: tint("rule") }),
    ...slideText(pairName(pair), margin, y + 14, { size: 19, family: "serif", weight: 600 }, name - 20),
    ...stages.flatMap((stage, place) => slideCell(pair, stage, margin + name + place * column, y, column)),
  ];
}

function slideHead(column) {
  const { margin, name, top } = SLIDE;
  const numbers = Object.entries(GROUPS).flatMap(([key, test], place) => {
    const [x, colour] = [margin + place * 480, key === "unanswered" ? "--warn" : "--ink"];
    const count = counted("pair", everyPair().filter(test).length);
    return [
      ...write(count, x, 152, { size: 34, family: "serif", weight: 600, colour }),
      ...write(word(`gist-${key}`), x, 180, { size: 16, colour: "--muted", width: 440 }),
    ];
  });
  const sides = [["words", WORDS[0]], ["deeds", DEEDS[0]]].flatMap(([key, first]) =>
    write(word(key), margin + name + stages.indexOf(first) * column, top - 56, { size: 17, family: "serif", weight: 600 }),
  );
  const heads = stages.flatMap((stage, place) =>
    slideText(brief(stage), margin + name + place * column, top - 28, { size: 15, colour: "--muted" }, column - 6),
  );
  return [...numbers, ...sides, ...heads];
}

function slideFoot(left) {
  const { margin, width, height } = SLIDE;
  const used = manners.filter((manner) => pairsShown().some((pair) => shownMarks(pair).some((mark) => mark.manner === manner)));
  let x = margin;
  const key = used.flatMap((manner) => {
    const [at, text] = [x, say(atlas.manners[manner].words)];
    ruler.font = `15px ${fontOf("sans")}`;
    x += 66 + ruler.measureText(text).width;
    return [...slideSwatch(manner, at, height - 74), ...write(text, at + 38, height - 61, { size: 15 })];
  });
  const more = left ? write(word("andmore").replace("{pairs}", counted("pair", left)), x + 20, height - 61, { size: 15, colour: "--muted" }) : [];
  const sources = slideText(sourcesLine(), margin, height - 26, { size: 14, colour: "--muted" }, width - 2 * margin);
  return [...key, ...more, ...sources];
}

/** The slide: title, numbers, the first pairs of the chosen order, what the marks mean, and the sources. */
function slide() {
  const { width, height, margin, name, top, row, foot } = SLIDE;
  const column = (width - 2 * margin - name) / stages.length;
  const ordered = pairsShown().sort(ORDERS[state.option]);
  const room = Math.floor((height - foot - top) / row);
  const title = [say(atlas.title), ...[scopeText(), chosenText()].filter(Boolean)].join(" · ");
  const shapes = [
    shape("rect", { width, height, fill: tint("paper") }),
    ...slideText(title, margin, 84, { size: 40, family: "serif", weight: 600 }, width - 2 * margin),
    ...slideHead(column),
    ...ordered.slice(0, room).flatMap((pair, place) => slideRow(pair, top + place * row, column)),
    ...slideFoot(ordered.length - Math.min(room, ordered.length) + sheet.omitted),
  ];
  const about = { xmlns: SVG, viewBox: `0 0 ${width} ${height}`, width, height };
  const element = shape("svg", about, shape("title", {}, say(atlas.title)), ...shapes);
  return { width, height, text: new XMLSerializer().serializeToString(element) };
}
still = slide; // whole, a board is too long for any slide; as SVG it is saved whole
