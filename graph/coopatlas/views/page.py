"""One self-contained page: a template, its scripts and style, and its data.

No request leaves the page, and nothing in it runs but the scripts whose hashes its policy names.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from jinja2 import DictLoader, Environment, StrictUndefined

from coopatlas.claims import terms
from coopatlas.claims.read import Claim, Elsewhere, Origin
from coopatlas.content import visualizations
from coopatlas.rdf.iri import ID, term
from coopatlas.rdf.solutions import Source
from coopatlas.statistics.record import Shown
from coopatlas.views import records
from coopatlas.views.evidence import Evidence
from coopatlas.views.focus import Focus
from coopatlas.views.view import LANGUAGES, Legend, View, Words

_SHARED = ("words", "years", "address", "cards", "files", "picture", "theme")
"""The scripts of every page."""


def environment(
    kind: str, scripts: Sequence[str], lang: str, *, styles: Sequence[str] = (), libraries: Sequence[str] = ()
) -> Environment:
    """Return jinja with `base.html` and the page of this kind, a folder of `visualizations/page/` with its template.

    It escapes what it is given. `scripts` are files of the folder that run after those of every page, in this order;
    `libraries` are scripts that run before them; `styles` are worn over those of every page and of the kind.
    """
    loader = DictLoader({"base.html": _text("base.html"), f"{kind}.html": _text(kind, f"{kind}.html")})
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    style = "".join(_text("style", f"{name}.css") for name in ("base", kind, *styles))
    shared = "".join(_text(f"{name}.js") for name in _SHARED)
    blocks = [*libraries, shared + "".join(_text(kind, f"{name}.js") for name in scripts)]
    csp = {
        "script": " ".join(_hash(script) for script in blocks),
        "style": _hash(style),
    }
    environment.globals.update(lang=lang, style=style, scripts=blocks, csp=csp)
    return environment


def index(views: Sequence[View], words: Mapping[str, Words], held: str, lang: str) -> str:
    """Return the page that leads to the pages of `views`, which stand beside it under their names."""
    loader = DictLoader({"index.html": _text("index.html")})
    style = "".join(_text("style", f"{name}.css") for name in ("base", "index"))
    told = {"lang": lang, "style": style, "csp": _hash(style), "views": views, "words": words, "held": held}
    return (
        Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("index.html").render(told)
    )


def atlas(view: View, legend: Legend, evidence: Evidence, scope: Mapping[str, Any]) -> dict[str, Any]:
    """Return what every page carries: its words, and the claims, which are numbered in the order of their IRIs."""
    claims, documents = evidence.claims, evidence.documents
    numbers = {iri: number for number, iri in enumerate(sorted(documents))}
    texts = {text for claim in claims.values() for text in _texts(claim)}
    sentences = {text: number for number, text in enumerate(sorted(texts))}
    told = _told(evidence)
    return {
        "name": view.name,
        "title": view.title,
        "about": view.about,
        "kinds": legend.nodes,
        "links": legend.links,
        "manners": legend.manners,
        "words": legend.words,
        "scope": scope,
        "documents": [_origin(documents[iri]) for iri in numbers],
        "sentences": list(sentences),
        "claims": [
            {
                **_claim(claims[key], evidence.names, sentences),
                "document": numbers[claims[key].document.iri],
                **({"event": told[key]} if key in told else {}),
                **_beside(evidence.comparisons.get(key)),
                **({"listed": evidence.listings[key]} if key in evidence.listings else {}),
            }
            for key in sorted(claims)
        ],
    }


def _told(evidence: Evidence) -> dict[str, int]:
    """Return the number of its event for each claim that is not alone in telling of it."""
    counts = Counter(event for event, _ in evidence.events.values())
    numbers = {iri: number for number, iri in enumerate(sorted(iri for iri, count in counts.items() if count > 1))}
    return {claim: numbers[event] for claim, (event, _) in evidence.events.items() if event in numbers}


def scope(store: Source, focus: Focus) -> dict[str, Any]:
    """Return what the page says of its focus."""
    names = records.names(store, set(focus.around))
    around = [names[iri] for iri in focus.around]
    return {"around": around, "hops": focus.hops, "since": focus.since, "until": focus.until}


def short(iri: str) -> str:
    """Return the name by which the page knows an entity."""
    return iri.removeprefix(str(ID))


def _origin(origin: Origin) -> dict[str, Any]:
    link = origin.source if origin.source and urlsplit(origin.source).scheme in {"http", "https"} else None
    return {"name": origin.name, "title": origin.title, "source": origin.source, "link": link, "issued": origin.issued}


def _texts(claim: Claim) -> Iterator[str]:
    yield from (span.text for span in claim.spans)
    yield from (one.span.text for one in claim.elsewhere if one.span)


def _claim(claim: Claim, names: Mapping[str, Words], sentences: Mapping[str, int]) -> dict[str, Any]:
    first, *further = claim.spans
    told = {
        "kind": claim.kind,
        "what": names[claim.item],
        "manner": claim.manner,
        "certain": claim.certain,
        "confidence": claim.confidence,
        "sentence": sentences[first.text],
        "printed": claim.printed,
        "speaker": short(claim.speaker) if claim.speaker else None,
        "speakerName": names[claim.speaker] if claim.speaker else {},
        "when": claim.when or claim.document.issued,
    }
    if further:
        told["further"] = [sentences[span.text] for span in further]
    if claim.decided:
        verdict = dict(zip(LANGUAGES, terms.words(term("ruling", claim.decided.verdict)), strict=True))
        told["decided"] = {"verdict": verdict, "who": claim.decided.who, "when": claim.decided.when[:10]}
    if claim.elsewhere:
        told["elsewhere"] = [_elsewhere(one, names, sentences) for one in claim.elsewhere]
    return told


def _elsewhere(one: Elsewhere, names: Mapping[str, Words], sentences: Mapping[str, int]) -> dict[str, Any]:
    origin = dict(zip(LANGUAGES, terms.words(term("origin", one.origin)), strict=True)) if one.origin else {}
    name = names[one.filler] if one.filler else {}
    return {
        "name": name,
        "origin": origin,
        "reason": one.reason,
        "sentence": sentences[one.span.text] if one.span else None,
    }


def _beside(comparison: Shown | None) -> dict[str, Any]:
    """Return what a claim came to beside statistics, if it was held against them."""
    return {"statistics": {"verdict": comparison.verdict, "words": comparison.words}} if comparison else {}


def _text(*path: str) -> str:
    return visualizations().joinpath("page", *path).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
