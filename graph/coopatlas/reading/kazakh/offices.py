"""Offices in Kazakh: who holds which, of whom and where, from the noun phrase before or behind a name."""

from collections.abc import Iterator
from dataclasses import replace

from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact
from coopatlas.reading.discourse import Discourse, Person
from coopatlas.reading.kazakh import persons
from coopatlas.reading.kazakh.names import TAKING
from coopatlas.reading.kazakh.office_owners import NATIONAL, Office, office_at
from coopatlas.reading.kazakh.office_words import BECOMING, held_before, known_offices, stretch
from coopatlas.reading.lexicon import lists
from coopatlas.reading.records import make


def read(discourse: Discourse) -> list[Fact]:
    """Return the offices of the persons of a document, who learn theirs; of one told twice that with its owner."""
    found: dict[str, list[Fact]] = {}
    guessed: set[str] = set()
    for sentence in discourse.sentences:
        for mention in (m for m in sentence.mentions if m.kind == "person"):
            person = discourse.people.setdefault(
                mention.name, Person(mention.name, feminine=persons.feminine(mention.name))
            )
            head = _office_of(sentence, mention)
            if head is None or (person.role and person.name not in guessed):
                continue
            office = _of_led(sentence, mention, head, office_at(discourse, sentence, head))
            if person.role and not (office.named and _is_same(person, office)):
                continue
            guessed = guessed - {person.name} if office.named else guessed | {person.name}
            person.role, person.represents = office.role, office.represents
            person.organization, person.seat = office.organization, office.seat
            found[mention.name] = list(_posts(discourse, sentence, mention, head, office))
    return [post for posts in found.values() for post in posts]


def _of_led(sentence: Sentence, mention: Mention, head: Token, office: Office) -> Office:
    """Return an office whose owner only those tell whom its holder leads: «министр X бастаған Иран делегациясы»."""
    leads, group = sentence.tokens[mention.last + 1 : mention.last + 2], sentence.tokens[mention.last + 2 :][:_GROUP]
    end = next((n for n, t in enumerate(group) if t.lemma in _GROUPS), -1)
    group = group[: end + 1]  # «бастаған топ | Иранға келді»
    if office.named or head.lemma not in NATIONAL | {"президент"} or not leads or leads[0].lemma != "бастау":
        return office
    behind = (m for m in sentence.mentions if m.kind == "territory" and group and group[0].i <= m.first <= group[-1].i)
    owner = next((m for m in behind if m.entry is not None and m.entry.kind == "country"), None)
    grouped = any(t.lemma in {"делегация", "топ"} for t in group)
    return replace(office, represents=owner.name, named=True) if owner is not None and grouped else office


_GROUPS = frozenset({"делегация", "топ"})
_GROUP = 5
"""Words behind «бастаған» among which those stand who are led."""


def _is_same(person: Person, office: Office) -> bool:
    """Whether an office may be that of which was told before without its owner: «өңір басшысы» is its «әкім»."""
    heads = lists("kk", "references", ("headships",))["headships"]
    return person.role == office.role or (person.role in {"басшы", "жетекші"} and office.role in heads)


def _posts(discourse: Discourse, sentence: Sentence, mention: Mention, head: Token, office: Office) -> Iterator[Fact]:
    """Yield the post of a person, and the one to which a dash joins it."""
    other = held_before(sentence, stretch(sentence, head)[0]) if mention.first == head.i + 1 else None
    held = office_at(discourse, sentence, other) if other is not None else None
    for at, one in ((head, office), (other, held)):
        if at is None or one is None:
            continue
        args = {
            "person": mention.name,
            "role": one.role,
            "represents": one.represents or ("" if one.organization else office.represents),
            "organization": one.organization,
            "seat": one.seat,
        }
        sure = 0.9 if office.represents or office.organization else 0.6
        yield make("post", sentence, args, "kk/post/office", confidence=sure, at=at)


def _office_of(sentence: Sentence, mention: Mention) -> Token | None:
    """Return the office before a name, or behind it after a comma: «…, Қазақстанның экс-консулы (2003–2008)»."""
    offices = known_offices()
    before = sentence.tokens[mention.first - 1] if mention.first else None
    if before is not None and before.lemma in offices and before.case == "Nom":
        return before
    listed = _before_list(sentence, mention)
    if listed is not None:
        return listed
    appointed = _appointed(sentence, mention)
    if appointed is not None:
        return appointed
    tokens = sentence.tokens[mention.last + 1 : mention.last + 14]
    if not tokens or tokens[0].text not in {",", "–", "—", "("}:
        return None
    for token, after in zip(tokens[1:], [*tokens[2:], None], strict=False):
        if (token.pos == "PUNCT" and token.text not in "«»") or token.pos == "VERB":
            return None
        ends = after is None or after.pos == "PUNCT"
        if token.lemma in offices and token.case == "Nom" and token.feats.get("Poss") == "3" and ends:
            return token
    return None


def _appointed(sentence: Sentence, mention: Mention) -> Token | None:
    """Return the office to which a person was appointed: «… облыс әкімі болып тағайындалды»."""
    if sentence.tokens[mention.last].case != "Nom":
        return None
    tokens = sentence.tokens[mention.last + 1 :]
    verb = next((t for t in tokens if t.lemma in BECOMING), None)
    if verb is None or verb.feats.get("Polarity") == "Neg" or verb.feats.get("Tense") != "Past":
        return None
    if any(t.lemma == "жоқ" for t in sentence.tokens[verb.i + 1 : verb.i + 2]):
        return None
    held = [t for t in tokens if t.i < verb.i and t.lemma in known_offices() and t.case == "Nom"]
    before = sentence.tokens[mention.first - 2 : mention.first - 1] if mention.first > 1 else ()
    held = held or [t for t in before if _becomes(sentence, t)]
    return (
        held[-1] if held and not any(m.kind == "person" and m.first > mention.last for m in sentence.mentions) else None
    )


def _becomes(sentence: Sentence, office: Token) -> bool:
    """Whether «болып» stands behind an office: «бас консул болып | Айдар Әлиев тағайындалды»."""
    behind = sentence.tokens[office.i + 1]
    held = behind.text.casefold() in TAKING
    return office.lemma in known_offices() and office.case == "Nom" and held


def _before_list(sentence: Sentence, mention: Mention) -> Token | None:
    """Return the office in the plural before a list of names: «министрлер А мен Б»."""
    at = mention.first - 1
    while at > 0 and (sentence.tokens[at].pos == "CCONJ" or sentence.tokens[at].text == ","):
        earlier = next((m for m in sentence.mentions if m.last == at - 1 and m.kind == "person"), None)
        if earlier is None:
            return None
        at = earlier.first - 1
        token = sentence.tokens[at]
        if token.lemma in known_offices() and token.feats.get("Number") == "Plur":
            return token
    return None
