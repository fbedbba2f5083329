"""What an English phrase of office says: «deputy chairman of the board of X», «Georgian Minister of Trade»."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.mentions.english_words import NameWords

_LINKS = frozenset({"of", "for", "at", "from", "with", "in", "to"})
_OWNERS = frozenset({"territory", "union", "organization", "port", "place"})
_SMALL = frozenset({"the", "its", "a", "an"})
_SERVING = frozenset({"of", "for", "to"})
"""Between an office or somebody's kin and the office that it is told by."""
_REACH = 7


@dataclass(slots=True)
class Office:
    """An office: its words `[first, last]`, the whole phrase `[start, end]`, and whose it is, by mention or word.

    `there` is the word for where it is held: "ambassador to the country".
    """

    sentence: Sentence
    noun: int
    first: int
    last: int
    start: int
    end: int
    owners: list[Mention] = field(default_factory=list)
    seat: Mention | None = None
    there: Token | None = None
    word: Token | None = None
    scope: tuple[int, int] | None = None
    plural: bool = False
    left: bool = False
    """Whether it was given up: "stepped down as mayor"."""

    @property
    def role(self) -> str:
        """The office as it is called, without its territory: «first deputy governor», «CEO»."""
        tokens = self.sentence.tokens[self.first : self.last + 1]
        scope = self.sentence.tokens[self.scope[0] : self.scope[1] + 1] if self.scope else []
        scope = [t for t in scope if not any(m.first <= t.i <= m.last for m in self.owners)]
        words = [t for t in (*tokens, *scope) if t.text.casefold() not in _words()["dropped"] or t in scope]
        while words and words[-1].text in {"the", "of", ","}:
            words.pop()
        text = "".join((" " if i and t.start > words[i - 1].end else "") + _plain(t) for i, t in enumerate(words))
        text = "former " * self.left + text.replace("\n", " ").strip(" ,")
        return _singular(text) if self.plural else text

    @property
    def diplomatic(self) -> bool:
        """Whether the office is held abroad."""
        return any(t.lemma in _words()["diplomats"] for t in self.sentence.tokens[self.first : self.last + 1])


def _words() -> Mapping[str, Any]:
    return lexicon.words("en", "posts")


def _plain(token: Token) -> str:
    low = token.text.casefold()
    if low in _words()["shortened"]:
        return str(_words()["shortened"][low])
    keep = token.text.isupper() and (low in _words()["capitals"] or len(token.text) <= 3)
    return token.text if keep else token.text.lower()


def _singular(text: str) -> str:
    head, _, rest = text.partition(" of ")
    head = head.removesuffix("s")
    return f"{head} of {rest}" if rest else head


def offices(sentence: Sentence, words: NameWords) -> Iterator[Office]:
    """Yield the offices of a sentence."""
    at = 0
    while at < len(sentence.tokens):
        token = sentence.tokens[at]
        if (
            not words.is_office(token)
            or _inside_body(sentence, at)
            or token.pos not in {"NOUN", "PROPN", "ADJ", "VERB"}
        ):
            at += 1
            continue
        if token.pos == "VERB" and token.text.islower():
            at += 1
            continue
        office = _office(sentence, at, words)
        yield office
        at = max(office.last, office.noun, office.scope[1] if office.scope else 0) + 1


def _inside_body(sentence: Sentence, at: int) -> bool:
    return any(m.first <= at <= m.last for m in sentence.mentions if m.kind != "person" and m.form != "group")


def _office(sentence: Sentence, noun: int, words: NameWords) -> Office:
    tokens = sentence.tokens
    first = noun
    while first and _belongs(sentence, first - 1, words):
        first -= 1
    while first < noun and tokens[first].text in {"and", ",", "-"}:
        first += 1
    last = noun
    while last + 1 < len(tokens) and (
        tokens[last + 1].text.casefold() in _words()["behind"]
        or (words.is_office(tokens[last + 1]) and not _inside_body(sentence, last + 1))
        or (
            tokens[last + 1].text == "and"
            and last + 2 < len(tokens)
            and tokens[last + 2].text.casefold() in _words()["joined"]
        )
    ):
        last += 1
    plural = tokens[noun].feats.get("Number") == "Plur" or tokens[noun].text.casefold() == f"{tokens[noun].lemma}s"
    office = Office(sentence, noun, first, last, first, last, plural=plural)
    _owner_before(office)
    if not _chief(office, words):
        _behind(office, words)
    return office


def _chief(office: Office, words: NameWords) -> bool:
    """Take the office that another serves, and whose it is: «adviser to the President of Kazakhstan»."""
    tokens = office.sentence.tokens
    at = office.last + 1
    if at + 1 >= len(tokens) or tokens[at].text not in _SERVING or office.owners:
        return False
    noun = at + 1 + (tokens[at + 1].text.casefold() in _SMALL)
    while noun < len(tokens) and words.is_a(tokens[noun], "modifiers") and not words.is_office(tokens[noun]):
        noun += 1
    if noun >= len(tokens) or not words.is_office(tokens[noun]) or _inside_body(office.sentence, noun):
        return False
    chief = Office(office.sentence, noun, at + 1, noun, at + 1, noun)
    _behind(chief, words)
    office.scope = (at, chief.scope[1] if chief.scope else chief.last)
    office.owners, office.word, office.end = chief.owners, chief.word, chief.end
    return True


def serves_holder(sentence: Sentence, office: Office, words: NameWords) -> bool:
    """Whether somebody is told of by the holder of an office, who is another: «the wife of the mayor of Osaka X»."""
    tokens, at = sentence.tokens, office.start - 1
    if at >= 0 and tokens[at].text in _SMALL:
        at -= 1
    return at > 0 and tokens[at].text in _SERVING and words.is_a(tokens[at - 1], "kin")


def _belongs(sentence: Sentence, at: int, words: NameWords) -> bool:
    """Whether a word before an office is part of it."""
    token = sentence.tokens[at]
    if _inside_body(sentence, at) or any(m.first <= at <= m.last for m in sentence.mentions):
        return False
    if words.is_a(token, "modifiers", "portfolios") or token.text == "-":
        return token.pos not in {"VERB", "AUX"} or token.text.istitle()
    if token.text in {"and", ","} and at and at + 1 < len(sentence.tokens):
        sides = (sentence.tokens[at - 1], sentence.tokens[at + 1])
        return words.is_a(sides[0], "portfolios") and words.is_a(sides[1], "portfolios", "modifiers")
    return False


def _owner_before(office: Office) -> None:
    """Take the territory or body right before: «Kazakh minister», «Iran's ambassador», «Omsk Cargo CEO»."""
    tokens = office.sentence.tokens
    at = office.first - 1
    if at > 0 and tokens[at].text in {"'s", "’s", "'", "’"}:
        at -= 1
        if tokens[at].pos == "NOUN" and tokens[at].text.islower():
            office.word, office.start = tokens[at], at
    elif at >= 0 and tokens[at].text.casefold() in {"its", "their"}:
        _owner_of_pronoun(office, at)
    owner = _longest(m for m in office.sentence.mentions if m.last == at and m.kind in _OWNERS)
    if owner is not None:
        office.owners.append(owner)
        office.start = owner.first


def _owner_of_pronoun(office: Office, at: int) -> None:
    """«The port authority …, its director»: the body or territory named last before."""
    named = [m for m in office.sentence.mentions if m.last < at and m.kind in {"organization", "port", "territory"}]
    bodies = [m for m in named if m.kind != "territory"] or named
    office.owners += bodies[-1:]


def _longest(named: Iterable[Mention]) -> Mention | None:
    """Return the longest of names that begin or end together: "Osh Regional Council" rather than "Osh"."""
    return max(named, key=lambda m: m.last - m.first, default=None)


def _named_behind(office: Office, inner: int) -> Mention | None:
    """Return whose an office is: what is named there, or behind common nouns: «the logistics company X»."""
    tokens, at = office.sentence.tokens, inner
    for _ in range(_REACH):
        if at >= len(tokens):
            return None
        here = _longest(m for m in office.sentence.mentions if m.first == at and m.kind in _OWNERS)
        board = here is not None and all(
            t.text.casefold() in _words()["boards"] | {"of"} for t in tokens[here.first : here.last + 1]
        )
        if here is None or board:
            if (tokens[at].pos not in {"NOUN", "ADJ"} and tokens[at].text not in {"of", "the"}) or tokens[
                at
            ].text.istitle():
                return None
            if tokens[at].text.casefold() in _words()["boards"]:
                return None
            at += 1
        elif here.last + 1 < len(tokens) and tokens[here.last + 1].text in {"'s", "’s", "'", "’"}:
            at = here.last + 2
        elif here.form in {"adjective", "demonym"}:
            at = here.last + 1
        else:
            return _body_of(office, here) or here
    return None


def _is_ministry(office: Office, body: Mention) -> bool:
    """Whether an office may be within a body: "Permanent Secretary in the Ministry of Trade of X"."""
    return body.kind == "organization" and office.sentence.tokens[body.first].lemma in {"ministry", "government"}


def _body_beyond(office: Office, inner: int, end: int) -> Mention | None:
    """Return the body whose name goes on behind what looks like a board: "Speaker of the Parliament | of X"."""
    body = _longest(m for m in office.sentence.mentions if m.first == inner and m.kind == "organization")
    board = body is not None and office.sentence.tokens[body.head].lemma == "board"
    return body if body is not None and body.last > end and not board else None


def _body_of(office: Office, territory: Mention) -> Mention | None:
    """Return the body of a territory that is named behind it: «the Nara provincial Committee»."""
    tokens, at = office.sentence.tokens, territory.last + 1
    level = at < len(tokens) and tokens[at].text in _words()["levels"]
    bodies = (m for m in office.sentence.mentions if m.kind == "organization" and m.first == at + 1)
    body = next(bodies, None) if level and territory.kind == "territory" else None
    if body is None:
        return None
    start, first, last = office.sentence.start, tokens[territory.first], tokens[body.last]
    return replace(body, name=office.sentence.text[first.start - start : last.end - start], first=territory.first)


def _beside(office: Office) -> None:
    """Take the territory between an office and its holder: «Governor Sindh Anwar Lodhi»."""
    at = office.last + 1
    mentions = office.sentence.mentions
    owner = next((m for m in mentions if m.first == at and m.kind == "territory" and m.form == "name"), None)
    if owner is not None and any(m.kind == "person" and m.first == owner.last + 1 for m in mentions):
        office.owners.append(owner)
        office.end = owner.last


def _behind(office: Office, words: NameWords) -> None:
    """Take what follows: portfolios, boards, owners, the seat."""
    tokens = office.sentence.tokens
    if not office.owners:
        _beside(office)
    at = office.end + 1
    while at + 1 < len(tokens) and tokens[at].text in _LINKS:
        link = tokens[at].text
        inner = at + 1 + (tokens[at + 1].text.casefold() in _SMALL)
        if inner >= len(tokens):
            return
        inner = _over_owner(office, inner)
        end = _scope(tokens, inner, words) if link in {"of", "for"} and office.scope is None else -1
        scoped = end >= 0 and _scope_stands(tokens, end)
        owner = _body_beyond(office, inner, end) if scoped else _named_behind(office, inner)
        if owner is not None and link in {"to", "in"} and not (link == "in" and _is_ministry(office, owner)):
            if not office.diplomatic:
                return
            office.seat = office.seat or owner
            office.end = owner.last
        elif owner is not None:
            taken = _list_of(office.sentence, owner) if office.plural else [owner]
            office.owners += taken
            office.end = taken[-1].last
        elif link in {"to", "in"} and office.diplomatic and tokens[inner].text in _words()["homes"]:
            office.there, office.end = tokens[inner], inner
        elif end >= 0:
            office.scope = (at if office.scope is None else office.scope[0], end)
            office.end = end
        elif link in {"of", "for", "at"} and tokens[inner].pos == "NOUN" and tokens[inner].text.islower():
            office.word, office.end = tokens[inner], inner
            return
        else:
            return
        _over_brackets(office)
        _over_state(office)
        at = office.end + 1
    _government(office)


def _over_brackets(office: Office) -> None:
    """Pass over the abbreviation of what an office is of: "director of Baku Cargo Terminals (BCT) | X"."""
    texts = [t.text for t in office.sentence.tokens[office.end + 1 : office.end + 4]]
    if len(texts) == 3 and (texts[0], texts[2]) == ("(", ")") and texts[1].isupper():
        office.end += 3


def _over_owner(office: Office, inner: int) -> int:
    """Take whose the field of an office is: "Minister of | Belarusian | Foreign Affairs"; return where the field is."""
    whose = (m for m in office.sentence.mentions if m.first == inner and m.form == "adjective")
    owner = next(whose, None)
    behind = office.sentence.tokens[owner.last + 1 : owner.last + 2] if owner is not None else []
    if owner is None or office.owners or not any(t.text[:1].isupper() for t in behind):
        return inner
    if any(m.first <= owner.last + 1 <= m.last for m in office.sentence.mentions):
        return inner
    office.owners = [owner]
    return owner.last + 1


def _over_state(office: Office) -> None:
    """Pass over the state in which a town or region lies: "the mayor of Irkutsk, Russia | X"."""
    own = office.owners[-1].entry if office.owners else None
    if own is None or [t.text for t in office.sentence.tokens[office.end + 1 : office.end + 2]] != [","]:
        return
    behind = (m for m in office.sentence.mentions if m.first == office.end + 2 and m.entry is not None)
    state = next((m for m in behind if m.entry is not None and m.entry.id in own.part_of), None)
    office.end = state.last if state is not None and state.form == "name" else office.end


def _government(office: Office) -> None:
    """Take the body that follows an office behind a name and a comma: "X, Minister of Labour, Government of Y"."""
    tokens, before = office.sentence.tokens, office.start - 2
    held = any(m.kind == "person" and m.last == before for m in office.sentence.mentions)
    if office.owners or office.word or not held or tokens[office.start - 1].text != ",":
        return
    if [t.text for t in tokens[office.end + 1 : office.end + 2]] == [","]:
        owners = (m for m in office.sentence.mentions if m.first == office.end + 2 and m.kind == "organization")
        if (owner := next(owners, None)) is not None:
            office.owners, office.end = [owner], owner.last


def _scope_stands(tokens: Sequence[Token], end: int) -> bool:
    """Whether no further noun follows a scope: «of transport», not «of transport firm X»."""
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    return after is None or after.text[:1].isupper() or after.pos != "NOUN"


def _list_of(sentence: Sentence, first: Mention) -> list[Mention]:
    """Return the owners of one list: «the presidents of A and B»."""
    found = [first]
    for mention in sentence.mentions:
        between = sentence.tokens[found[-1].last + 1 : mention.first]
        if (
            mention.first > found[-1].last
            and all(t.text in {",", "and"} for t in between)
            and mention.kind == first.kind
        ):
            found.append(mention)
    return found


def _scope(tokens: Sequence[Token], first: int, words: NameWords) -> int:
    """Return the last word of what an office is of: «of trade and integration», «of the board of directors»."""
    at = first
    boards = _words()["boards"]
    if tokens[at].text.casefold() in boards:
        while at + 1 < len(tokens) and tokens[at + 1].text.casefold() in boards:
            at += 1
        if at + 2 < len(tokens) and tokens[at + 1].text == "of" and tokens[at + 2].text.casefold() == "directors":
            at += 2
        return at
    end = -1
    while at < len(tokens) and (words.is_a(tokens[at], "portfolios") or tokens[at].text in {"and", ",", "&", "the"}):
        if words.is_a(tokens[at], "portfolios"):
            end = at
        at += 1
    return end
