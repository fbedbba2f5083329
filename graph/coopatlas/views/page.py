"""A drawing as one self-contained page; the only module that knows pyvis.

pyvis holds nodes, edges and options and carries the script of vis-network; the template, the style and our script are
`visualizations/page/`. Nothing of pyvis' own template is used: it asks a CDN for files and lets titles run as scripts.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from math import sqrt
from textwrap import wrap
from typing import Any
from urllib.parse import urlsplit

from jinja2 import DictLoader, Environment, StrictUndefined
from pyvis.network import Network

from coopatlas.content import visualizations
from coopatlas.iri import ID
from coopatlas.views.drawing import Claim, Drawing, Link, Node, Origin
from coopatlas.views.layout import Box, positions
from coopatlas.views.view import Legend, View

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = ("words", "state", "search", "canvas", "panel", "table", "save", "page")
_LABEL_LETTERS, _LABEL_LINES = 20, 3

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom"},
    "edges": {"arrows": {"to": {"scaleFactor": 0.55}, "from": {"scaleFactor": 0.55}}, "arrowStrikethrough": False},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False, "hoverConnectedEdges": False},
}


def compose(view: View, drawing: Drawing, legend: Legend, lang: str) -> str:
    """Return the page: no request leaves it, and nothing in it runs but the two scripts whose hashes it names."""
    claims = {iri: number for number, iri in enumerate(sorted(drawing.claims))}
    network = Network(directed=True, heading=view.title[lang])
    network.set_options(json.dumps(_OPTIONS))
    places = positions({node.iri: _box(node) for node in drawing.nodes}, ((e.tail, e.head) for e in drawing.links))
    for node in drawing.nodes:
        x, y = places[node.iri]
        network.add_node(
            _id(node.iri), label="", shape="custom", x=x, y=y, size=_radius(node), data=_node(node, claims)
        )
    network.edges = [edge for bundle in _bundles(drawing.links) for edge in _edges(bundle, claims)]
    network.templateEnv = _environment(_atlas(view, drawing, legend), lang)
    network.path = "page.html"
    return str(network.generate_html())


def _environment(atlas: Mapping[str, Any], lang: str) -> Environment:
    template = _text("page.html")
    environment = Environment(loader=DictLoader({"page.html": template}), autoescape=True, undefined=StrictUndefined)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    style, scripts = _text("style.css"), [_vis(), "".join(_text(f"{name}.js") for name in _SCRIPTS)]
    csp = {
        "script": " ".join(_hash(script) for script in scripts),
        "style": _hash(style),
    }
    environment.globals.update(atlas=atlas, lang=lang, style=style, scripts=scripts, csp=csp, settings=_OPTIONS)
    return environment


def _atlas(view: View, drawing: Drawing, legend: Legend) -> dict[str, Any]:
    documents = {iri: number for number, iri in enumerate(sorted(drawing.documents))}
    sentences = {text: number for number, text in enumerate(sorted({c.sentence for c in drawing.claims.values()}))}
    return {
        "name": view.name,
        "title": view.title,
        "about": view.about,
        "kinds": legend.nodes,
        "links": legend.links,
        "manners": legend.manners,
        "words": legend.words,
        "documents": [_origin(drawing.documents[iri]) for iri in documents],
        "sentences": list(sentences),
        "claims": [
            _claim(drawing.claims[iri], documents[drawing.claims[iri].document], sentences)
            for iri in sorted(drawing.claims)
        ],
        "omitted": drawing.omitted,
        "omittedClaims": drawing.omitted_claims,
    }


def _origin(origin: Origin) -> dict[str, Any]:
    link = origin.source if origin.source and urlsplit(origin.source).scheme in {"http", "https"} else None
    return {"name": origin.name, "title": origin.title, "source": origin.source, "link": link, "issued": origin.issued}


def _claim(claim: Claim, document: int, sentences: Mapping[str, int]) -> dict[str, Any]:
    return {
        "kind": claim.kind,
        "what": claim.what,
        "manner": claim.manner,
        "certain": claim.certain,
        "confidence": claim.confidence,
        "sentence": sentences[claim.sentence],
        "printed": claim.printed,
        "speaker": _id(claim.speaker) if claim.speaker else None,
        "speakerName": claim.speaker_name,
        "document": document,
        "when": claim.when,
    }


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
            "id": "|".join((_id(link.tail), _id(link.head), link.manner)),
            "from": _id(link.tail),
            "to": _id(link.head),
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


def _id(iri: str) -> str:
    return iri.removeprefix(str(ID))


def _text(name: str) -> str:
    return (visualizations() / "page" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _vis() -> str:
    script = (files("pyvis") / _VIS).read_text(encoding="utf-8").replace("\r\n", "\n")
    lines = (line for line in script.split("\n") if not line.startswith("//# sourceMappingURL"))
    return "\n".join(lines).replace("</script", "<\\/script")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
