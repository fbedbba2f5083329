"""Which reading of a word its neighbours leave, and what is a name."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from coopatlas import gazetteer
from coopatlas.language.kazakh import lexicon
from coopatlas.language.kazakh.morphology import Reading, features, nominative, readings
from coopatlas.language.tokens import Token

_WORD = re.compile(r"\w")
_NUMBER = re.compile(r"\d[\d\s.,]*$|[IVXLC]+$")
_ENDED = re.compile(r"(?P<stem>[\w»%.&-]*[\w»%])[-‐‑](?P<ending>[а-яәіңғүұқөһ]{1,6})$")
_CLOSING = frozenset({".", "!", "?", "…", ";", ",", "–", "—", "-", ":", "»", "”", '"', ")"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})
_QUOTED = frozenset({"»", "”", '"', ")"})


def tag(tokens: Sequence[Token]) -> None:
    """Give every token of a sentence its lemma, part of speech and features."""
    for token in tokens:
        before = tokens[token.i - 1] if token.i else None
        after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
        chosen = _timed(tokens, token, _event(_chosen(token, before, after)))
        token.lemma, token.pos, token.feats = chosen.lemma, chosen.pos, chosen.feats
        apart = f"{before.text.casefold()} {token.lemma}" if before is not None else ""
        token.lemma = lexicon.morphology()["apart"].get(apart, token.lemma)


def _event(reading: Reading) -> Reading:
    """Return a verbal noun that names an event as a noun: «кездесуде», «кездесулер»."""
    if reading.feats.get("VerbForm") != "Vnoun" or reading.lemma not in lexicon.words().event_nouns:
        return reading
    feats = {name: value for name, value in reading.feats.items() if name != "VerbForm"}
    return Reading(reading.lemma, "NOUN", feats)


def _timed(tokens: Sequence[Token], token: Token, chosen: Reading) -> Reading:
    """Return the present of a shorter verb where a past only looks like it: «кәсіпорын | құрады»."""
    if chosen.pos != "VERB" or chosen.feats.get("Tense") != "Past" or not token.i:
        return chosen
    present = (
        r for r in readings(token.text.casefold()) if r.known and (r.pos, r.feats.get("Tense")) == ("VERB", "Pres")
    )
    other, before, words = next(present, None), tokens[token.i - 1], lexicon.words()
    measured = before.pos == "NUM" or before.lemma in words.units or any(t.case == "Acc" for t in tokens[: token.i])
    return chosen if other is None or (measured and before.lemma not in words.bodies) else other


def _chosen(token: Token, before: Token | None, after: Token | None) -> Reading:
    word = token.text.casefold()
    if not _WORD.match(token.text):
        return Reading(word, "PUNCT", {})
    if _NUMBER.match(token.text):
        return Reading(word, "NUM", {"Case": "Nom"})
    own = _listed(word, before, after)
    if own is not None:
        return own
    if hyphened := _ENDED.match(token.text):
        found = _of_ending(hyphened["stem"], hyphened["ending"])
        if found is not None:
            return found
    if before is not None and before.lemma == "деу" and before.text.casefold() == "деп":
        said = next((r for r in readings(word) if r.known and r.feats.get("VerbForm") == "Fin"), None)
        if said is not None:
            return said  # «деп жазды»: not a summer
    return _capital(token, before, after) if token.text[:1].isupper() else _common(word, after)


def _listed(word: str, before: Token | None, after: Token | None) -> Reading | None:
    """Return the reading of a word of the grammar: an auxiliary, a conjunction, a postposition."""
    forms, words = lexicon.morphology()["forms"], lexicon.words()
    if word in forms:
        lemma, pos, feats = forms[word].split()
        return Reading(lemma, pos, features(feats))
    nominal = before is not None and (
        before.pos in _NOMINAL or before.feats.get("VerbForm") == "Vnoun" or before.text in _QUOTED
    )
    if word in words.comitative and nominal:
        return Reading("мен", "CCONJ", {})
    if word in words.conjunctions:
        return Reading(word, "CCONJ", {})
    if word in words.ending and _closes(after):
        return None  # «форумға қатысты.»: took part
    if word in words.postpositions and before is not None and _takes(words.postpositions[word], before):
        return Reading(word, "ADP", {})
    return None


def _takes(cases: frozenset[str], before: Token) -> bool:
    """Whether a postposition may stand behind a word; one without a case also behind what only looks inflected."""
    if before.case and before.case.casefold() in cases:
        return True
    nominal = before.pos in _NOMINAL or before.text in {"»", '"', "”", ")", "%"}
    return "nom" in cases and (nominal or before.feats.get("VerbForm") == "Vnoun")


def _of_ending(stem: str, ending: str) -> Reading | None:
    """Return «ҚР-ның», «8,3%-ға», «2025-ші»: what stands before the hyphen, with the case behind it."""
    if ending in {"ші", "шы", "інші", "ыншы"}:
        return Reading(stem.casefold(), "NUM", {"Case": "Nom"})
    if stem[:1].isdigit() and ending in {"ы", "і", "сы", "сі"}:
        return Reading(stem.casefold(), "NUM", {"Case": "Nom", "Poss": "3"})  # «олардың 45-і»
    table = lexicon.morphology()["noun"]
    for slot in ("case", "case_after_third"):
        for template, feats in table[slot].items():
            if _same(template, ending):
                pos = "NUM" if stem[:1].isdigit() else "PROPN" if stem[:1].isupper() else "NOUN"
                return Reading(stem.casefold(), pos, features(feats))
    return None


@lru_cache(maxsize=50_000)
def _same(template: str, ending: str) -> bool:
    from coopatlas.language.kazakh.sounds import variants

    return ending in variants(template)


def _common(word: str, after: Token | None) -> Reading:
    """Return the reading of a word in small letters."""
    if "-" in word and all(part in places() or part in _peoples() for part in word.split("-")):
        return Reading(word, "ADJ", {"Case": "Nom"})
    if after is not None and _is_attribute(word, after):
        return Reading(word, "ADJ", {"Case": "Nom"})
    found = [r for r in readings(word) if _possible(r, after)]
    known = [r for r in found if r.known]
    verbs = [r for r in known if r.pos == "VERB"]
    others = [r for r in known if r.pos != "VERB"]
    if verbs and others and verbs[0].feats.get("Person") in {"қ", "к"}:
        known, verbs = others, []  # «астық» is grain rather than «we exceeded»
    if verbs and others and verbs[0].feats.get("Tense") != "Hab":
        return verbs[0] if _closes(after) and verbs[0].feats.get("VerbForm") in {"Fin", "Conv"} else others[0]
    if known:
        return verbs[0] if verbs and others else known[0]
    quality = tuple(lexicon.morphology()["nouns"]["endings"])
    if (named := next((r for r in found if r.pos == "NOUN" and r.lemma.endswith(quality)), None)) is not None:
        return named
    if (
        owned := next((r for r in found if r.feats.get("Poss") == "3" and r.lemma.endswith(_OF_NOUN)), None)
    ) is not None:
        return owned  # «бөлігі», «өкілеттігі», which «бүгінгі» is not
    if word.endswith(tuple(lexicon.morphology()["adjectives"]["endings"])) and not _closes(after):
        return Reading(word, "ADJ", {"Case": "Nom"}, known=False)
    return _guessed(word, found, after)


_OF_NOUN = ("лық", "лік", "дық", "дік", "тық", "тік")
"""Ends of words that name a quality or a part, where they are possessed."""


def _is_attribute(word: str, after: Token) -> bool:
    """Whether a word is a known adjective before a noun, or a joint one within a clause: «ғылыми-техникалық»."""
    adjectives = lexicon.words().adjectives
    joint = "-" in word and word.rpartition("-")[2] in adjectives and not _closes(after)
    return joint or (word in adjectives and _declinable(after.text.casefold()))


def _declinable(word: str) -> bool:
    """Whether the likeliest reading of a word is a noun or adjective."""
    return readings(word)[0].pos in {"NOUN", "ADJ", "NUM"} and word not in lexicon.words().postpositions


def _guessed(word: str, found: Sequence[Reading], after: Token | None) -> Reading:
    """Return the reading of a word of unknown stem: a past tense only where a clause may end."""
    for reading in found:
        if reading.pos == "VERB" and (reading.feats.get("VerbForm") != "Fin" or _closes(after)):
            return reading
    if _closes(after) and word.endswith(("ды", "ді", "ты", "ті")) and len(word) > 4:
        return Reading(lexicon.infinitive_of(word[:-2]), "VERB", {"VerbForm": "Fin", "Tense": "Past"}, known=False)
    nouns = [r for r in found if r.pos != "VERB"]
    return nouns[0] if nouns else Reading(word, "X", {}, known=False)


def _closes(after: Token | None) -> bool:
    return after is None or after.text in _CLOSING or after.text.casefold() in {"деп", "ма", "ме", "ба", "бе"}


def _possible(reading: Reading, after: Token | None) -> bool:
    """Whether a reading fits where it stands: «бара» is a converb only before an auxiliary."""
    form = reading.feats.get("VerbForm", "")
    if form == "Conv" and reading.feats.get("Aspect") == "Imp":
        stems = [r.lemma for r in readings(after.text.casefold())] if after else []
        stems += lexicon.morphology()["forms"].get(after.text.casefold() if after else "", "").split()[:1]
        return reading.feats.get("Polarity") == "Neg" or any(s in lexicon.words().after_converb for s in stems)
    if form == "Part" and reading.feats.get("Tense") == "Fut":
        return reading.known and "Poss" not in reading.feats and reading.feats.get("Case") == "Nom"
    if reading.feats.get("Mood") == "Opt":
        return reading.known and _closes(after)
    return reading.known or reading.feats.get("Mood") != "Cnd"


@cache
def places() -> frozenset[str]:
    """Return the words of the names of the gazetteer in small letters, without those that are common words."""
    entries = gazetteer.load().entries().values()
    words = {w.casefold() for e in entries for lang in ("kk", "ru") for name in e.called(lang) for w in name.split()}
    return frozenset(words - {w for w in words if any(r.known for r in readings(w))})


@cache
def full_names() -> frozenset[tuple[str, str]]:
    """Return the names of two words of the gazetteer in small letters: «Сауд Арабиясы»."""
    entries = gazetteer.load().entries().values()
    named = (tuple(name.casefold().split()) for e in entries for name in e.called("kk"))
    return frozenset((name[0], name[1]) for name in named if len(name) == len(("first", "last")))


@cache
def _homonyms() -> frozenset[str]:
    """Return the places whose one-word name is also a common word or a verb form: «Қарағанды»."""
    entries = gazetteer.load().entries().values()
    found = {name.casefold() for e in entries for name in e.called("kk") if " " not in name}
    return frozenset(found) - places()


@cache
def _peoples() -> frozenset[str]:
    return frozenset(lexicon.table("bodies")["peoples"])


@cache
def unions() -> frozenset[str]:
    """Return the first words of the names of unions in small letters: no state before them owns them."""
    entries = gazetteer.load().entries().values()
    return frozenset(name.split()[0].casefold() for e in entries if e.kind == "union" for name in e.called("kk"))


@cache
def names() -> frozenset[str]:
    """Return the words of places, and given names."""
    return places() | frozenset(lexicon.table("names")["given"].split())


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(lexicon.table("names")["surnames"].split())


@cache
def _verbal_names() -> tuple[str, ...]:
    return tuple(lexicon.table("names")["verbal"].split())


_LONGER_THAN_VERB = 6


def _eased(nouns: Sequence[Reading], called: frozenset[str]) -> Reading | None:
    """Return a borrowed name that a vowel leads to its ending: «Новосибирскіге»."""
    found = (r for r in nouns if r.lemma.endswith("скі") and r.lemma[:-1] in called)
    return next((Reading(r.lemma[:-1], r.pos, r.feats) for r in found), None)


def _possessed(word: str, nouns: Sequence[Reading]) -> Reading | None:
    """Return the last word of a name that is possessed: «Сауд Арабиясына»."""
    owned = (r for r in nouns if r.feats.get("Poss") == "3" and nominative(word, r.feats, r.lemma) in places())
    return next(owned, None)


def _is_office(before: Token | None) -> bool:
    """Whether a word is an office behind which its holder is named: «әкімі | Ғалым Өтеев»."""
    return before is not None and before.lemma in lexicon.words().persons and before.feats.get("Poss") == "3"


def _is_given(known: Reading, before: Token, after: Token | None, *, placed: bool) -> bool:
    """Whether a known word is a given name: before a family name, or behind an office: «облыс әкімі | Берік Уәли»."""
    if _goes_on_as_name(after):
        return known.lemma not in lexicon.words().persons or _is_office(before)
    capital = after is not None and after.text[:1].isupper()
    return not placed and known.pos == "ADJ" and _is_office(before) and capital


def _goes_on_as_name(after: Token | None) -> bool:
    """Whether the next word is a family name: a given name before it bears no ending."""
    if after is None or not after.text[:1].isupper():
        return False
    return any(r.lemma.endswith(_surnames()) and len(r.lemma) > 4 for r in readings(after.text.casefold()))


def _names_place(after: Token | None) -> bool:
    """Whether the next word is «облысы», «ауданында»: what stands before it is a name as it is."""
    if after is None:
        return False
    reading = readings(after.text.casefold())[0]
    return reading.lemma in {"облыс", "аудан", "қала", "өлке", "кент", "уезд", "провинция"} and "Poss" in reading.feats


def _capital(token: Token, before: Token | None, after: Token | None) -> Reading:
    """Return the reading of a word with a capital: a name, unless it is a known word."""
    word = token.text.casefold()
    if _names_place(after) and (before is None or word not in lexicon.words().adjectives):
        own = next((r for r in readings(word) if r.known and r.feats.get("Case") == "Nom"), None)
        return own if own and own.pos == "ADJ" else Reading(word, "PROPN", {"Case": "Nom"})
    if before is not None and len(word) > _LONGER_THAN_VERB and word.endswith(_verbal_names()):
        return Reading(word, "PROPN", {"Case": "Nom"})
    nouns = [r for r in readings(word) if r.pos in {"NOUN", "ADJ", "PRON"} and r.feats.get("Poss", "3") == "3"]
    called = names() | _homonyms() if before is not None else names()
    named = next((r for r in sorted(nouns, key=lambda r: -len(r.lemma)) if r.lemma in called), None)
    named = named or _eased(nouns, called) or _possessed(word, nouns)
    known = next((r for r in readings(word) if r.known), None)
    if known is not None and before is not None and _is_given(known, before, after, placed=named is not None):
        return Reading(word, "PROPN", {"Case": "Nom"})
    if named is not None and (known is None or len(named.lemma) >= len(known.lemma)):
        return Reading(named.lemma, "PROPN", named.feats)
    if known is None and before is None and word.endswith(tuple(lexicon.morphology()["adjectives"]["endings"])):
        return Reading(word, "ADJ", {"Case": "Nom"}, known=False)
    if known is not None and (before is None or known.pos != "VERB"):
        return _common(word, after)
    if (token.text.isupper() and len(token.text) > 1) or _goes_on_as_name(after):
        return Reading(word, "PROPN", {"Case": "Nom"})
    chosen = next((r for r in nouns if r.lemma.endswith(_surnames())), nouns[0] if nouns else None)
    if word.endswith(_surnames()) and "Poss" not in (chosen.feats if chosen else {}):
        chosen = chosen if chosen and chosen.lemma.endswith(_surnames()) else None
    return Reading(chosen.lemma, "PROPN", chosen.feats) if chosen else Reading(word, "PROPN", {"Case": "Nom"})
