"""The sections of the page of a thing: what is known of it from documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coopatlas.model import kinds
from coopatlas.questions.answers import Named
from coopatlas.questions.entities import Mention
from coopatlas.serve.pages.mapping import place_map
from coopatlas.serve.pages.portrait import THINGS, Portrait, Provider, Section, classes_of
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
    found = [one for one in portrait.mentions if one.kind == "post"]
    told, more = portrait.told("posts", found)
    return _section(portrait, "posts", "posts.html", told, more, len(found))


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
    data = [(words(portrait.lang)[f"partners_{name}"], held) for name, held in groups.items() if held]
    return _section(portrait, "partners", "partners.html", data, len(ranked) - len(shown), len(ranked))


def story(portrait: Portrait) -> Section | None:
    """Return words and deeds by year, and the latest of them."""
    dated = [one for one in portrait.mentions if one.dated and one.kind not in {"post", "membership"}]
    if len(dated) < _SHORTEST_STORY:
        return None
    told, more = portrait.told("story", dated)
    data = {"years": _years(dated), "told": told}
    return _section(portrait, "story", "story.html", data, more, len(dated))


def figures(portrait: Portrait) -> Section | None:
    """Return the figures of trade, growth and goods, with their bounds as they were told."""
    found = [one for one in portrait.mentions if one.kind in FIGURES]
    told, more = portrait.told("figures", found)
    return _section(portrait, "figures", "figures.html", told, more, len(found))


def kinds_told(portrait: Portrait) -> Iterable[Section]:
    """Yield a section for each other kind of fact of which something is told."""
    by_kind: defaultdict[str, list[Mention]] = defaultdict(list)
    for one in portrait.mentions:
        by_kind[one.kind].append(one)
    for name, kind in kinds().items():
        if name in FIGURES or name == "post" or not by_kind[name]:
            continue
        told, more = portrait.told(name, by_kind[name])
        title = kind.label[portrait.lang]
        yield Section(name, title[:1].upper() + title[1:], "told.html", told, more, len(by_kind[name]))


def said(portrait: Portrait) -> Section | None:
    """Return what it says itself."""
    told, more = portrait.told("said", portrait.said)
    return _section(portrait, "said", "told.html", told, more, len(portrait.said))


def others(portrait: Portrait) -> Section | None:
    """Return what others are quoted as saying of it."""
    own = portrait.entity.iri
    found = [one for one in portrait.mentions if one.speaker not in (None, own)]
    told, more = portrait.told("others", found)
    return _section(portrait, "others", "told.html", told, more, len(found))


PROVIDERS: list[Provider] = [posts, partners, place_map, story, figures, said, others]
"""Who has something to say of a thing, in the order of the page; the kinds of fact follow the figures."""


def sections(portrait: Portrait) -> list[Section]:
    """Return the sections of a page that have something to show."""
    found: list[Section] = []
    for provider in PROVIDERS:
        if section := provider(portrait):
            found.append(section)
        if provider is figures:
            found.extend(kinds_told(portrait))
    if portrait.everything:
        return [section for section in found if section.name == portrait.everything]
    return found


def _section(
    portrait: Portrait, name: str, template: str, data: Sequence[object] | dict[str, object], more: int, count: int
) -> Section | None:
    if not count:
        return None
    return Section(name, words(portrait.lang)[f"section_{name}"], template, data, more, count)


def _years(dated: Iterable[Mention]) -> list[Year]:
    counts: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for one in dated:
        counts[one.dated[:4]][one.manner in WORDS] += 1
    numbers = [int(year) for year in counts if year.isdecimal()]
    span = range(min(numbers), max(numbers) + 1) if numbers else range(0)
    return [Year(str(year), counts[str(year)][True], counts[str(year)][False]) for year in span][-40:]
