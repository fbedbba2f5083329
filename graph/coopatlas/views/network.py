"""The network of a view as a page; the only module that knows pyvis.

pyvis holds nodes, edges and options and carries the script of vis-network; the template, the style and our script are
`visualizations/page/`. Nothing of pyvis' own template is used: it asks a CDN for files and lets titles run as scripts.
"""

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from itertools import groupby
from math import sqrt
from textwrap import wrap
from typing import Any

from pyvis.network import Network

from coopatlas.rdf.solutions import Source
from coopatlas.views import page
from coopatlas.views.drawing import Link, Node, draw
from coopatlas.views.focus import Focus
from coopatlas.views.layout import Box, positions
from coopatlas.views.overview import roll_up
from coopatlas.views.view import Legend, View

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = ("state", "search", "canvas", "names", "pan_zoom", "panel", "table", "save", "page")
_LABEL_LETTERS, _LABEL_LINES = 20, 3
_OVERVIEW_ROOM = 1.5
"""An overview is seen at less than its full size, its names at theirs."""

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom"},
    "edges": {"arrows": {"to": {"scaleFactor": 0.55}, "from": {"scaleFactor": 0.55}}, "arrowStrikethrough": False},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False, "hoverConnectedEdges": False},
}


def compose(store: Source, view: View, legend: Legend, lang: str, focus: Focus) -> str:
    """Return the page of the most claimed nodes, and of the territories to which they roll up where they are many."""
    drawing = draw(store, view, legend, focus)
    overview = roll_up(store, drawing, legend)
    claims = drawing.evidence.numbers()
    network = Network(directed=True, heading=view.title[lang])
    network.set_options(json.dumps(_OPTIONS))
    detail = _level(drawing.nodes, drawing.links, claims)
    rolled = _level(overview.nodes, overview.links, claims, _OVERVIEW_ROOM)
    for node in {node.iri: node for node in (*overview.nodes, *drawing.nodes)}.values():
        levels = {"detail": detail.get(node.iri), "overview": rolled.get(node.iri)}
        network.add_node(page.short(node.iri), label="", shape="custom", data={**_node(node), **levels})
    for level, links in (("detail", drawing.links), ("overview", overview.links)):
        network.edges += [edge for bundle in _bundles(links) for edge in _edges(bundle, level, claims)]
    left_out = {
        "omitted": drawing.omitted,
        "omittedClaims": drawing.omitted_claims,
        "rolledUp": {"omitted": overview.omitted, "claims": overview.omitted_claims} if overview.nodes else None,
    }
    atlas = {**page.atlas(view, legend, drawing.evidence, page.scope(store, focus)), **left_out}
    network.templateEnv = page.environment("network", _SCRIPTS, lang, libraries=[_vis()])
    network.templateEnv.globals.update(form=view.form, atlas=atlas, settings=_OPTIONS)
    network.path = "network.html"
    return str(network.generate_html())


def _node(node: Node) -> dict[str, Any]:
    return {
        "kind": node.kind,
        "names": node.names,
        "short": None if node.short == node.names else node.short,
        "wished": node.wished,
    }


def _level(
    nodes: Iterable[Node], links: Iterable[Link], claims: Mapping[str, int], room: float = 1.0
) -> dict[str, dict[str, Any]]:
    """Return for each node of a level where it stands, how large it is, and what stands at it."""
    boxes = {node.iri: _box(node, room) for node in nodes}
    places = positions(boxes, ((link.tail, link.head) for link in links))
    return {
        node.iri: {
            "x": places[node.iri][0],
            "y": places[node.iri][1],
            "size": _radius(node),
            "weight": node.weight,
            "claims": [claims[iri] for iri in node.claims],
        }
        for node in nodes
    }


def _bundles(links: Iterable[Link]) -> Iterable[list[Link]]:
    return (list(bundle) for _, bundle in groupby(links, key=lambda link: (link.tail, link.head)))


def _edges(bundle: list[Link], level: str, claims: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    """Yield the lines between two nodes, fanned out so that none hides another."""
    for number, link in enumerate(bundle):
        names = (page.short(link.tail), page.short(link.head), link.manner)
        bend = round((number - (len(bundle) - 1) / 2) * 0.22, 2)
        yield {
            "id": "|".join(names if level == "detail" else (*names, level)),
            "from": page.short(link.tail),
            "to": page.short(link.head),
            "smooth": {"enabled": bend != 0, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)},
            "data": {
                "level": level,
                "manner": link.manner,
                "forward": [claims[iri] for iri in link.forward],
                "backward": [claims[iri] for iri in link.backward],
            },
        }


def _radius(node: Node) -> float:
    return round(11 + min(15.0, 2.4 * sqrt(node.weight)), 1)


def _box(node: Node, room: float) -> Box:
    """Return the room of the node and of its label in the language in which it is longer."""
    lines = max((wrap(name, _LABEL_LETTERS)[:_LABEL_LINES] for name in node.short.values()), key=len)
    widest = max((len(line) for name in node.short.values() for line in wrap(name, _LABEL_LETTERS)), default=0)
    return (max(_radius(node), widest * 3.9) + 6) * room, (_radius(node) + 8.5 * len(lines) + 4) * room


def _vis() -> str:
    script = (files("pyvis") / _VIS).read_text(encoding="utf-8").replace("\r\n", "\n")
    lines = (line for line in script.split("\n") if not line.startswith("//# sourceMappingURL"))
    return "\n".join(lines).replace("</script", "<\\/script")
