"""Ranks of trade partners in Kazakh: «басты серіктесіміз – Ресей, екінші орында – Қытай, одан кейін Түркия тұр»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from coopatlas.language.kazakh import grammar
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading import firmness
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.lexicon import words
from coopatlas.reading.records import make
from coopatlas.reading.referents import refer

_SIDES = frozenset({"territory", "union"})
_OWNERS = _SIDES | {"organization", "place", "port"}
_DASHES = frozenset({"–", "—", "-", "−"})
_NUMBERED = re.compile(r"(\d{1,2})-(?:ші|шы|інші|ншы)?$|(\d{1,2})-?орын")
_BOUND = frozenset({"сатып"})
"""Converbs that make one word with the noun behind them: «сатып алушы»."""
_REACH = 2
"""Sentences back to the rank that «екінші орында» goes on with."""


@cache
def _words() -> dict[str, Any]:
    return dict(words("kk", "ranks"))


@dataclass(slots=True)
class _Told:
    """Whose partners are ranked and of which flow, as the last rank told it, and the place it came to."""

    of: str
    flow: str
    number: int
    sentence: Sentence


@dataclass(slots=True)
class _Rank:
    party: str
    of: str
    rank: str | int
    flow: str
    at: Token


def read(discourse: Discourse) -> Iterator[Fact]:
    """Yield the ranks of partners that a document tells."""
    told: _Told | None = None
    for sentence in discourse.sentences:
        if told is not None and sentence.index > told.sentence.index + _REACH:
            told = None
        for noun in _nouns(sentence):
            ranks = list(_of_noun(discourse, sentence, noun))
            yield from (_fact(discourse, sentence, rank) for rank in ranks if _firm(sentence, rank))
            if ranks:
                numbers = [r.rank for r in ranks if isinstance(r.rank, int)]
                told = _Told(ranks[0].of, ranks[0].flow, max(numbers, default=1), sentence)
        if told is not None:
            for rank in _going_on(sentence, told):
                told = _Told(told.of, told.flow, int(rank.rank), sentence)
                yield _fact(discourse, sentence, rank)


def _fact(discourse: Discourse, sentence: Sentence, rank: _Rank) -> Fact:
    negative = firmness.decide(grammar, sentence, rank.at).polarity == "negative"
    args = {"party": rank.party, "of": rank.of, "rank": rank.rank, "flow": rank.flow}
    polarity = "negative" if negative else "positive"
    fact = make("partner", sentence, args, "kk/partner/rank", polarity=polarity, confidence=0.8, at=rank.at)
    return fact.attributed(discourse.speaker(sentence, rank.at.start))


def _firm(sentence: Sentence, rank: _Rank) -> bool:
    """Whether it is told as it is: what someone wants to become has no rank yet."""
    after = sentence.tokens[rank.at.i + 1 : rank.at.i + 2]
    becoming = bool(after) and after[0].lemma in {"болу", "айналу"} and after[0].feats.get("VerbForm") == "Vnoun"
    return not becoming and rank.party != rank.of


def _nouns(sentence: Sentence) -> Iterator[Token]:
    needs = _words()["needs"]
    for token in sentence.tokens:
        if token.lemma not in _words()["partners"]:
            continue
        needed = needs.get(token.lemma)
        if needed is None or (token.i and sentence.tokens[token.i - 1].lemma in needed):
            yield token


def _of_noun(discourse: Discourse, sentence: Sentence, noun: Token) -> Iterator[_Rank]:
    before = _phrase(sentence, noun)
    if (leader := _leader(sentence, noun)) is not None:
        of = _owner(discourse, sentence, before) or _home(discourse, sentence, noun.start, [leader])
        if of and of != leader.name:
            yield _Rank(leader.name, of, 1, _words()["partners"][noun.lemma], noun)
        return
    rank = _rank(sentence, before, noun)
    if rank is None:
        return
    flow = next((_words()["flows"][t.lemma] for t in before if t.lemma in _words()["flows"]), "")
    flow = flow or _words()["partners"][noun.lemma]
    parties = _parties(sentence, before, noun)
    of = _owner(discourse, sentence, before) or (_home(discourse, sentence, noun.start, parties) if parties else "")
    parties = [m for m in parties if m.name != of]
    if not of or not parties:
        return
    first = _behind(sentence, before)
    if first is not None and rank == _SECOND:
        yield _Rank(first.name, of, 1, flow, noun)
    numbered = isinstance(rank, int) and len(parties) > 1
    for mention in parties[:1] if numbered else parties:
        yield _Rank(mention.name, of, rank, flow, noun)


_SECOND = 2


def _leader(sentence: Sentence, noun: Token) -> Mention | None:
    """Return who is the first of all: «серіктестер көшін Қытай бастап тұр»."""
    places, tokens = _words()["places"], sentence.tokens
    if noun.i + 1 >= len(tokens) or tokens[noun.i + 1].lemma not in places["lead"]:
        return None
    verb = next((t for t in tokens[noun.i + 1 :] if t.lemma in places["leading"]), None)
    if verb is None:
        return None
    named = (m for m in sentence.mentions if m.last < verb.i and m.kind in _SIDES)
    return next((m for m in named if tokens[m.last].case == "Nom"), None)


def _phrase(sentence: Sentence, noun: Token) -> Sequence[Token]:
    """Return what stands before a noun up to a mark, a verb or a name in the nominative or accusative."""
    first = noun.i
    while first:
        token = sentence.tokens[first - 1]
        named = sentence.mention_at(token)
        ends = named is not None and named.kind in _SIDES and sentence.tokens[named.last].case in {"Nom", "Acc"}
        if token.pos in {"PUNCT", "VERB"} and token.text not in _BOUND:
            break
        if ends and not _adverbial(sentence, named):
            break
        first -= 1
    return sentence.tokens[first : noun.i]


def _adverbial(sentence: Sentence, mention: Mention | None) -> bool:
    """Whether a postposition is behind a name: «ЕАЭО аясындағы», «Одақ ішінде»."""
    return (
        mention is not None
        and bool(sentence.tokens[mention.last].case == "Nom")
        and any(t.pos == "ADP" or t.case == "Loc" for t in sentence.tokens[mention.last + 1 : mention.last + 2])
    )


def _rank(sentence: Sentence, before: Sequence[Token], noun: Token) -> str | int | None:
    attributes = []
    for token in reversed(before):
        if token.pos not in {"ADJ", "NUM", "NOUN", "ADV", "PROPN", "CCONJ"} and token.text not in _BOUND:
            break
        if token.case not in {"Nom", ""} and token.text not in _BOUND:
            break
        attributes.append(token)
    number = next((n for t in attributes if (n := _number(t)) is not None), None)
    if number is not None:
        return number
    after = sentence.tokens[noun.i + 1 : noun.i + 3]
    placed = _place(sentence.tokens[noun.i + 1 :])
    if placed is not None:
        return placed
    several = noun.feats.get("Number") == "Plur" or any(t.pos == "NUM" for t in attributes)
    several = several or any(t.lemma in _words()["several"]["words"] for t in after)
    few = any(t.lemma in _words()["several"]["few"] for t in sentence.tokens[noun.i + 1 : noun.i + _FEW])
    for rank, lemmas in sorted(_words()["ranks"].items(), key=lambda item: item[0] != "strategic"):
        ranking = next((t for t in attributes if t.lemma in lemmas), None)
        if ranking is not None and few:
            return "leading"
        if ranking is not None:
            several &= any(t.lemma in _words()["several"]["words"] for t in after)
            return "leading" if ranking.lemma in _words()["several"]["ranks"] and several else str(rank)
    return None


_FEW = 5
"""Words from partners to among how many of them one is: «серіктестерінің арасында алғашқы үштікте»."""


def _number(token: Token) -> int | None:
    if (match := _NUMBERED.match(token.text.casefold())) is not None:
        return int(match[1] or match[2])
    found = _words()["ordinals"].get(token.lemma) or _words()["ordinals"].get(token.text.casefold())
    return int(found) if found else None


def _place(tokens: Sequence[Token]) -> int | None:
    """Return the place that is told right behind: «… серіктестері арасында үшінші орынды сақтап қалды»."""
    for token, after in zip(tokens, [*tokens[1:], None], strict=False):
        if token.pos == "PUNCT":
            return None
        if (number := _number(token)) and after is not None and after.lemma in _words()["places"]["words"]:
            return number
    return None


def _owner(discourse: Discourse, sentence: Sentence, before: Sequence[Token]) -> str:
    """Return whose partner it is by a genitive: «Ресейдің серіктесі», «облысымыздың», «өз облысының»."""
    for token in reversed(before):
        if token.case != "Gen" or token.lemma == "біз":
            continue
        mention = sentence.mention_at(token)
        if mention is not None and mention.kind in _OWNERS:
            return mention.name
        if any(t.lemma == "өз" for t in before):
            return _own(discourse, sentence)
        found = refer(discourse, sentence, token, "territory") or refer(discourse, sentence, token, "side")
        if len(found) == 1 and mention is None:
            return str(found[0].value)
    return ""


def _own(discourse: Discourse, sentence: Sentence) -> str:
    """Return the side of who is the subject, for «өз облысының»."""
    people = [m for m in sentence.mentions if m.kind == "person" and sentence.tokens[m.last].case == "Nom"]
    found = (discourse.person(m) for m in people)
    return next((person.side for person in found if person is not None), "")


def _territory(discourse: Discourse, person: Person) -> str:
    """Return the territory for which a person stands, or whose his body is; else the body."""
    if person.represents:
        return person.represents
    for sentence in discourse.sentences:
        for body in (m for m in sentence.mentions if m.name == person.organization):
            owner = next((m for m in sentence.mentions if m.first == body.first and m.kind in _SIDES), None)
            if owner is not None:
                return owner.name
    return person.side


def _home(discourse: Discourse, sentence: Sentence, place: int, parties: Sequence[Mention]) -> str:
    """Return the side of who speaks, or that the text is most about: «басты серіктесіміз», «ең ірі сатып алушы»."""
    person = discourse.people.get(discourse.speaker(sentence, place) or "")
    names = {m.name for m in parties}
    side = _territory(discourse, person) if person is not None else ""
    if side and side not in names:
        return side
    about = [m for m in discourse.sides(sentence) if m.name not in names and m.entry and m.entry.kind != "union"]
    return about[0].name if about else ""


def _parties(sentence: Sentence, before: Sequence[Token], noun: Token) -> list[Mention]:
    """Return who has the rank: the names behind the dash, else the subject or what is called so."""
    tokens = sentence.tokens
    if noun.i + 1 < len(tokens) and tokens[noun.i + 1].text in _DASHES:
        return _listed(sentence, noun.i + 2)
    start = before[0].i if before else noun.i
    named = [m for m in sentence.mentions if m.kind in _OWNERS and m.last < start]
    for mention in reversed(named):
        between = tokens[mention.last + 1 : start]
        if any(t.text in {";", ":", "."} or t.pos == "VERB" for t in between):
            return []
        case = tokens[mention.last].case
        behind = tokens[noun.i + 1 : noun.i + 3]
        apart = bool(behind) and behind[0].pos == "PUNCT"
        kept = any(t.lemma in _words()["calling"]["kept"] for t in tokens[noun.i + 1 : noun.i + 4])
        called = not apart and not kept and any(t.lemma in _words()["calling"]["words"] for t in behind)
        if case == "Acc" and called:
            return [mention]
        if case == "Nom" and not called and mention.kind in _SIDES and not _adverbial(sentence, mention):
            return _listed_back(sentence, mention)
    return []


def _listed(sentence: Sentence, first: int) -> list[Mention]:
    """Return the names of a list from a place on, joined by «мен», «және» or commas."""
    found: list[Mention] = []
    at = first
    for mention in sentence.mentions:
        if mention.last < at or mention.kind not in _SIDES:
            continue
        between = sentence.tokens[at : mention.first]
        joints = all(t.pos in {"CCONJ", "ADV", "PART"} or t.text == "," for t in between)
        if not joints or (mention.first != first and not between):
            break
        found.append(mention)
        at = mention.last + 1
    return found


def _listed_back(sentence: Sentence, last: Mention) -> list[Mention]:
    """Return a name with those that are joined before it: «Ресей мен Қытай – …»."""
    found = [last]
    for mention in reversed([m for m in sentence.mentions if m.last < last.first and m.kind in _SIDES]):
        between = sentence.tokens[mention.last + 1 : found[-1].first]
        if not between or not all(t.pos == "CCONJ" or t.text == "," for t in between):
            break
        found.append(mention)
    return found[::-1]


def _behind(sentence: Sentence, before: Sequence[Token]) -> Mention | None:
    """Return who comes before the second: «Ресейден кейінгі екінші серіктес»."""
    for token in before:
        if token.text.casefold() == _words()["next"]["behind"] and token.i:
            mention = sentence.mention_at(sentence.tokens[token.i - 1])
            return mention if mention is not None and mention.kind in _SIDES else None
    return None


def _going_on(sentence: Sentence, told: _Told) -> Iterator[_Rank]:
    """Yield the ranks that go on with one: «екінші орында – Қырғызстан», «одан кейін Қытай мен Өзбекстан тұр»."""
    tokens, number = sentence.tokens, told.number
    for token, after in pairwise(tokens):
        if (place := _number(token)) is not None and after.lemma in _words()["places"]["words"] and after.case == "Loc":
            first = after.i + 1
            dashed = first < len(tokens) and tokens[first].text in _DASHES
            found = _listed(sentence, first + dashed) or _listed_before(sentence, token)
            if found and place > 1:
                number = place
                yield _Rank(found[0].name, told.of, place, told.flow, token)
        elif (
            token.lemma in _words()["next"]["from"] and token.case == "Abl" and after.lemma in _words()["next"]["after"]
        ):
            same = sentence is told.sentence
            dashed = after.i + 1 < len(tokens) and tokens[after.i + 1].text in _DASHES
            for mention in _listed(sentence, after.i + 1 + dashed) if same or token.i == 0 else []:
                number += 1
                yield _Rank(mention.name, told.of, number, told.flow, token)


def _listed_before(sentence: Sentence, token: Token) -> list[Mention]:
    """Return who is right before his place: «Ресей екінші орында»."""
    return [m for m in sentence.mentions if m.last == token.i - 1 and m.kind in _SIDES]
