// Places on the map: which are framed, and how crowded ones are spread.

let stood = new Map(); // where places are drawn that would cover each other at their own spots
const spotOf = (id) => stood.get(id) ?? sheet.spots[id]?.at;

/** The places where most is told: an edge is cut off that holds little and, without it, leaves a fifth of the width. */
function core(places) {
  let kept = places;
  let spare = places.reduce((sum, [, weight]) => sum + weight, 0) * 0.08;
  for (;;) {
    const cuts = [[0, 1], [0, -1], [1, 1], [1, -1]].flatMap((side) => edges(kept, spare, ...side));
    const best = cuts.sort((a, b) => b.gain - a.gain)[0];
    if (!best) return kept;
    kept = best.kept;
    spare -= best.lost;
  }
}

/** Ways to cut places off at one side: what stays, how much of the width is gained and how much weight lost. */
function edges(places, spare, axis, sign) {
  const at = ([id]) => sign * sheet.spots[id].at[axis];
  const order = [...places].sort((a, b) => at(a) - at(b));
  const extent = order.length ? at(order.at(-1)) - at(order[0]) : 0;
  let lost = 0;
  return order.slice(0, -2).flatMap(([, weight], place) => {
    lost += weight;
    const gain = (at(order[place + 1]) - at(order[0])) / (extent || 1);
    return lost <= spare && gain > 0.2 ? [{ kept: order.slice(place + 1), gain, lost }] : [];
  });
}

/** The part of the map that holds these places, with room around them, in the shape of the frame. */
function framed(places, width, height) {
  const points = places.map(([id]) => sheet.spots[id].at);
  if (!points.length) return { left: -300, top: -200, width: 600, height: 400 };
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const wide = Math.max(60, Math.max(...xs) - left);
  const high = Math.max(40, Math.max(...ys) - top);
  const scale = Math.min((width - Math.min(170, width * 0.3)) / wide, (height - 70) / high);
  const size = { width: width / scale, height: height / scale };
  return { left: left + wide / 2 - size.width / 2, top: top + high / 2 - size.height / 2, ...size };
}

/** The points of a spiral about a spot: at steps of the golden angle, always wider. */
function spiral([x, y], step, place) {
  const [angle, far] = [place * Math.PI * (3 - Math.sqrt(5)), step * Math.sqrt(place)];
  return [x + Math.cos(angle) * far, y + Math.sin(angle) * far];
}

/** Spread round places that would cover each other: each, the weightiest first, goes where it is free nearest its spot. */
function spread(places, gap) {
  const set = [];
  for (const [id, radius] of places) {
    const free = ([x, y]) => set.every((one) => Math.hypot(x - one.x, y - one.y) >= radius + one.radius + gap);
    let place = 0;
    while (!free(spiral(sheet.spots[id].at, radius / 3, place))) place++;
    const [x, y] = spiral(sheet.spots[id].at, radius / 3, place);
    set.push({ id, radius, x, y });
  }
  return new Map(set.map(({ id, x, y }) => [id, [x, y]]));
}

/** A thin line from where a place is drawn to where it lies. */
function leader(id, unit) {
  const [[x1, y1], [x2, y2]] = [spotOf(id), sheet.spots[id].at];
  return Math.hypot(x2 - x1, y2 - y1) > 4 * unit ? [shape("line", { x1, y1, x2, y2, class: "leader" })] : [];
}
