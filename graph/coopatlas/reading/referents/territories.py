"""The territory that a common noun stands for: «регион», «республика», «обе стороны»."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from coopatlas import gazetteer
from coopatlas.language.tokens import Mention
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import around
from coopatlas.reading.draft import CONTEXT, Filler
from coopatlas.reading.referents.phrase import Phrase, as_filler


def both_sides(phrase: Phrase) -> list[Filler]:
    """«стороны», «две страны», «они»: the pair spoken of."""
    if phrase.wanted not in {"side", "party", "agent", "territory", "owner", "city", "region"}:
        return []
    if not (phrase.is_one_of("they") or (phrase.is_one_of("both") and phrase.plural)):
        return []
    counted = [t.lemma for t in phrase.sentence.children(phrase.token, "nummod")]
    two = lexicon.lists(phrase.discourse.lang, "references", ("two",))["two"]
    if two and not phrase.is_one_of("cities") and any(w not in two for w in counted):
        return []  # «десять стран»
    kinds = next((k for name, k in _DESCRIPTIONS if phrase.is_one_of(name) and name in _PAIRED), None)
    pair = phrase.discourse.pair(phrase.sentence, kinds) or ()
    return [as_filler(m.name, m, phrase.token.lemma, CONTEXT) for m in pair]


def territory_meant(phrase: Phrase) -> list[Filler]:
    """«регион», «республика», «страна»: the territory of this kind that was spoken of last."""
    if phrase.plural or phrase.wanted in {"person", "body", "union"}:
        return []
    if phrase.words["home"] and phrase.is_one_of("countries") and phrase.token.feats.get("Poss", "").startswith("1"):
        return _our_country(phrase)
    for name, kinds in _DESCRIPTIONS:
        if phrase.is_one_of(name):
            if (ours := _ours(phrase, kinds)) is not None:
                return [Filler(ours.name, phrase.token.i, phrase.token.i, CONTEXT, "ours", ours)]
            named = phrase.discourse.before(phrase.sentence, phrase.token.i, "territory", "union")
            named = _abroad(phrase, named) if name == "regions" else named
            named = _neighbouring(phrase, named) if name == "countries" else named
            own = phrase.discourse.speaking_for(phrase.sentence, phrase.token.start)
            if name == "republics":
                found = _republic(own, named)
            else:
                told = list(named)
                found = _of_speaker(phrase, own, told) if name == "regions" else None
                found = found or _near(_at_home(phrase, name, told), kinds)
            found = found or (_around_town(phrase) if name == "regions" else None)
            return [Filler(found.name, phrase.token.i, phrase.token.i, CONTEXT, name, found)] if found else []
    return []


def _of_speaker(phrase: Phrase, own: str, named: Sequence[Mention]) -> Mention | None:
    """Return the speaker's own region, where his sentence has named no other before: «…, заявил министр региона»."""
    here = any(m.first < phrase.token.i for m in phrase.sentence.mentions if m.entry and m.entry.kind == "region")
    regions = (m for m in named if m.name == own and m.entry is not None and m.entry.kind == "region")
    return None if here or not phrase.discourse.form.agreeing else next(regions, None)


def _ours(phrase: Phrase, kinds: frozenset[str]) -> Mention | None:
    """Return the region or town of who speaks, else of whom the text tells first: «партнёр нашего региона»."""
    before = phrase.sentence.tokens[max(0, phrase.token.i - _POSSESSOR) : phrase.token.i]
    ours = any(t.lemma in phrase.words["we"] for t in before)
    if not phrase.discourse.form.agreeing or "country" in kinds or not ours:
        return None
    own = phrase.discourse.speaking_for(phrase.sentence, phrase.token.start)
    named = (m for s in phrase.discourse.sentences for m in s.mentions if m.entry is not None and m.entry.kind in kinds)
    return next((m for m in named if m.name == own or not own), None)


_POSSESSOR = 2
"""Words before a noun among which «наш» stands."""


def _neighbouring(phrase: Phrase, named: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the territories that «көрші ел» may be: none of the newsroom's own country."""
    before = phrase.sentence.tokens[phrase.token.i - 1].lemma if phrase.token.i else ""
    near = before in lexicon.lists(phrase.discourse.lang, "references", ("neighbouring",))["neighbouring"]
    yield from (m for m in named if not near or m.entry is None or m.entry.country not in phrase.words["home"])


def _around_town(phrase: Phrase) -> Mention | None:
    """Return the region of the first town of a text that has named no region yet: «В Волгограде … область вывезла»."""
    if not phrase.discourse.form.agreeing:
        return None  # English calls a country a state, Kazakh regions have words and a home of their own
    told = phrase.discourse.sentences[: phrase.sentence.index + 1]
    named = [m for sentence in told for m in sentence.mentions if m.entry is not None]
    if any(m.entry is not None and m.entry.kind == "region" for m in named):
        return None
    regions = (around(m, phrase.discourse.lang) for m in named)
    return next((region for region in regions if region is not None), None)


def _abroad(phrase: Phrase, named: Iterable[Mention]) -> Iterator[Mention]:
    """Yield those that do not lie in the country with which a phrase is paired: «оборот области с Россией»."""
    tokens, at = phrase.sentence.tokens, phrase.token.i
    partners = lexicon.lists(phrase.discourse.lang, "references", ("paired",))["paired"]
    beside = (m for m in phrase.sentence.mentions if at + 1 < m.first <= at + _PARTNERED and m.entry is not None)
    states = {m.entry.id for m in beside if m.entry is not None and tokens[m.first - 1].lemma in partners}
    yield from (m for m in named if m.entry is None or m.entry.country not in states)


_PARTNERED = 3
"""Words from a description to whom it is paired with."""


def _our_country(phrase: Phrase) -> list[Filler]:
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


def _at_home(phrase: Phrase, name: str, named: Sequence[Mention]) -> Sequence[Mention]:
    """Return the regions of the newsroom's own country first, where the lexicon names one: the one most spoken of."""
    home = phrase.words["home"]
    if home and name == "regions" and (dated := _dateline(phrase)) is not None:
        return [dated]
    told = (m for s in phrase.discourse.sentences[: phrase.sentence.index + 1] for m in s.mentions) if home else ()
    if home and name == "cities":  # «қала әкімі» of a list of foreign towns is that of the own one
        near = [m for m in named if m.entry is not None and m.entry.kind == "city" and m.entry.country in home]
        return near or named
    own = [m for m in told if m.entry is not None and m.entry.kind == "region" and m.entry.country in home]
    if name == "regions" and (called := _called_so(phrase, named)):
        return called
    regions = (m.entry for s in phrase.discourse.sentences for m in s.mentions if m.entry is not None)
    if home and name == "regions" and not any(entry.kind == "region" for entry in regions):
        lead = {m.name for s in phrase.discourse.sentences[:_LEAD] for m in s.mentions}
        near = [m for m in named if m.entry is not None and m.entry.country in home and m.name in lead]
        return [region for m in near if (region := around(m, phrase.discourse.lang)) is not None]
    if name != "regions" or not own:
        return named
    counts = Counter(m.name for m in own)
    return sorted(own, key=lambda m: -counts[m.name])


def _called_so(phrase: Phrase, named: Sequence[Mention]) -> list[Mention]:
    """Return the regions that are called by the noun itself where it is no word for those at home: «аймақ»."""
    abroad = lexicon.lists(phrase.discourse.lang, "references", ("abroad",))["abroad"]
    if not phrase.words["home"] or phrase.token.lemma not in abroad:
        return []
    return [m for m in named if m.name.split()[-1].startswith(phrase.token.lemma[:-1])]


_LEAD = 1
"""Sentences that tell where the news is from."""


def _dateline(phrase: Phrase) -> Mention | None:
    """Return the region of the town with which an item of news opens: «ҚОСТАНАЙ. Облыс … сатып алмақ»."""
    sentences = phrase.discourse.sentences
    for sentence in reversed(sentences[max(0, phrase.sentence.index - _DATELINE) : phrase.sentence.index + 1]):
        opening = next((m for m in sentence.mentions if m.first == 0 and m.entry is not None), None)
        if opening is None or not sentence.tokens[0].text.isupper() or opening.entry is None or opening.last > 1:
            continue
        if (region := around(opening, phrase.discourse.lang)) is not None:
            return region
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
