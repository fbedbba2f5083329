"""Names that dashes or a list join as the ends of one way: «рейс Минск – Баку», «между A, B и C»."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coopatlas.language.grammar import TREE, Argument
from coopatlas.language.tokens import Sentence, Token


def chains(sentence: Sentence, token: Token) -> list[list[Token]]:
    """Return the chains of names that dashes join near a word: the nearest first, then those listed with it."""
    found: list[list[Token]] = []
    for mention in sentence.mentions:
        before = sentence.tokens[mention.first - 1].text if mention.first else ""
        if mention.kind not in DASHABLE or mention.form == "adjective":
            continue
        if found and before in _DASHES and mention.first - 2 == _end_of(sentence, found[-1][-1]):
            found[-1].append(sentence.tokens[mention.head])
        else:
            found.append([sentence.tokens[mention.head]])
    joined = [_there(sentence, c) for c in found if len(c) > 1]
    near = [c for c in joined if min(abs(c[0].i - token.i), abs(c[-1].i - token.i)) <= _NEAR]
    near = [c for c in near if not _calls_the_first(sentence, token, c)]
    near.sort(key=lambda c: min(abs(c[0].i - token.i), abs(c[-1].i - token.i)))
    if not near:
        return []
    place = next(n for n, c in enumerate(joined) if c is near[0])
    listed = []
    for one, other in zip(reversed(joined[:place]), reversed(joined[1 : place + 1]), strict=True):
        between = sentence.tokens[_end_of(sentence, one[-1]) + 1 : other[0].i]
        if any(t.text not in _LIST_MARKS and t.pos != "CCONJ" and not _bracketed(sentence, t) for t in between):
            break
        listed.append(one)
    return [near[0], *listed]


def _calls_the_first(sentence: Sentence, token: Token, chain: Sequence[Token]) -> bool:
    """Whether joined names call the noun to which another is only joined: «рейс A – B | и поезд до C»."""
    first, opening = sentence.head(token), sentence.mention_at(chain[0])
    if first is None or token.rel != "conj" or token.pos != "NOUN" or opening is None:
        return False
    between = sentence.tokens[first.i + 1 : opening.first]
    return first.i < opening.first < token.i and all(t.text in _QUOTES for t in between)


def _there(sentence: Sentence, chain: list[Token]) -> list[Token]:
    """Return a chain that comes back to where it began only as far as it goes: «Астана – Сеул – Астана»."""
    names = [mention.name for head in chain if (mention := sentence.mention_at(head)) is not None]
    return chain[:-1] if len(chain) > len(_PAIR) and names[:1] == names[-1:] else chain


def _bracketed(sentence: Sentence, token: Token) -> bool:
    around = sentence.tokens[max(0, token.i - 1) : token.i + 2]
    return around[0].text == "(" and around[-1].text == ")"


def by_dashes(sentence: Sentence, token: Token, which: int) -> Iterator[Argument]:
    """Yield the names that dashes join near a word, as `first`, `middle` and `last`: «рейс Минск – Баку».

    Right behind it they are its title too, `titled`: «саммит Россия – Африка».
    """
    for chain in chains(sentence, token)[which : which + 1]:
        opening = sentence.mention_at(chain[0])
        between = sentence.tokens[token.i + 1 : opening.first] if opening is not None else ()
        if opening is not None and opening.first > token.i and all(t.text in _QUOTES for t in between):
            yield from (Argument("titled", head, TREE, head.i) for head in chain)
        yield from _ends([Argument("", head, TREE, head.i) for head in chain])


def by_list(arguments: Sequence[Argument]) -> Iterator[Argument]:
    """Yield between whom is what joins more than two, the same way: «A, B және C арасындағы теміржол»."""
    between = [a for a in arguments if a.function in _AMONG and a.rank == TREE]
    for group in {a.group for a in between}:
        members = [a for a in between if a.group == group]
        yield from _ends(members) if len(members) > len(_PAIR) else ()


def _ends(members: Sequence[Argument]) -> Iterator[Argument]:
    for member in members:
        place = "first" if member is members[0] else "last" if member is members[-1] else "middle"
        yield replace(member, function=place)


_PAIR = ("first", "last")
_AMONG = frozenset({"между+ins", "between", "арасында"})


_QUOTES = frozenset('«"“')
_LIST_MARKS = frozenset({",", "(", ")", "и", "and"})


_NEAR = 8
"""Words between a word and the places joined by a dash that it may be about."""
_DASHES = frozenset("–—-−")


DASHABLE = frozenset({"territory", "port", "place", "union"})


def _end_of(sentence: Sentence, head: Token) -> int:
    return max(m.last for m in sentence.mentions if m.head == head.i)
