"""From the words above a thing, the nearest first, to how firmly it is said. Independent of language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coopatlas.language.tokens import Token
from coopatlas.reading.firmness.lexicon import Operator
from coopatlas.reading.firmness.model import Firmness

DONE, ONGOING, FUTURE, BARE, INFINITIVE, IMPERATIVE, CONDITIONAL = (
    "done", "ongoing", "future", "bare", "infinitive", "imperative", "conditional",
)  # fmt: skip
"""What the form of a word tells; a noun is bare, and so is every word whose form tells nothing."""


_UNSIGNED = frozenset({"may", "draft", "ready", "propose"})
"""Operators over a document by which it is not signed yet."""


@dataclass(slots=True)
class Step:
    """The thing's own word, or one above it: its class, its form, and what stands beside it.

    `longer` is «больше не», `imperfect` a past that was not carried out by itself («планировал», "had hoped to"),
    `unclaimed` a condition or a question at this word, `making` an act that is not finished: «салып жатыр».
    """

    token: Token
    operator: Operator | None = None
    form: str = BARE
    negated: bool = False
    longer: bool = False
    imperfect: bool = False
    unclaimed: bool = False
    making: bool = False


class _State:
    def __init__(self) -> None:
        self.strong = self.weak = self.formal = ""
        self.phase = self.pending = self.provisional = ""
        self.negative = False
        self.claimed = True
        self.making = self.deep = self.spared = False
        self.decided: Step | None = None

    def apply(self, step: Step, operator: Operator | None, *, lapsed: bool) -> None:
        self.claimed = self.claimed and not step.unclaimed
        if operator is None or (operator.tensed and not operator.modality):
            self._tensed(step, operator)
        elif operator.say:
            self.claimed = self.claimed and not step.negated
        elif operator.unclaimed:
            self.claimed = False
            self.decided = step
        elif operator.modality:
            self._modal(step, operator, lapsed=lapsed)
        else:
            self._flipped(step, operator)

    def _tensed(self, step: Step, operator: Operator | None) -> None:
        phase = operator.phase if operator else ""
        flips = (operator is not None and operator.flip) != step.negated
        stopped = operator is not None and operator.own
        if phase == "ended" and self.strong and stopped and not step.negated:
            flips, phase = True, "cancelled"
        elif step.negated and phase == "ended":
            phase, flips, self.spared = "ongoing", False, True
        elif step.longer and phase != "cancelled":
            phase, flips = "ended", False
            self.pending = self.phase = ""
        self.negative ^= flips
        if phase == "begun" and self.making:
            self.formal, phase = self.formal or "intention", "planned"
        self.making = operator is not None and operator.name == "make" and step.form in {BARE, INFINITIVE} and self.deep
        self.deep = True
        if operator is not None and operator.flip:
            phase = self._undone(phase)
        if operator is not None and (phase or flips):
            self.decided = self.decided or step
        self._formed(step, phase)

    def _undone(self, phase: str) -> str:
        """A refusal ends a plan as well as a deed; «не отказывается» leaves it a plan."""
        if self.negative:
            self.phase = phase if self.phase else ""
            return phase
        self.formal, self.phase = self.formal or "intention", "planned"
        return ""

    def _formed(self, step: Step, phase: str) -> None:
        """Take what the form of a word tells, where nothing nearer has told it."""
        self.pending = self.pending or phase
        if step.form == CONDITIONAL:
            self.claimed = False
        elif step.form in {FUTURE, IMPERATIVE}:
            modality, planned = ("intention", "planned") if step.form == FUTURE else ("proposal", "proposed")
            if _name(self.decided) == "document":
                self.decided = step  # "will sign an agreement on twinning": the document is to come as well
            if not self.phase:
                self.formal = self.formal or modality
                self.phase = self._before("cancelled" if self.pending == "cancelled" else planned)
        elif step.form in {DONE, ONGOING}:
            self.phase = self.phase or self.pending or step.form

    def _modal(self, step: Step, operator: Operator, *, lapsed: bool) -> None:
        if operator.name == "may" and step.form == CONDITIONAL and not step.negated:
            operator = replace(operator, modality="proposal", phase="proposed")
        bare_talk = operator.phase == "negotiated" and step.form in {BARE, INFINITIVE}
        if not self.strong:
            if operator.weak or bare_talk:
                self.weak = self.weak or operator.modality
                self.provisional = self.provisional or self._before(operator.phase)
            else:
                self.strong = operator.modality
                self.phase = self._before(operator.phase)
                self.decided = step
        if _name(self.decided) == "document" and operator.name in _UNSIGNED:
            self.decided = step  # «туралы келісімге қол қоюы мүмкін»
        self.decided = self.decided or step
        self.negative ^= operator.flip != (step.negated or step.longer)
        if operator.lapses and step.imperfect and lapsed and not self.negative:
            self.negative, self.phase = True, "cancelled"
        if step.form == CONDITIONAL and not operator.weak and operator.phase == "planned":
            self.formal = self.formal or "evaluation"

    def _before(self, phase: str) -> str:
        """Return the phase of what is to come; what is to end, or to go on, is there: «может прекратить рейсы»."""
        return "ended" if self.pending == "ended" else "ongoing" if self.spared else phase

    def _flipped(self, step: Step, operator: Operator) -> None:
        self.negative ^= operator.flip != step.negated
        self.phase = operator.phase if self.negative else self.phase
        self.decided = step

    def firmness(self, first: Step) -> Firmness:
        bare = first.form in {INFINITIVE, IMPERATIVE} and not (self.strong or self.weak or self.phase)
        modality = self.strong or self.weak or self.formal or ("intention" if bare else "stated")
        lexical = not self.strong and self.weak
        kept = self.phase if self.phase in {"ended", "cancelled"} or not lexical else ""
        phase = kept or self.provisional or self.phase
        phase = phase or ("planned" if bare else self.pending or "done")
        decided = self.decided or first
        return Firmness(
            modality,
            "negative" if self.negative else "positive",
            phase,
            self.claimed,
            decided.token.text,
            decided.token.start if modality != "stated" else None,
            self._by(decided.operator),
        )

    def _by(self, operator: Operator | None) -> str:
        """Return the class that decided; of a document that is yet to come («будет подписано соглашение о …») none."""
        coming = operator is not None and operator.name == "document" and self.formal == "intention"
        return "" if operator is None or coming else operator.name


def _name(step: Step | None) -> str:
    """Return the class of a word."""
    return step.operator.name if step is not None and step.operator is not None else ""


def _tells(step: Step) -> bool:
    """Whether the word that names the thing also says how firmly: «интерес», «закрыть», «планируется»."""
    operator = step.operator
    verbal = step.token.pos in {"VERB", "AUX"} and step.form != BARE
    return operator is not None and (operator.own or (operator.own_verb and verbal))


def compose(steps: Sequence[Step], *, lapsed: bool = False) -> Firmness:
    """Return how firmly the thing is said whose word is the first step, each further one standing above the last.

    `lapsed` says that «но» or the like follows, after which what was planned did not come about.
    """
    state = _State()
    for n, step in enumerate(steps):
        operator = step.operator if n or _tells(step) else None
        state.apply(step, operator, lapsed=lapsed)
    return state.firmness(steps[0])
