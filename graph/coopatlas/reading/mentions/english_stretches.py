"""Stretches of an English sentence as mentions: where they begin and end, and what a name of the gazetteer is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coopatlas.gazetteer import Entry, Match
from coopatlas.language.english.words import load
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading.mentions.english_runs import Run
from coopatlas.reading.mentions.english_words import NameWords

_KINDS = {
    "country": "territory",
    "region": "territory",
    "macroregion": "territory",
    "city": "territory",
    "union": "union",
    "port": "port",
    "organization": "organization",
    "corridor": "place",
}
_JOINING = frozenset({"of", "for", "and", "&", "on", "de", "del", "la", "do"})


def extended(words: NameWords, sentence: Sentence, run: Run, known: Mapping[int, Match]) -> int:
    """Return the last word of a body's name with what «of», «and», «for» join to it."""
    tokens, last = sentence.tokens, run.last
    while last + 2 < len(tokens) and tokens[last + 1].text in _JOINING:
        after = last + 2 + (tokens[last + 2].text == "the")
        if after >= len(tokens) or not tokens[after].text[:1].isupper() or words.is_calendar(tokens[after]):
            break
        if tokens[last + 1].text in {"and", "&"} and not _one_name(words, tokens, run.first, last, after):
            break
        if after in known and known[after].form == "name" and tokens[last + 1].text in {"of", "for"}:
            last = known[after].end_token - 1
            while last + 1 < len(tokens) and tokens[last + 1].text.istitle() and _goes_on(words, tokens[last + 1]):
                last += 1
            break
        last = after
        while (
            last + 1 < len(tokens)
            and tokens[last + 1].text[:1].isupper()
            and not words.is_office(tokens[last + 1])
            and not _holder_follows(words, tokens, last)
        ):
            last += 1
    return last


def _holder_follows(words: NameWords, tokens: Sequence[Token], last: int) -> bool:
    """Whether a person's name follows what a body is for: «Department of Commerce | X Y»."""
    after = tokens[last + 1]
    told = words.is_a(tokens[last], "portfolios")
    return words.is_a(after, "given") or (
        told and after.pos == "PROPN" and not words.is_a(after, "bodies", "portfolios")
    )


def _goes_on(words: NameWords, token: Token) -> bool:
    return words.is_a(token, "regions", "bodies") or (token.pos == "NOUN" and not words.is_office(token))


def _one_name(words: NameWords, tokens: Sequence[Token], first: int, last: int, after: int) -> bool:
    """Whether «and» joins words of one name: «Ministry of Trade and Integration», «Design and Operation Co.»."""
    portfolio = words.is_a(tokens[after], "portfolios") or words.is_a(tokens[after], "weak_bodies")
    if portfolio and any(
        t.lemma in {"ministry", "department", "chamber", "committee", "bureau", "agency", "minister"}
        for t in tokens[first : last + 1]
    ):
        return True
    end = after
    while end + 1 < len(tokens) and tokens[end + 1].text[:1].isupper():
        end += 1
    joined = words.is_a(tokens[after], "weak_bodies", "portfolios") or tokens[after].pos == "NOUN"
    return joined and words.is_a(tokens[end], "legal") and not words.is_a(tokens[last], "legal")


def after_dateline(sentence: Sentence) -> int:
    """Return the place behind a dateline: «ASTANA, Aug. 19 (Agency) --», «TEHRAN –»."""
    tokens = sentence.tokens
    months = load().calendar["months"]
    dated = bool(tokens) and (tokens[0].text.isdigit() or tokens[0].text.casefold() in months)
    if not tokens or not (dated or (tokens[0].text.isupper() and len(tokens[0].text) > 2)):
        return 0
    for i, token in enumerate(tokens[1:16], 1):
        if token.text in {"--", "—", "–", "-", ":"}:
            return i + 1
        if token.pos in {"VERB", "AUX"}:
            return 0
    return 0


def without_adjectives(sentence: Sentence, run: Run, known: Mapping[int, Match], words: NameWords) -> Run:
    """Cut the adjectives of territories from the front of what is no body: «Kazakh Ambassador», «Russian Ivan»."""
    first = run.first
    bodied = any(words.is_a(t, "bodies", "places", "regions") for t in sentence.tokens[run.first : run.last + 1])
    while first <= run.last and not bodied and first in known and known[first].form in {"adjective", "demonym"}:
        first = known[first].end_token
    return replace(run, first=first)


def mention_of(sentence: Sentence, kind: str, first: int, last: int, entry: Entry | None = None) -> Mention:
    """Return a stretch as a mention under its printed name."""
    name = " ".join(
        sentence.text[
            sentence.tokens[first].start - sentence.start : sentence.tokens[last].end - sentence.start
        ].split()
    )
    return Mention(kind, name.rstrip(",;"), first, last, head_of(sentence, first, last), "name", entry)


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """Return the token of a stretch that the rest of the sentence hangs on."""
    return next((t.i for t in reversed(sentence.tokens[first : last + 1]) if not first <= t.head <= last), last)


def beside_place(sentence: Sentence, run: Run, known: Mapping[int, Match]) -> bool:
    """Whether a name is joined by «and» to a territory: «X and Samarkand»."""
    tokens = sentence.tokens
    for step, at in ((1, run.last + 1), (-1, run.first - 1)):
        if 0 <= at < len(tokens) and tokens[at].text == "and":
            match = known.get(at + step)
            if match is not None and match.form == "name" and match.entries[0].kind in {"city", "region", "country"}:
                return True
    return False


def is_currency(sentence: Sentence, match: Match) -> bool:
    """Whether a name is of a currency: «US$ 3 billion», «3 billion US dollars»."""
    after = sentence.tokens[match.end_token] if match.end_token < len(sentence.tokens) else None
    signed = after is not None and after.text in {"$", "€", "£"} and match.form == "abbreviation"
    return signed or (after is not None and after.lemma in {"dollar", "ruble", "rouble", "tenge", "yuan"})


def of_match(sentence: Sentence, match: Match) -> Mention:
    """Return a name of the gazetteer as a mention."""
    entry = match.entries[0]
    first, last = match.start_token, match.end_token - 1
    kind = _KINDS.get(entry.kind, "place")
    adjective = match.form in {"adjective", "demonym"}
    plain = adjective or match.form == "abbreviation" or kind == "union"
    text = sentence.text[sentence.tokens[first].start - sentence.start : sentence.tokens[last].end - sentence.start]
    name = entry.names["en"] if plain or (first == last and "-" in text) else " ".join(text.split())
    return Mention(kind, name, first, last, head_of(sentence, first, last), match.form, entry)
