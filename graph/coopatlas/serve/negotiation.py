"""What a client wants to have: the media types of `Accept`, or the short name of a `format` in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopatlas.serve.errors import ServeError

_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Form:
    """A form that an answer may have: its short name, its media type, and what else clients call it."""

    name: str
    media: str
    also: tuple[str, ...] = ()
    charset: bool = False

    @property
    def header(self) -> str:
        """The value of `Content-Type`."""
        return f"{self.media}; charset=utf-8" if self.charset else self.media


TABLES = (
    Form("json", "application/sparql-results+json", ("application/json",)),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Form("csv", "text/csv", charset=True),
    Form("tsv", "text/tab-separated-values", charset=True),
)
"""Of SELECT and ASK."""

TRIPLES = (
    Form("ttl", "text/turtle", ("application/x-turtle", "turtle"), charset=True),
    Form("nt", "application/n-triples", ("text/plain", "n-triples"), charset=True),
    Form("rdf", "application/rdf+xml", ("application/xml", "text/xml", "xml", "rdf+xml")),
    Form("jsonld", "application/ld+json", ("application/json", "json", "json-ld")),
)
"""Of CONSTRUCT and DESCRIBE, and of linked data."""

PAGE = Form("html", "text/html", ("application/xhtml+xml",), charset=True)


def chosen(accept: str, forms: Sequence[Form], name: str = "") -> Form:
    """Return the form that fits best, the first where all fit alike; a `name` that is one of theirs decides.

    Raises `ServeError` where none fits.
    """
    for form in forms:
        if name and name.lower() in {form.name, form.media, *form.also}:
            return form
    if name and accept in {"", "*/*"}:
        raise _none(f"format={name}", forms)
    wanted = _weighed(accept or "*/*")
    weights = [(_weight(form, wanted), -place) for place, form in enumerate(forms)]
    best, place = max(weights)
    if best <= 0:
        raise _none(accept, forms)
    return forms[-place]


def _weight(form: Form, wanted: dict[str, float]) -> float:
    group = form.media.partition("/")[0]
    if form.media in wanted:
        return wanted[form.media]
    named = [wanted[also] for also in form.also if also in wanted]
    return max(named) if named else wanted.get(f"{group}/*", wanted.get("*/*", 0))


def _weighed(accept: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for part in accept[:_LONGEST].split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((value.strip() for key, _, value in (p.partition("=") for p in parameters) if key == "q"), "1")
        try:
            weights[media] = max(weights.get(media, 0), min(1, max(0, float(weight))))
        except ValueError:
            continue
    return weights


def _none(asked: str, forms: Sequence[Form]) -> ServeError:
    offered = ", ".join(form.media for form in forms)
    return ServeError(406, "Accept", f"«{asked[:100]}» is no form of this answer", f"ask for one of {offered}")
