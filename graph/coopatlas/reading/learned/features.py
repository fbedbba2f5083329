"""What the learned part sees: stems of words, types of names, how a candidate stands. Names themselves are unseen."""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.learned.candidates import Candidate

_STEM = 5
_WINDOW = 4


def stem(token: Token) -> str:
    """Return the first letters of a word, a mark of its own for numbers."""
    return "0" if token.text[:1].isdigit() else _stem(token.lemma or token.text)


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    return word.casefold().replace("ё", "е")[:_STEM]


def of_sentence(sentence: Sentence, types: Iterable[str], evoked: Collection[str]) -> list[str]:
    """Return the features of a sentence; `types` are those of its candidates, `evoked` the kinds that rules read."""
    masked = _masked(sentence)
    found = {f"w:{word}" for word in masked}
    found |= {f"b:{one}_{other}" for one, other in pairwise(masked)}
    counts: dict[str, int] = {}
    for kind in types:
        counts[kind] = counts.get(kind, 0) + 1
    found |= {f"t:{kind}{min(count, 3)}" for kind, count in counts.items()}
    found |= {f"e:{kind}" for kind in evoked}
    found.add("first" if sentence.index == 0 else "early" if sentence.index < 3 else "late")
    return ["1", *sorted(found)]


def of_candidate(sentence: Sentence, candidate: Candidate, roles: Collection[str], same_type: int) -> list[str]:
    """Return the features of a candidate; `roles` are those that rules gave it, as `kind.role`."""
    kind = candidate.type + (f".{candidate.kind}" if candidate.kind else "")
    place = f"{candidate.type}|{candidate.where}"
    found = [
        "1",
        f"t:{kind}",
        f"x:{place}",
        f"o:{place}{min(candidate.order, 3)}",
        f"n:{candidate.type}{min(same_type, 4)}",
    ]
    found += [f"r:{role}" for role in roles]
    if candidate.token is not None:
        found += _standing(sentence, candidate, candidate.token)
    return found


def _standing(sentence: Sentence, candidate: Candidate, token: Token) -> Iterator[str]:
    kind, first, last = candidate.type, candidate.filler.first, candidate.filler.last
    first, last = (first, last) if first >= 0 else (token.i, token.i)
    words = sentence.tokens
    before = [stem(t) for t in words[max(0, first - _WINDOW) : first]]
    behind = [stem(t) for t in words[last + 1 : last + 1 + _WINDOW]]
    near = before[-1] if before else "^"
    yield from (
        f"p:{kind}|{near}",
        f"a:{kind}|{behind[0] if behind else '$'}",
        f"c:{kind}|{token.case}|{candidate.filler.reason[:9]}",
    )
    yield f"pp:{'_'.join(before[-2:])}"
    yield from (f"<:{kind}|{word}" for word in before)
    yield from (f">:{kind}|{word}" for word in behind)
    if token.head >= 0:
        yield from (
            f"h:{kind}|{stem(words[token.head])}|{near if near.isalpha() and len(near) < 4 else ''}",
            f"d:{kind}|{token.rel}",
        )
    if kind == "phrase":
        yield from (f"w:{stem(t)}" for t in words[first : last + 1])
        yield f"hw:{stem(token)}"
        yield f"l:{min(last - first, 5)}"


def _masked(sentence: Sentence) -> list[str]:
    """Return the stems of a sentence with a mark for each name, so that no name is learned."""
    covered = {
        i: m.kind[:4].upper() for m in sentence.mentions if m.form != "adjective" for i in range(m.first, m.last + 1)
    }
    found: list[str] = []
    for token in sentence.tokens:
        word = covered.get(token.i) or stem(token)
        if (not found or found[-1] != word) and (word.isalpha() or word in {"0", "–", "—", "%", "$", "№"}):
            found.append(word)
    return found
