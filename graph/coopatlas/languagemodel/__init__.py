"""Reading by a language model behind an OpenAI-compatible endpoint: the same facts, each with a sentence of the text.

Off unless it is asked for. A document's text goes to the endpoint and nowhere else; whatever comes back is checked by
`replies`, so that neither the model nor a text that gives it orders can do more than put forward records.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from importlib.resources import files
from threading import Lock

from coopatlas import __version__
from coopatlas.errors import DocumentError
from coopatlas.language.segmentation import split
from coopatlas.language.tokens import Sentence
from coopatlas.languagemodel import prompt, replies
from coopatlas.languagemodel.cache import Cache
from coopatlas.languagemodel.client import Client, Usage
from coopatlas.languagemodel.settings import Settings
from coopatlas.model import Document, Fact
from coopatlas.reading.merging import merged

__all__ = ["Client", "LanguageModel", "Settings", "Told", "Usage"]

Told = list[Fact] | DocumentError
"""What became of one document: its facts, or why it could not be read."""
_TRIES = 3
_BYTES_A_TOKEN = 4


class LanguageModel:
    """Reads documents by one model; `usage` adds up what all of them cost."""

    def __init__(self, settings: Settings, client: Client | None = None) -> None:
        self._settings = settings
        self._client = client or Client(settings)
        self._cache = Cache(settings.cache)
        self._lock = Lock()
        self.usage = Usage()

    def read(self, document: Document) -> list[Fact]:
        """Return the facts of `document` in the order of its text.

        Raises `LanguageModelError` where the endpoint fails, and `DocumentError` where its answers about this document
        cannot be used: part of a document is never taken for the whole.
        """
        usage = Usage()
        sentences = split(document.text)
        checker = replies.Checker(document, sentences, usage.dropped)
        facts: list[Fact] = []
        try:
            for start, end in pieces(sentences, self._settings.longest):
                facts += checker.facts(self._asked(document, document.text[start:end], usage), start, end)
            usage.documents = 1
        finally:
            with self._lock:
                self.usage.add(usage)
        return merged(facts)

    def read_all(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Told]]:
        """Yield each document with its facts, or with why it could not be read, in their order.

        `Settings.parallel` documents are asked about at a time, and none is taken long before its turn. Raises
        `LanguageModelError` where the endpoint fails.
        """
        running: deque[tuple[Document, Future[list[Fact]]]] = deque()
        with ThreadPoolExecutor(self._settings.parallel) as pool:
            for document in documents:
                running.append((document, pool.submit(self.read, document)))
                if len(running) > self._settings.parallel:
                    yield _told(*running.popleft())
            while running:
                yield _told(*running.popleft())

    def estimate(self, documents: Sequence[Document]) -> tuple[int, int]:
        """Return how many requests a reading makes, and about how many tokens it sends, four bytes of text a token."""
        counts = [len(list(pieces(split(one.text), self._settings.longest))) for one in documents]
        own = len(prompt.request(self._settings, Document("", "", ""), "")) * sum(counts)
        return sum(counts), (own + sum(len(one.text.encode()) for one in documents)) // _BYTES_A_TOKEN

    def fingerprint(self) -> str:
        """Return what identifies this reader: the model, and a digest of what is asked and how answers are checked."""
        digest = sha256(prompt.request(self._settings, Document("", "", ""), ""))
        for entry in sorted(files("coopatlas.languagemodel").iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                digest.update(entry.read_bytes())
        return f"coopatlas-{__version__}-{replies.RULE}-{self._settings.model}-{digest.hexdigest()[:12]}"

    def _asked(self, document: Document, text: str, usage: Usage) -> list[object]:
        request = prompt.request(self._settings, document, text)
        kept = replies.parsed(self._cache.get(self._settings.url, request))
        if kept is not None:
            usage.cached += 1
            return kept
        for _ in range(_TRIES):
            answer = self._client.ask(request, usage)
            found = replies.parsed(answer)
            if answer is not None and found is not None:
                self._cache.put(self._settings.url, request, answer)
                return found
        problem = f"the language model gave no usable answer in {_TRIES} tries"
        raise DocumentError(document.name, problem, "choose a model that follows a JSON schema, or read it without one")


def _told(document: Document, future: Future[list[Fact]]) -> tuple[Document, Told]:
    try:
        return document, future.result()
    except DocumentError as error:
        return document, error


def pieces(sentences: Sequence[Sentence], longest: int) -> Iterator[tuple[int, int]]:
    """Yield the start and end of parts of the text, up to `longest` code points each, that end with a paragraph.

    A paragraph that is longer ends a part at a sentence, and a sentence that is longer is cut.
    """
    units: list[tuple[int, int]] = []
    for paragraph in _paragraphs(sentences):
        whole = (paragraph[0].start, paragraph[-1].end)
        fits = whole[1] - whole[0] <= longest
        units += [whole] if fits else [cut for sentence in paragraph for cut in _cuts(sentence, longest)]
    if not units:
        return
    first, last = units[0]
    for start, end in units[1:]:
        if end - first > longest:
            yield first, last
            first = start
        last = end
    yield first, last


def _paragraphs(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    found: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        found.setdefault(sentence.paragraph, []).append(sentence)
    return list(found.values())


def _cuts(sentence: Sentence, longest: int) -> list[tuple[int, int]]:
    return [(at, min(at + longest, sentence.end)) for at in range(sentence.start, sentence.end, longest)]
