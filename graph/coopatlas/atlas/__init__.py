"""The Python API: one store, asked and read by the same functions as the command line and the server.

    import coopatlas

    atlas = coopatlas.open("coopatlas-store")
    answer = atlas.ask("meetings", territory="Карелия")
    atlas.frame(answer)

What is returned are frozen dataclasses; `frame` makes a pandas frame of any of them, where pandas is there.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from coopatlas import index, questions, search
from coopatlas.claims import read
from coopatlas.claims.read import Claim
from coopatlas.errors import DocumentError
from coopatlas.index.fulltext import FullText
from coopatlas.model import Document, Fact
from coopatlas.questions import Question, entities
from coopatlas.questions.answers import Answer, Evidence, Named, Row, evidence, labelled
from coopatlas.questions.entities import Entity, Listed, Mention
from coopatlas.search import Found, free_questions
from coopatlas.search.free_questions import Understood
from coopatlas.store import Info, Solutions, Store
from coopatlas.store.bounded import Bounded

if TYPE_CHECKING:
    import pandas as pd

    from coopatlas.views import Focus


class Atlas:
    """A store that is open to be asked: use it as a context, or let it go, to close it.

    It shows what was committed when it was opened; `refresh` opens it anew. Errors are `CoopatlasError`s, which say
    where, what, and what to do.
    """

    def __init__(self, store: Store, folder: str | Path = "") -> None:
        self.store = store
        self._folder = folder or store.path

    @classmethod
    def open(cls, folder: str | Path) -> Self:
        """Open the store in a folder, beside whoever builds it; raises `StoreError` where there is none."""
        return cls(Store.open(folder, read_only=True), folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the store go."""
        self.store.close()

    def refresh(self) -> None:
        """See what was committed since the store was opened."""
        path = self.store.path
        self.store.close()
        self.store = Store.open(path, read_only=True)
        if "index" in self.__dict__:
            self.__dict__["index"] = index.learnt(self.store, self.index)

    def questions(self) -> Mapping[str, Question]:
        """Return the catalogue of questions by id: title, parameters, columns."""
        return questions.load()

    def ask(
        self,
        question: str,
        /,
        given: Mapping[str, str] | None = None,
        *,
        limit: int | None = None,
        after: int = 0,
        widen: bool = False,
        seconds: float | None = None,
        **more: str,
    ) -> Answer:
        """Ask a question by its id, words of its title, or in one's own words: `ask("turnover", a="Карелия", b="KZ")`.

        Parameters are written as a person writes them, by name, or in `given`; raises `QuestionError` for one that is
        not understood, and where no question is meant. `meant` tells how a free question is understood. With `widen`,
        what is around a place and in it counts as that place.

        The answer says how many rows come before those told, and how many after. With `seconds`, a process of its own
        asks the store, and raises `BoundError` where there is no answer by then.
        """
        told = self.meant(question, {**(given or {}), **more})
        if seconds is None:
            return questions.ask(self.store, told.question, told.given, limit, after=after, widen=widen)
        with Bounded(self._folder, seconds) as bounded:
            return bounded.run(questions.ask, told.question, told.given, limit, after=after, widen=widen)

    @staticmethod
    def meant(question: str, given: Mapping[str, str] | None = None) -> Understood:
        """Return which question of the catalogue some words mean, with its parameters filled."""
        return free_questions.chosen(question, given or {})

    def evidence(self, row: Row) -> tuple[Evidence, ...]:
        """Return the sentences on which a row of an answer rests."""
        return evidence(self.store, row)

    def sparql(self, query: str) -> Solutions:
        """Answer SELECT, ASK, CONSTRUCT or DESCRIBE; the usual prefixes are given."""
        return self.store.query(query)

    @staticmethod
    def read(
        text: str,
        lang: str | None = None,
        *,
        title: str | None = None,
        published: str | None = None,
        source: str | None = None,
    ) -> list[Fact]:
        """Return the facts that are read in a text, which does not enter the store.

        The language is told by the letters where it is not given, `ru`, `en` or `kk`; `published` is ISO 8601.
        """
        from coopatlas import reading
        from coopatlas.documents import language

        spoken = lang or language.detected(text)
        if spoken is None:
            raise DocumentError("text", "its language cannot be told from its words", 'give it: lang="ru"')
        return reading.read(Document("text", text, spoken, title, source, published))

    def facts(self, document: str) -> list[Fact]:
        """Return the facts that the reader of today reads in a document of the store, by its name."""
        told = self.document(document)
        text = self.store.text(told.digest)
        return self.read(text, told.lang, title=told.title, published=told.issued, source=told.source)

    def claims(self, about: str | None = None, *, kind: str | None = None, document: str | None = None) -> list[Claim]:
        """Return the claims of the store by document and place: all, or those about someone, of a kind, in a document.

        `about` is a name or an IRI, `kind` the name of a kind of fact; raises `QuestionError` for an unknown name,
        `StoreError` for an unknown document.
        """
        if about is not None:
            nodes = entities.named(self.store, about)
            keys = {one.claim for node in nodes for one in entities.mentions(self.store, node)}
            found = list(read.claims(self.store, keys).values())
        elif document is not None:
            keys = entities.claims_in(self.store, self.document(document).iri)
            found = list(read.claims(self.store, keys).values())
        else:
            found = read.every(self.store)
        wanted = (one for one in found if kind in (None, one.kind) and document in (None, one.document.name))
        return sorted(wanted, key=lambda claim: claim.place)

    def mentions(self, node: str) -> list[Mention]:
        """Return the claims about an entity in a few words, by its IRI, the latest first."""
        return entities.mentions(self.store, node)

    def entity(self, name: str) -> Entity:
        """Return what is known of whom or what a name means, or an IRI; raises `QuestionError` with names like it."""
        return entities.describe(self.store, entities.named(self.store, name)[0])

    def search(self, text: str, limit: int = 20, after: int = 0, traits: Mapping[str, str] | None = None) -> Found:
        """Return what is called so, and which documents say so: so many of either, after so many.

        `traits` narrow the documents by what `Found.facets` counts: `{"year": "2018", "kind": "trade"}`.
        Beside a store that has no index what is needed is made at the first search.
        """
        return search.search(self.store, self.index, text, limit, after, traits)

    @cached_property
    def index(self) -> FullText:
        """The names and words of the store; `refresh` brings them up to date."""
        return index.learnt(self.store)

    def labels(self, nodes: Iterable[str]) -> Mapping[str, Named]:
        """Return these IRIs with their labels."""
        return labelled(self.store, nodes)

    def documents(self) -> list[Listed]:
        """Return the documents, the latest first."""
        return entities.documents(self.store)

    def document(self, name: str) -> Listed:
        """Return the description of a document; raises `StoreError` where the store has none of this name."""
        return entities.document(self.store, name)

    def text(self, name: str) -> str:
        """Return the text of a document, into which the offsets of its claims point."""
        return self.store.text(self.store.record(name).digest)

    def info(self) -> Info:
        """Count what the store holds."""
        return self.store.info()

    def view(self, name: str = "network", lang: str = "ru", focus: "Focus | None" = None) -> str:
        """Return a view as a page of HTML that opens with no network."""
        from coopatlas import views

        return views.render(self.store, name, lang, focus)

    def frame(self, things: Any, lang: str = "ru") -> "pd.DataFrame":
        """Return an answer, solutions, claims, facts, or a list of any dataclass of this API as a pandas frame.

        Names are in `lang`, beside them the IRIs. Raises `QuestionError` where pandas is not there.
        """
        from coopatlas.atlas import frames

        return frames.frame(self.store, things, lang)
