"""Filling the roles of a frame from the arguments of the word that evoked it, the nearest first.

The grammar of the language has undone passives, participles, relative clauses and lists; of nominalisations this module
knows which functions of the verb a genitive, an owner or an attribute may stand for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from coopatlas.language.grammar import CLAUSE, LOOSE, SENTENCE, TREE, Argument
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import LIST_ROLES
from coopatlas.reading import lexicon, phrases
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import CONTEXT, IN_CLAUSE, IN_SENTENCE, SLOT, Draft, Filler
from coopatlas.reading.filling.chains import DASHABLE, by_dashes, by_list
from coopatlas.reading.filling.days import AIMED, DURING, YEARS, is_dated_by, is_of_aside, is_parted, is_term_of
from coopatlas.reading.filling.functions import OF_NOUN, PHRASES, WEAK, function_fits
from coopatlas.reading.filling.places import is_of_another, says_where
from coopatlas.reading.lexicon import Frame, Slot
from coopatlas.reading.referents import refer, seated
from coopatlas.reading.timing import commemorated

SPEAKER = "speaker"
"""The function of whoever says what an impersonal verb proposes: «надо подумать о …»."""
VERBAL = frozenset({"VERB", "AUX", "ADJ"})
_PHRASE = 5
"""The longest noun phrase behind a preposition, in tokens."""
_SOURCES = {TREE: SLOT, CLAUSE: IN_CLAUSE, LOOSE: IN_SENTENCE, SENTENCE: IN_SENTENCE}
_PARTNERS = frozenset({"с+ins", "между+ins", "with", "between"})
"""Functions of those with whom: the nearer ones are meant, not those of another verb."""
_QUANTITIES = frozenset({"money", "amount", "percent", "date"})
_TOPICAL = frozenset({"on", "over", "about", "to", "for"})
"""English prepositions of a topic, which stands behind its verb."""
_TOPICS = frozenset({"topic", "phrase"})
_JOINING = frozenset({"CCONJ", "ADP"})
"""What stands between the members of a list: «о торговле и об обмене студентами»."""
_READERS: Mapping[str, Callable[[Discourse, Sentence, Token], list[Filler]]] = {
    "sector": phrases.sector,
    "project": phrases.project,
    "product": phrases.product,
}
"""Types of phrase that are read in their own way."""


@dataclass(slots=True)
class Filling:
    """One filling of a draft: the tokens that were used, and of each role the alternative that was found."""

    discourse: Discourse
    draft: Draft
    frame: Frame
    reflexive: bool = False
    chain: int = 0
    """Which of several pairs of names joined by dashes is meant: «рейсы Минск – Баку и Минск – Ереван»."""
    taken: set[int] = field(default_factory=set)
    chosen: dict[str, int] = field(default_factory=dict)
    ranks: dict[tuple[str, str], int] = field(default_factory=dict)
    """Of each role and function the rank at which it was filled."""
    functions: dict[str, str] = field(default_factory=dict)
    """Of each role the function by which it was filled last."""
    subject: bool = False
    """Whether the word has a subject in the tree."""

    def by_function(self) -> None:
        """Fill the roles from the arguments of the word, the nearest first."""
        arguments = self._arguments()
        self.subject = any(a.function == "subj" and a.rank <= CLAUSE and a.head.pos != "ADJ" for a in arguments)
        token = self.draft.trigger
        self._halves()
        verbal = token.pos in VERBAL and token.lemma not in self.frame.nouns
        predicative = self.subject and token.case == "Ins" and token.rel == "xcomp"
        for rank in (TREE, CLAUSE, LOOSE, SENTENCE):
            own = [argument for argument in arguments if argument.rank == rank]
            # What a genitive beside a noun stands for is asked after what stands there under its own function.
            for of_noun in (False,) if verbal else (False, True):
                for role, slots in self.frame.roles.items():
                    # «Город стал хабом страны»: it is the town that is one.
                    open_to = [s for s in slots if not (of_noun and predicative and s.function in OF_NOUN)]
                    self._role(role, open_to, own, of_noun=of_noun)
        self._in_order()

    def _halves(self) -> None:
        """Fill `first` and `last` by the ends of one hyphenated word: «Сиань-Москва»."""
        named = [m for m in self.draft.sentence.mentions if m.kind in DASHABLE and m.form == "name"]
        joined = next((a.first for a, b in pairwise(named) if a.first == a.last == b.first == b.last), None)
        parts = [m for m in named if m.first == m.last == joined]
        pair = (parts[0], parts[-1]) if parts else None
        for function, mention in zip(("first", "last"), pair or (), strict=False):
            for role, slots in self.frame.roles.items():
                if any(slot.function == function for slot in slots):
                    self.draft.add(role, [Filler(mention.name, mention.first, mention.last, SLOT, function, mention)])
                    self.taken.add(mention.head)

    def _in_order(self) -> None:
        """Let two roles that the members of one list fill stand in the order of the list: «между A и B»."""
        listed = [role for role, function in self.functions.items() if function in _LISTING and not self._many(role)]
        filled = [self.draft.roles[role] for role in self.frame.roles if role in listed]
        if len(filled) == 2 and filled[1][0].first < filled[0][0].first:
            filled[0][0], filled[1][0] = filled[1][0], filled[0][0]

    def by_nearness(self) -> None:
        """Fill the roles that are filled by what stands nearest: dates, places, sums."""
        for role, slots in self.frame.roles.items():
            for slot in slots:
                if role not in self.draft.roles:
                    self._anywhere(role, slot)
            if self._many(role):
                self.draft.roles.get(role, []).sort(key=lambda f: (f.source == CONTEXT, f.first))
        self._figure()

    def _figure(self) -> None:
        """Add the currency and the bound of a sum, where the kind has them."""
        for filler in self.draft.roles.get("value", ()):
            if filler.figure is not None:
                self.draft.verbatim = filler.figure.verbatim
                for role, value in (("currency", filler.figure.unit), ("bound", filler.figure.bound)):
                    self.draft.add(role, [replace(filler, value=value, figure=None)])

    def _arguments(self) -> list[Argument]:
        """Return the arguments of the word, without those within a name of which it is a part, and not the head."""
        sentence, token = self.draft.sentence, self.draft.trigger
        named = [m for m in sentence.mentions if m.first <= token.i <= m.last and m.kind == "organization"]
        own = [m for m in named if m.head != token.i]
        found = [
            Argument("self", token, TREE, token.i),
            *by_dashes(sentence, token, self.chain),
            *self.discourse.grammar.arguments(sentence, token),
        ]
        found = [*by_list(found), *found]
        found = [a for a in found if not any(m.first <= a.head.i <= m.last for m in own) or a.rank == TREE]
        heads = {a.head.i for a in found}
        found = [a for a in found if not says_where(sentence, a.head, heads)]
        parted = [a for a in found if self._is_apart(a)]
        return [a for a in found if a not in parted] if len(parted) > 1 else found

    def _is_apart(self, argument: Argument) -> bool:
        """Whether a phrase is that of one of several: "two documents, one with X and one with Y"."""
        preposition = argument.function.partition("+")[0]
        before = self.draft.sentence.tokens[max(0, argument.head.i - _PHRASE) : argument.head.i]
        place = next((t.i for t in reversed(before) if t.text.casefold() == preposition), 0)
        words = lexicon.lists(self.discourse.lang, "references", ("apart",))["apart"]
        return place > 0 and self.draft.sentence.tokens[place - 1].lemma.replace("ё", "е") in words

    def _many(self, role: str) -> bool:
        return (self.draft.kind, role) in LIST_ROLES or role in self.frame.each.split()

    def _role(self, role: str, slots: Sequence[Slot], arguments: Sequence[Argument], *, of_noun: bool) -> None:
        """Fill a role from arguments of one rank: one value, or of a list all members of all slots that fit."""
        for slot in slots:
            if role in self.draft.roles and not self._many(role):
                return
            if self.chosen.get(role, slot.alternative) == slot.alternative:
                self._slot(role, slot, arguments, of_noun=of_noun)

    def _slot(self, role: str, slot: Slot, arguments: Sequence[Argument], *, of_noun: bool) -> None:
        group: int | None = None
        for argument in arguments:
            fits = function_fits(slot, argument, of_noun=of_noun, reflexive=self.reflexive)
            fits = fits and not (of_noun and argument.function == "ins" and self.discourse.form.head_final)  # with whom
            fits = fits or self._left_over(slot, argument)
            if (argument.head.i in self.taken and slot.type != "sector") or not fits or self._beyond(slot, argument):
                continue
            one = not self._many(role) or (slot.function in {"subj", "loc"} and role in self.frame.each.split())
            if group is not None and one and argument.group != group:
                continue
            if slot.type == "land" and argument.rank > TREE and self.draft.trigger.pos in VERBAL:
                continue  # «обсудили сотрудничество с Сербией»: with whom the topic is, and not the talk
            nearer = self.ranks.get((role, slot.function), argument.rank)
            near_only = slot.function in WEAK | _PARTNERS or role in self.frame.each.split()
            if nearer < argument.rank and near_only:
                continue
            if fillers := self._of_type(slot, argument):
                group = argument.group
                if not self._many(role) and slot.type in _TOPICS:
                    fillers = self._listed(slot, argument, fillers[0], arguments)
                self._take(role, slot, argument, fillers)
            if role in self.draft.roles and not self._many(role):
                return

    def _listed(self, slot: Slot, argument: Argument, one: Filler, arguments: Sequence[Argument]) -> list[Filler]:
        """Return a list that fills a role of one value as one: «соглашение о дружбе, торговле и обмене студентами»."""
        tokens = self.draft.sentence.tokens
        behind = (a for a in arguments if a.group == argument.group and a.head.i > max(argument.head.i, one.last))
        for other in (a for a in behind if a.function == argument.function):
            if self.draft.sentence.mention_at(other.head) is not None:
                break  # «о сотрудничестве A и B»
            found = self._of_type(slot, other)
            behind_one = tokens[one.last + 1 : other.head.i + 1]
            between = list(takewhile(lambda t: t.text == "," or t.pos in _JOINING, behind_one))
            begins = one.last + 1 + len(between)
            if not between or len(found) != 1 or not one.last < found[0].first <= begins <= found[0].last:
                break
            joint = ", " if between[0].text == "," else f" {between[0].text} "
            one = replace(one, value=f"{one.value}{joint}{found[0].value}", last=found[0].last)
        return [one]

    def _beyond(self, slot: Slot, argument: Argument) -> bool:
        """Whether a phrase that the tree does not hang on a noun stands before it, or behind another verb."""
        trigger, head = self.draft.trigger, argument.head
        topical = slot.type == "topic" and slot.function in _TOPICAL and head.i < trigger.i
        if topical and (trigger.pos in VERBAL or (self.discourse.form.analytic and argument.rank > TREE)):
            return True  # "on the direction of X | a delegation met Y", "to Y under | a contract"
        if slot.type not in PHRASES or argument.rank == TREE or trigger.pos in VERBAL or "+" not in slot.function:
            return False
        between = self.draft.sentence.tokens[trigger.i + 1 : head.i]
        return head.i < trigger.i or any(token.pos == "VERB" and token.i != trigger.head for token in between)

    def _left_over(self, slot: Slot, argument: Argument) -> bool:
        """Whether a name in the nominative is the subject that the tree misses, no other being there."""
        if argument.rank != LOOSE or not argument.function == slot.function == "subj" or self.subject or self.reflexive:
            return False
        sentence, head = self.draft.sentence, argument.head
        above = sentence.head(head)
        elsewhere = above is not None and above.pos == "VERB" and head.rel.startswith("nsubj")
        named = any(m.head == head.i and m.form != "adjective" for m in sentence.mentions)
        verb = self.discourse.grammar.predicate(sentence, self.draft.trigger)
        return named and verb is not None and not (elsewhere and above is not verb)

    def _take(self, role: str, slot: Slot, argument: Argument, fillers: Sequence[Filler]) -> None:
        if slot.type not in {"owner", "sector"}:
            self.taken.add(argument.head.i)
            near = [f for f in fillers if f.source != CONTEXT and f.first >= 0]
            self.taken.update(i for f in near for i in range(f.first, f.last + 1))
        self.chosen[role] = slot.alternative
        self.functions[role] = slot.function
        self.ranks.setdefault((role, slot.function), argument.rank)
        self.draft.add(role, [_found(filler, slot, argument) for filler in fillers])

    def _of_type(self, slot: Slot, argument: Argument) -> list[Filler]:
        sentence, head = self.draft.sentence, argument.head
        if slot.type == "phrase":
            return phrases.named(self.discourse, sentence, head, "topic")
        if slot.function == "self":
            return phrases.attributed(self.discourse, sentence, head)
        if slot.type in _READERS:
            return _READERS[slot.type](self.discourse, sentence, head)
        if slot.type in PHRASES:
            return phrases.named(self.discourse, sentence, head, slot.type)
        if slot.type in _QUANTITIES:
            return []
        if slot.type == "where" and is_of_another(self.discourse, sentence, head, self.draft.trigger):
            return []
        governed = argument.rank == TREE and slot.type != "where"  # «визит генконсула в Поморье»
        if (
            (slot.function.endswith("+loc") or slot.function == "in")
            and not governed
            and seated(self.discourse, sentence, head, self.draft.trigger)
        ):
            return []
        return refer(self.discourse, sentence, head, slot.type, self.draft.trigger)

    def _anywhere(self, role: str, slot: Slot) -> None:
        """Fill a role by what stands nearest to the word, for slots without a function: dates, places, sums."""
        sentence, token = self.draft.sentence, self.draft.trigger
        if slot.type in _QUANTITIES:
            self._quantity(role, slot)
            return
        if slot.function == SPEAKER and (name := self.discourse.speaker(sentence, token.start)):
            self.draft.add(role, [Filler(name, source=CONTEXT, reason=SPEAKER)])
        if slot.type == "guests":
            self.draft.add(role, [replace(f, first=-1, last=-1, source=CONTEXT) for f in self.discourse.guests])
        if slot.function or slot.type == "guests":
            return
        for mention in sorted(sentence.mentions, key=lambda m: abs(m.head - token.i)):
            head = sentence.tokens[mention.head]
            if head.i not in self.taken and (named := refer(self.discourse, sentence, head, slot.type)):
                self.draft.add(role, (replace(f, source=IN_SENTENCE) for f in named[:1]))
                if not self._many(role):
                    return

    def _quantity(self, role: str, slot: Slot) -> None:
        """Fill a role by the date or figure that stands nearest to the word, or to what became of it."""
        sentence, token = self.draft.sentence, self.draft.trigger
        if slot.type == "date" and commemorated(self.discourse.lang, sentence, token):
            return
        told = self.draft.event if self.draft.event is not None and slot.type == "date" else token
        found = self.discourse.quantities(sentence, slot.type, told.i)
        if self.discourse.form.head_final:  # what stands behind the verb and its clause belongs to another
            found = [f for f in found if f.source == IN_CLAUSE or f.first < told.i]
        elif self.discourse.form.analytic:
            found = [f for f in found if f.source == IN_CLAUSE or not is_parted(sentence, told, f)]
            found = [f for f in found if not is_of_aside(self.discourse.lang, sentence, told, f)]
        aimed = self.draft.kind in AIMED
        if role == "date" and self.discourse.form.agreeing:  # «план 2024–2026 гг.» is for that time, and not of it
            found = [f for f in found if f.reason in DURING or not YEARS.fullmatch(str(f.value))]
            found = [f for f in found if not is_term_of(sentence, {token.i, told.i}, f)]
        self.draft.add(role, [f for f in found if is_dated_by(slot.function, f, aimed=aimed)][:1])


def _found(filler: Filler, slot: Slot, argument: Argument) -> Filler:
    source = filler.source if filler.source == CONTEXT else _SOURCES[argument.rank]
    return replace(filler, source=source, reason=filler.reason or slot.function, function=slot.function)


_LISTING = frozenset({"между+ins", "between", "арасында", "joined", "obj"})
"""Functions of lists whose members fill two roles."""
