// Routes and ports: the places at the ends of routes, and the ports that are named.

/** Places at the ends of routes. */
const stations = (pairs) => [...new Set(pairs.filter(placed).flatMap((pair) => shownMarks(pair).flatMap((mark) => mark.route)))];

function station(id, unit) {
  const [x, y] = spotOf(id);
  const size = 6 * unit;
  return shape("rect", { x: x - size / 2, y: y - size / 2, width: size, height: size, class: "station" });
}

const ports = Object.entries(sheet.ports).map(([port, claims]) => ({ id: `port|${port}`, port, claims, route: [] }));
/** The ports that are named in what is shown. */
function portsShown() {
  const told = new Set(pairsShown().flatMap((pair) => shownMarks(pair).flatMap(claimsOf)));
  return ports.filter((mark) => claimsOf(mark).some((claim) => told.has(claim)));
}
const besides = () => ports.map((mark) => ({ pair: { ends: [mark.port] }, mark }));

/** A port: an anchor at its own place, a way to what names it. */
function anchor(mark, unit) {
  const [x, y] = spotOf(mark.port);
  const style = atlas.kinds.port;
  const label = `${nameOf(mark.port)}, ${counted("claim", claimsOf(mark).length)}`;
  const group = shape(
    "g",
    { ...shapedWay(mark, label), class: "port" },
    shape("circle", { cx: x, cy: y, r: 8 * unit }),
    shape("path", { d: style.icon, transform: `translate(${x - 6.5 * unit} ${y - 6.5 * unit}) scale(${0.54 * unit})` }),
  );
  group.style.setProperty("--colour", shade(style));
  return group;
}
