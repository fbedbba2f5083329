"""How the noun groups of an English sentence join: subjects, objects, prepositional groups, lists, appositions."""

from coopatlas.language.english import chunks as c
from coopatlas.language.english import readings as r
from coopatlas.language.english.chunks import Chunk
from coopatlas.language.english.state import ROOT, Frame, State
from coopatlas.language.english.words import load

_TO_NOUN = frozenset(
    {"of", "between", "among", "on", "for", "about", "against", "regarding", "concerning", "like", "including"}
    | {"such_as", "worth", "towards"}
)
_TO_VERB = frozenset(
    {"by", "at", "during", "after", "before", "since", "until", "via", "through", "despite", "because_of"}
    | {"according_to", "under"}
)


def attach_noun(state: State, at: int, part: Chunk) -> None:
    """Attach a noun group."""
    joined, prep = state.joined, state.prep
    state.joined = state.prep = None
    before = state.before(at)
    if prep is not None:
        _with_preposition(state, part, prep, joined)
    elif _begins_clause(state, at, joined):
        _new_clause(state, part, joined)
    elif joined is not None and state.chain:
        _coordinate(state, part, joined)
    elif before.kind == c.STOP and before.low == ":" and state.chain and not _finite_follows(state, at):
        state.tree.set(part.head, state.chain[-1], "appos")
        state.chain = [part.head]
    elif before.kind == c.COMMA and state.chain and _continues(state, at, part):
        pass
    else:
        _bare(state, at, part)


def _with_preposition(state: State, part: Chunk, prep: Chunk, joined: Chunk | None) -> None:
    state.tree.set(prep.last, part.head, "case")
    state.words[prep.last].tag = "ADP"
    if joined is not None and _same_preposition(state, part, prep, joined):
        return
    place = state.parts.index(prep)
    before = state.before(place)
    governor = before.head if before.kind in {c.NP, c.ADJ} else ROOT
    if governor != ROOT and prep.low not in {"of", "like", "including", "such_as"} and governor in state.chain:
        able = [h for h in reversed(state.chain) if state.takes(h, prep.low) and not _has_own(state, h, prep.low)]
        # "an agreement on the avoidance of taxation | between A and B"
        tying = (h for h in able if prep.low == "between" and state.words[h].low in load().classes["takes_with"])
        governor = next(tying, next(iter(able), governor))
    if governor != ROOT and not (prep.low == "on" and state.timed(part.head)) and _to_noun(state, governor, prep.low):
        state.tree.set(part.head, governor, "nmod")
        state.chain.append(part.head)
        return
    state.oblique(part.head, "obl")
    state.chain = [part.head]


def _same_preposition(state: State, part: Chunk, prep: Chunk, joined: Chunk) -> bool:
    """Join «and with B» to «with A»."""
    for head in reversed(state.chain):
        cases = [i for i, above in enumerate(state.tree.heads) if above == head and state.tree.rels[i] == "case"]
        if any(state.words[i].low == prep.low for i in cases):
            state.tree.set(part.head, head, "conj")
            state.tree.set(joined.head, part.head, "cc")
            state.chain.append(part.head)
            return True
    return False


def _to_noun(state: State, governor: int, prep: str) -> bool:
    if prep in {"on", "for", "about"} and state.words[governor].tag == r.NAME and state.top.verb != ROOT:
        return False
    if prep == "between" and state.timed(governor) and state.top.verb != ROOT:
        return False
    if prep in _TO_NOUN:
        return prep != "for" or state.top.verb == ROOT or state.relational(governor)
    if governor == state.top.verb or state.words[governor].tag == r.ADJECTIVE:
        return False
    if state.top.verb == ROOT and prep != "according_to":
        return state.words[governor].tag != "NUM" and not state.timed(governor)
    return prep not in _TO_VERB and state.takes(governor, prep) and not _has_own(state, governor, prep)


def _has_own(state: State, noun: int, prep: str) -> bool:
    """Whether a noun has a group with this preposition already: «cooperation in trade | in X»."""
    below = [i for i, above in enumerate(state.tree.heads) if above == noun and state.tree.rels[i] == "nmod"]
    cases = [i for i, above in enumerate(state.tree.heads) if above in below and state.tree.rels[i] == "case"]
    return any(state.words[i].low == prep for i in cases)


def _begins_clause(state: State, at: int, joined: Chunk | None) -> bool:
    """Whether a group is the subject of a new clause: a clause has ended, and a finite verb follows."""
    before = state.before(at)
    ended = joined is not None or before.kind in {c.COMMA, c.STOP}
    awaited = any(frame.verb == ROOT and frame.subject != ROOT for frame in state.stack)
    if not ended or awaited or state.top.verb == ROOT:
        return False
    return _finite_follows(state, at)


def _finite_follows(state: State, at: int) -> bool:
    for i, part in enumerate(state.parts[at + 1 :], at + 1):
        if part.kind == c.VG:
            return part.form == c.FINITE
        if part.kind in (c.COMMA, c.CC):
            ahead = state.parts[i + 1] if i + 1 < len(state.parts) else part
            if ahead.kind != c.NP or (part.kind == c.COMMA and not _appositive(state, i + 1)):
                return False
        elif part.kind not in {c.NP, c.PREP, c.ADV}:
            return False
    return False


def _appositive(state: State, at: int) -> bool:
    """Whether a group between commas stands beside a name: «…, the head of the port, said»."""
    return any(part.kind == c.COMMA for part in state.parts[at + 1 : at + 5])


def _new_clause(state: State, part: Chunk, joined: Chunk | None) -> None:
    state.pop_to_unfilled()
    if state.top.verb != ROOT:
        while len(state.stack) > 1 and state.top.kind not in {"root", "conj", "ccomp", "parataxis"}:
            state.close()
        kind = "conj" if joined is not None else "parataxis"
        state.stack.append(Frame(kind, state.top.verb))
    if joined is not None:
        state.top.mark = joined.head if state.top.kind == "conj" else state.top.mark
    state.subject(part.head)


def _awaits_second(state: State, head: int) -> bool:
    """Whether a noun stands behind "between" and the second of the two is not told yet."""
    below = [i for i, above in enumerate(state.tree.heads) if above == head]
    between = any(state.tree.rels[i] == "case" and state.words[i].low == "between" for i in below)
    return between and all(state.tree.rels[i] != "conj" for i in below)


def _coordinate(state: State, part: Chunk, joined: Chunk | None) -> None:
    offices = load().classes["offices"]
    like = [head for head in state.chain if _alike(state, head, part)]
    if any(word.low in offices for word in state.words[part.first : part.head + 1]):
        like = [head for head in state.chain if state.words[head].low in offices] or like
    like = [head for head in state.chain if _awaits_second(state, head)] or like
    first = like[-1] if like else state.chain[-1]
    if not like and state.words[first].tag == r.NAME and state.tree.rels[first] == "nmod":
        first = state.chain[0]
    state.tree.set(part.head, first, "conj")
    if joined is not None:
        state.tree.set(joined.head, part.head, "cc")
    state.chain = [*state.chain[: state.chain.index(first) + 1], part.head]


def _alike(state: State, one: int, part: Chunk) -> bool:
    """Whether two groups may stand in one list: names with names, «the signing» with «the development»."""
    other = part.head
    names = [state.words[i].tag == r.NAME for i in (one, other)]
    numbers = [state.words[i].tag == "NUM" for i in (one, other)]
    if names[0] != names[1] or numbers[0] != numbers[1]:
        return False
    first = next(p.first for p in state.parts if p.first <= one <= p.last)
    articles = [state.words[i].low in {"the", "a", "an"} for i in (first, part.first)]
    return articles[0] == articles[1] or names[0] or one == state.chain[-1] == state.chain[0]


def _continues(state: State, at: int, part: Chunk) -> bool:
    """Attach a group behind a comma to what it stands beside or in one list with."""
    last = state.chain[-1]
    if state.words[part.head].tag == r.NAME:
        last = next((h for h in reversed(state.chain) if state.words[h].low in load().classes["offices"]), last)
    awaited = state.top.verb == ROOT and state.top.subject == ROOT and _finite_follows(state, at)
    if awaited and _is_fronted(state) and not _closed_by_comma(state, at):
        return False  # "During his trip to Hanoi, | Governor of the region X met …"
    if state.timed(part.head) or (awaited and not _person_beside(state, last, part)):
        return False
    if _stands_beside(state, last, part) and not (_in_list(state, at) and not _person_beside(state, last, part)):
        state.tree.set(part.head, last, "appos")
        state.chain.append(part.head)
        return True
    if state.top.verb == ROOT and state.top.subject == ROOT:
        return False
    if _in_list(state, at):
        _coordinate(state, part, None)
        return True
    if state.top.subject == ROOT or state.top.verb != ROOT or state.chain[0] == state.top.subject:
        state.tree.set(part.head, last, "appos")
        state.chain.append(part.head)
        return True
    return False


def _is_fronted(state: State) -> bool:
    """Whether the groups told last belong to a preposition with which a clause begins."""
    return any(word == state.chain[0] for word, _ in state.top.waiting)


def _closed_by_comma(state: State, at: int) -> bool:
    """Whether a comma parts a group and its own from the verb: "…, the head of the port, said"."""
    behind = (part.kind for part in state.parts[at + 1 :] if part.kind in {c.COMMA, c.VG})
    return next(behind, "") == c.COMMA


def _stands_beside(state: State, last: int, part: Chunk) -> bool:
    named = state.words[last].tag == r.NAME
    return named != (state.words[part.head].tag == r.NAME) and state.words[part.head].tag != "NUM"


def _person_beside(state: State, last: int, part: Chunk) -> bool:
    office = load().classes["offices"]
    words = {state.words[last].low, state.words[part.head].low}
    return bool(words & office) and r.NAME in {state.words[last].tag, state.words[part.head].tag}


def _in_list(state: State, at: int) -> bool:
    """Whether a list goes on from here to an «and»: groups, prepositions and commas alone lie between."""
    between = False
    for part in state.parts[at + 1 :]:
        if part.kind == c.CC and not between:
            return True
        between = (between or part.low == "between") and part.kind != c.CC
        if part.kind == c.CC:
            continue
        if part.kind not in {c.NP, c.PREP, c.COMMA, c.ADV}:
            return False
    return False


def _bare(state: State, at: int, part: Chunk) -> None:
    """Attach a group without preposition: subject, object, predicate or a time."""
    frame = state.top
    if state.timed(part.head) and not (frame.verb == ROOT and frame.subject == ROOT and _finite_next(state, at)):
        state.oblique(part.head, "obl:tmod")
    elif frame.verb == ROOT:
        state.subject(part.head)
    elif frame.copula and frame.object == ROOT:
        frame.object = part.head
        state.chain = [part.head]
    elif frame.object == ROOT:
        frame.object = part.head
        state.tree.set(part.head, frame.verb, "nsubj" if _speaks_behind(state, part) else "obj")
        state.chain = [part.head]
    elif state.before(at).kind == c.NP and state.tree.rels[frame.object] == "obj":
        state.tree.set(frame.object, frame.verb, "iobj")
        state.tree.set(part.head, frame.verb, "obj")
        frame.object = part.head
        state.chain = [part.head]
    else:
        state.tree.set(part.head, frame.verb, "dep")
        state.chain = [part.head]


def _speaks_behind(state: State, part: Chunk) -> bool:
    """Whether who speaks stands behind a verb of saying: "…, said | the governor", "…” added Petrov"."""
    verb, classes = state.top.verb, load().classes
    says = verb > 0 and r.lemma(state.words[verb].low, r.PAST) in classes["saying"]
    after_mark = says and state.words[verb - 1].low in {",", '"', "”", "’", "''"}
    return after_mark and (state.words[part.head].tag == r.NAME or state.words[part.head].low in classes["offices"])


def _finite_next(state: State, at: int) -> bool:
    return at + 1 < len(state.parts) and state.parts[at + 1].kind == c.VG and state.parts[at + 1].form == c.FINITE


def attach_adjective(state: State, _at: int, part: Chunk) -> None:
    """Attach an adjective that stands behind its verb."""
    joined, state.joined = state.joined, None
    frame = state.top
    if frame.verb == ROOT:
        frame.waiting.append((part.head, "advcl"))
    elif frame.copula and frame.object == ROOT and joined is None:
        frame.object = part.head
    elif joined is not None and frame.object != ROOT:
        state.tree.set(part.head, frame.object, "conj")
        state.tree.set(joined.head, part.head, "cc")
    else:
        state.tree.set(part.head, frame.verb, "xcomp")
    state.prep = None
