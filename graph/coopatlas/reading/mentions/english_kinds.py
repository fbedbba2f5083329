"""What kind of thing an English stretch with capitals names: a person, a body, a place, a territory."""

from collections.abc import Mapping, Sequence

from coopatlas.gazetteer import Match
from coopatlas.language.tokens import Sentence, Token
from coopatlas.reading.mentions.english_runs import Run
from coopatlas.reading.mentions.english_words import NameWords

PERSON, BODY, PORT, PLACE, TERRITORY, UNKNOWN = "person", "organization", "port", "place", "territory", ""
_MOST_NAMES = 5
_PLACING = frozenset({"in", "from", "at", "to", "near", "via", "through", "between", "into", "towards"})
_AND = frozenset({"and", "&"})


def kind_of(
    sentence: Sentence, run: Run, known: Mapping[int, Match], people: Mapping[str, str], words: NameWords
) -> str:
    """Return the kind of a stretch, empty where nothing tells it."""
    tokens = sentence.tokens[run.first : run.last + 1]
    covered = all(t.i in known for t in tokens)
    if run.titled and not covered and _nameable(tokens, words, strictly=False):
        return PERSON
    if (place := _place(tokens, words)) is not None:
        return PORT if words.is_a(place, "ports") else PLACE
    if _of_something(sentence, run, words):
        return PORT if words.is_a(tokens[0], "ports") else BODY
    if _body(tokens, words) and not (covered and len({id(known[t.i]) for t in tokens}) == 1):
        return BODY
    if words.is_a(tokens[-1], "regions") and len(tokens) > 1 and not covered:
        return TERRITORY
    if covered:
        return UNKNOWN
    if _is_person(sentence, run, known, people, words):
        return PERSON
    return _by_neighbours(sentence, run, words)


def _by_neighbours(sentence: Sentence, run: Run, words: NameWords) -> str:
    if governed(sentence, run):
        return TERRITORY
    return BODY if _unnamed_body(sentence, run, words) else _by_preposition(sentence, run, words)


def _of_something(sentence: Sentence, run: Run, words: NameWords) -> bool:
    """Whether a single word is a body or a port by what it is of: «Department of Commerce», «Port of Koper»."""
    tokens = sentence.tokens
    if (
        run.first != run.last
        or run.last + 2 >= len(tokens)
        or not words.is_a(tokens[run.first], "small_bodies", "ports")
    ):
        return False
    return tokens[run.last + 1].text in {"of", "for"} and tokens[run.last + 2].text[:1].isupper()


def _body(tokens: Sequence[Token], words: NameWords) -> bool:
    if len(tokens) == 1:
        return False
    if words.is_a(tokens[-1], "not_people", "regions") and not words.is_a(tokens[-1], "bodies"):
        return False
    return any(words.is_a(t, "bodies") for t in tokens)


def _place(tokens: Sequence[Token], words: NameWords) -> Token | None:
    word = _place_word(tokens, words)
    if (
        word is None
        or len(tokens) == 1
        or (word is tokens[0] and words.is_a(word, "given"))
        or any(words.is_a(t, "legal") or t.lemma == "authority" for t in tokens)
    ):
        return None
    return word if word in (tokens[-1], tokens[0]) else None


def _place_word(tokens: Sequence[Token], words: NameWords) -> Token | None:
    return next((t for t in reversed(tokens) if words.is_a(t, "places")), None)


def _nameable(tokens: Sequence[Token], words: NameWords, *, strictly: bool) -> bool:
    """Whether words may be the name of a person."""
    size = sum(not words.is_a(t, "particles") for t in tokens)
    if not 1 <= size <= _MOST_NAMES or any(any(map(str.isdigit, t.text)) for t in tokens):
        return False
    barred = [t for t in tokens if words.is_a(t, "not_people", "bodies", "regions", "places")]
    barred = [t for t in barred if not words.is_a(t, "family_words") and not words.is_a(t, "weak_bodies")]
    return not barred and (not strictly or not any(words.is_a(t, "not_people", "bodies") for t in tokens))


def _is_person(
    sentence: Sentence, run: Run, known: Mapping[int, Match], people: Mapping[str, str], words: NameWords
) -> bool:
    tokens = sentence.tokens[run.first : run.last + 1]
    name = " ".join(t.text for t in tokens)
    if name in people:
        return True
    if any(t.i in known for t in tokens[:1]) and not words.is_a(tokens[0], "given"):
        return False
    if _with_initials(tokens, words) and _nameable(tokens, words, strictly=True) and tokens[-1].i not in known:
        return True
    size = sum(not words.is_a(t, "particles") and len(t.text.rstrip(".")) > 1 for t in tokens)
    if not _nameable(tokens, words, strictly=True) or size < 2 or size > _MOST_NAMES:
        placed = run.first > 0 and sentence.tokens[run.first - 1].text.casefold() in _PLACING
        named = size == len(tokens) == 1 and tokens[0].pos == "PROPN"  # "Machinery, … head the list" is nobody
        return named and not placed and _beside_office(sentence, run, words)
    if (
        words.is_a(tokens[0], "given")
        or words.surname_like(tokens[-1].text)
        or any(words.is_a(t, "patronymics") for t in tokens)
    ):
        return True
    return _beside_office(sentence, run, words) or _acts(sentence, run, words)


def _with_initials(tokens: Sequence[Token], words: NameWords) -> bool:
    """Whether a name is a surname behind initials: "S. Petrosyan", "R.N. Petrov"."""
    *initials, surname = [t.text for t in tokens]
    return bool(initials) and all(words.is_initial(text) for text in initials) and surname.istitle()


def _acts(sentence: Sentence, run: Run, words: NameWords) -> bool:
    """Whether a verb follows that a person does."""
    after = sentence.tokens[run.last + 1] if run.last + 1 < len(sentence.tokens) else None
    return (
        after is not None
        and after.pos == "VERB"
        and words.is_a(after, "acts")
        and after.lemma not in {"head", "lead", "meet"}
    )


def _beside_office(sentence: Sentence, run: Run, words: NameWords) -> bool:
    """Whether an office stands beside the name, parted by a comma."""
    tokens = sentence.tokens
    if run.last + 2 < len(tokens) and tokens[run.last + 1].text == ",":
        for i in range(run.last + 2, min(len(tokens), run.last + 10)):
            if tokens[i].text in {",", ";", ".", ":"} or tokens[i].pos in {"VERB", "AUX"}:
                break
            if words.is_office(tokens[i]) and not words.is_a(tokens[i - 1], "bodies"):
                return True
        if tokens[run.last + 2].text == "who":
            return True
    if run.first >= 2 and tokens[run.first - 1].text == ",":
        for i in range(run.first - 2, max(-1, run.first - 14), -1):
            if tokens[i].text in {",", ";", ":"} or tokens[i].pos in {"VERB", "AUX"}:
                return False
            if words.is_office(tokens[i]) and tokens[i].feats.get("Number") != "Plur":
                return True
    return False


def _unnamed_body(sentence: Sentence, run: Run, words: NameWords) -> bool:
    """Whether a name without a telling word is a body's: in capitals, behind «company» or an office."""
    tokens = sentence.tokens
    name = tokens[run.first : run.last + 1]
    before = tokens[run.first - 1] if run.first else None
    if any(words.is_a(t, "not_people", "regions") for t in name[-1:]):
        return False
    if before is not None and before.lemma in {
        "company",
        "firm",
        "operator",
        "manufacturer",
        "producer",
        "holding",
        "giant",
        "carrier",
        "group",
        "developer",
        "retailer",
        "importer",
        "exporter",
        "supplier",
        "maker",
        "corporation",
    }:
        return True
    if (
        before is not None
        and before.lemma == "of"
        and run.first >= 2
        and tokens[run.first - 2].lemma
        in {
            "ceo",
            "director",
            "owner",
            "founder",
            "manager",
            "president",
            "chairman",
            "chief",
            "subsidiary",
            "shareholder",
        }
    ):
        return tokens[run.first - 2].lemma != "president" or len(name) > 1 or name[0].text.isupper()
    inner = any(t.text[1:] != t.text[1:].lower() and "-" not in t.text for t in name)
    return inner and not any(words.is_a(t, "no_names") for t in name) and not all(t.text.endswith(".") for t in name)


def governed(sentence: Sentence, run: Run) -> bool:
    """Whether a name is of what someone governs: «the mayor of X»."""
    before = sentence.tokens[max(0, run.first - 2) : run.first]
    return [t.text for t in before[1:]] == ["of"] and before[0].lemma in _GOVERNING


_GOVERNING = frozenset(
    {
        "port",
        "city",
        "town",
        "island",
        "province",
        "region",
        "district",
        "village",
        "mayor",
        "governor",
        "akim",
        "hokim",
        "khokim",
        "prefect",
        "lord-mayor",
        "vice-governor",
    }
)


def _by_preposition(sentence: Sentence, run: Run, words: NameWords) -> str:
    """A name of no known kind is a place behind «in» or «from»."""
    if not run.first or run.last - run.first > 2:
        return UNKNOWN
    at = run.first - 1
    while at > 0 and (sentence.tokens[at].text in _AND | {","} or sentence.tokens[at].text[:1].isupper()):
        at -= 1
    before = sentence.tokens[at]
    placed = before.text.casefold() in _PLACING
    barred = any(words.is_a(t, "not_people") for t in sentence.tokens[run.last : run.last + 1])
    return TERRITORY if placed and not barred else UNKNOWN
