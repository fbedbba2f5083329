"""Who is meant by an office, a pronoun, a description, or a delegation with its head."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from coopatlas import gazetteer
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Person
from coopatlas.reading.draft import CONTEXT, SLOT, Filler
from coopatlas.reading.referents.names import of_mention, town_of
from coopatlas.reading.referents.owners import owners_of
from coopatlas.reading.referents.phrase import PLACES, SIDES, Phrase, as_filler


def folk_meant(phrase: Phrase) -> list[Filler]:
    """«жители Омска», «the people of X»: whose a plural noun is."""
    at = phrase.token.i
    body = any(m.first <= at <= m.last and m.kind == "organization" for m in phrase.sentence.mentions)
    named = phrase.is_one_of("offices") and not phrase.plural and _people_of(phrase)
    return [] if named or body else owners_of(phrase)


def holder_meant(phrase: Phrase) -> list[Filler]:
    """«мэр Алматы», "a delegation from Japan": whose an office or a delegation is, where nobody is named."""
    return folk_meant(phrase) if phrase.is_one_of("offices", "delegations") else []


def persons(phrase: Phrase) -> list[Filler]:
    """«губернатор Иван Петров», «он», «дипломат»: a person, or the side whose office he holds."""
    if phrase.wanted not in {"person", "agent", "side", "party", "city"} or _is_there(phrase):
        return []
    holds = phrase.is_one_of("offices") or (phrase.is_one_of("colleagues") and not phrase.plural)
    people = list(_named_behind(phrase)) if holds else []
    source = SLOT if people else CONTEXT
    if not people:
        whose = owners_of(phrase) if phrase.is_one_of("offices") else []
        final = phrase.discourse.form.head_final  # «өңір басшысы»: of which, the person tells rather than the text
        owners = {str(f.value) for f in whose if not (final and f.source == CONTEXT)}
        people = [p for p in _remembered(phrase) if (not owners or p.side in owners) and _may_head(phrase, p)][:1]
        people = people or (_named_later(phrase, owners) if owners and not phrase.plural else [])
    many = phrase.plural and not (phrase.discourse.form.head_final and phrase.wanted in SIDES)
    if not people and phrase.is_one_of("offices") and phrase.wanted != "person" and not many:
        return owners_of(phrase)
    names = ((_stood_for(phrase, p), p.name) for p in people)
    return [Filler(value, phrase.token.i, phrase.token.i, source, name) for value, name in names if value]


def _named_later(phrase: Phrase, owners: set[str]) -> list[Person]:
    """Return the one person whom a text names only behind his office: «Литваның елшісімен кездесті. Елші A …»."""
    held, people = frozenset({phrase.token.lemma}), {p.name: p for p in phrase.discourse.people.values()}
    found = [p for p in people.values() if p.represents in owners and _holds(p, held)]
    return found if len(found) == 1 and not phrase.discourse.form.agreeing and phrase.is_one_of("offices") else []


def _may_head(phrase: Phrase, person: Person) -> bool:
    """Whether whose office a person holds is of the kind that the nouns before it name: «аймақ басшысы» is no mayor."""
    if not phrase.discourse.form.head_final or not person.represents:
        return True
    of = {phrase.sentence.tokens[i].lemma for i in phrase.token.children if i < phrase.token.i}
    kinds = {kind for name, kind in _HEADED.items() if of & phrase.words[name]}
    entry = next(iter(gazetteer.load().find(person.represents, phrase.discourse.lang)), None)
    return not kinds or entry is None or entry.kind in kinds


_HEADED = {"regions": "region", "cities": "city", "countries": "country"}


def _is_there(phrase: Phrase) -> bool:
    """Whether the case of a pronoun tells a place rather than a person: «одан тауар әкелінеді»."""
    apart = phrase.token.case in {"Abl", "Dat", "Loc"} and phrase.is_one_of("he", "they")
    return apart and phrase.discourse.form.head_final and phrase.wanted in SIDES


def _stood_for(phrase: Phrase, person: Person) -> str:
    """Return whom a person stands for where a side or a town is wanted, else the person."""
    if phrase.wanted == "city":
        return town_of(phrase.discourse, person)
    return person.side if phrase.wanted in SIDES else person.name


_LONGEST_OFFICE = 14
"""Words between an office and the name of its holder: «министр …, … и … области Иван Петров»."""


def _named_behind(phrase: Phrase) -> Iterator[Person]:
    """Yield the persons whose names stand in apposition to an office: behind it, over what the office governs."""
    sentence, token = phrase.sentence, phrase.token
    reach = max((t.i for t in sentence.subtree(token)), default=token.i)
    final = phrase.discourse.form.head_final
    behind = [m for m in sentence.mentions if m.kind == "person" and m.first > token.i]
    for before, mention in zip([None, *behind], behind, strict=False):
        listed = before is not None and phrase.plural and _listed_with(sentence, before, mention)
        beside = mention.first <= reach + 1 or (not final and _agrees(sentence, token, mention))
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


def _remembered(phrase: Phrase) -> Iterator[Person]:
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
        held = _headed(phrase) or held
        holding = [p for p in people if _holds(p, held)]
        deputies = lexicon.lists(discourse.lang, "references", ("deputies",))["deputies"]
        yield from sorted(holding, key=lambda p: not deputies.isdisjoint(p.role.casefold().split()))
    if phrase.is_one_of("descriptions") and not phrase.plural:
        yield from (p for p in people if p.role)


def _headed(phrase: Phrase) -> frozenset[str]:
    """Return the office that a phrase calls by what its holder heads: «үкімет басшысы» is the prime minister."""
    before = phrase.sentence.tokens[max(0, phrase.token.i - 1)]
    titles = lexicon.words(phrase.discourse.lang, "references").get("headed", {})
    title = titles.get(f"{before.lemma} {phrase.token.lemma}")
    return frozenset({title}) if title else frozenset()


def _holds(person: Person, held: frozenset[str]) -> bool:
    """Whether an office is one of these; in Kazakh its noun is the last word and possessed: «көлік министрі»."""
    words = person.role.casefold().split()
    return bool(held & set(words)) or any(words[-1:] == [office + end] for office in held for end in _POSSESSED)


_POSSESSED = ("і", "ы", "сі", "сы")


def delegation(phrase: Phrase) -> list[Filler]:
    """«делегация Карелии во главе с …»: whose it is and who leads it; «гости»: those who came."""
    if phrase.is_one_of("ranks"):  # "members of the delegation of X"
        whole = phrase.sentence.children(phrase.token, "nmod", "compound", "nmod:poss")
        group = next((t for t in whole if t.lemma in phrase.words["delegations"]), phrase.token)
        phrase = replace(phrase, token=group)
    if not phrase.is_one_of("delegations", "guests") or phrase.wanted in PLACES:
        return []
    if phrase.is_one_of("offices") and not phrase.plural and any(_named_behind(phrase)):
        return []  # «торговый представитель Кубы X» is one person
    found = [*leaders(phrase), *owners_of(phrase), *owning_bodies(phrase)] if phrase.is_one_of("delegations") else []
    if found and all(f.mention is not None and f.mention.kind == "person" for f in found):
        found += [f for f in map(partial(_side_of, phrase), found) if f is not None]
    if found:
        return _as_wanted(phrase, found)
    came = _as_wanted(phrase, phrase.discourse.guests) if phrase.is_one_of("guests") else []
    at = phrase.token.i
    return [replace(f, first=at, last=at, source=CONTEXT, reason=phrase.token.lemma) for f in came]


def travelling(phrase: Phrase) -> list[Filler]:
    """Return whose delegation or group a phrase is; nobody where it is none."""
    return delegation(replace(phrase, wanted="agent"))


def _side_of(phrase: Phrase, leader: Filler) -> Filler | None:
    """Return the territory for which the leader of a delegation stands, where that is not said of it."""
    person = phrase.discourse.person(leader.mention) if leader.mention is not None else None
    if person is None or not person.represents:
        return None
    mention = Mention("territory", person.represents, leader.first, leader.last, leader.last)
    return Filler(person.represents, leader.first, leader.last, CONTEXT, f"office of {person.name}", mention)


def leaders(phrase: Phrase) -> list[Filler]:
    """Return who leads a group: «во главе с X», «под руководством X», «которую возглавил X»."""
    sentence, at = phrase.sentence, phrase.token.i
    heads = (t for t in sentence.tokens if t.lemma in phrase.words["leading"] and abs(t.i - at) <= _LONGEST_GROUP)
    lead = next(heads, None)
    if lead is None:
        return []
    people = [m for m in sentence.mentions if m.kind == "person" and _may_lead(sentence, lead, m)]
    ahead = not phrase.discourse.form.head_final  # a Kazakh leader stands before: «A бастаған, құрамында B бар топ»
    behind = next((m for m in people if ahead and 0 < m.first - lead.i <= _LONGEST_OFFICE), None)
    chosen = behind or next((m for m in reversed(people) if 0 < lead.i - m.last <= _LONGEST_NAME), None)
    if chosen is None:
        return []
    person = phrase.discourse.person(chosen)
    return [as_filler(person.name if person else chosen.name, chosen, lead.lemma)]


def _may_lead(sentence: Sentence, lead: Token, person: Mention) -> bool:
    """Whether the case of a name behind «во главе» lets it be that of who leads: «во главе с X по приглашению Y»."""
    cases = {t.case for t in sentence.tokens[person.first : person.last + 1] if t.case}
    behind = [t.text for t in sentence.tokens[lead.i + 1 : lead.i + 2]] in (["с"], ["со"])
    return not behind or person.last < lead.i or not cases or bool(cases & {"Ins", "Nom"})


_LONGEST_NAME, _LONGEST_GROUP = 3, 20


def owning_bodies(phrase: Phrase) -> list[Filler]:
    """Return the bodies in the genitive behind a noun: «делегация порта Гамбург»."""
    below = {child.i for child in phrase.sentence.children(phrase.token, "nmod", "appos", "compound")}
    found = [m for m in phrase.sentence.mentions if m.head in below and m.kind in {"organization", "port"}]
    return [as_filler(m.name, m, phrase.token.lemma) for m in found if phrase.sentence.tokens[m.head].case in _OF_CASES]


_OF_CASES = frozenset({"Gen", "Nom", ""})
_WANTED = {
    "person": frozenset({"person"}),
    "territory": frozenset({"territory", "union"}),
    "body": frozenset({"organization", "port"}),
    "owner": frozenset({"territory", "union"}),
    "side": frozenset({"territory", "union", "organization", "port"}),
    "party": frozenset({"territory", "union", "organization", "port"}),
    "agent": frozenset({"person", "territory", "union", "organization", "port"}),
}


def _as_wanted(phrase: Phrase, fillers: Sequence[Filler]) -> list[Filler]:
    """Return those of a group that are of the wanted type; of a person where a side is wanted, the side."""
    kinds = _WANTED.get(phrase.wanted, frozenset())
    fitting = [f for f in fillers if f.mention is not None and f.mention.kind in kinds]
    if fitting or phrase.wanted not in SIDES:
        return fitting
    people = [p for f in fillers if f.mention is not None and (p := phrase.discourse.person(f.mention))]
    return [Filler(p.side, -1, -1, CONTEXT, f"office of {p.name}") for p in people if p.side]


def chaired(phrase: Phrase) -> list[Filler]:
    """«под председательством губернатора A и B», «с участием A и посла B»: the people named behind such a word."""
    if not phrase.is_one_of("leading", "taking_part"):
        return []
    reach = max((t.i for t in phrase.sentence.subtree(phrase.token)), default=phrase.token.i)
    people = [m for m in phrase.sentence.mentions if m.kind == "person" and phrase.token.i < m.first <= reach + 1]
    return [filler for m in people for filler in of_mention(phrase.discourse, phrase.sentence, m, "person")]


def _people_of(phrase: Phrase) -> list[Person]:
    """Return who holds the office of a phrase, as far as the text names him."""
    return [*_named_behind(phrase), *_remembered(phrase)]
