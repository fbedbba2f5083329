// What is shown, taken away as a picture, a table or a graph.

function download(content, name, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  make("a", { href: address, download: `coopatlas-${atlas.name}.${name}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function savePicture() {
  const source = byId("drawing").querySelector("canvas");
  const copy = make("canvas", { width: source.width, height: source.height });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = PAPER();
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(source, 0, 0);
  copy.toBlob((blob) => download(blob, "png"));
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe. */
const csvCell = (text) => `"${text.replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;

function saveTable() {
  const rows = tableRows().map((row) => COLUMNS.map((column) => column.text(row)));
  const text = [COLUMNS.map((column) => word(column.key)), ...rows]
    .map((cells) => cells.map(csvCell).join(","))
    .join("\r\n");
  download(`\ufeff${text}\r\n`, "csv", "text/csv;charset=utf-8");
}

const GEXF = "http://gexf.net/1.3";

function saveGraph() {
  const page = document.implementation.createDocument(GEXF, "gexf");
  const put = (parent, tag, attributes) => {
    const element = parent.appendChild(page.createElementNS(GEXF, tag));
    // XML has no way to write most control characters.
    for (const [name, value] of Object.entries(attributes))
      element.setAttribute(
        name,
        String(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd"),
      );
    return element;
  };
  page.documentElement.setAttribute("version", "1.3");
  const graph = put(page.documentElement, "graph", { defaultedgetype: "directed" });
  put(put(graph, "attributes", { class: "node" }), "attribute", { id: "kind", title: "kind", type: "string" });
  put(put(graph, "attributes", { class: "edge" }), "attribute", { id: "manner", title: "manner", type: "string" });
  const inner = put(graph, "nodes", {});
  const outer = put(graph, "edges", {});
  for (const id of shown.nodes) {
    put(put(put(inner, "node", { id, label: nameOf(id) }), "attvalues", {}), "attvalue", {
      for: "kind",
      value: nodes.get(id).kind,
    });
  }
  for (const id of shown.links) {
    const { from, to, manner } = links.get(id);
    const edge = put(outer, "edge", {
      id,
      source: from,
      target: to,
      weight: Math.max(1, claimsOf(links.get(id)).length),
      label: say(atlas.manners[manner].words),
    });
    put(put(edge, "attvalues", {}), "attvalue", { for: "manner", value: manner });
  }
  download(
    `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(page)}`,
    "gexf",
    "application/xml",
  );
}

function setUpSaving() {
  const menu = byId("save");
  const opener = byId("save-button");
  const toggle = (open) => {
    menu.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  opener.addEventListener("click", () => toggle(menu.hidden));
  menu.addEventListener("click", () => toggle(false));
  document.addEventListener("pointerdown", ({ target }) => menu.parentElement.contains(target) || toggle(false));
  menu.parentElement.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      toggle(false);
      opener.focus();
      event.stopPropagation();
    }
  });
  byId("save-png").addEventListener("click", savePicture);
  byId("save-csv").addEventListener("click", saveTable);
  byId("save-gexf").addEventListener("click", saveGraph);
}
