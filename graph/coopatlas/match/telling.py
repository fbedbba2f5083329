"""What was found of who fits, in words: sections of aspects of reasons, each with what stands behind it."""

import tomllib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from coopatlas.claims import terms
from coopatlas.claims.read import Claim
from coopatlas.content import visualizations
from coopatlas.match.fit import ASPECTS, Aspect, Candidate, Found, Reason
from coopatlas.rdf import iri
from coopatlas.sanitize import line
from coopatlas.statistics import Observation
from coopatlas.statistics.wording import figure

_PROOF = 5
"""So many sentences or rows are told of one reason."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence and where it stands, or a row of statistics, or that it is reference data."""

    source: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A reason in words."""

    text: str
    proof: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """An aspect with its reasons; none is «not said»."""

    name: Aspect
    title: str
    reasons: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A territory with its aspects."""

    place: str
    title: str
    about: str
    aspects: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """All that was found, in words; `nothing` names those of whom nothing is known."""

    title: str
    about: str
    silent: str
    sections: tuple[Section, ...]
    nothing: str

    def record(self) -> dict[str, Any]:
        """Return it as it is written as JSON."""
        return asdict(self)


def heading(lang: str) -> tuple[str, str]:
    """Return what the page is called for nobody in particular, and what it tells."""
    return _say("name", lang), _say("about", lang)


def account(found: Found, lang: str, limit: int | None = None) -> Account:
    """Return what was found in words; of the territories the first `limit` of which anything is known."""
    known = [one for one in found.candidates if one.known][:limit]
    silent = [one.place.label(lang) for one in found.candidates if not one.known]
    wholes = [one for one in found.wholes if one.reasons]
    sections = [_section(found, one, lang) for one in known]
    sections += [_section(found, one, lang, whole=True) for one in wholes]
    return Account(
        title=_say("title", lang).format(found.territory.label(lang)),
        about=_say("about", lang),
        silent=_say("silent", lang).format(found.documents),
        sections=tuple(sections),
        nothing=_say("nothing", lang).format(", ".join(sorted(silent))) if silent else "",
    )


def text(told: Account) -> str:
    """Return an account as plain text, each line safe for a terminal."""
    lines = [(0, told.title), (0, told.about)]
    for section in told.sections:
        lines += [(0, ""), (0, section.title), *([(0, section.about)] if section.about else [])]
        for aspect in section.aspects:
            lines.append((2, f"{aspect.title}:{'' if aspect.reasons else ' ' + told.silent}"))
            for reason in aspect.reasons:
                lines.append((4, f"- {reason.text}"))
                lines += [
                    (8, f"«{one.sentence}» ({one.source})" if one.sentence else one.source) for one in reason.proof
                ]
    lines += [(0, ""), (0, told.nothing)] if told.nothing else []
    return "\n".join(" " * indent + line(words) for indent, words in lines)


def page(told: Account, lang: str) -> str:
    """Return the page of an account, whole in itself and without a script."""
    texts = {name: _file(f"match.{name}") for name in ("html", "css")}
    environment = Environment(loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined)
    digest = f"sha256-{b64encode(sha256(texts['css'].encode()).digest()).decode()}"
    return environment.get_template("html").render(told=told, lang=lang, style=texts["css"], hash=digest)


def _section(found: Found, one: Candidate, lang: str, whole: bool = False) -> Section:
    name = one.place.label(lang)
    title = _say("whole", lang).format(name) if whole else name
    headings = (
        Heading(aspect, _say(aspect, lang), tuple(_told(found, one, reason, lang) for reason in one.of(aspect)))
        for aspect in ASPECTS
    )
    return Section(one.place.iri, title, _say("wholeabout", lang) if whole else "", tuple(headings))


def _told(found: Found, one: Candidate, reason: Reason, lang: str) -> Told:
    about = "; ".join(dict.fromkeys(node.label(lang) for node in reason.about))
    own, other = found.territory.label(lang), one.place.label(lang)
    text = _say(reason.form, lang).format(own=own, other=other, goods=about)
    proof = [_proof(each, lang) for each in reason.proof[:_PROOF]]
    return Told(text, tuple(proof) or (Proof(_say("reference", lang)),))


def _proof(proof: Claim | Observation, lang: str) -> Proof:
    place = terms.LANGUAGES.index(lang)
    if isinstance(proof, Claim):
        document = proof.document
        said = [document.title or document.name, document.issued or ""]
        if proof.manner != "stated":
            said.append(_manner(proof, place))
        return Proof(", ".join(filter(None, said)), proof.sentence)
    return Proof(
        _say("row", lang).format(
            flow=terms.words(iri.term("flow", proof.flow))[place],
            period=proof.period.label,
            value="" if proof.value is None else figure(proof.value, proof.unit, lang),
            release=proof.release.removeprefix("release-"),
            cell=proof.cell,
        )
    )


def _manner(claim: Claim, place: int) -> str:
    scheme, name = ("polarity", claim.polarity) if claim.manner == "denied" else ("modality", claim.modality)
    return terms.words(iri.term(scheme, name))[place]


def _say(name: str, lang: str) -> str:
    return _words()[name][lang]


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_file("words.toml"))


def _file(name: str) -> str:
    return visualizations().joinpath("page", "match", name).read_text("utf-8")
