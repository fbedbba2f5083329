// Moving about the map: what part of it is seen, zoom, pull and wheel.

let seen = null; // the part of the map that is shown: left, top, width, height; null: where most is told

function zoom(factor, at = null) {
  const { left, top, width, height } = seen;
  const [x, y] = at ?? [left + width / 2, top + height / 2];
  seen = { left: x - (x - left) / factor, top: y - (y - top) / factor, width: width / factor, height: height / factor };
  drawMap(pairsShown());
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

function showAll() {
  const frame = byId("sheet").querySelector(".globe");
  seen = framed(weighed(pairsShown()), frame.clientWidth, frame.clientHeight);
  drawMap(pairsShown());
}

/** Bring a place into the middle. */
function goThere(id) {
  const [x, y] = sheet.spots[id].at;
  seen = { ...seen, left: x - seen.width / 2, top: y - seen.height / 2 };
  drawMap(pairsShown());
}

/** Name the places that lie outside of what is seen, each a way there; the first word leads to them all. */
function showBeyond(places) {
  const outside = places.map(([id]) => id).filter((id) => !inside(around(spotOf(id), 0)));
  const list = byId("sheet").querySelector(".beyond");
  const ways = outside.slice(0, 4).map((id) => make("button", { type: "button", class: "link", click: () => goThere(id) }, nameOf(id).slice(0, 60)));
  const more = outside.length > ways.length ? ` + ${number(outside.length - ways.length)}` : "";
  list.hidden = !outside.length;
  list.replaceChildren(make("button", { type: "button", class: "link all", click: showAll }, `${word("beyond")}${more}`), ...ways);
}

const zoomButton = (label, text, action) => make("button", { type: "button", "aria-label": word(label), click: action }, text);

/** The buttons over the map. */
const zoomButtons = () =>
  make(
    "div",
    { class: "zoom", role: "group", "aria-label": word("view") },
    zoomButton("zoomin", "+", () => zoom(1.4)),
    zoomButton("zoomout", "−", () => zoom(1 / 1.4)),
    zoomButton("fit", "⤢", showAll),
  );

new ResizeObserver(() => {
  const frame = byId("sheet").querySelector(".globe");
  const picture = frame?.firstChild;
  if (!picture || Math.abs(frame.clientWidth / frame.clientHeight - seen.width / seen.height) < 0.02) return;
  seen = null;
  drawMap(pairsShown());
}).observe(byId("sheet"));
