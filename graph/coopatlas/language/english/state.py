"""What is open while the tree of an English sentence is built: clauses, the last noun groups, a preposition."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coopatlas.language.english import chunks as c
from coopatlas.language.english import readings as r
from coopatlas.language.english.chunks import Chunk
from coopatlas.language.english.neighbours import Word
from coopatlas.language.english.words import load

ROOT = -1
_RELATIONAL_ENDINGS = ("tion", "sion", "ment", "ship", "ance", "ence", "ing", "ity")


@dataclass(slots=True)
class Frame:
    """An open clause: its verb, its subject and object, and what came before the verb."""

    kind: str
    parent: int = ROOT
    verb: int = ROOT
    subject: int = ROOT
    object: int = ROOT
    finite: bool = True
    passive: bool = False
    copula: bool = False
    mark: int = ROOT
    relative: int = ROOT
    waiting: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Tree:
    """Heads and relations of the words of a sentence."""

    heads: list[int]
    rels: list[str]

    def set(self, word: int, head: int, rel: str) -> None:
        """Attach a word, unless that would make a circle."""
        above, steps = head, 0
        while above != ROOT and steps < len(self.heads):
            if above == word:
                return
            above, steps = self.heads[above], steps + 1
        self.heads[word], self.rels[word] = head, rel


class State:
    """The sentence so far: its open clauses, the groups that a list may go on from, what waits for its noun."""

    def __init__(self, words: Sequence[Word], parts: Sequence[Chunk]) -> None:
        self.words = words
        self.parts = parts
        self.tree = Tree([ROOT] * len(words), [""] * len(words))
        self.stack = [Frame("root")]
        self.chain: list[int] = []
        self.prep: Chunk | None = None
        self.joined: Chunk | None = None

    @property
    def top(self) -> Frame:
        """The innermost open clause."""
        return self.stack[-1]

    def before(self, at: int, back: int = 1) -> Chunk:
        """Return the chunk before one, past adverbs."""
        at -= 1
        while at >= 0 and (self.parts[at].kind == c.ADV or back > 1):
            back -= self.parts[at].kind != c.ADV
            at -= 1
        return self.parts[at] if at >= 0 else Chunk("", -1, -1, -1)

    def is_open(self, kind: str) -> bool:
        """Whether a clause of a kind is open."""
        return any(frame.kind == kind for frame in self.stack)

    def subject(self, word: int) -> None:
        """Take a group for the subject of the innermost clause."""
        if self.top.subject != ROOT:
            self.top.waiting.append((self.top.subject, "obl"))
        self.top.subject = word
        self.chain = [word]

    def oblique(self, word: int, rel: str) -> None:
        """Attach a group to the verb of the innermost clause, now or when it comes."""
        if self.top.verb == ROOT:
            self.top.waiting.append((word, rel))
        else:
            self.tree.set(word, self.top.verb, rel)

    def pop_to_unfilled(self) -> None:
        """Go back to the innermost clause that waits for its verb."""
        if any(frame.verb == ROOT for frame in self.stack):
            while self.top.verb != ROOT:
                self.close()

    def close(self) -> None:
        """Close the innermost clause."""
        frame = self.stack.pop()
        if frame.verb == ROOT:
            self.close_verbless(frame)
            return
        head = frame.verb
        if frame.copula and frame.object != ROOT:
            head = self.predicate(frame)
        for word, rel in frame.waiting:
            self.tree.set(word, head, rel)
        if frame.subject != ROOT:
            self.tree.set(frame.subject, head, "nsubj:pass" if frame.passive else "nsubj")
        if frame.relative != ROOT:
            taken = frame.subject != ROOT
            self.tree.set(frame.relative, head, "obj" if taken else "nsubj:pass" if frame.passive else "nsubj")
        if frame.mark != ROOT:
            self.tree.set(frame.mark, head, "cc" if frame.kind == "conj" else "mark")
        if self.tree.heads[head] != ROOT or not self.stack:
            return
        if frame.parent != ROOT:
            self.tree.set(head, frame.parent, frame.kind)
        elif self.top.verb == ROOT:
            self.top.waiting.append((head, frame.kind))

    def predicate(self, frame: Frame) -> int:
        """Make the noun or adjective behind «be» the head of its clause."""
        head, verb = frame.object, frame.verb
        for i, above in enumerate(self.tree.heads):
            if above == verb and i != head:
                self.tree.heads[i] = head
        above, rel = self.tree.heads[verb], self.tree.rels[verb]
        self.tree.heads[head], self.tree.rels[head] = above if above != head else ROOT, rel
        self.tree.heads[verb], self.tree.rels[verb] = head, "cop"
        for open_frame in self.stack:
            if open_frame.parent == verb:
                open_frame.parent = head
        return head

    def close_verbless(self, frame: Frame) -> None:
        """Attach what is left of a clause without a verb to its subject: a heading."""
        head = frame.subject
        for word, rel in frame.waiting:
            if head == ROOT:
                head = word
            elif word != head:
                self.tree.set(word, head, "nmod" if rel == "obl" else rel)
        if ROOT not in (head, frame.parent):
            self.tree.set(head, frame.parent, "dep")
        if ROOT not in (frame.mark, head):
            self.tree.set(frame.mark, head, "mark")

    def relational(self, word: int) -> bool:
        """Whether a noun takes prepositions of its own."""
        low = self.words[word].low
        singular = r.lemma(low, self.words[word].tag)
        nouns = load().classes["relational"]
        return (
            singular in nouns
            or low in nouns
            or (singular.endswith(_RELATIONAL_ENDINGS) and singular not in load().classes["not_relational"])
        )

    def takes(self, word: int, prep: str) -> bool:
        """Whether a noun takes a preposition."""
        if self.words[word].tag == r.NAME:
            return False
        own = load().classes.get(f"takes_{prep}")
        singular = r.lemma(self.words[word].low, self.words[word].tag)
        return self.relational(word) if own is None else singular in own or self.words[word].low in own

    def timed(self, word: int) -> bool:
        """Whether a word is of the calendar."""
        calendar = load().calendar
        low = self.words[word].low
        return low in calendar["days"] or low in calendar["months"] or low in calendar["units"] or low.isdigit()
