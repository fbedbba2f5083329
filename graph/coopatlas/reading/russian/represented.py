"""For whom a post speaks where its words leave it open: the territory of its body, or of the mission told of."""

import re
from collections.abc import Iterator

from coopatlas import gazetteer
from coopatlas.language.russian.morphology import lemmas
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.lexicon import words
from coopatlas.reading.russian.scene import Scene

_WORD = re.compile(r"[\w-]+")
_MISSIONS = {
    "консул": ("консульство", "генконсульство"),
    "посол": ("посольство",),
    "торговый": ("торгпредство", "представительство"),
}
"""A word of a diplomat's office, and the nouns of the mission that he heads."""
_SEAT = 5
"""Words between a mission and the city that it is in."""
_BRANCHES = frozenset({"управление", "служба", "инспекция"})
"""Bodies that a body of the whole country has in each region: «управление МЧС России»."""
_TERRITORIES = frozenset({"country", "region", "city", "macroregion", "district"})


def told(scene: Scene, post: Fact) -> Fact:
    """Return a post with the territory that it speaks for, as far as its body or the document tells; so its person."""
    if "represents" in post.args or post.kind != "post":
        return post
    found = of_body(str(post.args.get("organization", ""))) or ""
    seat = ""
    if not found and "organization" not in post.args:
        found, seat = _of_mission(scene, str(post.args["role"]))
    person = scene.named.get(str(post.args["person"]))
    if found and person is not None and not person.represents:
        person.represents = found
    added = {name: value for name, value in (("represents", found), ("seat", seat)) if value}
    return post.with_args({**added, **post.args}) if added else post


def of_body(name: str) -> str | None:
    """Return the territory in the name of a body of state: «министерство транспорта Казахстана»."""
    nouns = words("ru", "positions")["state_bodies"]
    found = _WORD.findall(name)
    own = [lemmas(word) for word in found]
    if not any(nouns & one for one in own[:_SEAT]):
        return None
    branch = own[0] & _BRANCHES or (len(own) > 1 and own[1] & _BRANCHES)
    kinds = _TERRITORIES - {"country"} if branch else _TERRITORIES
    # «Правительство России» is an entry itself: its noun is left out then.
    named = (match for at in (0, 1) for match in gazetteer.load().scan(found[at:], own[at:], "ru"))
    entries = (match.entries[0] for match in named if match.entries[0].kind in kinds)
    return next((entry.names["ru"] for entry in entries if "ru" in entry.names), None)


def _of_mission(scene: Scene, role: str) -> tuple[str, str]:
    """Return whose mission the document tells of and where, if it is one that such a diplomat heads, and the only."""
    nouns = next((nouns for word, nouns in _MISSIONS.items() if word in role.split()), ())
    found = {one for sentence in scene.sentences for one in _missions(sentence, nouns)}
    senders = {sender for sender, _ in found}
    seats = {seat for _, seat in found if seat}
    if len(senders) != 1:
        return "", ""
    return senders.pop(), seats.pop() if len(seats) == 1 and "консул" in role.split() else ""


def _missions(sentence: Sentence, nouns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for token in sentence.tokens:
        if token.lemma in nouns and (sender := _owner(sentence, token)) is not None:
            near = (m for m in sentence.mentions if sender.last < m.first <= max(sender.last, token.i) + _SEAT)
            cities = (m for m in near if m.entry is not None and m.entry.kind == "city" and _inside(sentence, m))
            yield sender.name, next((m.name for m in cities), "")


def _owner(sentence: Sentence, token: Token) -> Mention | None:
    """Return the territory beside the noun of a mission: «консульство Турции», «турецкое консульство»."""
    territories = [m for m in sentence.mentions if m.kind == "territory"]
    behind = (m for m in territories if m.first == token.i + 1 and m.form != "adjective")
    before = (m for m in territories if m.form == "adjective" and 0 < token.i - m.last <= 2)
    return next(behind, None) or next(before, None)


def _inside(sentence: Sentence, mention: Mention) -> bool:
    return mention.first > 0 and sentence.tokens[mention.first - 1].lemma in {"в", "во"}
