"""Who owns which company, and what companies settle between them: purchases, loans, fines, investments.

The guideline of cooperation news has no such kinds, so these are no facts of it; a purchase of shares that crosses a
border is read as an investment by `investments`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coopatlas.reading.annotation import Mention, Sentence, Token
from coopatlas.reading.russian.clauses import complements, objects, passive, preposition, subjects

_SHARES = frozenset(
    {
        "акция", "доля", "пакет", "бумага", "актив", "часть", "половина", "треть", "четверть", "процент", "контроль",
        "бизнес",
    }
)  # fmt: skip
"""What of a company is owned or bought."""
_KINDS = frozenset(
    {
        "компания", "производитель", "разработчик", "сеть", "оператор", "банк", "фирма", "завод", "издательство",
        "группа", "поставщик", "владелец", "концерн", "корпорация", "агентство", "структура", "подразделение",
        "отделение", "портал", "сайт", "магазин", "сервис",
    }
)  # fmt: skip
"""Common nouns before a company's name."""
_BUY = frozenset(
    {
        "купить", "покупать", "приобрести", "приобретать", "скупить", "скупать", "прикупить", "выкупить", "выкупать",
        "поглотить",
    }
)  # fmt: skip
_SELL = frozenset({"продать", "продавать", "уступить"})
_PURCHASE = frozenset({"покупка", "приобретение", "поглощение", "выкуп"})
_OWN = frozenset({"владеть", "контролировать", "обладать"})
_LOANS = frozenset({"кредит", "заем", "грант", "ссуда", "транш"})
_LEND = frozenset({"дать", "выдать", "выдавать", "выделить", "выделять", "предоставить", "предоставлять", "одолжить"})


@dataclass(frozen=True, slots=True)
class Ownership:
    """`owner` has the company `property`, or a part of it."""

    sentence: Sentence
    owner: Mention
    property: Mention


@dataclass(frozen=True, slots=True)
class Deal:
    """What two parties settle; `type` is purchase, loan, fine or investment."""

    sentence: Sentence
    parties: tuple[Mention, Mention]
    type: str


@dataclass(frozen=True, slots=True)
class Names:
    """The named entities of a sentence, found by the words of a phrase."""

    sentence: Sentence
    own: Sequence[Mention]

    def at(self, token: Token) -> Mention | None:
        """Return the widest name that covers a token."""
        covering = [m for m in self.own if m.first <= token.i <= m.last]
        return max(covering, key=lambda m: (m.kind == "organization", m.last - m.first), default=None)

    def of(self, token: Token, depth: int = 3) -> Mention | None:
        """Return the name of a phrase: at its head, else below a common noun («5 % акций Facebook»)."""
        name = self.at(token)
        common = token.lemma in _SHARES | _KINDS or token.pos in {"NUM", "SYM"} or token.text == "%"
        if name is not None or not common or not depth:
            return name
        for child in self.sentence.children(token, "nmod", "appos", "obl", "flat", "nummod"):
            if preposition(self.sentence, child) in {"", "в"} and (below := self.of(child, depth - 1)) is not None:
                return below
        return None

    def parties(self, tokens: Sequence[Token], *kinds: str) -> list[Mention]:
        """Return the names of phrases, those of the given kinds."""
        found = [name for token in tokens if (name := self.of(token)) is not None and name.kind in kinds]
        return list(dict.fromkeys(found))


def read(sentence: Sentence, own: Sequence[Mention]) -> Iterator[Ownership | Deal]:
    """Yield what a sentence states; `own` are its named entities, from `entities`."""
    names = Names(sentence, own)
    if sum(m.kind == "organization" for m in own) == 0:
        return
    for token in sentence.tokens:
        for lemmas, reading in _READINGS:
            if token.lemma in lemmas:
                yield from reading(names, token)


# Ownership --------------------------------------------------------------------------------------------------------


def _owning(names: Names, verb: Token) -> Iterator[Ownership]:
    """«DST владеет 10 % акций Facebook», «владеющая «Вконтакте» Mail.Ru»."""
    sentence = names.sentence
    owners = names.parties(subjects(sentence, verb), "organization", "person")
    case = "Acc" if verb.lemma == "контролировать" else "Ins"
    owned = names.parties(complements(sentence, verb, case=case), "organization")
    yield from _pairs(names, owners, owned)


def _belonging(names: Names, verb: Token) -> Iterator[Ownership]:
    """«DST, принадлежащая Юрию Мильнеру», «принадлежит «Газпрому»», «Перепёлкин, которому принадлежит треть акций»."""
    sentence = names.sentence
    owners = names.parties(complements(sentence, verb, case="Dat"), "organization", "person")
    before = [m for m in names.own if m.last == verb.i - 2 and m.kind == "organization"]
    owned = before[-1:] or names.parties(subjects(sentence, verb), "organization")
    head = sentence.head(verb)
    if not owners and verb.rel == "acl:relcl" and head is not None:
        owners = names.parties([head], "organization", "person")
    yield from _pairs(names, owners, owned)


def _share(names: Names, noun: Token) -> Iterator[Ownership]:
    """«доля DST в Facebook», «доля правительства Китая в банке X составляет 70 процентов»."""
    sentence = names.sentence
    owners = names.parties(complements(sentence, noun, case="Gen"), "organization", "person")
    owned = [name for token in _into(sentence, noun) if (name := names.of(token)) and name.kind == "organization"]
    yield from _pairs(names, owners[:1], [m for m in owned if m not in owners][:1])


def _into(sentence: Sentence, noun: Token) -> list[Token]:
    behind = sentence.tokens[noun.i + 1 : noun.i + 8]
    return [t for t in behind if preposition(sentence, t) == "в"]


def _pairs(names: Names, owners: Sequence[Mention], owned: Sequence[Mention]) -> Iterator[Ownership]:
    for owner in owners:
        for thing in owned:
            if owner != thing:
                yield Ownership(names.sentence, owner, thing)


# Deals ------------------------------------------------------------------------------------------------------------


def _buying(names: Names, verb: Token) -> Iterator[Deal]:
    sentence = names.sentence
    buyers = names.parties(
        complements(sentence, verb, case="Ins") if passive(verb) else subjects(sentence, verb), "organization", "person"
    )
    yield from _deals(names, buyers, names.parties(objects(sentence, verb), "organization"), "purchase")


def _selling(names: Names, verb: Token) -> Iterator[Deal]:
    sentence = names.sentence
    sellers = names.parties(subjects(sentence, verb), "organization", "person")
    sold = names.parties(objects(sentence, verb), "organization")
    buyers = names.parties(complements(sentence, verb, case="Dat"), "organization", "person")
    yield from _deals(names, buyers or sellers, sold or sellers, "purchase")


def _purchase(names: Names, noun: Token) -> Iterator[Deal]:
    """«X объявила о покупке Y», «приобретение Y компанией X»."""
    sentence = names.sentence
    bought = names.parties(complements(sentence, noun, case="Gen"), "organization")
    buyers = names.parties(complements(sentence, noun, case="Ins"), "organization", "person")
    shares = [t for t in complements(sentence, noun, case="Gen") if t.lemma in _SHARES]
    bought = bought or [m for t in shares for i in _into(sentence, t) if (m := names.of(i)) is not None]
    yield from _deals(names, buyers or _doers(names, noun), bought, "purchase")


def _doers(names: Names, noun: Token) -> list[Mention]:
    """Return who does what a noun tells: the subject of the verb above it."""
    for above in names.sentence.ancestors(noun):
        if above.pos == "VERB":
            return names.parties(subjects(names.sentence, above), "organization", "person")
    return []


def _merger(names: Names, noun: Token) -> Iterator[Deal]:
    """«слияние компаний Oracle и Sun», «слияние X с Y»."""
    sentence = names.sentence
    merged = [*complements(sentence, noun, case="Gen"), *complements(sentence, noun, "с")]
    heads = [t for one in merged for child in sentence.subtree(one) for t in (child,)]
    parties = list(dict.fromkeys(m for t in heads if (m := names.at(t)) is not None and m.kind == "organization"))
    yield from _deals(names, parties[:1], parties[1:2], "purchase")


def _lending(names: Names, verb: Token) -> Iterator[Deal]:
    sentence = names.sentence
    if not any(t.lemma in _LOANS for t in objects(sentence, verb)):
        return
    lenders = names.parties(subjects(sentence, verb), "organization", "place")
    borrowers = names.parties(complements(sentence, verb, case="Dat"), "organization", "place")
    yield from _deals(names, lenders, borrowers, "loan")


def _granting(names: Names, noun: Token) -> Iterator[Deal]:
    """«объявила о выделении Интерполу гранта»."""
    sentence = names.sentence
    if any(t.lemma in _LOANS for t in complements(sentence, noun, case="Gen")):
        borrowers = names.parties(complements(sentence, noun, case="Dat"), "organization", "place")
        yield from _deals(names, _doers(names, noun), borrowers, "loan")


def _fining(names: Names, verb: Token) -> Iterator[Deal]:
    """«наложил на «Майкрософт» штраф», «оштрафовала МТС»."""
    sentence = names.sentence
    fines = [t for t in sentence.subtree(verb) if t.lemma == "штраф"]
    fined = objects(sentence, verb) if verb.lemma == "оштрафовать" else complements(sentence, verb, "на")
    fined += [t for fine in fines for t in complements(sentence, fine, "на")]
    judges = names.parties(subjects(sentence, verb), "organization", "place")
    if fines or verb.lemma == "оштрафовать":
        yield from _deals(names, judges, names.parties(fined, "organization", "person"), "fine")


def _investing(names: Names, verb: Token) -> Iterator[Deal]:
    investors = names.parties(subjects(names.sentence, verb), "organization", "person")
    yield from _deals(
        names, investors, names.parties(complements(names.sentence, verb, "в"), "organization"), "investment"
    )


def _deals(names: Names, ones: Sequence[Mention], others: Sequence[Mention], kind: str) -> Iterator[Deal]:
    for one in ones:
        for other in others:
            if one != other:
                yield Deal(names.sentence, (one, other), kind)


_Reading = Callable[[Names, Token], Iterator[Ownership | Deal]]
_READINGS: tuple[tuple[frozenset[str], _Reading], ...] = (
    (_OWN, _owning),
    (frozenset({"принадлежать", "принадлежащий"}), _belonging),
    (frozenset({"доля"}), _share),
    (_BUY, _buying),
    (_SELL, _selling),
    (_PURCHASE, _purchase),
    (frozenset({"слияние", "объединение"}), _merger),
    (_LEND, _lending),
    (frozenset({"выделение", "предоставление"}), _granting),
    (frozenset({"наложить", "накладывать", "оштрафовать"}), _fining),
    (frozenset({"инвестировать", "вложить", "вкладывать"}), _investing),
)
