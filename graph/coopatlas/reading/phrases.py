"""Noun phrases in dictionary form as fillers: goods, topics, subjects. Words are data: `references.toml`."""

import itertools
from collections.abc import Mapping
from dataclasses import replace

from coopatlas.language.grammar import TREE
from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import Filler

_NEVER_GOODS = ("no_goods", "regions", "countries", "republics", "cities", "groups", "facilities", "sides", "guests")
_LISTS = (
    "measures", "vague", "no_topics", "empty_topics", "offices", "animals", "parts", "ordinals", "circumstances",
    "generic", "idle", "substantives", "quantifiers", "correlatives", "pointing", "relatives", "carried", "ties",
    "with_whom", "at_whom", "about",
    *_NEVER_GOODS,
)  # fmt: skip
_Words = Mapping[str, frozenset[str]]
_LONGEST = 14
"""Words up to which a phrase is taken whole."""


def _without_owners(sentence: Sentence, head: Token, first: int, last: int, idle: frozenset[str]) -> tuple[int, int]:
    """Cut a phrase of goods before whose they are: neither «казахстанский» nor «завода «…»» belongs to them."""
    for mention in sentence.mentions:
        if head.i < mention.first <= last:
            last = min(last, mention.first - 1)
        elif mention.first == first and mention.last < head.i:
            first = mention.last + 1
    while first < head.i and (
        sentence.tokens[first].pos in {"NUM", "ADV", "PART"} or sentence.tokens[first].lemma in idle
    ):
        first += 1
    given = next((t for t in sentence.tokens[head.i + 1 : last + 1] if t.case == "Dat" and t.head <= head.i), None)
    if given is not None and head.case != "Dat" and sentence.tokens[given.i - 1].pos != "ADP":
        last = given.i - 1  # «поставки спецодежды | шахтёрам»
    for token in sentence.tokens[head.i + 1 : last]:
        if token.text == "," and sentence.tokens[token.i + 1].feats.get("VerbForm") == "Part":
            last = token.i - 1  # «рельсы, | произведённые по новой технологии»
            break
    counted = (t.i for t in sentence.tokens[head.i + 1 : last + 1] if t.text[0].isdigit() or t.text[0] in _CURRENCIES)
    last = next(counted, last + 1) - 1  # "wheat | worth $12 million"
    while last > head.i and (sentence.tokens[last].pos in _NO_END or sentence.tokens[last].lemma in idle):
        last -= 1
    return first, last


_CURRENCIES = "$€£¥₽₸"
_NO_END = frozenset({"ADP", "CCONJ", "PUNCT", "ADJ", "VERB", "DET", "PRON"})


def named(
    discourse: Discourse, sentence: Sentence, head: Token, wanted: str, seen: tuple[int, ...] = ()
) -> list[Filler]:
    """Return the phrase around a head as goods or topic; nothing where the head can be none.

    `seen` are the heads above that are only a measure of it: two words may each be taken for the other's.
    """
    words = lexicon.lists(discourse.lang, "references", _LISTS)
    if wanted == "topic" and head.lemma in words["correlatives"]:
        told = _of_clause(sentence, head)
        return named(discourse, sentence, told, wanted) if told is not None else []
    if not _may_head(sentence, head, wanted, words):
        return []
    inner = _measured(discourse, sentence, head, wanted, words, (*seen, head.i))
    if inner is not None:
        return inner
    if _is_none(sentence, head, wanted, words):
        return []
    first, last = discourse.grammar.phrase(sentence, head)
    if wanted == "goods":
        first, last = _without_owners(sentence, head, first, last, words["ordinals"] | words["measures"])
    last = min(last, first + _LONGEST - 1)
    if wanted == "topic":
        first, last = _topic(discourse, sentence, head, (first, last), words)
        if first > last:
            return []
    name = discourse.grammar.dictionary_form(sentence, first, last)
    if wanted == "topic" and first == last:
        name, last = _with_second(discourse, sentence, name, last)
    return [Filler(name, first, last)] if name else []


def _topic(
    discourse: Discourse, sentence: Sentence, head: Token, phrase: tuple[int, int], words: _Words
) -> tuple[int, int]:
    """Return how far a topic reaches within its phrase; nowhere where that tells none: «обсудили | этот вопрос»."""
    first, last = phrase
    first = _behind_sides(discourse, sentence, first, head)
    while first < head.i and sentence.tokens[first].lemma in words["quantifiers"]:
        first += 1
    last = _without_partners(sentence, head, last, words)
    last = _without_circumstances(sentence, head, last, words["circumstances"])
    last = _without_time(discourse, sentence, last, head)
    for token in sentence.tokens[head.i + 1 : last]:
        if token.text == "," and sentence.tokens[token.i + 1].feats.get("VerbForm") == "Part":
            last = token.i - 1  # «торговля, | возглавляемая премьерами»
            break
    own = itertools.takewhile(lambda t: t.text != ",", sentence.tokens[head.i + 1 : last + 1])
    if (relative := next((t.i for t in own if t.lemma in words["relatives"]), 0)) > 0:
        last = relative - 1  # «завод, интерес к строительству | которого …»
        if head.lemma in words["carried"]:
            return head.i, head.i - 1
    vague = discourse.form.analytic and head.lemma in words["vague"]
    before = sentence.tokens[first : head.i]  # «среди обсуждавшихся | вопросов»
    pointed = last == head.i and all(t.lemma in words["pointing"] or t.feats.get("VerbForm") == "Part" for t in before)
    if (vague and first == last) or (pointed and head.lemma in words["empty_topics"]):
        return head.i, head.i - 1
    return first, last


def _behind_sides(discourse: Discourse, sentence: Sentence, first: int, head: Token) -> int:
    """Return where a topic begins behind those between whom it is: «A мен B арасындағы | еркін сауда»."""
    words = lexicon.lists(discourse.lang, "references", ("standing_between", "counted_sides"))
    standing = (t.i for t in sentence.tokens[first : head.i] if t.text.casefold() in words["standing_between"])
    between = next(standing, None)
    if between is None:
        return first
    named = {i for m in sentence.mentions for i in range(m.first, m.last + 1)}
    before = sentence.tokens[first:between]
    sides = all(t.i in named or t.pos in {"CCONJ", "PUNCT"} or t.lemma in words["counted_sides"] for t in before)
    return between + 1 if sides else first


def _with_second(discourse: Discourse, sentence: Sentence, name: str, last: int) -> tuple[str, int]:
    """Join to a bare noun of an act the one that tells what both are of: «укрепление и развитие | связей»."""
    joint, second = sentence.tokens[last + 1 : last + 2], sentence.tokens[last + 2 : last + 3]
    if not second or joint[0].text not in {"и", "and"} or not name.endswith(discourse.form.acts):
        return name, last
    noun = second[0].pos == "NOUN" and second[0].case == sentence.tokens[last].case
    below = named(discourse, sentence, second[0], "topic") if noun else []
    joined = [f for f in below if f.first == second[0].i < f.last]
    return (f"{name} {joint[0].text} {joined[0].value}", joined[0].last) if joined else (name, last)


def _may_head(sentence: Sentence, head: Token, wanted: str, words: _Words) -> bool:
    """Whether a word may head goods, or a topic, which an infinitive or a clause may be too."""
    clause = head.rel == "ccomp" and head.pos == "VERB"
    if head.feats.get("VerbForm") == "Inf" and any(t.lemma == "не" for t in sentence.children(head, "advmod")):
        return False  # «договорились не поднимать цены»
    if wanted == "topic" and (head.feats.get("VerbForm") in {"Inf", "Ger", "Vnoun"} or clause):
        return True
    covered = any(m.first <= head.i <= m.last and m.form != "adjective" for m in sentence.mentions)
    nominal = head.pos in {"NOUN", "PROPN", "X", ""} or head.lemma in words["substantives"]
    return nominal and not (wanted == "goods" and covered)


def _of_clause(sentence: Sentence, correlative: Token) -> Token | None:
    """Return what the clause of «то» comes down to: its infinitive, what stands behind its dash, or its subject."""
    inside = sentence.children(correlative, "acl", "advcl")
    infinitive = next((t for t in inside if t.feats.get("VerbForm") == "Inf"), None)
    if infinitive is not None or not inside:
        return infinitive
    tokens = sentence.subtree(correlative)
    dash = next((t.i for t in tokens if t.text in "—–-"), correlative.i)
    return next((t for t in tokens if t.i > dash and t.pos == "NOUN" and t.case == "Nom"), None)


def _measured(
    discourse: Discourse, sentence: Sentence, head: Token, wanted: str, words: _Words, seen: tuple[int, ...]
) -> list[Filler] | None:
    """Return what a measure is of, or what a vague word tells of; nothing where the head is meant itself."""
    if len(seen) > _DEEPEST:
        return []
    own = [a for a in discourse.grammar.arguments(sentence, head) if a.rank == TREE and a.head.i not in seen]
    own = [a for a in own if a.head.head != head.head]  # what depends on the same word is beside it, and not of it
    if wanted == "goods" and head.lemma in words["measures"]:
        inner = [a.head for a in own if a.function in {"gen", "of", "obj", "loaded"}]
        inner = inner or [a.head for a in own if discourse.form.head_final and a.function == "poss"]
        if inner or head.lemma not in words["parts"] or head.feats.get("Number") == "Sing":
            return [filler for below in inner for filler in named(discourse, sentence, below, wanted, seen)]
    if wanted == "topic" and head.lemma in words["vague"] and discourse.form.head_final:
        first, last = discourse.grammar.phrase(sentence, head)
        name = discourse.grammar.dictionary_form(sentence, first, last - 1) if first < last else ""
        if all(t.lemma in words["no_topics"] | words["quantifiers"] for t in sentence.tokens[first:last]):
            return []  # «бірқатар мәселе» tells of none
        return [Filler(name, first, last - 1)] if name else None  # what it is a matter of stands before it
    if wanted == "topic" and head.lemma in words["vague"]:
        inner = [a.head for a in own if a.function in {"gen", "of", "obj", "poss"}]
        inner = inner or _about(sentence, head, words["about"])
        return [filler for below in inner for filler in named(discourse, sentence, below, wanted, seen)] or None
    return None


_DEEPEST = 5
"""Measures of measures up to which goods are looked for: no newsroom goes on so, and hostile text ends."""


def _about(sentence: Sentence, head: Token, about: frozenset[str]) -> list[Token]:
    """Return what a word is about, right behind it, wherever the tree hangs it: "views on trade"."""
    case = next((t for t in sentence.tokens[head.i + 1 : head.i + 2] if t.lemma in about), None)
    return [t for t in sentence.tokens[head.i + 2 :] if case is not None and case in sentence.children(t, "case")][:1]


def _is_none(sentence: Sentence, head: Token, wanted: str, words: _Words) -> bool:
    """Whether a head is none of what is wanted: a person, an office, a word that tells no goods or no topic."""
    if head.lemma in words["offices"]:
        return True
    if wanted != "goods":
        return head.lemma in words["no_topics"] or _of_office(sentence, head, words["offices"])
    if head.feats.get("Animacy") == "Anim" and head.lemma not in words["animals"]:
        return True
    if head.lemma in words["generic"]:
        return not _told_apart(sentence, head, words["ordinals"] | words["idle"])
    return any(head.lemma in words[name] for name in _NEVER_GOODS)


def _of_office(sentence: Sentence, head: Token, offices: frozenset[str]) -> bool:
    """Whether a phrase with «по» is the field of an office before it: «вице-губернатор по экономике и финансам»."""
    first = head if sentence.children(head, "case") else sentence.head(head) or head
    by = next((t for t in sentence.children(first, "case") if t.lemma == "по"), None)
    before = list(reversed(sentence.tokens[: by.i])) if by is not None else []
    people = {i for m in sentence.mentions if m.kind == "person" for i in range(m.first, m.last + 1)}
    for token in before:
        if token.lemma in offices:
            return True
        if token.pos not in {"NOUN", "PROPN", "ADJ"} or token.i in people:
            break  # «переговоры с послом X | по торговле»
    return False


def _told_apart(sentence: Sentence, head: Token, idle: frozenset[str]) -> bool:
    """Whether an attribute tells which of the goods that a general word means: «молочные продукты»."""
    named = {i for m in sentence.mentions for i in range(m.first, m.last + 1)}
    own = sentence.children(head, "amod", "compound")
    return any(t.pos in {"ADJ", "NOUN"} and t.lemma not in idle and t.i not in named and t.i < head.i for t in own)


def attributed(discourse: Discourse, sentence: Sentence, head: Token) -> list[Filler]:
    """Return a noun with its attributes, those left out that are no part of what it is: «совместный», «новый»."""
    idle = lexicon.lists(discourse.lang, "references", ("idle",))["idle"]
    first = head.i
    while first and _attribute(sentence.tokens[first - 1]) and sentence.tokens[first - 1].lemma not in idle:
        first -= 1
    name = discourse.grammar.dictionary_form(sentence, first, head.i)
    return [Filler(name, first, head.i)] if name else []


def _attribute(token: Token) -> bool:
    priced = token.text.partition("-")[0] in _LARGE  # "a 25-million-euro | sawmill"
    return not priced and (token.pos == "ADJ" or (token.rel == "compound" and token.text.islower()))


_LARGE = frozenset({"thousand", "million", "billion"})


def sector(discourse: Discourse, sentence: Sentence, head: Token) -> list[Filler]:
    """Return what is made or built, without where: «строительство завода в Омске» → «завод»."""
    words = lexicon.lists(discourse.lang, "references", ("building", "no_sectors"))
    if head.lemma in words["building"]:
        arguments = discourse.grammar.arguments(sentence, head)
        inner = [a.head for a in arguments if a.rank == TREE and a.function in {"gen", "of"} and a.head.i > head.i]
        return [filler for below in inner[:1] for filler in sector(discourse, sentence, below)]
    covered = any(m.first <= head.i <= m.last and m.form != "adjective" for m in sentence.mentions)
    if covered or head.lemma in words["no_sectors"] or head.pos not in {"NOUN", "X"}:
        return []
    return attributed(discourse, sentence, head)


def project(discourse: Discourse, sentence: Sentence, head: Token) -> list[Filler]:
    """Return where a project is, where the text names it beside it («завод под Волжским»), else what it is.

    Of a branch of the economy it is whose it is: «вложить в энергетику Узбекистана».
    """
    words = lexicon.lists(discourse.lang, "references", ("no_sectors", "building", "branches", "where"))
    if head.lemma in words["building"] | words["branches"] and (built := _built(discourse, sentence, head)):
        return built
    covered = any(m.first <= head.i <= m.last and m.form != "adjective" and m.entry for m in sentence.mentions)
    found = [] if covered or head.lemma in words["no_sectors"] else named(discourse, sentence, head, "topic")
    for filler in found:
        inside = [m for m in sentence.mentions if filler.first < m.first <= filler.last + 2 and m.kind in _LOCATIONS]
        located = [m for m in inside if m.form == "name" and sentence.tokens[m.first - 1].lemma in words["where"]]
        if located:
            return [Filler(located[0].name, located[0].first, located[0].last, mention=located[0])]
    return found


def _built(discourse: Discourse, sentence: Sentence, head: Token) -> list[Filler]:
    """Return what is built or renewed, by its name where it has one: «развитие порта Актау» is the port."""
    arguments = discourse.grammar.arguments(sentence, head)
    below = next(
        (a.head for a in arguments if a.rank == TREE and a.function in {"gen", "of"} and a.head.i > head.i), None
    )
    if below is None:
        return []
    named = [
        m for m in sentence.mentions if m.first <= below.i <= m.last and m.form != "adjective" and m.kind in _LOCATIONS
    ]
    return [Filler(m.name, m.first, m.last, mention=m) for m in named[:1]] or project(discourse, sentence, below)


def product(discourse: Discourse, sentence: Sentence, head: Token) -> list[Filler]:
    """Return what is made: «выпуск тракторов» is tractors, «переработка рыбы» itself."""
    making = lexicon.lists(discourse.lang, "references", ("making",))["making"]
    if any(m.first <= head.i <= m.last and m.form != "adjective" for m in sentence.mentions):
        return []
    if head.lemma in making:
        arguments = discourse.grammar.arguments(sentence, head)
        inner = [a.head for a in arguments if a.rank == TREE and a.function in {"gen", "of"} and a.head.i > head.i]
        return [filler for below in inner[:1] for filler in _unlocated(discourse, sentence, below)]
    return _unlocated(discourse, sentence, head)


def _unlocated(discourse: Discourse, sentence: Sentence, head: Token) -> list[Filler]:
    """Return a topic without the place behind it: «сборка тракторов | в Омске»."""
    found = named(discourse, sentence, head, "topic")
    where = lexicon.lists(discourse.lang, "references", ("where",))["where"]
    starts = {m.first for m in sentence.mentions if m.kind in _LOCATIONS and m.form == "name"}
    for filler in found:
        for token in sentence.tokens[head.i + 1 : filler.last]:
            if token.lemma in where and token.i + 1 in starts:
                name = discourse.grammar.dictionary_form(sentence, filler.first, token.i - 1)
                return [replace(filler, value=name, last=token.i - 1)]
    return found


_LOCATIONS = frozenset({"territory", "place", "port", "organization"})


def _without_partners(sentence: Sentence, head: Token, last: int, words: _Words) -> int:
    """Return where a topic ends before those between whom or with whom it is: «сотрудничество | между A и B»."""
    with_whom = words["with_whom"]
    if head.lemma in words["ties"]:
        with_whom |= words["at_whom"]  # «соглашения о сотрудничестве | у Пскова есть с …»
    names = {i for m in sentence.mentions if m.kind != "product" for i in range(m.first, m.last + 1)}
    for token in sentence.tokens[head.i + 1 : last + 1]:
        if token.lemma in with_whom and any(i in names for i in range(token.i + 1, min(token.i + _NEAR, last + 1))):
            return token.i - 1
    return last


def _without_circumstances(sentence: Sentence, head: Token, last: int, circumstances: frozenset[str]) -> int:
    """Return where a topic ends before what only goes with it: «торговля | в рамках …», «| в свете форума»."""
    for token in sentence.tokens[head.i + 1 : last + 1]:
        if token.lemma in circumstances and sentence.tokens[token.i - 1].pos == "ADP" and token.i - 1 > head.i:
            return token.i - 2
    while last > head.i and sentence.tokens[last].pos in {"ADP", "CCONJ"}:
        last -= 1
    return last


def _without_time(discourse: Discourse, sentence: Sentence, last: int, head: Token) -> int:
    """Return where a topic ends before the month in which it is talked of: «сотрудничество | в ноябре»."""
    months = lexicon.words(discourse.lang, "firmness").get("particles", {}).get("months", ())
    opening = max(last - 1, head.i)
    if sentence.tokens[opening].pos == "ADJ":  # «в прошлом ноябре»
        opening = max(opening - 1, head.i)
    timed = sentence.tokens[last].lemma in months and sentence.tokens[opening].lemma == "в"
    return opening - 1 if timed and opening > head.i else last


_NEAR = 4
