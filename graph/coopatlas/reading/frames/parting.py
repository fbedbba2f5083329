"""A draft whose fillers make facts of their own: each of a list, each two of a list of sides."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from coopatlas.language.form import form
from coopatlas.language.tokens import Sentence
from coopatlas.reading import lexicon
from coopatlas.reading.draft import CONTEXT, Draft, Filler
from coopatlas.reading.frames.pairs import with_many
from coopatlas.reading.frames.subjects import WITH_WHOM


def parted(known: lexicon.Lexicon, draft: Draft) -> Iterator[Draft]:
    """Yield a draft for each filler of the roles that its frame parts by, or for each two of a list of sides."""
    frame = next(f for f in known.frames if f.rule == draft.rule)
    found = [draft]
    for role in frame.each.split():
        found = [replace(d, roles={**d.roles, role: [f]}) for d in found for f in _told(d.roles.get(role, []))] or found
    found = [one for one in found if not _crosses(draft, one)]
    plural = draft.trigger.feats.get("Number") == "Plur" or _distributed(known.lang, draft)
    role = frame.pairs or (frame.each_other if plural else "")
    fillers = draft.roles.get(role, [])
    alone = frame.pairs or form(known.lang).agreeing or 1 in Counter(f.function for f in fillers).values()
    if len(fillers) > _COUPLE and alone:
        found = [replace(draft, roles={**draft.roles, role: part}) for part in _couples(draft.sentence, fillers)]
    yield from (_without_end(one) for one in found if not _returns(one))


_COUPLE = 2


def _crosses(draft: Draft, one: Draft) -> bool:
    """Whether two ends are of two ways of a list: «A-дан B-ға, C-дан D-ға» leads not from A to D, nor from C to B."""
    starts, ends = draft.roles.get("from", ()), draft.roles.get("to", ())
    if len(starts) < _COUPLE or len(ends) < _COUPLE:
        return False
    start, end = one.roles["from"][0].first, one.roles["to"][0].first
    if start > end:
        return any(f.first < end for f in starts)
    between = [f.first for f in ends if start < f.first < end]
    return any(between[0] < f.first < end for f in starts) if between else False


def _returns(draft: Draft) -> bool:
    """Whether a way, a journey or a wish leads from somewhere to the same: two roles were filled by one name."""
    return any(draft.values(one) and set(draft.values(one)) == set(draft.values(other)) for one, other in _ENDS)


def _without_end(draft: Draft) -> Draft:
    """Leave out of those who travel the place where they go: its name was taken for a subject too."""
    ends = draft.values("destination")
    if not ends or not any(value in ends for value in draft.values("visitor")):
        return draft
    kept = [f for f in draft.roles["visitor"] if f.value not in ends]
    return replace(draft, roles={**draft.roles, "visitor": kept})


_ENDS = (("from", "to"), ("visitor", "destination"), ("holder", "target"), ("member", "union"))


def _distributed(lang: str, draft: Draft) -> bool:
    """Whether a list gives each member a thing of its own: «два соглашения: одно с …, другое с …»."""
    tokens, each = draft.sentence.tokens, lexicon.lists(lang, "references", ("each",))["each"]
    counted = any(t.text != "1" for t in draft.sentence.children(draft.trigger, "nummod"))
    counted = counted or _contrasted(draft)
    apart = [t for t in tokens if t.lemma in each and any(n.pos == "ADP" for n in tokens[t.i + 1 : t.i + 3])]
    return counted or len(apart) > 1


def _contrasted(draft: Draft) -> bool:
    """Whether a contrast parts those with whom something is: «меморандум с A, а на форуме – с B»."""
    others = sorted(f.first for f in draft.roles.get("party", ()) if f.function in WITH_WHOM and f.first >= 0)
    tokens = draft.sentence.tokens
    return any(t.text == "а" and tokens[t.i - 1].text == "," for a, b in pairwise(others) for t in tokens[a + 1 : b])


def _told(fillers: Sequence[Filler]) -> Sequence[Filler]:
    """Return the fillers that the clause names, else those that the text must tell."""
    return [filler for filler in fillers if filler.source != CONTEXT] or fillers


def _couples(sentence: Sentence, fillers: Sequence[Filler]) -> list[list[Filler]]:
    """Return the pairs of a list: «A и B, C и D» two by two, else the one that stands apart with each other."""
    if with_many(fillers):
        return [[filler] for filler in fillers]
    ordered = sorted(fillers, key=lambda f: f.first)
    functions = Counter(f.function for f in ordered)
    twos = len(ordered) % 2 == 0 and 1 not in functions.values()
    if twos and all(_joined(sentence, a, b) for a, b in zip(ordered[::2], ordered[1::2], strict=True)):
        return [list(couple) for couple in zip(ordered[::2], ordered[1::2], strict=True)]
    single = next((f for f in ordered if functions[f.function] == 1), ordered[0])
    return [[single, other] for other in ordered if other is not single]


def _joined(sentence: Sentence, one: Filler, other: Filler) -> bool:
    between = [t for t in sentence.tokens[one.last + 1 : other.first] if t.pos in {"CCONJ", "PUNCT", "ADP"}]
    return len(between) == 1 and between[0].lemma in {"и", "с", "and", "with", "мен", "–", "—"}
