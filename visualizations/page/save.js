// The drawing, taken away as a picture or a graph.

function savePicture() {
  const source = byId("drawing").querySelector("canvas");
  const copy = make("canvas", { width: source.width, height: source.height });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = PAPER();
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(source, 0, 0);
  copy.toBlob((blob) => download(blob, "png"));
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
  setUpSaveMenu();
  byId("save-png").addEventListener("click", savePicture);
  byId("save-gexf").addEventListener("click", saveGraph);
}
