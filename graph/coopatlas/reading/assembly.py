"""Drafts into facts: firmness, status by firmness, and what the document says beyond the sentence."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import LIST_ROLES, Fact, Value
from coopatlas.reading import frames
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import Draft
from coopatlas.reading.firmness import Firmness

Speakers = Callable[[Sentence, int], str | None]
Decide = Callable[[Sentence, Token], Firmness]

STATUS: Mapping[str, Mapping[str, str]] = {
    "agreement": {
        "proposed": "proposed", "wished": "proposed", "negotiated": "negotiated", "planned": "planned",
        "begun": "signed", "done": "signed", "ongoing": "in_force", "ended": "ended", "cancelled": "planned",
    },
    "venture": {
        "proposed": "interest", "wished": "interest", "negotiated": "interest", "planned": "planned",
        "begun": "existing", "done": "existing", "ongoing": "existing", "ended": "existing", "cancelled": "planned",
    },
    "supply": {
        "proposed": "planned", "wished": "planned", "negotiated": "planned", "planned": "planned", "begun": "started",
        "done": "ended", "ongoing": "ongoing", "ended": "ended", "cancelled": "planned",
    },
    "mission": {
        "proposed": "planned", "wished": "planned", "negotiated": "planned", "planned": "planned", "begun": "opened",
        "done": "opened", "ongoing": "operating", "ended": "closed", "cancelled": "planned",
    },
    "twinning": {
        "proposed": "proposed", "wished": "proposed", "negotiated": "planned", "planned": "planned",
        "begun": "established", "done": "established", "ongoing": "established", "ended": "established",
        "cancelled": "planned",
    },
    "membership": {
        "proposed": "candidate", "wished": "candidate", "negotiated": "candidate", "planned": "candidate",
        "begun": "member", "done": "member", "ongoing": "member", "ended": "member", "cancelled": "candidate",
    },
    "route": {
        "proposed": "planned", "wished": "planned", "negotiated": "planned", "planned": "planned", "begun": "opened",
        "done": "opened", "ongoing": "operating", "ended": "closed", "cancelled": "planned",
    },
}  # fmt: skip


def facts(discourse: Discourse, decide: Decide, speaker: Speakers) -> Iterator[Fact]:
    """Yield the facts that the frames of the language read in a document, in the order of its text."""
    for sentence in discourse.sentences:
        for draft in frames.read(discourse, sentence):
            draft.firmness = decide(sentence, draft.trigger)
            if draft.firmness.claimed:
                yield fact(discourse, draft, speaker)


def fact(discourse: Discourse, draft: Draft, speaker: Speakers) -> Fact:
    """Return the fact that a draft makes."""
    firmness = draft.firmness
    table = STATUS.get(draft.kind)
    args: dict[str, Value] = {
        role: tuple(str(f.value) for f in fillers) if (draft.kind, role) in LIST_ROLES else fillers[0].value
        for role, fillers in draft.roles.items()
    }
    if table is not None and "status" not in args:
        args["status"] = table[firmness.phase]
    return Fact(
        draft.kind,
        args,
        draft.sentence.text,
        draft.sentence.start,
        draft.sentence.end,
        modality=firmness.modality,
        polarity=firmness.polarity,
        speaker=speaker(draft.sentence, draft.trigger.start),
        rule=draft.rule,
        confidence=round(draft.confidence, 2),
        printed=draft.verbatim,
        anchor=draft.trigger.start,
        lang=discourse.lang,
    )


def without(kinds: Iterable[str], found: Iterable[Fact]) -> list[Fact]:
    """Return the facts that are of none of these kinds."""
    left_out = frozenset(kinds)
    return [fact for fact in found if fact.kind not in left_out]
