// The names of places: written where there is room, the weightiest first.

/** Where a name may stand: beside, above, below a place, then at its corners. */
function nameBoxes([x, y], reach, width, high) {
  const slant = reach * 0.7;
  const corners = [
    [x + reach, y - high / 2],
    [x - reach - width, y - high / 2],
    [x - width / 2, y - reach - high],
    [x - width / 2, y + reach],
    [x + slant, y - slant - high],
    [x + slant, y + slant],
    [x - slant - width, y - slant - high],
    [x - slant - width, y + slant],
  ];
  return corners.map(([left, top]) => ({ left, top, right: left + width, bottom: top + high }));
}

const CHIEF = 8; // so many of the weightiest are named even where the name covers a lighter place

/** The room that buttons over the map take from names. */
function covered(picture, unit) {
  const corner = picture.getBoundingClientRect();
  return [...byId("sheet").querySelectorAll(".ground > :is(.zoom, .beyond)")].map((button) => {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const [x, y] = [seen.left - corner.left * unit, seen.top - corner.top * unit];
    return { left: x + left * unit, right: x + right * unit, top: y + top * unit, bottom: y + bottom * unit };
  });
}

/** Points along the arcs, which names leave free where they can. */
function strokes(picture) {
  return [...picture.querySelectorAll(".arc .line")].flatMap((path) => {
    const [length, steps] = [path.getTotalLength(), 24];
    return Array.from({ length: steps + 1 }, (_, step) => path.getPointAtLength((length * step) / steps));
  });
}

/** Write names where there is room, the weightiest first; no name covers another, and few an arc. */
function writeNames(picture, places, unit) {
  const points = strokes(picture);
  const crossed = (box) => points.filter(({ x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom).length;
  const dots = places.map(([id, radius]) => around(spotOf(id), radius));
  const written = covered(picture, unit);
  places.forEach(([id, radius], place) => {
    const name = nameOf(id).slice(0, 60).replace(/[\u202a-\u202e\u2066-\u2069\u2028\u2029]/g, "");
    const text = shape("text", { "font-size": 12 * unit, "stroke-width": 5 * unit }, name);
    picture.append(text);
    const extent = text.getBBox();
    const beside = nameBoxes(spotOf(id), radius + 3 * unit, extent.width, extent.height).filter(inside);
    const boxes = beside.sort((a, b) => crossed(a) - crossed(b)); // of equals the first stays first
    const free = (box, others) => !others.some((other) => meets(box, other));
    const box =
      boxes.find((each) => free(each, [...written, ...dots])) ??
      (place < CHIEF ? boxes.find((each) => free(each, [...written, ...dots.slice(0, place)])) : null);
    if (!box) return text.remove();
    written.push(box);
    text.setAttribute("x", box.left);
    text.setAttribute("y", box.top - extent.y);
  });
}
const around = ([x, y], size) => ({ left: x - size, right: x + size, top: y - size, bottom: y + size });
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const inside = (box) =>
  box.left > seen.left &&
  box.top > seen.top &&
  box.right < seen.left + seen.width &&
  box.bottom < seen.top + seen.height;
