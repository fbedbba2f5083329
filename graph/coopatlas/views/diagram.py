"""The core of the ontology as a drawing in SVG, labelled in Russian and English."""

from html import escape

from rdflib import RDFS, Graph, Literal

from coopatlas.rdf import iri

# Where the boxes of the diagram stand, in hundreds of pixels, and which properties join them.
_BOXES = {
    "Document": (0, 0), "TextSpan": (2, 0), "Claim": (4, 0), "Actor": (6, 2), "Cooperation": (2, 2),
    "Event": (4, 2), "TradeObservation": (4, 4), "Period": (2, 4), "PostHolding": (6, 4), "Post": (8, 4),
    "Territory": (8, 2),
}  # fmt: skip
_EDGES = (
    ("spanOf", "TextSpan", "Document"), ("evidence", "Claim", "TextSpan"), ("statedBy", "Claim", "Actor"),
    ("claims", "Claim", "Cooperation"), ("claims", "Claim", "Event"), ("participant", "Event", "Actor"),
    ("tradePartner", "TradeObservation", "Actor"), ("refPeriod", "TradeObservation", "Period"),
    ("occurredDuring", "Cooperation", "Period"), ("holder", "PostHolding", "Actor"), ("post", "PostHolding", "Post"),
    ("represents", "Post", "Territory"),
)  # fmt: skip


def core(graph: Graph) -> str:
    """Return the core as SVG: the boxes of `_BOXES`, joined by `_EDGES`."""
    lines, words, boxes = [], [], []
    for name, one, other in _EDGES:
        (x1, y1), (x2, y2) = _centre(one), _centre(other)
        lines.append(f'<path d="M{x1} {y1} L{x2} {y2}"/>')
        # Nearer to one end, so that lines which meet keep their words apart; above the boxes where the line is level.
        level = 26 if y1 == y2 else 0
        words.append(_text(graph, name, round(x1 + 0.45 * (x2 - x1)), round(y1 + 0.35 * (y2 - y1)) - level, "edge"))
    for name in _BOXES:
        x, y = _centre(name)
        box = f'<rect x="{x - 75}" y="{y - 18}" width="150" height="36" rx="6"/>'
        boxes.append(f'<a href="#coop-{name}">{box}{_text(graph, name, x, y + 5, "")}</a>')
    return (
        '<figure><svg viewBox="0 0 990 500" role="img" aria-label="coopatlas">'
        f"{''.join(lines + words + boxes)}</svg></figure>"
    )


def _centre(name: str) -> tuple[int, int]:
    x, y = _BOXES[name]
    return 90 + 101 * x, 50 + 97 * y


def _text(graph: Graph, name: str, x: int, y: int, cls: str) -> str:
    labels = {
        text.language: str(text) for text in graph.objects(iri.ONTOLOGY[name], RDFS.label) if isinstance(text, Literal)
    }
    return "".join(f'<text class="{cls} {lang}" x="{x}" y="{y}">{escape(labels[lang])}</text>' for lang in ("ru", "en"))
