"""Who works where and as what: «глава ОАО «Газпром» Алексей Миллер», «X, редактор газеты «Y»», «X возглавляет Y».

`posts` reads the offices of diplomats and of those who govern; this completes them with every other position that is
held in a body or a territory, as long as the sentence names that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coopatlas.language.russian.clauses import dictionary_form, subjects
from coopatlas.language.russian.morphology import is_common
from coopatlas.language.russian.names import organisation_name
from coopatlas.language.tokens import Mention, Sentence, Token
from coopatlas.model import Fact, Value
from coopatlas.reading.records import make
from coopatlas.reading.russian import naming, positions, represented
from coopatlas.reading.russian.offices import governed
from coopatlas.reading.russian.scene import Scene
from coopatlas.reading.russian.speech import full_body
from coopatlas.reading.russian.titles import Position, titles

_BREAKS = {",", "—", "–", "-", "("}
_CONFIDENCE = 0.75
_BODIES = {"organization", "represents"}


@dataclass(frozen=True, slots=True)
class Employment:
    """A person's position in a body or territory; `words` are those of the position."""

    sentence: Sentence
    person: Mention
    words: Sequence[Token]
    where: Mention | None
    head: Token


def completed(scene: Scene, offices: Sequence[Fact]) -> list[Fact]:
    """Return the posts of a document: `offices`, with the bodies that they lack, and the positions besides them."""
    posts = list(offices)
    for sentence in scene.sentences:
        for job in _stated(sentence):
            person = scene.person(job.person)
            if person is not None and job.where is not None and _tells(job.sentence, job.where):
                _take(posts, _fact(scene, job, person.name, job.where))
    told = [represented.told(scene, post) for post in posts]
    people = {person.name: person for person in scene.people}
    for post in told:
        if (holder := people.get(str(post.args["person"]))) is not None:
            holder.hold(post.args)
    return told


def _tells(sentence: Sentence, where: Mention) -> bool:
    """Whether a body or place is told from others: «компания» alone is not, nor is «Республика»."""
    word = sentence.tokens[where.first].text
    common = where.kind == "place" and is_common(word)
    return where.first < where.last or (word[:1].isupper() and not common)


def _fact(scene: Scene, job: Employment, person: str, where: Mention) -> Fact:
    role, worded = "organization" if where.kind == "organization" else "represents", _worded(job)
    body = next((m for m in job.sentence.mentions if m.first <= where.head <= m.last and m.kind == role), None)
    told = governed(scene, job.sentence, body) if body is not None else None
    if told is not None:
        args = {"person": person, "role": f"{worded} {told[0]}", "represents": told[1]}
    else:
        args = {"person": person, "role": worded, role: _named(scene, job.sentence, where)}
    return make("post", job.sentence, args, "post.position", confidence=_CONFIDENCE)


def _take(posts: list[Fact], found: Fact) -> None:
    """Add a post, or what it tells of one that is known: a person's office without a body gets it."""
    own = [n for n, known in enumerate(posts) if known.args["person"] == found.args["person"]]
    noun = _nouns(found)
    same = [n for n in own if noun & _nouns(posts[n])]
    bare = [n for n in same if not posts[n].args.keys() & _BODIES]
    if bare:
        known = posts[bare[0]]
        posts[bare[0]] = known.with_args({**known.args, **{r: found.args[r] for r in _BODIES & found.args.keys()}})
    elif not same and all(_where(posts[n]).isdisjoint(_where(found)) for n in own):
        posts.append(found)


def _nouns(fact: Fact) -> set[str]:
    return set(str(fact.args["role"]).split())


def _where(fact: Fact) -> set[Value]:
    return {fact.args[role] for role in _BODIES & fact.args.keys()}


def _worded(job: Employment) -> str:
    """Return the position in dictionary form, without the common noun of the place: «министр торговли (штата X)»."""
    words = list(job.words)
    while words[-1].i > job.head.i and (words[-1].lemma in naming.PLACES or words[-1].pos == "ADJ"):
        words.pop()
    return dictionary_form(job.sentence, job.head, words).lower()


def _named(scene: Scene, sentence: Sentence, where: Mention) -> str:
    known = next((m for m in sentence.mentions if m.first <= where.head <= m.last), None)
    if known is not None and known.kind == "organization":
        return full_body(scene, sentence, known)
    if known is not None or where.kind != "organization":
        return known.name if known is not None else where.name
    return organisation_name(sentence.tokens[where.first : where.last + 1])


def _stated(sentence: Sentence) -> Iterator[Employment]:
    own = sentence.names
    found = titles(sentence, own)
    for at, position in enumerate(found):
        person = _person(sentence, own, found, at)
        if person is None or not _is_post(position.head):
            continue
        places: list[Mention | None] = [*(position.where or _shared(sentence, found, at))]
        for where in places or [None]:
            yield Employment(sentence, person, position.words, where, position.head)


def _is_post(head: Token) -> bool:
    """Whether a noun tells a post of one person, rather than a rank, or whose a thing is."""
    if head.pos == "ADJ" and not head.text.casefold().startswith(positions.PARTICIPLES):
        return False
    return head.feats.get("Number") != "Plur" and head.lemma not in positions.OWNERS | positions.RANKS


# Whose position ---------------------------------------------------------------------------------------------------


def _person(sentence: Sentence, own: Sequence[Mention], found: Sequence[Position], at: int) -> Mention | None:
    people = [m for m in own if m.kind == "person"]
    return (
        _after(sentence, people, found, at)
        or _ahead(sentence, people, found, at)
        or _linked(sentence, people, found[at])
    )


def _after(sentence: Sentence, people: Sequence[Mention], found: Sequence[Position], at: int) -> Mention | None:
    """Return the person right behind the position, or behind the positions that are listed with it."""
    position = found[at]
    named = next((m for m in people if m.first >= position.end), None)
    between = sentence.tokens[position.end : named.first] if named is not None else []
    if named is not None and _beside(sentence, position, named, between):
        return named
    nearest = found[at + 1] if at + 1 < len(found) else None
    if nearest is not None and _listed(sentence, position, nearest):
        return _after(sentence, people, found, at + 1)
    return None


def _beside(sentence: Sentence, position: Position, named: Mention, between: Sequence[Token]) -> bool:
    head, name = position.head, sentence.tokens[named.first]
    agree = _agree(name, head)
    if not between:
        return not _of_kin(sentence, position) and (agree or position.placed or name.case != "Gen")
    dash = len(between) == 1 and between[0].text in {"—", "–", "-", ","}
    return dash and agree and position.placed and between[0].text == "," and _subject_of_clause(sentence, named)


def _agree(one: Token, other: Token) -> bool:
    """Whether two nouns of people may be in one case; their accusative is their genitive."""
    cases = {one.case, other.case}
    return len(cases) == 1 or "" in cases or cases == {"Gen", "Acc"} or bool(one.feats.get("Foreign"))


def _of_kin(sentence: Sentence, position: Position) -> bool:
    """Whether the person behind a position is another's: «сын президента Франции Жан»."""
    before = sentence.tokens[position.first - 1] if position.first else None
    return before is not None and before.lemma in positions.KIN and before.case != position.head.case


def _subject_of_clause(sentence: Sentence, named: Mention) -> bool:
    after = sentence.tokens[named.last + 1 : named.last + 2]
    return any(t.text == "," for t in after)


def _listed(sentence: Sentence, one: Position, other: Position) -> bool:
    texts = [t.text for t in sentence.tokens[one.end : other.first]]
    return texts in ([], [","], ["и"], [",", "и"], ["и", "одновременно"]) and one.head.case == other.head.case


def _ahead(sentence: Sentence, people: Sequence[Mention], found: Sequence[Position], at: int) -> Mention | None:
    """Return the person before a comma, bracket or dash whose apposition the position is."""
    position = found[at]
    before = [m for m in people if m.last < position.first]
    if before:
        between = _outside_brackets(sentence.tokens[before[-1].last + 1 : position.first])
        name = sentence.tokens[before[-1].first]
        if (_agree(name, position.head) or position.head.case == "Nom") and _apposed(between, position):
            return before[-1]
    if at and _listed(sentence, found[at - 1], position):
        return _ahead(sentence, people, found, at - 1)
    return None


def _outside_brackets(tokens: Sequence[Token]) -> list[Token]:
    opened = next((n for n, t in enumerate(tokens) if t.text == "("), None)
    closed = next((n for n, t in enumerate(tokens) if t.text == ")"), None)
    if opened is None or closed is None or closed < opened:
        return list(tokens)
    return [*tokens[:opened], *tokens[closed + 1 :]]


def _apposed(between: Sequence[Token], position: Position) -> bool:
    """Whether what stands between a name and a position makes it an apposition; another one may come first."""
    texts = [t.text for t in between]
    if len(texts) == 1:
        return texts[0] in _BREAKS
    if not texts:
        return position.placed and position.head.case == "Nom" and position.head.text[:1].isupper()
    if len(texts) == 3 and texts[0] in _BREAKS and texts[2] == "и":
        return between[1].pos == "NOUN"
    plain = len(texts) <= 8 and all(t.pos not in {"VERB", "SCONJ", "PRON"} for t in between)
    return texts[0] == texts[-1] == "," and texts.count(",") == 2 and plain and _agree(between[1], position.head)


def _linked(sentence: Sentence, people: Sequence[Mention], position: Position) -> Mention | None:
    """Return the person whom a verb gives the position: «стал», «назначен», «занимает пост»."""
    above = next(iter(sentence.ancestors(position.head)), None)
    if above is not None and above.lemma in positions.POSTS:
        above = next(iter(sentence.ancestors(above)), None)
    if above is None or above.lemma not in positions.BECOMING or not positions.is_taken(sentence, above):
        return None
    heads = {t.i for t in subjects(sentence, above)}
    return next((m for m in people if m.head in heads or m.first - 1 in heads), None)


def _shared(sentence: Sentence, found: Sequence[Position], at: int) -> list[Mention]:
    """Return the body that a neighbour in a list names for both: «директор и совладелец X», «глава X полковник»."""
    listed = at + 1 < len(found) and _listed(sentence, found[at], found[at + 1])
    if listed and sentence.tokens[found[at].end].text == "и":
        return found[at + 1].where
    rank = at > 0 and found[at - 1].end == found[at].first and found[at].head.lemma in positions.RANKS
    return found[at - 1].where if rank else []
