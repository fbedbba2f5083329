"""Annotated text: tokens with their syntax, sentences, and the mentions found in them. Independent of language."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from coopatlas.gazetteer import Entry

NO_HEAD = -1


@dataclass(slots=True)
class Token:
    """A word with its morphology and its place in the dependency tree (Universal Dependencies).

    `start` and `end` are code points into `Document.text`; `i` and `head` are positions in the sentence's token list.
    """

    i: int
    text: str
    start: int
    end: int
    lemma: str
    pos: str
    feats: Mapping[str, str]
    head: int
    rel: str
    children: list[int] = field(default_factory=list)

    @property
    def case(self) -> str:
        """The value of the feature Case, or an empty string."""
        return self.feats.get("Case", "")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of tokens `[first, last]` of one sentence that stands for an entity.

    `kind` is person, territory, union, place, port, organization or product; `form` tells how it is mentioned (name,
    adjective, demonym, noun, quoted); `name` is its dictionary form; `head` is the token that carries it in the tree.
    """

    kind: str
    name: str
    first: int
    last: int
    head: int
    form: str = "name"
    entry: Entry | None = None


@dataclass(slots=True)
class Sentence:
    """A sentence: `Document.text[start:end]`, its tokens and its mentions in order.

    `mentions` do not overlap; `names` are all named entities at their full extent, those inside others included:
    «правительство Японии» is an organisation, and «Японии» a place in its name.
    """

    text: str
    start: int
    end: int
    index: int
    paragraph: int
    tokens: list[Token]
    mentions: list[Mention] = field(default_factory=list)
    names: list[Mention] = field(default_factory=list)
    asked: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out of its tree already: see `of_tree`."""

    def lemmas(self) -> list[str]:
        """Return the lemmas of all tokens, in order."""
        return [token.lemma for token in self.tokens]

    def head(self, token: Token) -> Token | None:
        """Return the token that governs `token`, or None for a root."""
        return None if token.head == NO_HEAD else self.tokens[token.head]

    def children(self, token: Token, *relations: str) -> list[Token]:
        """Return the dependants of `token`, of the given relations where any are given (`obl` includes `obl:agent`)."""
        found = [self.tokens[i] for i in token.children]
        if not relations:
            return found
        return [t for t in found if t.rel in relations or t.rel.partition(":")[0] in relations]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Yield the heads of `token`, nearest first."""
        seen = {token.i}
        above = self.head(token)
        while above is not None and above.i not in seen:
            yield above
            seen.add(above.i)
            above = self.head(above)

    def subtree(self, token: Token, keep: Callable[[Token], bool] | None = None) -> list[Token]:
        """Return `token` and all below it in order; a dependant that `keep` refuses is left out with its subtree."""
        found, queue = {token.i}, [token]
        while queue:
            for child in self.children(queue.pop()):
                if child.i not in found and (keep is None or keep(child)):
                    found.add(child.i)
                    queue.append(child)
        return [self.tokens[i] for i in sorted(found)]

    def top(self, first: int, last: int) -> Token:
        """Return the token of `[first, last]` that is governed from outside; the last one where none or several are."""
        for token in self.tokens[first : last + 1]:
            if not first <= token.head <= last:
                return token
        return self.tokens[last]

    def find(self, *lemmas: str) -> list[Token]:
        """Return the tokens with one of these lemmas."""
        return [token for token in self.tokens if token.lemma in lemmas]

    def mention_at(self, token: Token) -> Mention | None:
        """Return the mention that covers `token`."""
        return next((m for m in self.mentions if m.first <= token.i <= m.last), None)


_Told = TypeVar("_Told")


def of_tree(function: Callable[[Sentence, Token], _Told]) -> Callable[[Sentence, Token], _Told]:
    """Remember with a sentence what a function tells of a word, where the finished tree alone decides it."""

    @wraps(function)
    def asked(sentence: Sentence, token: Token) -> _Told:
        key = function, token.i
        if key not in sentence.asked:
            sentence.asked[key] = function(sentence, token)
        told: _Told = sentence.asked[key]
        return told

    return asked
