"""Where goods come from, by what is said of them: «казахстанское зерно», «шоколад, произведённый в Перми»."""

from coopatlas.language.tokens import Mention
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse, apart
from coopatlas.reading.draft import SLOT, Draft, Filler
from coopatlas.reading.filling import VERBAL
from coopatlas.reading.lexicon import Frame


def add_origins(discourse: Discourse, draft: Draft, frame: Frame) -> None:
    """Fill roles by the territory that qualifies another filler: «казахстанское зерно» comes from Kazakhstan.

    Who speaks of deliveries of what comes from elsewhere receives it: «Омск обсудил поставки киргизских яблок».
    """
    for role, slots in frame.roles.items():
        acting = _acting_territory(frame, draft, role)
        if (role in draft.roles and acting is None) or all(slot.function != "origin" for slot in slots):
            continue
        told = [
            r for r, slots in frame.roles.items() if any(slot.type in {"goods", "topic", "product"} for slot in slots)
        ]
        for filler in [f for r in told for f in draft.roles.get(r, ()) if f.mention is None and f.first >= 0]:
            mentions = draft.sentence.mentions
            made = lexicon.lists(discourse.lang, "references", ("made",))["made"]
            origin = next((m for m in mentions if _qualifies(m, filler) or _made_in(draft, m, filler, made)), None)
            if origin is None or (acting is not None and (acting.mention is None or not apart(acting.mention, origin))):
                continue
            draft.roles[role] = [Filler(origin.name, origin.first, origin.last, SLOT, "origin", origin)]
            if acting is not None:
                draft.add(next(r for r in frame.between if r != role), [acting])
            break


def _acting_territory(frame: Frame, draft: Draft, role: str) -> Filler | None:
    """Return the territory that is the subject of a noun, the other of two sides being open."""
    fillers = draft.roles.get(role, [])
    alone = len(fillers) == 1 and role in frame.between and not all(r in draft.roles for r in frame.between)
    if draft.trigger.pos in VERBAL or not alone or fillers[0].function != "subj":
        return None
    mention = fillers[0].mention
    return fillers[0] if mention is not None and mention.kind == "territory" else None


def _qualifies(mention: Mention, filler: Filler) -> bool:
    beside = mention.form == "adjective" and mention.last == filler.first - 1
    inside = filler.first <= mention.first and mention.last <= filler.last
    return mention.kind == "territory" and (inside or beside)


def _made_in(draft: Draft, mention: Mention, filler: Filler, made: frozenset[str]) -> bool:
    """Whether a territory is where goods were made: «шоколад, произведённый в Перми»."""
    between = draft.sentence.tokens[filler.last + 1 : mention.first]
    plain = mention.kind == "territory" and mention.form == "name" and len(between) <= _MADE
    return plain and any(t.lemma in made and t.feats.get("VerbForm") == "Part" for t in between)


_MADE = 6
"""Words from goods over how they were made to where."""
