"""Whom or what a phrase stands for: a name, a description, a pronoun, the territory of a side. One place for all kinds.

Words are data: `ontology/lexicon/<lang>/references.toml`. Each way of referring is tried in turn, the surest first.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from coopatlas import gazetteer
from coopatlas.language.grammar import TREE
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.draft import CONTEXT, SLOT, Filler

_LISTS = (
    "sides", "groups", "facilities", "regions", "countries", "republics", "cities", "unions", "both", "they", "he",
    "she", "we", "offices", "descriptions", "bodies", "delegations", "guests", "leading", "capitals", "sites", "ranks",
    "taking_part", "colleagues", "operation", "home", "heads", "headships", "called", "firms", "times",
)  # fmt: skip
_FITS = {
    "person": frozenset({"person"}),
    "body": frozenset({"organization", "port"}),
    "territory": frozenset({"territory", "union"}),
    "owner": frozenset(),
    "group": frozenset(),
    "union": frozenset({"union", "organization"}),
    "side": frozenset({"territory", "union", "organization", "port"}),
    "party": frozenset({"territory", "union", "organization", "port", "place"}),
    "agent": frozenset({"person", "organization", "territory", "union", "port"}),
    "place": frozenset({"territory", "port", "place", "organization"}),
    "site": frozenset({"port", "place", "organization"}),
    "where": frozenset({"territory", "port", "place"}),
    "city": frozenset({"territory", "port", "place"}),
    "region": frozenset({"territory"}),
    "chair": frozenset(),
    "folk": frozenset(),
    "land": frozenset({"territory", "union", "place"}),
}
"""The kinds of mention that a type of slot takes."""
_OWNING = frozenset({"adj", "gen", "poss", "из", "of", "from", "abl"})
"""Functions of the territory whose side, firm or place a noun is."""


_NONE: frozenset[str] = frozenset()


@cache
def _lists_of(lang: str) -> Mapping[str, frozenset[str]]:
    """Return of each word the lists that hold it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, words in lexicon.lists(lang, "references", _LISTS).items():
        for word in words:
            found[word].add(name)
    return {word: frozenset(names) for word, names in found.items()}


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase that stands for something, and what is wanted of it."""

    discourse: Discourse
    sentence: Sentence
    token: Token
    wanted: str
    words: Mapping[str, frozenset[str]]

    def is_one_of(self, *lists: str) -> bool:
        return not _lists_of(self.discourse.lang).get(self.token.lemma, _NONE).isdisjoint(lists)

    @property
    def plural(self) -> bool:
        return self.token.feats.get("Number") == "Plur"


def refer(
    discourse: Discourse, sentence: Sentence, token: Token, wanted: str, word: Token | None = None
) -> list[Filler]:
    """Return what the phrase around a token stands for, as far as it is of the wanted type; nothing where unsure.

    A name that `word` is part of itself is none of its arguments.
    """
    mention = _mention(discourse.lang, sentence, token, wanted, word)
    if mention is not None:
        same = [
            m for m in sentence.mentions if (m.first, m.last, m.kind) == (mention.first, mention.last, mention.kind)
        ]
        fitting = [m for m in (*same, *_sharing(sentence, mention)) if _is(discourse.lang, sentence, m, wanted)]
        return [filler for m in fitting for filler in _of_mention(discourse, sentence, m, wanted)]
    if any(m.first <= token.i <= m.last for m in sentence.mentions if m.kind in {"person", "product"}):
        return []
    phrase = _Phrase(discourse, sentence, token, wanted, lexicon.lists(discourse.lang, "references", _LISTS))
    if wanted in _PLACES and phrase.is_one_of("delegations", "times"):
        return []
    if (special := _SPECIAL.get(wanted)) is not None:
        return special(phrase)
    for way in (
        _delegation,
        _people,
        _region_of,
        _speaking_side,
        _called,
        _listed,
        _side,
        _both,
        _body,
        _place,
        _territory,
    ):
        if found := way(phrase):
            return found
    return []


def _sharing(sentence: Sentence, mention: Mention) -> list[Mention]:
    """Return the names before one that share its plural noun: «Омская, Томская и Курганская области»."""
    found: list[Mention] = []
    first = mention.first
    if sentence.tokens[mention.last].feats.get("Number") != "Plur":
        return found
    for other in reversed([m for m in sentence.mentions if m.last < mention.first and m.kind == mention.kind]):
        between = sentence.tokens[other.last + 1 : first]
        if not between or any(t.text not in {",", "и"} for t in between) or sentence.tokens[other.last].pos != "ADJ":
            break
        found.insert(0, other)
        first = other.first
    return found


_SIDES = frozenset({"side", "party"})
"""Types of which a person stands for the side whose office he holds."""


def _folk(phrase: _Phrase) -> list[Filler]:
    """«жители Омска», «the people of X»: whose a plural noun is."""
    at = phrase.token.i
    body = any(m.first <= at <= m.last and m.kind == "organization" for m in phrase.sentence.mentions)
    named = phrase.is_one_of("offices") and not phrase.plural and _people_of(phrase)
    return [] if named or body else _owners(phrase)


def _group(phrase: _Phrase) -> list[Filler]:
    """«перевозчики», "the carriers": firms and people as they are called."""
    return _as_printed(phrase) if phrase.is_one_of("groups") else []


def _mention(lang: str, sentence: Sentence, token: Token, wanted: str, word: Token | None) -> Mention | None:
    """Return the mention that covers a token, the longest that fits the type; else the name right behind a noun."""
    kinds = _FITS[wanted] | ({"person"} if wanted in _SIDES | {"city"} else frozenset())
    covering = [m for m in sentence.mentions if m.first <= token.i <= m.last and m.kind in kinds]
    groups = lexicon.lists(lang, "references", ("delegations",))["delegations"]
    covering = [m for m in covering if m.kind != "organization" or not _travels(sentence, m, groups)]
    if not covering and token.pos in {"NOUN", "PROPN", "X"} and sentence.mention_at(token) is None:
        land = token.lemma in lexicon.lists(lang, "references", ("lands",))["lands"]
        behind = (m for m in sentence.mentions if m.first == token.i + 1 and m.kind in kinds)
        covering = [m for m in behind if m.form == "quoted" or (land and m.form == "name")]
    if word is not None:
        covering = [m for m in covering if not m.first <= word.i <= m.last]
    return max(covering, key=lambda m: m.last - m.first, default=None)


def _travels(sentence: Sentence, body: Mention, groups: frozenset[str]) -> bool:
    """Whether a body is a group that travels, "Delegation of X", rather than a firm that is called so, "Toma Group"."""
    head = sentence.tokens[body.head]
    return head.lemma in groups and not (body.first < body.head and head.text[:1].isupper())


_TOWNS = frozenset({"city", "district", "port"})


def _is(lang: str, sentence: Sentence, mention: Mention, wanted: str) -> bool:
    """Whether a mention is what is wanted within its kind: of territories a town, of bodies one that has members."""
    kind = mention.entry.kind if mention.entry is not None else ""
    if wanted == "city":
        return kind in _TOWNS | {""}
    if wanted == "region":
        return kind in {"region", "macroregion"}
    if wanted == "union" and mention.kind == "organization":
        joined = lexicon.lists(lang, "references", ("joined",))["joined"]
        return any(t.lemma in joined for t in sentence.tokens[mention.first : mention.last + 1])
    return True


def _of_mention(discourse: Discourse, sentence: Sentence, mention: Mention, wanted: str) -> list[Filler]:
    if mention.kind == "person" and wanted == "city":
        person = discourse.person(mention)
        unknown = person is None or (not person.role and mention.first == mention.last)
        town = mention.name if person is None or unknown else _town(discourse, person)
        return [_filler(town, mention, mention.form)] if town else []
    if mention.kind == "person":
        person = discourse.person(mention) or Person(mention.name)
        if wanted in _SIDES:
            return [_filler(person.side, mention, f"office of {person.name}")] if person.side else []
        return [_filler(person.name, mention, mention.form)]
    if mention.kind == "organization" and mention.first == mention.last and mention.form == "noun":
        return [_fuller(discourse, sentence, mention)]
    return [_filler(mention.name, mention, mention.form)]


def _town(discourse: Discourse, person: Person) -> str:
    """Return the town whose office a person holds, if it is one: a mayor's, no governor's."""
    entries = gazetteer.load().find(person.represents, discourse.lang) if person.represents else ()
    return person.represents if any(entry.kind in _TOWNS for entry in entries) else ""


def _fuller(discourse: Discourse, sentence: Sentence, mention: Mention) -> Filler:
    """Return a body called by its noun alone as the text calls it in full: «генконсульство», «министерство»."""
    lemma = sentence.tokens[mention.head].lemma
    nearest = list(discourse.before(sentence, mention.first, "organization"))
    for earlier, other in _spoken(discourse, sentence):
        if other.last > other.first and earlier.tokens[other.head].lemma == lemma and (other in nearest or not nearest):
            return Filler(other.name, mention.first, mention.last, CONTEXT, lemma, other)
    return _filler(mention.name, mention, mention.form)


def _spoken(discourse: Discourse, sentence: Sentence) -> Iterator[tuple[Sentence, Mention]]:
    """Yield the bodies of the document, those before a sentence first and nearest first."""
    before = reversed(discourse.sentences[: sentence.index + 1])
    for one in (*before, *discourse.sentences[sentence.index + 1 :]):
        for mention in reversed(one.mentions):
            if mention.kind == "organization":
                yield one, mention


def _filler(value: str, mention: Mention, reason: str, source: str = SLOT) -> Filler:
    return Filler(value, mention.first, mention.last, source, reason, mention)


# The ways ------------------------------------------------------------------------------------------------------------


def _people(phrase: _Phrase) -> list[Filler]:
    """«губернатор Иван Петров», «он», «дипломат»: a person, or the side whose office he holds."""
    if phrase.wanted not in {"person", "agent", "side", "party", "city"} or _is_there(phrase):
        return []
    holds = phrase.is_one_of("offices") or (phrase.is_one_of("colleagues") and not phrase.plural)
    people = list(_named_behind(phrase)) if holds else []
    source = SLOT if people else CONTEXT
    if not people:
        whose = _owners(phrase) if phrase.is_one_of("offices") else []
        kazakh = phrase.discourse.lang == "kk"  # «өңір басшысы»: of which region, the person tells rather than the text
        owners = {str(f.value) for f in whose if not (kazakh and f.source == CONTEXT)}
        people = [p for p in _remembered(phrase) if not owners or p.side in owners][:1]
    many = phrase.plural and not (phrase.discourse.lang == "kk" and phrase.wanted in _SIDES)
    if not people and phrase.is_one_of("offices") and phrase.wanted != "person" and not many:
        return _owners(phrase)
    names = ((_stood_for(phrase, p), p.name) for p in people)
    return [Filler(value, phrase.token.i, phrase.token.i, source, name) for value, name in names if value]


def _is_there(phrase: _Phrase) -> bool:
    """Whether a Kazakh pronoun stands for a place rather than a person: «одан тауар әкелінеді»."""
    apart = phrase.token.case in {"Abl", "Dat", "Loc"} and phrase.is_one_of("he", "they")
    return apart and phrase.discourse.lang == "kk" and phrase.wanted in _SIDES


def _stood_for(phrase: _Phrase, person: Person) -> str:
    """Return whom a person stands for where a side or a town is wanted, else the person."""
    if phrase.wanted == "city":
        return _town(phrase.discourse, person)
    return person.side if phrase.wanted in _SIDES else person.name


_LONGEST_OFFICE = 14
"""Words between an office and the name of its holder: «министр …, … и … области Иван Петров»."""


def _named_behind(phrase: _Phrase) -> Iterator[Person]:
    """Yield the persons whose names stand in apposition to an office: behind it, over what the office governs."""
    sentence, token = phrase.sentence, phrase.token
    reach = max((t.i for t in sentence.subtree(token)), default=token.i)
    behind = [m for m in sentence.mentions if m.kind == "person" and m.first > token.i]
    for before, mention in zip([None, *behind], behind, strict=False):
        listed = before is not None and phrase.plural and _listed_with(sentence, before, mention)
        beside = mention.first <= reach + 1 or (phrase.discourse.lang != "kk" and _agrees(sentence, token, mention))
        if not (listed or (before is None and beside)):
            return  # a Kazakh office stands right before its holder: «аймақ басшысы | министр Иван Петровпен …»
        yield phrase.discourse.person(mention) or Person(mention.name)


def _listed_with(sentence: Sentence, one: Mention, other: Mention) -> bool:
    between = sentence.tokens[one.last + 1 : other.first]
    return len(between) == 1 and between[0].text in {",", "и", "and"}


def _agrees(sentence: Sentence, office: Token, mention: Mention) -> bool:
    """Whether a name stands near behind an office, in its case, with nothing between that begins something else."""
    between = sentence.tokens[office.i + 1 : mention.first]
    stops = any(t.pos == "VERB" or t.text in ";:()" or t.lemma in {"с", "во"} for t in between)
    cases = {t.case for t in sentence.tokens[mention.first : mention.last + 1] if t.case}
    return len(between) < _LONGEST_OFFICE and not stops and (not cases or office.case in cases | {""})


def _remembered(phrase: _Phrase) -> Iterator[Person]:
    """Yield whom a pronoun, an office or a description without a name may stand for, the likeliest first."""
    discourse, token = phrase.discourse, phrase.token
    named = (discourse.person(m) for m in discourse.before(phrase.sentence, token.i, "person"))
    people = [person for person in named if person is not None]
    if phrase.is_one_of("he", "she"):
        prominent = discourse.prominent(phrase.sentence)
        either = phrase.is_one_of("he") and phrase.is_one_of("she")
        feminine = phrase.is_one_of("she")
        yield from (p for p in (*prominent, *people) if either or p.feminine == feminine)
    elif phrase.is_one_of("offices"):
        held = frozenset({token.lemma}) | (phrase.words["headships"] if phrase.is_one_of("heads") else frozenset())
        holding = [p for p in people if _holds(p, held)]
        yield from sorted(holding, key=_is_deputy)
    if phrase.is_one_of("descriptions") and not phrase.plural:
        yield from (p for p in people if p.role)


def _is_deputy(person: Person) -> bool:
    """Whether somebody only stands in for the office: "the governor" is no vice governor where there is another."""
    return not _DEPUTIES.isdisjoint(person.role.casefold().split())


_DEPUTIES = frozenset({"vice", "deputy", "former"})


def _holds(person: Person, held: frozenset[str]) -> bool:
    """Whether an office is one of these; in Kazakh its noun is the last word and possessed: «көлік министрі»."""
    words = person.role.casefold().split()
    return bool(held & set(words)) or any(words[-1:] == [office + end] for office in held for end in _POSSESSED)


_POSSESSED = ("і", "ы", "сі", "сы")


def _delegation(phrase: _Phrase) -> list[Filler]:
    """«делегация Карелии во главе с …»: whose it is and who leads it; «гости»: those who came."""
    if not phrase.is_one_of("delegations", "guests") or phrase.wanted in _PLACES:
        return []
    found = [*_leaders(phrase), *_owners(phrase), *_owning_bodies(phrase)] if phrase.is_one_of("delegations") else []
    if found and all(f.mention is not None and f.mention.kind == "person" for f in found):
        found += [f for f in map(partial(_side_of, phrase), found) if f is not None]
    if found:
        return _as_wanted(phrase, found)
    came = _as_wanted(phrase, phrase.discourse.guests) if phrase.is_one_of("guests") else []
    at = phrase.token.i
    return [replace(f, first=at, last=at, source=CONTEXT, reason=phrase.token.lemma) for f in came]


def _side_of(phrase: _Phrase, leader: Filler) -> Filler | None:
    """Return the territory for which the leader of a delegation stands, where that is not said of it."""
    person = phrase.discourse.person(leader.mention) if leader.mention is not None else None
    if person is None or not person.represents:
        return None
    mention = Mention("territory", person.represents, leader.first, leader.last, leader.last)
    return Filler(person.represents, leader.first, leader.last, CONTEXT, f"office of {person.name}", mention)


def note_guests(discourse: Discourse, sentence: Sentence) -> None:
    """Remember the delegation that a sentence introduces, for «гости» and «делегация» of later ones."""
    words = lexicon.lists(discourse.lang, "references", _LISTS)
    for token in sentence.tokens:
        if token.lemma in words["delegations"] & words["guests"]:
            phrase = _Phrase(discourse, sentence, token, "agent", words)
            discourse.guests = [*_leaders(phrase), *_owners(phrase), *_owning_bodies(phrase)] or discourse.guests


def _leaders(phrase: _Phrase) -> list[Filler]:
    """Return who leads a group: «во главе с X», «под руководством X», «которую возглавил X»."""
    sentence, at = phrase.sentence, phrase.token.i
    heads = (t for t in sentence.tokens if t.lemma in phrase.words["leading"] and abs(t.i - at) <= _LONGEST_GROUP)
    lead = next(heads, None)
    if lead is None:
        return []
    people = [m for m in sentence.mentions if m.kind == "person" and _may_lead(sentence, lead, m)]
    behind = next((m for m in people if 0 < m.first - lead.i <= _LONGEST_OFFICE), None)
    chosen = behind or next((m for m in reversed(people) if 0 < lead.i - m.last <= _LONGEST_NAME), None)
    if chosen is None:
        return []
    person = phrase.discourse.person(chosen)
    return [_filler(person.name if person else chosen.name, chosen, lead.lemma)]


def _may_lead(sentence: Sentence, lead: Token, person: Mention) -> bool:
    """Whether the case of a name behind «во главе» lets it be that of who leads: «во главе с X по приглашению Y»."""
    cases = {t.case for t in sentence.tokens[person.first : person.last + 1] if t.case}
    behind = [t.text for t in sentence.tokens[lead.i + 1 : lead.i + 2]] in (["с"], ["со"])
    return not behind or person.last < lead.i or not cases or bool(cases & {"Ins", "Nom"})


_LONGEST_NAME, _LONGEST_GROUP = 3, 20


def _owning_bodies(phrase: _Phrase) -> list[Filler]:
    """Return the bodies in the genitive behind a noun: «делегация порта Гамбург»."""
    below = {child.i for child in phrase.sentence.children(phrase.token, "nmod", "appos", "compound")}
    found = [m for m in phrase.sentence.mentions if m.head in below and m.kind in {"organization", "port"}]
    return [_filler(m.name, m, phrase.token.lemma) for m in found if phrase.sentence.tokens[m.head].case in _OF_CASES]


_OF_CASES = frozenset({"Gen", "Nom", ""})
_PLACES = frozenset({"place", "site", "where", "city", "region"})
_WANTED = {
    "person": frozenset({"person"}),
    "territory": frozenset({"territory", "union"}),
    "body": frozenset({"organization", "port"}),
    "side": frozenset({"territory", "union", "organization", "port"}),
    "party": frozenset({"territory", "union", "organization", "port"}),
    "agent": frozenset({"person", "territory", "union", "organization", "port"}),
}


def _as_wanted(phrase: _Phrase, fillers: Sequence[Filler]) -> list[Filler]:
    """Return those of a group that are of the wanted type; of a person where a side is wanted, the side."""
    kinds = _WANTED.get(phrase.wanted, frozenset())
    fitting = [f for f in fillers if f.mention is not None and f.mention.kind in kinds]
    if fitting or phrase.wanted not in _SIDES:
        return fitting
    people = [p for f in fillers if f.mention is not None and (p := phrase.discourse.person(f.mention))]
    return [Filler(p.side, -1, -1, CONTEXT, f"office of {p.name}") for p in people if p.side]


def _chaired(phrase: _Phrase) -> list[Filler]:
    """«под председательством губернатора A и B», «с участием A и посла B»: the people named behind such a word."""
    if not phrase.is_one_of("leading", "taking_part"):
        return []
    reach = max((t.i for t in phrase.sentence.subtree(phrase.token)), default=phrase.token.i)
    people = [m for m in phrase.sentence.mentions if m.kind == "person" and phrase.token.i < m.first <= reach + 1]
    return [filler for m in people for filler in _of_mention(phrase.discourse, phrase.sentence, m, "person")]


def _people_of(phrase: _Phrase) -> list[Person]:
    """Return who holds the office of a phrase, as far as the text names him."""
    return [*_named_behind(phrase), *_remembered(phrase)]


def _listed(phrase: _Phrase) -> list[Filler]:
    """«трех городов: A, B и C», «области A и B»: the names that a common noun in the plural announces."""
    sentence = phrase.sentence
    before = phrase.discourse.lang == "kk"
    heads = [c for c in sentence.children(phrase.token, "appos", "parataxis") if before or c.i > phrase.token.i]
    if not phrase.plural or not heads:
        return []
    below = {t.i for head in heads if head.pos == "PROPN" for t in sentence.subtree(head)}
    named = [m for m in sentence.mentions if m.head in below and m.kind in _FITS[phrase.wanted]]
    fitting = [m for m in named if _is(phrase.discourse.lang, sentence, m, phrase.wanted)]
    return [_filler(m.name, m, phrase.token.lemma) for m in fitting]


def _union(phrase: _Phrase) -> list[Filler]:
    """«в союз», «в состав СНГ», «в число членов ШОС»."""
    sentence, token = phrase.sentence, phrase.token
    if phrase.is_one_of("ranks"):
        below = {i for child in sentence.children(token, "nmod") for i in (child.i, *child.children)}
        return [_filler(m.name, m, token.lemma) for m in sentence.mentions if m.head in below and m.kind == "union"]
    if not phrase.is_one_of("unions"):
        return []
    found = next(phrase.discourse.before(sentence, token.i, "union"), None)
    return [_filler(found.name, found, token.lemma, CONTEXT)] if found else []


def seated(discourse: Discourse, sentence: Sentence, token: Token, word: Token) -> bool:
    """Whether a place is where someone else than `word` is posted, not where a thing happens: «посол Кубы в России»."""
    posted = lexicon.lists(discourse.lang, "references", ("posted",))["posted"]
    for other in reversed(sentence.tokens[max(0, token.i - _LONGEST_SEAT) : token.i]):
        if other.lemma in posted or other.i == word.i:
            return other.i != word.i
        if other.pos in {"VERB", "PUNCT", "CCONJ"}:
            return False
    return False


_LONGEST_SEAT, _LONGEST_SITE = 6, 8


def _speaking_side(phrase: _Phrase) -> list[Filler]:
    """«мы», «наша сторона»: the speaker, or his side."""
    owned = phrase.is_one_of("sides", "groups", "regions", "countries", "republics") and any(
        phrase.sentence.tokens[i].lemma in phrase.words["we"] for i in phrase.token.children
    )
    if not (phrase.is_one_of("we") or owned):
        return []
    name = phrase.discourse.speaker(phrase.sentence, phrase.token.start)
    person = phrase.discourse.people.get(name or "")
    value = name if phrase.wanted in {"person", "agent"} and not owned else person.side if person else ""
    if phrase.wanted == "body":
        value = person.organization if person else ""
    return [Filler(value, phrase.token.i, phrase.token.i, CONTEXT, "speaker's side")] if value else []


def _called(phrase: _Phrase) -> list[Filler]:
    """«томские предприятия», «садоводы Кыргызстана»: a group of firms or people, as it is called."""
    if phrase.wanted in {"side", "party", "body"} and phrase.is_one_of("sites") and (site := _site(phrase)):
        return site
    by_attribute = phrase.is_one_of("called") and bool(phrase.sentence.children(phrase.token, "amod"))
    if phrase.wanted in {"agent", "side", "party", "body"} and by_attribute:
        return _as_printed(phrase)
    if phrase.wanted not in {"agent", "side", "party", "body"} or not phrase.is_one_of("groups"):
        return []
    owners = _owners(phrase)
    if phrase.plural and len({f.value for f in owners}) > 1:
        return owners  # «между российскими и казахстанскими компаниями»: there are two sides
    return _as_printed(phrase) if owners or _seat(phrase) else []


def _seat(phrase: _Phrase) -> bool:
    """Whether it is told where a firm is: "a retailer in X"."""
    arguments = phrase.discourse.grammar.arguments(phrase.sentence, phrase.token)
    heads = {a.head.i for a in arguments if a.rank == TREE and a.function == "in"}
    return any(m.head in heads for m in phrase.sentence.mentions if m.kind == "territory")


def _as_printed(phrase: _Phrase) -> list[Filler]:
    first, last = _without_matters(phrase, *phrase.discourse.grammar.phrase(phrase.sentence, phrase.token))
    name = phrase.discourse.grammar.dictionary_form(phrase.sentence, first, last)
    if first == 0 and phrase.sentence.tokens[0].pos == "ADJ":
        name = name[:1].lower() + name[1:]  # only the beginning of the sentence
    return [Filler(name, first, last, SLOT, phrase.token.lemma)]


def _without_matters(phrase: _Phrase, first: int, last: int) -> tuple[int, int]:
    """Cut a phrase of firms or people behind whose they are: «бизнес Омска | по вопросам сертификации»."""
    tokens, at = phrase.sentence.tokens, phrase.token.i
    matters = lexicon.lists(phrase.discourse.lang, "references", ("matters",))["matters"]
    for token in tokens[at + 1 : last]:
        where = any(m.first == token.i + 1 for m in phrase.sentence.mentions if m.kind in {"territory", "place"})
        if token.pos == "ADP" and token.lemma in matters and (not where or token.lemma == "для"):
            return first, token.i - 1
    return first, last


def _side(phrase: _Phrase) -> list[Filler]:
    """«казахстанская сторона», «власти Карелии»; where an owner is wanted, any noun that is a territory's."""
    if phrase.wanted in {"person", "body", "place"}:
        return []
    several = phrase.wanted == "agent" and phrase.plural and phrase.is_one_of("offices")
    if several or phrase.is_one_of("sides", "both", "countries") or phrase.wanted == "owner":
        return _owners(phrase)
    if phrase.plural and phrase.is_one_of("offices"):
        owners = _owners(phrase)  # "the mayors of A and B": each stands for his own
        return owners if len({f.value for f in owners}) > 1 else []
    return []


def _owners(phrase: _Phrase, depth: int = 2) -> list[Filler]:
    """Return the territories whose a noun is: in an attribute, a genitive, behind «из»; over nouns between."""
    if of_town := _called_of(phrase):
        return of_town
    found = list(_attributes(phrase))
    for argument in phrase.discourse.grammar.arguments(phrase.sentence, phrase.token):
        if argument.rank > TREE or argument.function.partition("+")[0] not in _OWNING:
            continue
        if argument.function == "abl" and argument.head not in phrase.sentence.subtree(phrase.token):
            continue  # from where the verb goes: «Сианьнан … іске қосты» is no deed of Xi'an's
        heads = [m for m in phrase.sentence.mentions if argument.head.i in {m.head, m.first}]
        kinds = {"territory", "union"} | ({"place"} if phrase.wanted in {"folk", "party"} else set())
        named = [m for m in heads if m.kind in kinds and all(m is not f.mention for f in found)]
        found += [_filler(mention.name, mention, phrase.token.lemma) for mention in named]
        if not heads and depth and (argument.head.i > phrase.token.i or phrase.discourse.lang == "kk"):
            below = replace(phrase, token=argument.head)
            inner = _owners(below, depth - 1) if below.is_one_of("sides", "groups") else []
            both = _both(below) if phrase.discourse.lang == "kk" else []
            found += inner or both or _territory(below)
        elif not named and phrase.is_one_of("offices") and phrase.plural:
            found += [_filler(m.name, m, phrase.token.lemma) for body in heads for m in _within(phrase, body)]
    return found


def _called_of(phrase: _Phrase) -> list[Filler]:
    """Return the town or region that stands behind its noun: "the Canadian city of X", which is not Canada."""
    at = phrase.token.i + 1
    tokens = phrase.sentence.tokens
    if not phrase.is_one_of("regions", "cities") or phrase.plural or [t.text for t in tokens[at : at + 1]] != ["of"]:
        return []
    named = [m for m in phrase.sentence.mentions if m.first == at + 1 and m.kind == "territory" and m.form == "name"]
    return [_filler(m.name, m, phrase.token.lemma) for m in named[:1]]


def _within(phrase: _Phrase, body: Mention) -> list[Mention]:
    """Return the territories in the name of a body: «главы МИД Казахстана и Узбекистана»."""
    inside = [m for m in phrase.sentence.mentions if body.first <= m.first and m.last <= body.last and m is not body]
    return [m for m in inside if m.kind == "territory" and body.kind == "organization"]


def _attributes(phrase: _Phrase) -> Iterator[Filler]:
    """Yield the territories of adjectives right before a noun and of the genitive behind it, whatever the tree says."""
    tokens, at = phrase.sentence.tokens, phrase.token.i
    for mention in phrase.sentence.mentions:
        between = tokens[mention.last + 1 : at]
        agrees = tokens[mention.last].case in {phrase.token.case, ""} and all(t.pos == "ADJ" for t in between)
        if mention.form == "adjective" and mention.last < at and agrees:
            yield _filler(mention.name, mention, phrase.token.lemma)
        behind = mention.first == at + 1 and mention.form == "name" and tokens[mention.head].case == "Gen"
        if behind and phrase.discourse.lang != "kk" and mention.kind in {"territory", "union"}:
            yield _filler(mention.name, mention, phrase.token.lemma)


def _region_of(phrase: _Phrase) -> list[Filler]:
    """Return the region of a country that was spoken of: "the Chinese province", «китайская провинция»."""
    if phrase.plural or not phrase.is_one_of("regions") or phrase.wanted in {"person", "body", "union", "city"}:
        return []
    states = [f.mention.entry.id for f in _attributes(phrase) if f.mention is not None and f.mention.entry is not None]
    for mention in phrase.discourse.before(phrase.sentence, phrase.token.i, "territory") if states else ():
        entry = mention.entry
        if entry is not None and entry.kind == "region" and entry.country == states[0]:
            return [_filler(mention.name, mention, phrase.token.lemma, CONTEXT)]
    return []


def _both(phrase: _Phrase) -> list[Filler]:
    """«стороны», «две страны», «они»: the pair spoken of."""
    if phrase.wanted not in {"side", "party", "agent", "territory", "owner", "city", "region"}:
        return []
    if not (phrase.is_one_of("they") or (phrase.is_one_of("both") and phrase.plural)):
        return []
    kinds = next((k for name, k in _DESCRIPTIONS if phrase.is_one_of(name) and name in _PAIRED), None)
    pair = phrase.discourse.pair(phrase.sentence, kinds) or ()
    return [_filler(m.name, m, phrase.token.lemma, CONTEXT) for m in pair]


def _body(phrase: _Phrase) -> list[Filler]:
    """«компания», «the port authority»: the body spoken of last, one called so before any other."""
    if phrase.wanted not in {"body", "side", "party", "agent"} or phrase.plural or not phrase.is_one_of("bodies"):
        return []
    named = list(phrase.discourse.before(phrase.sentence, phrase.token.i, "organization", "port"))
    called = [m for m in named if phrase.token.lemma in m.name.casefold().split()]
    firm = named if phrase.is_one_of("firms") else []
    return [_filler(m.name, m, phrase.token.lemma, CONTEXT) for m in (called or firm)[:1]]


def _place(phrase: _Phrase) -> list[Filler]:
    """«порты Ленинградской области», «завод в Омске»: a facility as it is called; «на территории Карелии»: Karelia."""
    if phrase.wanted not in _PLACES - {"city", "region"}:
        return []
    if phrase.is_one_of("capitals"):
        return _capital(phrase)
    if phrase.is_one_of("sites") and (site := _site(phrase)):
        return site
    if phrase.wanted == "site" and phrase.is_one_of("operation"):
        return [filler for a in _genitives(phrase) for filler in refer(phrase.discourse, phrase.sentence, a, "site")]
    if phrase.wanted == "site" or phrase.is_one_of("offices") or _is_related(phrase):
        return []
    owners = _owners(phrase)
    if owners and phrase.is_one_of("facilities"):
        return _as_printed(phrase)
    return [] if phrase.plural else owners[:1]


def _is_related(phrase: _Phrase) -> bool:
    """Whether a noun tells what one is to a territory, which is named beside it: "X, the sister state of Y"."""
    related = lexicon.lists(phrase.discourse.lang, "references", ("related",))["related"]
    before = phrase.sentence.tokens[max(0, phrase.token.i - 2) : phrase.token.i + 1]
    return any(t.lemma in related for t in before)


def _genitives(phrase: _Phrase) -> list[Token]:
    arguments = phrase.discourse.grammar.arguments(phrase.sentence, phrase.token)
    return [a.head for a in arguments if a.rank == TREE and a.function == "gen" and a.head.i > phrase.token.i]


def _capital(phrase: _Phrase) -> list[Filler]:
    """Return the capital of the country that a phrase tells of: «столица Беларуси», «белорусская столица»."""
    owners = _owners(phrase)
    for owner in owners:
        country = owner.mention.entry.id if owner.mention is not None and owner.mention.entry is not None else ""
        for entry in gazetteer.load().entries().values():
            if country and entry.capital_of == country:
                name = entry.names.get(phrase.discourse.lang) or next(iter(entry.names.values()))
                return [Filler(name, phrase.token.i, phrase.token.i, SLOT, phrase.token.lemma)]
    return owners[:1]


def _site(phrase: _Phrase) -> list[Filler]:
    """Return a site by its phrase where a proper name in it tells which: «завод удобрений в Куйбышеве»."""
    tokens = phrase.sentence.tokens
    first, last = phrase.discourse.grammar.phrase(phrase.sentence, phrase.token)
    named = any(t.text[:1].isupper() and t.i > 0 for t in tokens[first : last + 1])
    if not named or last - first > _LONGEST_SITE:
        return []
    spelled = lexicon.words(phrase.discourse.lang, "references").get("spelled", {}).get(phrase.token.lemma, "")
    return [
        replace(f, value=str(f.value).replace(phrase.token.text, spelled or phrase.token.text))
        for f in _as_printed(phrase)
    ]


def _territory(phrase: _Phrase) -> list[Filler]:
    """«регион», «республика», «страна»: the territory of this kind that was spoken of last."""
    if phrase.plural or phrase.wanted in {"person", "body", "union"}:
        return []
    if phrase.words["home"] and phrase.is_one_of("countries") and phrase.token.feats.get("Poss", "").startswith("1"):
        return _our_country(phrase)
    for name, kinds in _DESCRIPTIONS:
        if phrase.is_one_of(name):
            named = phrase.discourse.before(phrase.sentence, phrase.token.i, "territory", "union")
            named = _abroad(phrase, named) if name == "regions" else named
            own = phrase.discourse.speaking_for(phrase.sentence, phrase.token.start)
            found = _republic(own, named) if name == "republics" else _near(_at_home(phrase, name, list(named)), kinds)
            return [Filler(found.name, phrase.token.i, phrase.token.i, CONTEXT, name, found)] if found else []
    return []


def _abroad(phrase: _Phrase, named: Iterable[Mention]) -> Iterator[Mention]:
    """Yield those that do not lie in the country with which a phrase is paired: «оборот области с Россией»."""
    tokens, at = phrase.sentence.tokens, phrase.token.i
    partners = lexicon.lists(phrase.discourse.lang, "references", ("paired",))["paired"]
    beside = (m for m in phrase.sentence.mentions if at + 1 < m.first <= at + _PARTNERED and m.entry is not None)
    states = {m.entry.id for m in beside if m.entry is not None and tokens[m.first - 1].lemma in partners}
    yield from (m for m in named if m.entry is None or m.entry.country not in states)


_PARTNERED = 3
"""Words from a description to whom it is paired with."""


def _our_country(phrase: _Phrase) -> list[Filler]:
    """«еліміз»: the country of who speaks, else the newsroom's own."""
    entries = gazetteer.load().entries()
    own = phrase.discourse.speaking_for(phrase.sentence, phrase.token.start)
    spoken = next(iter(gazetteer.load().find(own, phrase.discourse.lang)), None) if own else None
    country = spoken.country if spoken is not None else next(iter(phrase.words["home"]))
    entry = entries.get(country or "")
    if entry is None:
        return []
    at, name = phrase.token.i, entry.names.get(phrase.discourse.lang, entry.id)
    return [Filler(name, at, at, CONTEXT, "ours", Mention("territory", name, at, at, at, "name", entry))]


def _at_home(phrase: _Phrase, name: str, named: Sequence[Mention]) -> Sequence[Mention]:
    """Return the regions of the newsroom's own country first, where the lexicon names one: the one most spoken of."""
    home = phrase.words["home"]
    if home and name == "regions" and (dated := _dateline(phrase)) is not None:
        return [dated]
    told = (m for s in phrase.discourse.sentences[: phrase.sentence.index + 1] for m in s.mentions) if home else ()
    if home and name == "cities":  # «қала әкімі» of a list of foreign towns is that of the own one
        near = [m for m in named if m.entry is not None and m.entry.kind == "city" and m.entry.country in home]
        return near or named
    own = [m for m in told if m.entry is not None and m.entry.kind == "region" and m.entry.country in home]
    if name != "regions" or not own:
        return named
    counts = Counter(m.name for m in own)
    return sorted(own, key=lambda m: -counts[m.name])


def _dateline(phrase: _Phrase) -> Mention | None:
    """Return the region of the town with which an item of news opens: «ҚОСТАНАЙ. Облыс … сатып алмақ»."""
    entries = gazetteer.load().entries()
    sentences = phrase.discourse.sentences
    for sentence in reversed(sentences[max(0, phrase.sentence.index - _DATELINE) : phrase.sentence.index + 1]):
        opening = next((m for m in sentence.mentions if m.first == 0 and m.entry is not None), None)
        if opening is None or not sentence.tokens[0].text.isupper() or opening.entry is None or opening.last > 1:
            continue
        regions = (entries[part] for part in opening.entry.part_of if part in entries)
        region = next((e for e in regions if e.kind == "region"), None)
        if opening.entry.kind == "city" and region is not None:
            name = region.names.get(phrase.discourse.lang, region.id)
            return replace(opening, name=name, entry=region)
    return None


_DATELINE = 4
"""Sentences back to the town in capitals with which an item opens."""
_PAIRED = frozenset({"regions", "countries", "cities"})
_DESCRIPTIONS: Sequence[tuple[str, frozenset[str]]] = (
    ("regions", frozenset({"region"})),
    ("countries", frozenset({"country"})),
    ("republics", frozenset({"country", "region"})),
    ("cities", frozenset({"city"})),
)


def _republic(own: str, mentions: Iterable[Mention]) -> Mention | None:
    """Return the territory that is called a republic: the speaker's, else the one named last."""
    republics = [
        m for m in mentions if m.entry is not None and m.entry.kind in {"country", "region"} and _is_republic(m)
    ]
    return next((m for m in republics if m.name == own), next(iter(republics), None))


def _is_republic(mention: Mention) -> bool:
    called = (
        " ".join(name for lang in ("ru", "en", "kk") for name in mention.entry.called(lang)) if mention.entry else ""
    )
    return any(word in called.casefold() for word in ("республик", "republic"))


def _near(mentions: Iterable[Mention], kinds: frozenset[str]) -> Mention | None:
    return next((m for m in mentions if m.entry is not None and m.entry.kind in kinds), None)


_SPECIAL: Mapping[str, Callable[[_Phrase], list[Filler]]] = {
    "union": _union,
    "chair": _chaired,
    "folk": _folk,
    "group": _group,
}
"""Types of filler with one way of their own."""
