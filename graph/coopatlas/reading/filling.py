"""Filling the roles of a frame from the arguments of the word that evoked it, the nearest first.

The grammar of the language has undone passives, participles, relative clauses and lists; of nominalisations this module
knows which functions of the verb a genitive, an owner or an attribute may stand for.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from coopatlas.language.grammar import CLAUSE, LOOSE, SENTENCE, TREE, Argument
from coopatlas.language.tokens import Sentence, Token
from coopatlas.model import LIST_ROLES
from coopatlas.reading import lexicon, phrases
from coopatlas.reading.discourse import Discourse
from coopatlas.reading.draft import CONTEXT, IN_CLAUSE, IN_SENTENCE, SLOT, Draft, Filler
from coopatlas.reading.lexicon import Frame, Slot
from coopatlas.reading.referents import refer, seated
from coopatlas.reading.timing import commemorated

BARE = "bare"
"""The function of a date without a preposition."""
SPEAKER = "speaker"
"""The function of whoever says what an impersonal verb proposes: «надо подумать о …»."""
VERBAL = frozenset({"VERB", "AUX", "ADJ"})
_PHRASE = 5
"""The longest noun phrase behind a preposition, in tokens."""
_SOURCES = {TREE: SLOT, CLAUSE: IN_CLAUSE, LOOSE: IN_SENTENCE, SENTENCE: IN_SENTENCE}
_OF_NOUN = {
    "obj": ("gen", "poss", "of"),
    "subj": ("ins", "by", "gen", "poss", "of", "adj"),
}
"""What stands for object and subject of a verb beside the noun made of it: «поставки зерна», "China's exports"."""
_OF_REFLEXIVE = {"obj": ("subj",), "subj": ("ins",)}
"""A reflexive of a transitive verb is its passive: «зерно поставляется компанией»."""
_BARE = frozenset({"subj", "obj", "gen", "dat", "ins", "acc", "adj", "poss", "loc", "of", "by"})
"""Functions that say too little to be trusted across clauses."""
_PARTNERS = frozenset({"с+ins", "между+ins", "with", "between"})
"""Functions of those with whom: the nearer ones are meant, not those of another verb."""
_QUANTITIES = frozenset({"money", "amount", "percent", "date"})
_TERMS = frozenset({"since", "for"})
"""Prepositions before the beginning or the term of something, which are no date of an event."""
_TOPICAL = frozenset({"on", "over", "about", "to", "for"})
"""English prepositions of a topic, which stands behind its verb."""
_PHRASES = frozenset({"goods", "topic", "project", "product", "sector"})
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
                    open_to = [s for s in slots if not (of_noun and predicative and s.function in _OF_NOUN)]
                    self._role(role, open_to, own, of_noun=of_noun)
        self._in_order()

    def _halves(self) -> None:
        """Fill `first` and `last` by the ends of one hyphenated word: «Сиань-Москва»."""
        named = [m for m in self.draft.sentence.mentions if m.kind in _DASHABLE and m.form == "name"]
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
            *_dashed(sentence, token, self.chain),
            *self.discourse.grammar.arguments(sentence, token),
        ]
        found = [*_between_ends(found), *found]
        found = [a for a in found if not any(m.first <= a.head.i <= m.last for m in own) or a.rank == TREE]
        heads = {a.head.i for a in found}
        found = [a for a in found if not _says_where(sentence, a.head, heads)]
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
            fits = _functions_fit(slot, argument, of_noun=of_noun, reflexive=self.reflexive)
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
            near_only = slot.function in _BARE | _PARTNERS or role in self.frame.each.split()
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
        if slot.type not in _PHRASES or argument.rank == TREE or trigger.pos in VERBAL or "+" not in slot.function:
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
        if slot.type in _PHRASES:
            return phrases.named(self.discourse, sentence, head, slot.type)
        if slot.type in _QUANTITIES:
            return []
        if slot.type == "where" and _of_another(self.discourse, sentence, head, self.draft.trigger):
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
            found = [f for f in found if f.source == IN_CLAUSE or not _parted(sentence, told, f)]
            found = [f for f in found if not _of_aside(self.discourse.lang, sentence, told, f)]
        aimed = self.draft.kind in _AIMED
        if role == "date" and self.discourse.form.agreeing:  # «план 2024–2026 гг.» is for that time, and not of it
            found = [f for f in found if f.reason in _DURING or not _YEARS.fullmatch(str(f.value))]
        self.draft.add(role, [f for f in found if _dated_by(slot.function, f, aimed=aimed)][:1])


def _parted(sentence: Sentence, word: Token, date: Filler) -> bool:
    """Whether another verb stands between a word and a date behind it: "has one in X, and | opens one in May"."""
    return any(t.pos in {"VERB", "AUX"} or t.text == ";" for t in sentence.tokens[word.i + 1 : date.first])


def _of_aside(lang: str, sentence: Sentence, word: Token, date: Filler) -> bool:
    """Whether a date is that of what is told beside: "visited X | after taking office in May"."""
    tokens = sentence.tokens
    if date.first < word.i:
        becoming = lexicon.lists(lang, "posts", ("becoming",))["becoming"]
        opens = tokens[0].feats.get("VerbForm") == "Part" and tokens[0].lemma in becoming
        apart = any(t.text == "," for t in tokens[date.last : word.i])
        saying = lexicon.lists(lang, "speech", ("say",))["say"]
        said = any(t.pos == "VERB" and t.lemma in saying for t in tokens[date.last : word.i])
        return apart and (opens or said)  # "trade grew last year, X said | at a meeting"
    asides = lexicon.lists(lang, "references", ("asides",))["asides"]
    between = tokens[word.i + 1 : date.first]
    own = next((t for t in reversed(between) if t.pos != "ADP"), word)
    if own.feats.get("VerbForm") == "Part" and own.rel == "acl" and own.head not in {word.i, own.i} and own.i != word.i:
        return True  # "supplied under a contract | signed last year"
    return any(t.feats.get("VerbForm") == "Ger" and tokens[t.i - 1].lemma in asides for t in between)


def _of_another(discourse: Discourse, sentence: Sentence, head: Token, word: Token) -> bool:
    """Whether a place is that of an event which is only spoken of: «вопросы в свете форума в Туле», not «на форуме»."""
    words = lexicon.lists(discourse.lang, "references", ("events", "at_events", "in_light"))
    for token in reversed(sentence.tokens[max(0, head.i - _EVENT) : head.i]):
        qualifies = token.feats.get("VerbForm") == "Part" and token.case  # «перед форумом, назначенным в Туле»
        opens = token.text == "," and sentence.tokens[token.i + 1].feats.get("VerbForm") == "Part"
        if token.i == word.i or (token.pos in {"VERB", "PUNCT"} and not (qualifies or opens)):
            return False
        if token.lemma in words["events"]:
            before = [t.lemma for t in sentence.tokens[max(0, token.i - _ATTRIBUTES) : token.i]]
            return words["at_events"].isdisjoint(before[-3:]) or not words["in_light"].isdisjoint(before)
    return False


_EVENT, _ATTRIBUTES = 8, 4
"""Words between an event and its place, and of its attributes."""


_AIMED = frozenset({"mission", "route", "venture"})
"""Kinds of thing that is to be there by a day: "to open an office by May"."""
_BY = frozenset({"by", "before", "until", "till"})
_YEARS, _DURING = re.compile(r"\d{4}/\d{4}"), frozenset({"за", "в"})


def _dated_by(function: str, date: Filler, *, aimed: bool) -> bool:
    """Whether a slot takes a date by its preposition; one without a function none that tells a beginning or a term."""
    if function:
        over = function in {"since", "from"} and "/" in str(date.value)  # "from May to July" begins nothing
        return function == (date.reason or BARE) and not over
    if date.reason in _BY and not (aimed and date.source == IN_CLAUSE):
        return False
    since = date.reason == "с" and date.source == IN_SENTENCE and "/" not in str(date.value)
    return date.reason not in _TERMS and not since  # «на заводе, который с 2019 года поставляет …»


def _found(filler: Filler, slot: Slot, argument: Argument) -> Filler:
    source = filler.source if filler.source == CONTEXT else _SOURCES[argument.rank]
    return replace(filler, source=source, reason=filler.reason or slot.function, function=slot.function)


def _functions_fit(slot: Slot, argument: Argument, *, of_noun: bool, reflexive: bool) -> bool:
    if not slot.function or (argument.rank >= LOOSE and not _trusted_from_afar(slot, argument)):
        return False
    if of_noun:
        return argument.rank == TREE and argument.function in _OF_NOUN.get(slot.function, ())
    if reflexive and slot.function in _OF_REFLEXIVE:
        return argument.function in _OF_REFLEXIVE[slot.function]
    return slot.function == argument.function


def _trusted_from_afar(slot: Slot, argument: Argument) -> bool:
    """Whether a slot may be filled by what the tree does not join to the word: by a preposition, or by an owner."""
    if argument.rank == LOOSE:
        return slot.type == "owner" or (slot.type == "person" and slot.function == "obj")
    return slot.function not in _BARE and slot.type not in _PHRASES and not slot.function.endswith("+loc")


def chains(sentence: Sentence, token: Token) -> list[list[Token]]:
    """Return the chains of names that dashes join near a word: the nearest first, then those listed with it."""
    found: list[list[Token]] = []
    for mention in sentence.mentions:
        before = sentence.tokens[mention.first - 1].text if mention.first else ""
        if mention.kind not in _DASHABLE or mention.form == "adjective":
            continue
        if found and before in _DASHES and mention.first - 2 == _end_of(sentence, found[-1][-1]):
            found[-1].append(sentence.tokens[mention.head])
        else:
            found.append([sentence.tokens[mention.head]])
    joined = [_there(sentence, c) for c in found if len(c) > 1]
    near = [c for c in joined if min(abs(c[0].i - token.i), abs(c[-1].i - token.i)) <= _NEAR]
    near.sort(key=lambda c: min(abs(c[0].i - token.i), abs(c[-1].i - token.i)))
    if not near:
        return []
    place = next(n for n, c in enumerate(joined) if c is near[0])
    listed = []
    for one, other in zip(reversed(joined[:place]), reversed(joined[1 : place + 1]), strict=True):
        between = sentence.tokens[_end_of(sentence, one[-1]) + 1 : other[0].i]
        if any(t.text not in _LIST_MARKS and t.pos != "CCONJ" and not _bracketed(sentence, t) for t in between):
            break
        listed.append(one)
    return [near[0], *listed]


def _there(sentence: Sentence, chain: list[Token]) -> list[Token]:
    """Return a chain that comes back to where it began only as far as it goes: «Астана – Сеул – Астана»."""
    names = [mention.name for head in chain if (mention := sentence.mention_at(head)) is not None]
    return chain[:-1] if len(chain) > len(_PAIR) and names[:1] == names[-1:] else chain


def _bracketed(sentence: Sentence, token: Token) -> bool:
    around = sentence.tokens[max(0, token.i - 1) : token.i + 2]
    return around[0].text == "(" and around[-1].text == ")"


def _says_where(sentence: Sentence, token: Token, heads: set[int]) -> bool:
    """Whether a name only says where the place before it lies, which is an argument itself, as `heads` of others are.

    «Минском (Беларусь)», «город Эдремит в провинции X»
    """
    name = sentence.mention_at(token)
    if name is None or name.kind != "territory" or name.first < 2:
        return False
    first = name.first - (name.first > 2 and _qualifies(sentence, name.first - 1))
    opening = sentence.tokens[first - 1]
    place = sentence.mention_at(sentence.tokens[first - 2])
    if place is None or place.kind not in _DASHABLE or place.form != "name":
        return False
    if opening.text == "(":
        return [t.text for t in sentence.tokens[name.last + 1 : name.last + 2]] == [")"]
    inside = place.entry is None or (name.entry is not None and name.entry.id in place.entry.part_of)
    larger = name.entry is not None and name.entry.kind in {"region", "country"}
    beside = heads & set(range(place.first - 1, place.last + 1))
    return opening.lemma in _WITHIN and token.case in {"Loc", ""} and inside and larger and bool(beside)


def _qualifies(sentence: Sentence, at: int) -> bool:
    """Whether an adjective of a state stands here: «в турецкой провинции X»."""
    mention = sentence.mention_at(sentence.tokens[at])
    return mention is not None and mention.form == "adjective"


_WITHIN = frozenset({"в", "во", "in"})


def _dashed(sentence: Sentence, token: Token, which: int) -> Iterator[Argument]:
    """Yield the names that dashes join near a word, as `first`, `middle` and `last`: «рейс Минск – Баку».

    Right behind it they are its title too, `titled`: «саммит Россия – Африка».
    """
    for chain in chains(sentence, token)[which : which + 1]:
        opening = sentence.mention_at(chain[0])
        between = sentence.tokens[token.i + 1 : opening.first] if opening is not None else ()
        if opening is not None and opening.first > token.i and all(t.text in _QUOTES for t in between):
            yield from (Argument("titled", head, TREE, head.i) for head in chain)
        yield from _ends([Argument("", head, TREE, head.i) for head in chain])


def _between_ends(arguments: Sequence[Argument]) -> Iterator[Argument]:
    """Yield between whom is what joins more than two, the same way: «A, B және C арасындағы теміржол»."""
    between = [a for a in arguments if a.function in _AMONG and a.rank == TREE]
    for group in {a.group for a in between}:
        members = [a for a in between if a.group == group]
        yield from _ends(members) if len(members) > len(_PAIR) else ()


def _ends(members: Sequence[Argument]) -> Iterator[Argument]:
    for member in members:
        place = "first" if member is members[0] else "last" if member is members[-1] else "middle"
        yield replace(member, function=place)


_PAIR = ("first", "last")
_AMONG = frozenset({"между+ins", "between", "арасында"})
_QUOTES = frozenset('«"“')
_LIST_MARKS = frozenset({",", "(", ")", "и", "and"})
_NEAR = 8
"""Words between a word and the places joined by a dash that it may be about."""
_LISTING = frozenset({"между+ins", "between", "арасында", "joined", "obj"})
"""Functions of lists whose members fill two roles."""
_DASHES = frozenset("–—-−")
_DASHABLE = frozenset({"territory", "port", "place", "union"})


def _end_of(sentence: Sentence, head: Token) -> int:
    return max(m.last for m in sentence.mentions if m.head == head.i)
