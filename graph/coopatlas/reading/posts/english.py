"""English posts: an office before a name, behind it, of several holders, by a verb; and who the people are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coopatlas import gazetteer
from coopatlas.language.english.dependants import preposition
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.reading import lexicon
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.draft import CONTEXT, SLOT, Draft, Filler
from coopatlas.reading.mentions.english_stretches import after_dateline
from coopatlas.reading.mentions.english_words import NameWords, load
from coopatlas.reading.posts.english_offices import Office, offices, serves_holder
from coopatlas.reading.referents import refer

_TERRITORIES = frozenset({"territory", "union"})
_MARKS = frozenset({",", "–", "—", "-", "("})
_REACH = 9
_FEW = 3
_MANY = 2


@dataclass(slots=True)
class _Reader:
    discourse: Discourse
    words: NameWords
    told: Mapping[str, Any] = field(default_factory=lambda: lexicon.words("en", "posts"))
    found: list[Draft] = field(default_factory=list)

    def read(self, sentence: Sentence) -> None:
        """Read the posts of a sentence."""
        people = [m for m in sentence.mentions if m.kind == "person"]
        for mention in people:
            self.discourse.people.setdefault(mention.name, _person(sentence, mention, self.words))
        known = list(offices(sentence, self.words)) if people else []
        taken: set[int] = set()
        first: Office | None = None
        for office, following in zip(known, [*known[1:], None], strict=False):
            holders = self._holders(sentence, office, people, taken)
            for person in holders:
                owners = self._owners(office, person, people) or self._shared(office, following)
                if first is not None:
                    owners = owners or first.owners
                    self._hold(sentence, first, person, first.owners or owners)
                self._hold(sentence, office, person, owners)
            first = office if not holders and following is not None and _of_one(office, following) else None
            if len(holders) == 1 and following is not None and holders[0].last < office.start:
                self._second(sentence, holders[0], (office, following), people)
        for person in people:
            self._by_verb(sentence, person)

    def _second(
        self, sentence: Sentence, person: Mention, pair: tuple[Office, Office], people: Sequence[Mention]
    ) -> None:
        """Read the second office of who stands before the first: "X, Secretary of A and Chairman of B, …"."""
        office, following = pair
        behind = next((m for m in people if m.first > following.end), None)
        free = behind is None or behind.first > following.end + 1
        if free and _of_one(office, following):
            self._hold(sentence, following, person, following.owners or office.owners)

    def _holders(self, sentence: Sentence, office: Office, people: Sequence[Mention], taken: set[int]) -> list[Mention]:
        """Return the persons that an office is said of."""
        tokens = sentence.tokens
        before = [m for m in people if m.last < office.start]
        if before and not office.plural and before[-1].first not in taken and _apposed(tokens, before[-1], office):
            taken.add(before[-1].first)
            return before[-1:]
        behind = [m for m in people if m.first > office.end]
        if behind and not serves_holder(sentence, office, self.words):
            between = tokens[office.end + 1 : behind[0].first]
            if not between or (len(between) == 1 and between[0].text in {",", ":"} and _set_off(office, tokens)):
                taken.add(behind[0].first)
                return _listed(tokens, behind) if office.plural else behind[:1]
            if _only_titles(between, self.words):
                taken.add(behind[0].first)
                return behind[:1]
        if before and not office.plural and self._of_before(tokens, before[-1], office):
            return before[-1:]
        return []

    def _of_before(self, tokens: Sequence[Token], person: Mention, office: Office) -> bool:
        """Whether an office stands behind a name or is said of it: «X, head of Y», «X was appointed head»."""
        between = tokens[person.last + 1 : office.start]
        if not between or len(between) > _REACH:
            return False
        if between[0].text in {",", "(", "–", "—", "-"} and all(
            t.text in _MARKS or t.text.casefold() in self.told["filling"] or self._office_word(t) for t in between
        ):
            return True
        if (phrase := _done_as(between)) is not None:
            office.left = phrase in self.told["leaving"]
            taken = office.left or phrase in self.told["taking"]
            return taken and not any(t.lemma in _UNDONE for t in between)
        verbs = [t for t in between if t.pos == "VERB"] or [t for t in between if t.pos == "AUX"]
        verb = verbs[-1] if verbs and verbs[-1].lemma in self.told["becoming"] else None
        rest = [
            t
            for t in between
            if t.pos not in {"AUX", "VERB", "DET", "ADV"} and t.text not in {"as", "also", "its", "the"}
        ]
        return verb is not None and not rest and not any(t.lemma in _UNDONE for t in between)

    def _office_word(self, token: Token) -> bool:
        """Whether a word may stand between a name and a further office: «X, deputy premier and minister of Y»."""
        return token.text == "and" or self.words.is_a(token, "offices", "modifiers", "portfolios") or token.text == "of"

    def _owners(self, office: Office, person: Mention, people: Sequence[Mention]) -> list[Mention]:
        """Return whose office it is; of several holders of several owners each has his own."""
        if not office.plural or len(office.owners) < 2:
            return office.owners[:1] or self._owner_behind_name(office, person)
        holders = [m.name for m in _listed(office.sentence.tokens, [m for m in people if m.first > office.end])]
        place = holders.index(person.name) if person.name in holders else 0
        return office.owners[place : place + 1] if len(holders) == len(office.owners) else []

    def _shared(self, office: Office, following: Office | None) -> list[Mention]:
        """Return whose both of two offices are: «Deputy Premier, Minister of Trade of X»; «its»: the body before."""
        tokens = office.sentence.tokens
        if office.start and tokens[office.start - 1].text.casefold() in {"its", "their"}:
            return list(self.discourse.before(office.sentence, office.start, "organization", "port"))[:1]
        between = [t.text for t in tokens[office.end + 1 : following.start]] if following is not None else ["."]
        joined = following is not None and all(text in {",", "and", "the"} for text in between)
        return following.owners[:1] if following is not None and joined and office.word is None else []

    def _owner_behind_name(self, office: Office, person: Mention) -> list[Mention]:
        """«Governor Ivan Petrov of Omsk province»."""
        tokens = office.sentence.tokens
        if (
            person.first < office.noun
            or person.last + 1 >= len(tokens)
            or tokens[person.last + 1].text not in {"of", "from"}
        ):
            return []
        at = person.last + 2 + (person.last + 2 < len(tokens) and tokens[person.last + 2].text == "the")
        return [m for m in office.sentence.mentions if m.first <= at <= m.last and m.kind != "person"][:1]

    def _hold(self, sentence: Sentence, office: Office, who: Mention, owners: Sequence[Mention]) -> None:
        role = office.role
        alike = role == "colleague" and self._of_whom(office)
        alone = not alike and (role in self.told["weak"] and not (owners and owners[0].first > office.noun))
        if not role or role in self.told["titles"] or alone:
            return
        draft = Draft("post", "en/post/office", sentence, sentence.tokens[office.noun], confidence=0.9)
        person = self.discourse.people.setdefault(who.name, Person(who.name))
        if alike or office.sentence.tokens[office.noun].lemma == "counterpart":
            role = next((p.role for p in self._before(sentence, who) if p.role), "")
        if not role or role == "counterpart":
            return
        draft.add("person", [Filler(who.name, who.first, who.last, SLOT, who.form, who)])
        draft.add("role", [Filler(role, office.first, office.last)])
        for owner in owners:
            name = "represents" if owner.kind in _TERRITORIES else "organization"
            draft.add(name, [Filler(owner.name, owner.first, owner.last, SLOT, owner.form, owner)])
        if not owners and not person.side:
            self._implied(draft, office, role)
        if "represents" not in draft.roles and owners:
            draft.add("represents", self._stood_for(sentence, owners[0]))
        self._seat(draft, office)
        self._keep(draft, person)

    def _stood_for(self, sentence: Sentence, body: Mention) -> list[Filler]:
        """Return the territory that a body stands for: "Embassy of X", "X provincial Committee"."""
        tokens = sentence.tokens[body.first : body.last + 1]
        named = (m.entries[0] for m in gazetteer.load().scan([t.text for t in tokens], (), "en"))
        lands = [entry.names["en"] for entry in named if entry.kind in {"country", "region", "city"}]
        lemmas = {t.lemma for t in tokens}
        level = bool(lemmas & set(self.told["levelled"]) and lemmas & set(self.told["levels"]))
        speaks = tokens[-1].lemma in self.told["speaking"] or tokens[0].lemma in self.told["speaking"] or level
        return [Filler(land, body.first, body.last, SLOT, "stood for") for land in lands[:1] if speaks]

    def _newsroom(self) -> str | None:
        """Return the state in whose capital a text was written: "BELGRADE – Prime Minister X …"."""
        first = self.discourse.sentences[0] if self.discourse.sentences else None
        end = after_dateline(first) if first is not None else 0
        texts = [t.text.title() for t in first.tokens[:end]] if first is not None else []
        named = (m.entries[0] for m in gazetteer.load().scan(texts, (), "en"))
        state = next((entry.capital_of for entry in named if entry.capital_of), None)
        return gazetteer.load().entries()[state].names.get("en") if state else None

    def _of_whom(self, office: Office) -> bool:
        """Whether a colleague holds the same office elsewhere: "his Georgian colleague"."""
        tokens, first = office.sentence.tokens, office.start
        abroad = bool(office.owners) and office.owners[0].form == "adjective"
        return abroad and first > 0 and tokens[first - 1].text.casefold() in {"his", "her", "their"}

    def _seat(self, draft: Draft, office: Office) -> None:
        """Tell where a diplomat is posted; an ambassador to a capital is one to its state."""
        seat = office.seat
        if seat is None:
            draft.add("seat", self._there(draft.sentence, office))
            return
        state = seat.entry.capital_of if seat.entry is not None and seat.entry.capital_of else None
        tokens = office.sentence.tokens[office.first : office.last + 1]
        if state and any(t.lemma in self.told["of_states"] for t in tokens):
            name = gazetteer.load().entries()[state].names.get("en", seat.name)
            draft.add("seat", [Filler(name, seat.first, seat.last, SLOT, "capital")])
        else:
            draft.add("seat", [Filler(seat.name, seat.first, seat.last, SLOT, "seat", seat)])

    def _there(self, sentence: Sentence, office: Office) -> list[Filler]:
        """Return the territory named last that "the country" of "Chinese ambassador to the country" may be."""
        if office.there is None:
            return []
        own, kind = {m.name for m in office.owners}, self.told["home_kinds"].get(office.there.lemma, "region")
        named = self.discourse.before(sentence, office.there.i, "territory")
        fitting = (m for m in named if m.name not in own and m.entry is not None and m.entry.kind == kind)
        return [Filler(m.name, -1, -1, CONTEXT, "spoken of", m) for m in fitting][:1]

    def _before(self, sentence: Sentence, who: Mention) -> Iterator[Person]:
        for mention in self.discourse.before(sentence, who.first, "person"):
            if mention.name != who.name and (person := self.discourse.person(mention)) is not None:
                yield person

    def _implied(self, draft: Draft, office: Office, role: str) -> None:
        """Complete an office without owner: by the noun behind it, else by the territory of its kind spoken of last."""
        if office.word is not None:
            for filler in refer(self.discourse, draft.sentence, office.word, "side")[:1]:
                mention = filler.mention
                body = mention is not None and mention.kind not in _TERRITORIES
                draft.add("organization" if body else "represents", [filler])
            if "represents" in draft.roles or "organization" in draft.roles:
                return
            if office.word.lemma not in self.told["homes"]:
                draft.confidence = 0.55
                return
        if led := self._led(draft.sentence, office):
            draft.add("represents", led)
            return
        kind = next((k for k, nouns in self.told["held_by"].items() if any(n in role.split() for n in nouns)), "")
        if not kind or "former" in role.split():
            draft.confidence *= 0.75
            return
        own = [
            m
            for m in draft.sentence.mentions
            if m.first < office.first and m.kind == "territory" and m.entry and m.entry.kind == kind
        ]
        spoken = [
            m
            for m in self.discourse.sides(draft.sentence)
            if m.kind == "territory" and m.entry and m.entry.kind == kind
        ]
        known = {m.name for s in self.discourse.sentences[: draft.sentence.index] for m in s.mentions}
        known |= {m.name for m in draft.sentence.mentions if m.first < office.first}
        near = [m for m in (spoken if kind == "country" else [*reversed(own), *spoken]) if m.name in known]
        if kind == "country" and len(near) > _MANY:
            near = []  # among so many states the one spoken of most need not be his
        draft.confidence *= 0.85
        if kind == "country" and not near and (home := self._newsroom()) is not None:
            draft.add("represents", [Filler(home, -1, -1, CONTEXT, "dateline")])
        if near:
            draft.add("represents", [Filler(near[0].name, -1, -1, CONTEXT, "spoken of", near[0])])

    def _led(self, sentence: Sentence, office: Office) -> list[Filler]:
        """Return whose side somebody leads or acts for: "the Serbian side was headed by", "on behalf of Serbia"."""
        verb = next((t for t in sentence.ancestors(sentence.tokens[office.noun]) if t.pos == "VERB"), None)
        if verb is not None and (own := _on_behalf(sentence, verb)) is not None:
            return [Filler(own.name, own.first, own.last, SLOT, "on behalf", own)]
        subjects = sentence.children(verb, "nsubj:pass") if verb is not None and verb.i < office.noun else []
        sides = [t.i for t in subjects if t.lemma in self.told["sides"]]
        whose = (m for m in sentence.mentions if m.kind == "territory" and m.last + 1 in sides)
        return [Filler(m.name, m.first, m.last, CONTEXT, "side led", m) for m in whose]

    def _by_verb(self, sentence: Sentence, who: Mention) -> None:
        """«X, who heads the port of Y», «X heads Y Holding»: an office by its verb."""
        tokens = sentence.tokens
        at = who.last + 1
        while at < len(tokens) and tokens[at].text in {",", "who", "has", "now", "currently", "also"}:
            at += 1
        if (
            at >= len(tokens)
            or tokens[at].pos != "VERB"
            or tokens[at].lemma not in self.told["verbs"]
            or not (tokens[at].feats.get("Tense") == "Pres" or _until_now(sentence, tokens[at]))
        ):
            return
        inner = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].text == "the")
        board = [t.text for t in tokens[inner : inner + 2]] == ["board", "of"]
        inner += 2 * board
        owner = next(
            (m for m in sentence.mentions if m.first == inner and m.kind in {"organization", "port", "territory"}), None
        )
        if owner is None or (owner.kind == "territory" and owner.form == "adjective"):
            return
        draft = Draft("post", "en/post/verb", sentence, tokens[at], confidence=0.8)
        draft.add("person", [Filler(who.name, who.first, who.last, SLOT, who.form, who)])
        draft.add("role", [Filler(self.told["verbs"][tokens[at].lemma] + " of the board" * board, at, at)])
        draft.add(
            "represents" if owner.kind == "territory" else "organization",
            [Filler(owner.name, owner.first, owner.last, SLOT, "head", owner)],
        )
        self._keep(draft, self.discourse.people.setdefault(who.name, Person(who.name)))

    def _keep(self, draft: Draft, person: Person) -> None:
        values = {role: (draft.values(role) or [""])[0] for role in ("role", "represents", "organization", "seat")}
        if person.role and person.role == values["role"] and not (values["represents"] or values["organization"]):
            return
        person.role = person.role or values["role"]
        person.represents = person.represents or values["represents"]
        person.organization = person.organization or values["organization"]
        person.seat = person.seat or values["seat"]
        self.found.append(draft)


def read(discourse: Discourse) -> list[Draft]:
    """Return the posts of a document; its people learn their offices."""
    reader = _Reader(discourse, load())
    for sentence in discourse.sentences:
        reader.read(sentence)
    return reader.found


def _person(sentence: Sentence, mention: Mention, words: NameWords) -> Person:
    before = sentence.tokens[mention.first - 1].text.casefold().rstrip(".") if mention.first else ""
    given = mention.name.split()[0].casefold()
    feminine = before in lexicon.words("en", "posts")["feminine"] or given in words.lists["feminine"]
    return Person(mention.name, feminine=feminine)


def _set_off(office: Office, tokens: Sequence[Token]) -> bool:
    """Whether a comma may part office and name: «the mayor of X, Y,» not «met the mayor, Y said»."""
    return bool(office.owners or office.word is not None or office.scope) or (
        office.start > 0 and tokens[office.start - 1].text.casefold() in {"the", "its", "his", "our", "their"}
    )


def _apposed(tokens: Sequence[Token], person: Mention, office: Office) -> bool:
    """Whether an office stands right behind a name and its comma: «X, the head of Y»."""
    between = [t.text for t in tokens[person.last + 1 : office.start]]
    if not between:  # "X Deputy Mayor of Y", as some newsrooms print it
        return tokens[office.start].text[:1].isupper() and bool(office.owners) and office.start == office.first
    return between in ([","], [",", "the"], [",", "a"], [",", "an"], ["("])


def _of_one(office: Office, following: Office) -> bool:
    """Whether two offices are of one: "Deputy Premier and Minister of Trade X", not "President and Premier X"."""
    tokens = office.sentence.tokens
    between = [t.text for t in tokens[office.end + 1 : following.start]]
    if between not in (["and"], [","], [",", "and"], ["-"], ["–"], ["—"]) or office.plural or following.plural:
        return False
    chiefs = {noun for nouns in lexicon.words("en", "posts")["held_by"].values() for noun in nouns} - {"minister"}
    words = set(office.role.split())
    capital = all(tokens[o.first].text[:1].isupper() for o in (office, following))
    return capital and (not words & chiefs or bool(words & {"deputy", "vice"}))


_UNDONE = frozenset({"will", "would", "to", "may", "might", "could", "can", "should", "not", "n't", "never"})
"""Between a name and an office: it is not held, "X will take over as mayor", "X is not the mayor"."""


def _done_as(between: Sequence[Token]) -> str | None:
    """Return what somebody did as the holder of an office, in its first form: "step down" of "has stepped down as"."""
    at = next((n for n, t in enumerate(between) if t.pos == "VERB"), len(between))
    end = next((n for n, t in enumerate(between) if t.text == "as" and n > at), -1)
    told = [between[at].lemma, *(t.text for t in between[at + 1 : end])] if end > at + 1 or end == at + 1 else []
    behind = [t.text for t in between[end + 1 :]]
    return " ".join(told) if told and set(behind) <= {"the", "a", "an", "its"} else None


def _only_titles(between: Sequence[Token], words: NameWords) -> bool:
    titles = lexicon.words("en", "posts")["titles"]
    known = (words.is_a(t, "titles") or t.lemma in titles or t.text in {",", "."} for t in between)
    return len(between) <= _FEW and all(known)


def _on_behalf(sentence: Sentence, verb: Token) -> Mention | None:
    """Return the territory on whose behalf something is done: "signed on behalf of X by Minister Y"."""
    below = [t for t in sentence.children(verb) if preposition(sentence, t) == "on_behalf_of"]
    named = (sentence.mention_at(t) for t in below)
    return next((m for m in named if m is not None and m.kind == "territory"), None)


def _until_now(sentence: Sentence, verb: Token) -> bool:
    """Whether what somebody does goes on: "X has headed Y since 2019"."""
    lasting = any(preposition(sentence, t) == "since" for t in sentence.subtree(verb))
    return verb.feats.get("Aspect") == "Perf" and lasting


def _listed(tokens: Sequence[Token], people: Sequence[Mention]) -> list[Mention]:
    """Return the persons of one list."""
    found = list(people[:1])
    for mention in people[1:]:
        if all(t.text in {",", "and"} for t in tokens[found[-1].last + 1 : mention.first]):
            found.append(mention)
        else:
            break
    return found
