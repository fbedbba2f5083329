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

from coopatlas.views import page
from coopatlas.views.drawing import Link, Node, draw
from coopatlas.views.focus import Focus
from coopatlas.views.layout import Box, positions
from coopatlas.views.records import Source
from coopatlas.views.view import Legend, View

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = ("words", "years", "state", "search", "canvas", "cards", "panel", "table", "files", "save", "dress", "page")
_LABEL_LETTERS, _LABEL_LINES = 20, 3

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom"},
    "edges": {"arrows": {"to": {"scaleFactor": 0.55}, "from": {"scaleFactor": 0.55}}, "arrowStrikethrough": False},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False, "hoverConnectedEdges": False},
}


def compose(store: Source, view: View, legend: Legend, lang: str, focus: Focus) -> str:
    """Return the page of the most claimed nodes."""
    drawing = draw(store, view, legend, focus)
    claims = drawing.evidence.numbers()
    network = Network(directed=True, heading=view.title[lang])
    network.set_options(json.dumps(_OPTIONS))
    places = positions({node.iri: _box(node) for node in drawing.nodes}, ((e.tail, e.head) for e in drawing.links))
    for node in drawing.nodes:
        x, y = places[node.iri]
        network.add_node(
            page.short(node.iri), label="", shape="custom", x=x, y=y, size=_radius(node), data=_node(node, claims)
        )
    network.edges = [edge for bundle in _bundles(drawing.links) for edge in _edges(bundle, claims)]
    left_out = {"omitted": drawing.omitted, "omittedClaims": drawing.omitted_claims}
    atlas = {**page.atlas(view, legend, drawing.evidence, page.scope(store, focus)), **left_out}
    network.templateEnv = page.environment("page.html", _SCRIPTS, lang, _vis())
    network.templateEnv.globals.update(atlas=atlas, settings=_OPTIONS)
    network.path = "page.html"
    return str(network.generate_html())


def _node(node: Node, claims: Mapping[str, int]) -> dict[str, Any]:
    return {
        "kind": node.kind,
        "names": node.names,
        "short": None if node.short == node.names else node.short,
        "wished": node.wished,
        "weight": node.weight,
        "claims": [claims[iri] for iri in node.claims],
    }


def _bundles(links: Iterable[Link]) -> Iterable[list[Link]]:
    return (list(bundle) for _, bundle in groupby(links, key=lambda link: (link.tail, link.head)))


def _edges(bundle: list[Link], claims: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    """Yield the lines between two nodes, fanned out so that none hides another."""
    for number, link in enumerate(bundle):
        bend = round((number - (len(bundle) - 1) / 2) * 0.22, 2)
        yield {
            "id": "|".join((page.short(link.tail), page.short(link.head), link.manner)),
            "from": page.short(link.tail),
            "to": page.short(link.head),
            "smooth": {"enabled": bend != 0, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)},
            "data": {
                "manner": link.manner,
                "forward": [claims[iri] for iri in link.forward],
                "backward": [claims[iri] for iri in link.backward],
            },
        }


def _radius(node: Node) -> float:
    return round(11 + min(15.0, 2.4 * sqrt(node.weight)), 1)


def _box(node: Node) -> Box:
    """Return the room of the node and of its label in the language in which it is longer."""
    lines = max((wrap(name, _LABEL_LETTERS)[:_LABEL_LINES] for name in node.short.values()), key=len)
    widest = max((len(line) for name in node.short.values() for line in wrap(name, _LABEL_LETTERS)), default=0)
    return max(_radius(node), widest * 3.9) + 6, _radius(node) + 8.5 * len(lines) + 4


def _vis() -> str:
    script = (files("pyvis") / _VIS).read_text(encoding="utf-8").replace("\r\n", "\n")
    lines = (line for line in script.split("\n") if not line.startswith("//# sourceMappingURL"))
    return "\n".join(lines).replace("</script", "<\\/script")
