"""How firmly a Russian sentence says it: the modality and the polarity at a word.

A word of volition, plan, proposal, readiness, possibility or talk colours what it governs and what its clause says.
"""

from collections.abc import Iterator

from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.russian import lexicon

_LEXICON = (
    ("proposal", lexicon.PROPOSAL),
    ("readiness", lexicon.READINESS),
    ("interest", lexicon.INTEREST),
    ("intention", lexicon.INTENTION),
    ("negotiation", lexicon.NEGOTIATION),
    ("evaluation", lexicon.EVALUATION),
)


def modality(sentence: Sentence, token: Token, *, ignore: frozenset[str] = frozenset()) -> str:
    """Return the modality at `token`: of the nearest colouring word above or beside it, else of its tense."""
    weak = ""
    for word in _governing(sentence, token):
        if word.lemma in ignore:
            continue
        name = next((name for name, words in _LEXICON if word.lemma in words), "")
        if name and word.pos == "NOUN" and name == "evaluation":
            weak = weak or name  # «обсудили возможность» is talk, «есть возможность» a judgement
        elif name:
            return name
    return weak or ("intention" if _future(sentence, token) else "stated")


def negated(sentence: Sentence, token: Token) -> bool:
    """Whether the predicate at or above `token` is denied («не входит», «нет»)."""
    for word in (token, *sentence.ancestors(token)):
        before = sentence.tokens[word.i - 1].lemma if word.i else ""
        if (
            before == "не"
            or any(child.lemma == "не" for child in sentence.children(word, "advmod"))
            or word.lemma == "нет"
        ):
            return True
        if word.pos in {"VERB", "AUX"}:
            return False
    return False


def _governing(sentence: Sentence, token: Token) -> Iterator[Token]:
    """Yield the words that may colour `token`: itself, the verbs above it in the same chain, and their satellites."""
    yield token
    below = token
    for word in sentence.ancestors(token):
        says = word.lemma in lexicon.SAYING and word.lemma not in lexicon.PROPOSAL
        if says or (below.rel in {"parataxis", "acl:relcl"} and word.pos == "VERB" and below.pos == "VERB"):
            return
        yield word
        for child in sentence.children(word, "xcomp", "aux", "advmod", "csubj", "cop"):
            if child.i != below.i and child.i < token.i:
                yield child
        below = word


def _future(sentence: Sentence, token: Token) -> bool:
    for word in (token, *sentence.ancestors(token)):
        if word.pos in {"VERB", "AUX"} and word.feats.get("VerbForm") != "Inf":
            future = word.feats.get("Tense") == "Fut" or (
                word.feats.get("Aspect") == "Perf" and word.feats.get("Tense") == "Pres"
            )
            return future or any(
                c.lemma == "быть" and c.feats.get("Tense") == "Fut" for c in sentence.children(word, "aux", "cop")
            )
    return False
