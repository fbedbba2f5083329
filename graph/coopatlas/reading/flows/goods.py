"""Goods by their noun phrases: behind what counts them, before or behind their flow, and in lists. English, Kazakh."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from coopatlas.language.form import form
from coopatlas.language.grammar import Grammar
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.language.wording import lexicon
from coopatlas.reading.flows.passage import Goods, Passage
from coopatlas.reading.lexicon import lists

_WITHIN = frozenset({"NOUN", "PROPN", "ADJ", "X", "NUM"})
_HEADS = frozenset({"NOUN", "PROPN", "X"})
_SHORTEST = 2
_LONGEST = 6
_NO_GOODS = ("no_goods", "offices", "bodies", "descriptions", "guests", "sides", "regions", "countries")


_TOLD = ("leads", "heads", "measures", "behind", "extending", "consisting", "measured")
_NAMED = frozenset({"person", "organization"})


def _span(passage: Passage, mention: Mention) -> tuple[int, int]:
    tokens, start = passage.sentence.tokens, passage.sentence.start
    return tokens[mention.first].start - start, tokens[mention.last].end - start


def _of_side(passage: Passage, token: Token) -> bool:
    """Whether a word tells only whose goods are meant: "tonnes of | Moldovan | apples"."""
    place = token.start - passage.sentence.start
    return any(side.start <= place < side.end and side.role == "own" for side in passage.sides) or token.text == "'s"


def _over_bracket(inside: list[Token], at: int) -> int:
    """Return the place behind a share in brackets: «мыс (62%), күміс (8%)»."""
    if at >= len(inside) or inside[at].text != "(":
        return at
    return next((n + 1 for n in range(at, len(inside)) if inside[n].text == ")"), at)


@dataclass(slots=True)
class PhraseGoods:
    """A reader of goods over the tokens of a language whose noun phrases are told by parts of speech."""

    name: Callable[[Sentence, int, int], str]
    none: frozenset[str]
    groups: frozenset[str]
    """Those who make or buy goods: "dairy" in "dairy products", no goods by themselves."""
    leads: frozenset[str]
    heads: frozenset[str]
    """Words that are goods only with an attribute: "dairy products", «бидай өнімдері»."""
    measures: frozenset[str]
    """Words between a flow and what leads to its goods: "exports worth of wheat"."""
    behind: frozenset[str]
    """What leads to goods behind what counts them, where they do not stand there by themselves."""
    extending: frozenset[str]
    """What leads to what goods are of, which belongs to them: "products | of the chemical industry"."""
    consisting: frozenset[str]
    """Verbs of what consists of goods: «ұннан тұрады»."""
    measured: frozenset[str]
    """Nouns of how much there is of goods before them: «металдың көлемі»."""
    participles: tuple[str, ...]
    relative: tuple[str, ...]
    """Ends of words that are no goods; of adjectives that are no nouns, as unknown words may be: «темекі»."""
    adjectives: frozenset[str]
    final: bool
    """Whether the language is head-final, so that the case of a word tells what it is to the verb behind it."""

    @classmethod
    def of(cls, grammar: Grammar) -> "PhraseGoods":
        """Return the reader of a language."""
        words = lexicon(grammar.lang, "flows")["goods"]
        others = lists(grammar.lang, "references", _NO_GOODS).values()
        none = frozenset(words["none"]).union(*others)
        groups = lists(grammar.lang, "references", ("groups",))["groups"]
        told = {name: frozenset(words.get(name, ())) for name in _TOLD}
        final = form(grammar.lang).head_final
        return cls(
            grammar.dictionary_form,
            none,
            groups,
            **told,
            participles=tuple(words.get("participles", ())),
            relative=tuple(words.get("relative", ())),
            adjectives=frozenset(lexicon(grammar.lang, "stems")["adjectives"].split() if final else ()),
            final=final,
        )

    def __call__(self, passage: Passage, start: int, end: int, where: str) -> list[Goods]:
        """Return the goods between two places of a passage."""
        sentence = passage.sentence
        inside = [t for t in sentence.tokens if start <= t.start - sentence.start and t.end - sentence.start <= end]
        if not inside:
            return []
        if where == "before":
            return self._before(passage, inside)
        if where == "of":
            return self._behind(passage, inside)
        return list(self._listed(passage, inside, 0, strict=False))

    def _behind(self, passage: Passage, inside: list[Token]) -> list[Goods]:
        """Return what stands right behind a unit or a flow: "tonnes of wheat", «тонна астық»."""
        at = 0
        if self.behind:
            while at < len(inside) - 1 and inside[at].lemma in self.measures:
                at += 1
            if inside[at].lemma not in self.behind:
                return []
            at += 1
            at += sum(1 for _ in takewhile(lambda token: _of_side(passage, token), inside[at:]))
        return list(self._listed(passage, inside, at, strict=True))

    def _before(self, passage: Passage, inside: list[Token]) -> list[Goods]:
        """Return what stands right before a flow: "wheat exports", «астық экспорты»."""
        last = inside[-1].i
        first = last
        while first >= inside[0].i and self._part(passage, passage.sentence.tokens[first]):
            first -= 1
        first += 1
        if first > last or last - first >= 3:
            return []
        return self._made(passage, first, last)

    def _listed(self, passage: Passage, inside: list[Token], at: int, *, strict: bool) -> Iterator[Goods]:
        """Yield the phrases of a list from a token on; it ends where something else than a joint follows."""
        place, found = at, 0
        while place < len(inside):
            token = inside[place]
            if token.pos == "DET" or token.lemma in self.leads:
                place += 1
                continue
            if not self._part(passage, token):
                if found or strict:
                    return
                place += 1
                continue
            stop = place
            while stop < len(inside) and (self._part(passage, inside[stop]) or self._headed(inside, place, stop)):
                stop += 1
            stop = self._extended(passage, inside, stop)
            made = self._made(passage, token.i, inside[stop - 1].i)
            yield from made
            found += len(made)
            following = self._joint(inside, stop)
            if following is None:
                return
            place = following

    def _extended(self, passage: Passage, inside: list[Token], stop: int) -> int:
        """Take "of the chemical industry" behind "products" with it."""
        if stop >= len(inside) or inside[stop].lemma not in self.extending:
            return stop
        at = stop + 1
        while at < len(inside) and (inside[at].pos == "DET" or self._part(passage, inside[at])):
            at += 1
        return at if at > stop + 1 else stop

    def _joint(self, inside: list[Token], stop: int) -> int | None:
        """Return where the next member of a list begins, or nothing where the list ends."""
        at = stop = _over_bracket(inside, stop)
        while at < len(inside) and (
            inside[at].text == "," or inside[at].pos == "CCONJ" or inside[at].lemma in self.leads
        ):
            at += 1
        return at if at > stop else None

    def _headed(self, inside: list[Token], first: int, last: int) -> bool:
        return first < last and inside[last].lemma in self.heads and inside[last - 1].i == inside[last].i - 1

    def _part(self, passage: Passage, token: Token) -> bool:
        if token.pos not in _WITHIN or token.lemma in self.none or token.text[:1].isdigit():
            return False
        if token.rel == "fixed":  # "exported close to 3 million tons"
            return False
        if self.final and (self._tells_no_goods(token) or not self._may_be_listed(passage, token)):
            return False
        place = token.start - passage.sentence.start
        taken = [(s.start, s.end) for s in passage.sides] + [(f.start, f.end) for f in passage.figures]
        taken += [_span(passage, m) for m in passage.sentence.mentions if m.kind in _NAMED]
        taken += [(s.start, s.end) for s in passage.quiet]
        taken += [(p.start, p.end) for p in passage.periods] + [(f.start, f.end) for f in passage.flows]
        return not any(a <= place < b for a, b in taken)

    def _tells_no_goods(self, token: Token) -> bool:
        """Whether a word is an agency in Latin capitals, a participle, or an adjective made of a place or time."""
        latin = token.text.isascii() and token.text.isupper()
        return latin or "Attr" in token.feats or token.text.casefold().endswith(self.participles)

    def _may_be_listed(self, passage: Passage, token: Token) -> bool:
        """Whether a word has the case of what flows, or that of what something consists of: «ұннан тұрады»."""
        behind = passage.sentence.tokens[token.i + 1 : token.i + 2]
        consists = token.case == "Abl" and any(t.lemma in self.consisting for t in behind)
        measured = token.case == "Gen" and any(t.lemma in self.measured for t in behind)
        return token.case in {"", "Nom", "Acc"} or consists or measured

    def _made(self, passage: Passage, first: int, last: int) -> list[Goods]:
        tokens = passage.sentence.tokens
        known = tokens[last].lemma.endswith(self.relative) or tokens[last].lemma in self.adjectives
        unknown = self.final and not known
        attribute = tokens[last].pos == "ADJ" and (first < last or unknown)
        if last - first >= _LONGEST or not (tokens[last].pos in _HEADS or attribute):
            return []
        name = self.name(passage.sentence, first, last).strip()
        lemma = tokens[last].lemma
        empty = lemma in self.none | self.groups and (first == last or lemma not in self.heads)
        if len(name) < _SHORTEST or empty:
            return []
        start = tokens[first].start - passage.sentence.start
        return [Goods(name, start, tokens[last].end - passage.sentence.start)]
