"""The sections of the page of a thing: what is known of it from documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coopatlas.model import kinds
from coopatlas.questions.answers import Named
from coopatlas.questions.entities import Mention
from coopatlas.serve.pages import facts
from coopatlas.serve.pages.mapping import place_map
from coopatlas.serve.pages.portrait import LOOKED_AT, THINGS, Portrait, Provider, Section, classes_of
from coopatlas.serve.rendering import words
from coopatlas.views.view import legend

FIGURES = ("trade", "growth", "commodity", "partner", "investment")
"""Kinds that are shown as a table of figures."""
WORDS = frozenset({"interest", "proposal", "intention", "readiness", "evaluation", "negotiation"})
"""How words are put, as against deeds."""
_PARTNERS = 24
_GROUPS = {"territories": THINGS["territory"], "agents": (*THINGS["person"], *THINGS["organization"])}
_SHORTEST_STORY = 2


@dataclass(frozen=True, slots=True)
class Partner:
    """Who is told of together with a thing: how many claims, by how firmly they are put."""

    named: Named
    count: int
    manners: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Year:
    """How many words and deeds are dated in a year."""

    year: str
    words: int
    deeds: int


def posts(portrait: Portrait) -> Section | None:
    """Return who holds or held which post."""
    return _claims(portrait, "posts", "posts.html", [one for one in portrait.mentions if one.kind == "post"])


def partners(portrait: Portrait) -> Section | None:
    """Return the territories, people and organisations of which most is told together with it."""
    manners: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in portrait.mentions:
        for other in portrait.others.get(one.item, {}):
            manners[other][one.manner] += 1
    known = classes_of(portrait.store, set(manners))
    kinds_of = {node: legend().kind(classes) for node, classes in known.items()}
    drawn = {kind for held in _GROUPS.values() for kind in held}
    ranked = sorted(
        (node for node, kind in kinds_of.items() if kind in drawn), key=lambda node: (-manners[node].total(), node)
    )
    shown = ranked if portrait.everything == "partners" else ranked[:_PARTNERS]
    named = portrait.named(set(shown))
    groups = {
        name: [
            Partner(named[node], manners[node].total(), tuple(manners[node].most_common()))
            for node in shown
            if kinds_of[node] in held
        ]
        for name, held in _GROUPS.items()
    }
    if not ranked:
        return None
    data = {
        "groups": [(words(portrait.lang)[f"partners_{name}"], held) for name, held in groups.items() if held],
        "items": (min(LOOKED_AT, len(portrait.items)), len(portrait.items)),
    }
    title = words(portrait.lang)["section_partners"]
    return Section("partners", title, "partners.html", data, len(ranked) - len(shown), len(ranked))


def story(portrait: Portrait) -> Section | None:
    """Return words and deeds by year, and the latest of them."""
    dated = [one for one in portrait.mentions if one.dated and one.kind not in {"post", "membership"}]
    if len(dated) < _SHORTEST_STORY:
        return None
    return _claims(portrait, "story", "story.html", dated, data=_years(dated))


def figures(portrait: Portrait) -> Section | None:
    """Return the figures of trade, growth and goods, with their bounds as they were told."""
    found = [one for one in portrait.mentions if one.kind in FIGURES]
    return _claims(portrait, "figures", "figures.html", found)


def kinds_told(portrait: Portrait) -> Iterable[Section]:
    """Yield a section for each other kind of fact of which something is told."""
    by_kind: defaultdict[str, list[Mention]] = defaultdict(list)
    for one in portrait.mentions:
        by_kind[one.kind].append(one)
    for name, kind in kinds().items():
        if name in FIGURES or name == "post":
            continue
        title = kind.label[portrait.lang]
        if section := _claims(portrait, name, "told.html", by_kind[name], title[:1].upper() + title[1:]):
            yield section


def said(portrait: Portrait) -> Section | None:
    """Return what it says itself."""
    return _claims(portrait, "said", "told.html", portrait.said)


def others(portrait: Portrait) -> Section | None:
    """Return what others are quoted as saying of it."""
    own = portrait.entity.iri
    return _claims(
        portrait, "others", "told.html", [one for one in portrait.mentions if one.speaker not in (None, own)]
    )


PROVIDERS: list[Provider] = [posts, partners, place_map, story, figures, said, others]
"""Who has something to say of a thing, in the order of the page; the kinds of fact follow the figures."""


def sections(portrait: Portrait) -> list[Section]:
    """Return the sections of a page that have something to show."""
    found: list[Section] = []
    for provider in PROVIDERS:
        if portrait.everything in ("", provider.__name__) and (section := provider(portrait)):
            found.append(section)
        if provider is figures:
            found.extend(kinds_told(portrait))
    wanted = [section for section in found if portrait.everything in ("", section.name)]
    keys = [key for section in wanted for key in section.claims]
    shown = {one.iri: one for one in facts.told(portrait.store, keys, portrait.lang)}
    return [replace(one, told=tuple(shown[key] for key in one.claims if key in shown)) for one in wanted]


def _claims(
    portrait: Portrait, name: str, template: str, found: Sequence[Mention], title: str = "", data: object = None
) -> Section | None:
    """Return a section of claims, None where there are none."""
    if not found:
        return None
    claims = portrait.shown(name, found)
    title = title or words(portrait.lang)[f"section_{name}"]
    return Section(name, title, template, data, len(found) - len(claims), len(found), claims)


def _years(dated: Iterable[Mention]) -> list[Year]:
    counts: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for one in dated:
        counts[one.dated[:4]][one.manner in WORDS] += 1
    numbers = [int(year) for year in counts if year.isdecimal()]
    span = range(min(numbers), max(numbers) + 1) if numbers else range(0)
    return [Year(str(year), counts[str(year)][True], counts[str(year)][False]) for year in span][-40:]
