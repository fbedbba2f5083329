// Goods as tiles: areas in proportion to a number, in rows that keep the tiles near one shape.

const SHAPE = 3; // names are longer than they are high

/** How far from a square is the worst of the tiles that share a side, and of each its area. */
function worst(areas, side) {
  const sum = areas.reduce((all, area) => all + area, 0);
  return Math.max(...areas.map((area) => Math.max((side * side * area) / sum ** 2, sum ** 2 / (side * side * area))));
}

/** Boxes in percent for sizes, the greatest first: Bruls, Huizing, van Wijk, Squarified Treemaps, 2000. */
function squarified(sizes, width, height) {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const rest = sizes.map((size) => (size * (width / SHAPE) * height) / total);
  let [left, top, wide, high] = [0, 0, width / SHAPE, height];
  const boxes = [];
  while (rest.length) {
    const side = Math.min(wide, high);
    let count = 1;
    while (count < rest.length && worst(rest.slice(0, count + 1), side) <= worst(rest.slice(0, count), side)) count++;
    const row = rest.splice(0, count);
    const thick = row.reduce((sum, area) => sum + area, 0) / side;
    const across = wide < high;
    let along = 0;
    for (const area of row) {
      const [x, y, w, h] = across ? [left + along, top, area / thick, thick] : [left, top + along, thick, area / thick];
      boxes.push({ left: (x * SHAPE) / width, top: y / height, width: (w * SHAPE) / width, height: h / height });
      along += area / thick;
    }
    if (across) [top, high] = [top + thick, high - thick];
    else [left, wide] = [left + thick, wide - thick];
  }
  return boxes;
}

const TILE = 11500; // square pixels for each document that names the goods

function tile(mark, box) {
  const [claim] = claimsOf(mark);
  const told = documentsOf([mark]);
  const about = { ...way(mark), class: "tile", "data-manner": claim.manner };
  const button = make("button", about, quoted(say(mark.goods)), told > 1 ? make("small", {}, counted("source", told)) : null);
  if (claim.manner !== "stated") button.prepend(swatch(claim.manner, "22px"));
  const place = make("li", {}, button);
  for (const [side, part] of Object.entries(box)) place.style[side] = `${100 * part}%`;
  return place;
}

function goodsGroup(marks, once) {
  const sorted = marks.sort((a, b) => documentsOf([b]) - documentsOf([a]) || say(a.goods).localeCompare(say(b.goods), state.lang));
  const sizes = sorted.map((mark) => documentsOf([mark]));
  const width = Math.max(240, byId("sheet").clientWidth - 34);
  const height = Math.max(54, (sizes.reduce((sum, size) => sum + size, 0) * TILE) / width);
  const list = make("ul", { class: "tiles" });
  list.style.height = `${height}px`;
  const boxes = squarified(sizes, width, height);
  list.append(...sorted.map((mark, place) => tile(mark, boxes[place])));
  const said = once(marks.some((mark) => mark.told) ? "groupsbyname" : "sharesunsaid");
  return [make("h3", {}, stepOf(marks[0]), said), list];
}
