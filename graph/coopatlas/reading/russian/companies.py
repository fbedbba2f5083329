"""Who owns which company, and what companies settle between them: purchases, loans, fines, investments.

The guideline of cooperation news has no such kinds, so these are no facts of it; a purchase of shares that crosses a
border is read as an investment by `investments`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coopatlas.language.russian.clauses import complements, objects, passive, preposition, subjects
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.russian import positions
from coopatlas.reading.russian.phrases import SHARES, Names

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
    """What two parties settle; `type` is purchase, loan, fine, investment or contract."""

    sentence: Sentence
    parties: tuple[Mention, Mention]
    type: str


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


def _owner(names: Names, noun: Token) -> Iterator[Ownership]:
    """«владелец «Сибнефти» «Газпром»», «X стал владельцем Y»; people who own are read with their positions."""
    owned = names.parties(complements(names.sentence, noun, case="Gen"), "organization")[:1]
    behind = [m for m in names.own for o in owned if m.first in {o.last + 1, o.last + 2, o.last + 3}]
    above = names.sentence.head(noun)
    if noun.case == "Ins" and above is not None and above.lemma in {"стать", "являться", "быть", "оставаться"}:
        behind = names.parties(subjects(names.sentence, above), "organization")
    elif noun.case != "Nom":
        behind = []
    yield from _pairs(names, [m for m in behind if m.kind == "organization"][:1], owned)


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
    shares = [t for t in complements(sentence, noun, case="Gen") if t.lemma in SHARES]
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


def _owing(names: Names, word: Token) -> Iterator[Deal]:
    """«ОАО «Газпром» должен Белоруссии 200 млн долларов»; who must do something owes nothing."""
    sentence = names.sentence
    debtors = names.parties(subjects(sentence, word), "organization", "place")
    creditors = names.parties(complements(sentence, word, case="Dat"), "organization", "place")
    if not any(t.feats.get("VerbForm") == "Inf" for t in sentence.children(word)):
        yield from _deals(names, debtors, creditors, "loan")


def _borrowing(names: Names, verb: Token) -> Iterator[Deal]:
    """«X получил кредит у Y»."""
    sentence = names.sentence
    loans = [t for t in objects(sentence, verb) if t.lemma in _LOANS]
    sources = [t for head in [verb, *loans] for t in complements(sentence, head, "от", "у", "в")]
    if loans:
        borrowers = names.parties(subjects(sentence, verb), "organization", "place")
        yield from _deals(names, names.parties(sources, "organization", "place")[:1], borrowers, "loan")


def _contract(names: Names, noun: Token) -> Iterator[Deal]:
    """«контракт между X и Y», «X заключил договор с Y»."""
    sentence = names.sentence
    sides = names.parties(complements(sentence, noun, "между"), "organization", "person")
    if len(sides) < 2:
        others = names.parties(complements(sentence, noun, "с"), "organization", "person")
        sides = [*_doers(names, noun)[:1], *others[:1]] if others else []
    if any(side.kind == "organization" for side in sides):
        yield from _deals(names, sides[:1], sides[1:2], "contract")


def _fining(names: Names, verb: Token) -> Iterator[Deal]:
    """«наложил на «Майкрософт» штраф», «оштрафовала МТС»."""
    sentence = names.sentence
    fines = [t for t in sentence.subtree(verb) if t.lemma == "штраф"]
    fined = objects(sentence, verb) if verb.lemma == "оштрафовать" else complements(sentence, verb, "на")
    behind = sentence.tokens[verb.i + 1 :] if fines else []
    fined += [t for t in behind if preposition(sentence, t) == "на" and t not in fined]
    judges = names.parties(subjects(sentence, verb), "organization", "place")
    if fines or verb.lemma == "оштрафовать":
        yield from _deals(names, judges, names.parties(fined, "organization", "person"), "fine")


def _investment(names: Names, noun: Token) -> Iterator[Deal]:
    """«инвестиции X в Y»."""
    investors = names.parties(complements(names.sentence, noun, case="Gen"), "organization", "person")
    companies = names.parties(complements(names.sentence, noun, "в"), "organization")
    yield from _deals(names, investors or _doers(names, noun), companies, "investment")


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
    (positions.OWNERS, _owner),
    (_BUY, _buying),
    (_SELL, _selling),
    (_PURCHASE, _purchase),
    (frozenset({"слияние", "объединение"}), _merger),
    (_LEND, _lending),
    (frozenset({"выделение", "предоставление"}), _granting),
    (frozenset({"должный", "должен", "задолжать"}), _owing),
    (frozenset({"наложить", "накладывать", "оштрафовать"}), _fining),
    (frozenset({"получить", "получать", "взять"}), _borrowing),
    (frozenset({"контракт", "договор", "соглашение", "сделка"}), _contract),
    (frozenset({"инвестиция", "вложение"}), _investment),
    (frozenset({"инвестировать", "вложить", "вкладывать"}), _investing),
)
