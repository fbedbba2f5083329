"""Drafts into facts: firmness, status by firmness, and what the document says beyond the sentence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from coopatlas.language.tokens import Sentence
from coopatlas.model import EntityRef, Evidence, Fact, Figure, Filler, Period, kinds, typed
from coopatlas.model.kinds import FIGURES
from coopatlas.model.period import period
from coopatlas.reading import frames, lexicon
from coopatlas.reading.circumstances import before, complete, follow, is_told_again, topic_of
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import CONTEXT, Draft
from coopatlas.reading.draft import Filler as Found
from coopatlas.reading.ellipsis import supply
from coopatlas.reading.firmness import Decide, Firmness, decide, settled
from coopatlas.reading.firmness.settling import EVENTS
from coopatlas.reading.identity import reference
from coopatlas.reading.referents import note_guests
from coopatlas.reading.sharing import share, two_sides
from coopatlas.reading.stopping import has_stopped
from coopatlas.reading.timing import fit

Speakers = Callable[[Sentence, int, str], str | None]


def facts(discourse: Discourse, decide: Decide, speaker: Speakers) -> Iterator[Fact]:
    """Yield the facts that the frames of the language read in a document, in the order of its text."""
    read = drafts(discourse)
    for n, draft in enumerate(read):
        draft.firmness = _settled(draft, decide(draft.sentence, draft.event or draft.trigger))
        _as_told(read[:n], draft)
        if has_stopped(discourse, draft, decide):
            draft.firmness = Firmness(phase="ended")
        complete(read[:n], draft, discourse.lang)
        fit(discourse, draft)
        _part(draft)
        if not draft.firmness.claimed:
            discourse.unclaimed.add((draft.kind, draft.sentence.start))
        elif not (_general(discourse.lang, draft) or _nobodys(draft) or _at_home(discourse, draft)):
            yield fact(discourse, draft, speaker)


def _as_told(read: Sequence[Draft], draft: Draft) -> None:
    """Let what its own sentence leaves open be as firm as what it is of, which was told right before it.

    Money is of a project, of which its sentence only says how much; a stop is of a journey: «Маршрут включает …».
    """
    firmness = draft.firmness
    if draft.kind == "investment" and firmness.silent:
        whole = next(before(read, draft, "venture", "investment"), None)
    elif draft.kind == "visit" and (firmness.silent or (firmness.modality, firmness.phase) == ("stated", "ongoing")):
        visitors = set(draft.values("visitor"))
        visits = (v for v in before(read, draft, "visit") if visitors & set(v.values("visitor")))
        whole = next((v for v in visits if v.firmness.modality == "intention"), None)
    else:
        return
    told = whole.firmness if whole is not None else firmness
    if told.polarity == "positive" and told.claimed:
        draft.firmness = replace(firmness, modality=told.modality, phase=told.phase)


def _part(draft: Draft) -> None:
    """Let nobody deal with himself: of two ends that are one, the second is not known."""
    for one, other in _ENDS:
        if one in draft.roles and draft.values(one) == draft.values(other):
            del draft.roles[other]


_ENDS = (("supplier", "recipient"), ("party", "of"), ("supporter", "beneficiary"), ("investor", "recipient"))

_REACH = 3
"""Sentences back to the fact of which a sentence may tell more."""


def drafts(discourse: Discourse) -> list[Draft]:
    """Return what the frames read in a document, with what later sentences add to it."""
    read: list[Draft] = []
    for sentence in discourse.sentences:
        found = list(frames.read(discourse, sentence))
        share(discourse, found)
        found = [draft for draft in found if not draft.lacks or supply(read, draft)]
        found = [d if not is_told_again(discourse, read, d) else topic_of(d) for d in found]
        read += [draft for draft in found if not draft.adds and follow(discourse, read, draft)]
        for draft in found:
            if draft.adds and _denied(discourse, draft):
                continue
            if draft.adds and not _add(discourse, read, draft) and _names_two(draft):
                read.append(
                    draft
                )  # it names two sides itself, and nothing was told before: «құжатқа A мен B қол қойды»
        visits = [draft for draft in found if draft.kind == "visit" and "visitor" in draft.roles]
        if visits:
            came = visits[-1].roles["visitor"]
            known = discourse.guests if visits[-1].adds else []
            discourse.guests = [*known, *(f for f in came if f.value not in {g.value for g in known})]
        note_guests(discourse, sentence)
        for draft in found:
            if draft.kind == "meeting" and (two := two_sides(discourse, draft)) is not None:
                discourse.met = two
    return read


def _denied(discourse: Discourse, draft: Draft) -> bool:
    """Whether it is said that something was not so: "no attention was paid to tourism" adds no topic."""
    held = decide(discourse.grammar, draft.sentence, draft.trigger)
    return held.polarity == "negative" or not held.claimed


def _names_two(draft: Draft) -> bool:
    return any(len(draft.roles.get(role, ())) > 1 for role in ("party", "participant"))


def _add(discourse: Discourse, read: list[Draft], more: Draft) -> bool:
    """Give a fact that was just told the roles that a later word tells of it; return whether there is one."""
    for draft in reversed(read):
        if draft.sentence.index < more.sentence.index - _REACH:
            return False
        if draft.kind == more.kind:
            told = [d for d in read if d.kind == draft.kind and d.trigger is draft.trigger]
            for one in told:
                for role, fillers in more.roles.items():
                    if role not in one.roles or role in _GATHERED:
                        one.add(role, [_elsewhere(more, filler) for filler in fillers])
                if "participant" in more.roles:
                    _stand_for(discourse, one)
            return True
    return False


def _stand_for(discourse: Discourse, draft: Draft) -> None:
    """Leave out the sides for which persons stand: "the Serbian side was headed by X"."""
    people = (discourse.people.get(name) for name in draft.values("participant"))
    sides = {person.side for person in people if person is not None}
    left = [filler for filler in draft.roles.pop("party", []) if filler.value not in sides]
    if left:
        draft.roles["party"] = left


_GATHERED = frozenset({"visitor", "participant"})
"""Roles to which a later word may add: who led those of whom it was told that they came or met."""


def _elsewhere(draft: Draft, filler: Found) -> Found:
    """Return a filler of one draft as one for another."""
    return replace(filler, sentence=filler.sentence or draft.sentence)


_SAID_THERE = frozenset({"proposal", "readiness", "interest"})
"""What someone puts forward «на встрече» colours no meeting."""


_LASTING = frozenset({"membership", "twinning"})
"""Kinds of what lasts until it is told to be over."""


def _settled(draft: Draft, firmness: Firmness) -> Firmness:
    """Return the firmness with what the words of the frame say; how far a thing has come the sentence may deny.

    A frame that gives both says all: «в ходе выполнения соглашения» it is in force, whatever is said of it, but not
    where its own word was brought to an end: «действие соглашения приостановлено».
    """
    if draft.kind in EVENTS and draft.trigger.case == "Loc" and firmness.modality in _SAID_THERE:
        firmness = replace(firmness, modality="stated", phase="done", silent=True)
    word = draft.event or draft.trigger
    ended = firmness.phase == "ended" and word.rel.startswith(("nsubj", "obj"))
    modality = firmness.modality if ended else draft.modality or firmness.modality
    kept = draft.phase == "ended" and firmness.phase == "ongoing"  # «не прекращено»
    kept |= draft.kind in _LASTING and firmness.phase == "ended"  # "is no longer a member of"
    open_to_frame = (firmness.phase in _REACHED and not kept) or (draft.modality and draft.phase and not ended)
    phase = draft.phase if open_to_frame and draft.phase else firmness.phase
    return settled(draft.kind, replace(firmness, modality=modality, phase=phase))


def fact(discourse: Discourse, draft: Draft, speaker: Speakers) -> Fact:
    """Return the fact that a draft makes."""
    firmness, phases = draft.firmness, kinds()[draft.kind].phases
    roles = {
        role: [_filled(discourse, draft, role, filler) for filler in fillers] for role, fillers in draft.roles.items()
    }
    if phases:
        roles["status"] = [Filler(_status(draft, phases))]
    _begin(draft.kind, roles, tells_apart=discourse.form.analytic)
    spoken = speaker(draft.sentence, draft.trigger.start, draft.kind)
    return typed(
        draft.kind,
        roles,
        _sentences(draft),
        modality=firmness.modality,
        polarity=firmness.polarity,
        speaker=Filler(EntityRef(spoken, "person") if spoken in discourse.people else spoken) if spoken else None,
        rule=draft.rule,
        confidence=round(draft.confidence, 2),
        printed=draft.verbatim,
        anchor=draft.trigger.start,
        lang=discourse.lang,
    )


def _general(lang: str, draft: Draft) -> bool:
    """Whether a draft tells only what a territory does in general, which is another kind's to tell.

    What goes on between territories is a part of their trade; a delivery is of a named firm, or begins, or is planned.
    """
    if (
        not draft.particular
        or "start" in draft.roles
        or draft.firmness.modality != "stated"
        or draft.values("status")[:1] == ["started"]
    ):
        return False
    fillers = draft.roles.get(draft.particular, ())
    if _of_a_lot(lang, draft):
        return False
    territorial = all(f.mention is not None and f.mention.kind in {"territory", "union"} for f in fillers)
    return draft.firmness.phase in {"done", "ongoing"} and territorial


def _nobodys(draft: Draft) -> bool:
    """Whether a draft tells what might be done by nobody who is named: "land may be given"."""
    return bool(draft.lacks) and draft.lacks not in draft.roles and draft.firmness.modality in _OPEN


def _at_home(discourse: Discourse, draft: Draft) -> bool:
    """Whether somebody met nobody but whom he stands for: «сказал глава края на совещании в правительстве края»."""
    parties, people = draft.values("party"), draft.values("participant")
    one = discourse.people.get(people[0]) if len(people) == 1 else None
    return bool(parties) and one is not None and set(parties) <= {one.represents, one.organization}


_OPEN = frozenset({"evaluation", "negotiation"})
"""How that is told of which nobody says that he means to do it."""


def _of_a_lot(lang: str, draft: Draft) -> bool:
    """Whether goods are told of as one lot, which is a delivery whoever sends it: «закупил партию скота»."""
    lots = lexicon.lists(lang, "references", ("lots",))["lots"]
    told = (f for f in draft.fillers() if f.first >= 0 and f.mention is None and f.sentence is None)
    tokens = draft.sentence.tokens
    heads = {
        tokens[t.head].lemma for f in told for t in tokens[f.first : f.last + 1] if t.case == "Gen" and t.head >= 0
    }
    return not lots.isdisjoint(heads)


def _status(draft: Draft, phases: Mapping[str, str]) -> str:
    """Return the status by the phase; of what is there, a word beside the trigger or the frame may tell more.

    What no phase leads to is no stage and stands as told: who wishes to observe would be an observer.
    """
    firmness = draft.firmness
    reached = firmness.modality == "stated" and firmness.phase in _REACHED and firmness.phase != "begun"
    there = draft.default if firmness.phase != "ended" else ""
    told = next(iter(draft.values("status")), there)
    if reached and firmness.by == "finish" and told == phases["planned"]:
        return phases["done"]  # «строительство дороги завершено»
    apart = told not in phases.values()
    return told if told and (reached or apart) else phases[firmness.phase]


_REACHED = frozenset({"begun", "done", "ongoing", "ended"})
"""Phases of what is there: only of such may a word beside the trigger tell the status."""


def _begin(kind: str, roles: dict[str, list[Filler]], *, tells_apart: bool) -> None:
    """Take the period of a delivery that starts for its start; what goes on since a time has started.

    Where verbs are analytic they tell apart what "has been going on since" and what started.
    """
    if kind == "supply" and "start" in roles and roles["status"][0].value == "ongoing" and not tells_apart:
        roles["status"] = [replace(roles["status"][0], value="started")]
    if kind == "supply" and "start" in roles and "period" in roles:
        del roles["period"]
    if kind == "supply" and roles["status"][0].value == "started" and "period" in roles:
        roles.setdefault("start", roles.pop("period"))


def _sentences(draft: Draft) -> list[Evidence]:
    """Return the sentence that the draft was read from, and those that other values stand in."""
    others = (filler.sentence for filler in draft.fillers() if filler.sentence is not None)
    return [Evidence(one.start, one.end, one.text) for one in (draft.sentence, *others)]


def _filled(discourse: Discourse, draft: Draft, role: str, filler: Found) -> Filler:
    """Return a filler with what it stands for, and where it stands as far as the text shows it."""
    value = _value(filler, kinds()[draft.kind].roles[role].type, discourse.lang)
    if filler.source == CONTEXT and filler.sentence is None:
        return Filler(value, source=f"{CONTEXT}: {filler.reason}")
    tokens = (filler.sentence or draft.sentence).tokens
    span = (tokens[filler.first].start, tokens[filler.last].end) if filler.first >= 0 else None
    return Filler(value, span, f"{CONTEXT}: {filler.reason}" if filler.source == CONTEXT else filler.source)


def _value(filler: Found, role_type: str, lang: str) -> EntityRef | Figure | Period | str | float:
    """Return what a filler stands for; a side that is known by its name alone is tied to its entry here, once."""
    mention, value = filler.mention, filler.value
    if filler.figure is not None and role_type in FIGURES:
        return filler.figure
    if role_type == "period":
        return period(str(value)) or value
    if mention and value == mention.name:
        entry = mention.entry.id if mention.entry else None
        return EntityRef(mention.name, mention.kind, entry, reason=filler.reason or mention.form)
    return reference(str(value), role_type, lang, filler.reason or "name") or value
