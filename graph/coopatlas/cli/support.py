"""What several verbs share: who reads, reading under a bar, what a query or a page is read from and written to."""

import errno
import os
import signal
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coopatlas import __version__
from coopatlas.errors import DocumentError, QuestionError

if TYPE_CHECKING:
    from coopatlas.build import Event
    from coopatlas.build.intake import Upkeep
    from coopatlas.documents import Given
    from coopatlas.evaluate.gold import Gold
    from coopatlas.languagemodel import LanguageModel
    from coopatlas.languagemodel.both import Both
    from coopatlas.model import Document, Fact
    from coopatlas.rdf.iri import Triple
    from coopatlas.review.decisions import Decisions
    from coopatlas.store import Store
    from coopatlas.views import Focus


def version(asked: bool) -> None:
    """Print the version and end, if that is what is asked."""
    if asked:
        print(f"coopatlas {__version__}")
        raise SystemExit


def use(content: str | None) -> None:
    """Let questions and views of one's own stand beside those installed: of a folder, else as `coopatlas.toml` says."""
    from coopatlas.content import OWN

    chosen = content or _content_of(Path("coopatlas.toml"))
    if chosen:
        os.environ[OWN] = str(Path(chosen).absolute())


def _content_of(project: Path) -> str | None:
    """Return the folder that a project's file names; its own reader tells what is wrong with the file."""
    if not project.is_file():
        return None
    with suppress(OSError, ValueError):
        told = tomllib.loads(project.read_text("utf-8-sig")).get("content")
        return told if isinstance(told, str) else None
    return None


def given(lang: str | None, about: Sequence[str | None], columns: str | None, files: int) -> "Given":
    """Return what is said of documents on the command line: `about` are title, day and source.

    Raises `QuestionError` for a title of several files, a day that is none, columns that are no pairs.
    """
    from coopatlas.documents import Given, dates

    title, published, source = about
    if title and files > 1:
        raise QuestionError("--title", f"one title for {files} files", "name one file, or write titles into them")
    if published and not dates.understood(published):
        raise QuestionError("--published", f"«{published}» is no date", "write it as 2018, 2018-03 or 2018-03-09")
    pairs = [pair.partition("=") for pair in (columns or "").split(",") if pair]
    if any(not (role and sign and heading) for role, sign, heading in pairs):
        raise QuestionError("--columns", f"«{columns}» sets no columns", "write --columns text=HEADING,date=HEADING")
    return Given(lang, title, published, source, tuple((role.strip(), head.strip()) for role, _, head in pairs))


@contextmanager
def model_of(reader: str) -> Iterator["LanguageModel | Both | None"]:
    """Give the language model that reads, None for the rules; what it cost is noted in the end."""
    if reader == "rules":
        yield None
        return
    from coopatlas.cli import terminal
    from coopatlas.languagemodel import LanguageModel, Settings
    from coopatlas.languagemodel.both import Both

    model = LanguageModel(Settings.from_environment())
    both = Both(model) if reader == "both" else None
    try:
        yield both or model
    finally:
        terminal.note(model.usage.line())
        if both:
            terminal.note(both.line())


def announce(paths: Sequence[str], given: "Given", model: "LanguageModel | Both | None") -> None:
    """Say what a large run of a language model will send, before it begins; a run of a few documents just begins."""
    from coopatlas import documents
    from coopatlas.cli import terminal

    if model is None or documents.count(paths) < _LARGE_RUN:
        return
    found = [one for one in documents.read(paths, given=given) if not isinstance(one, DocumentError)]
    requests, tokens = model.estimate(found)
    terminal.note(
        f"{len(found)} documents: up to {requests} requests of about {tokens} tokens in all, answers not counted"
    )


_LARGE_RUN = 20


def facts(document: "Document", model: "LanguageModel | Both | None") -> list["Fact"]:
    """Return what the model, or the rules where there is none, read in a document."""
    from coopatlas import reading

    return model.read(document) if model else reading.read(document)


def read(
    paths: Sequence[str], given: "Given", model: "LanguageModel | Both | None"
) -> Iterator["tuple[Document, list[Fact]] | DocumentError"]:
    """Yield each document with its facts, or why it could not be read."""
    from coopatlas import documents

    announce(paths, given, model)
    given_documents = documents.read(paths, given=given)
    if model is None:
        for found in given_documents:
            yield found if isinstance(found, DocumentError) else (found, facts(found, None))
        return
    failed: list[DocumentError] = []
    for document, told in model.read_all(documents.sound(given_documents, failed)):
        yield from failed
        failed.clear()
        yield told if isinstance(told, DocumentError) else (document, told)
    yield from failed


def built(
    paths: Sequence[str],
    store: "Store",
    processes: int | str | None,
    given: "Given | None" = None,
    model: "LanguageModel | Both | None" = None,
    decided: "Decisions | None" = None,
    upkeep: "Upkeep | None" = None,
) -> list["Event"]:
    """Build documents into a store under a bar, and return what became of each."""
    from coopatlas import build, documents
    from coopatlas.cli.terminal import built

    if given is not None:
        announce(paths, given, model)
    total = documents.count(paths)
    # A process takes a second to start; a few documents are read sooner on one.
    count = processes or (1 if total < build.LARGEST_TASK else os.cpu_count() or 1)
    events = []
    building = build.build(paths, store, given=given, processes=count, model=model, decisions=decided, upkeep=upkeep)
    for event in built.followed(building, total):
        built.event(event)
        events.append(event)
    return events


def tell_waiting(store: "Store") -> None:
    """Note that there is something to hold against statistics, and by which verb, where there is."""
    from coopatlas.cli import terminal
    from coopatlas.cli.options import of_locale
    from coopatlas.statistics.check import waiting

    if count := waiting(store):
        terminal.note(_WAITING[of_locale()].format(count))


_WAITING = {
    "ru": "утверждений с цифрами торговли, ещё не сверенных со статистикой: {}; сверить: coopatlas check",
    "en": "{} claims of figures of trade wait to be held against statistics: coopatlas check",
}


def decisions(store: str, named: str | None) -> "Decisions":
    """Return the decisions of the log that is named, or of that beside the store if there is one."""
    from coopatlas.errors import DecisionError
    from coopatlas.review import log
    from coopatlas.review.decisions import Decisions

    path = Path(named) if named else log.beside(store)
    if named and not path.exists():
        raise DecisionError(named, "there is no such file", "check the path")
    if taken := log.taken_over(path):
        from coopatlas.cli import terminal

        terminal.note(f"{taken} judgements of judgements.toml were taken over into {path.name}")
    return Decisions.read(path)


def decided(log: Path, store: str) -> "list[Gold]":
    """Return what people decided of the documents of a store as gold."""
    from coopatlas.errors import EvaluationError
    from coopatlas.evaluate.gold import Gold
    from coopatlas.review import corpus
    from coopatlas.store import Store

    known = decisions(store, str(log))
    with Store.open(store, read_only=True) as opened:
        found = [Gold(one.document, one.facts, frozenset(one.sentences)) for one in corpus.reviewed(opened, known)]
    if not found:
        raise EvaluationError(str(log), "no sentence of the store was decided of as a whole", "coopatlas review")
    return found


def end_at_once() -> None:
    """Let `| head` and Ctrl-C end this process without a word: the engine, once it answers, cannot be interrupted.

    Not for a verb that writes to a store, to other processes or to a network.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def drawn(
    store: "Store", name: str, output: str, lang: str, focus: "Focus | None" = None, boundaries: str | None = None
) -> Path:
    """Draw a view of a store, on a map with the boundaries of a file, into a file; see `written`."""
    from coopatlas import views
    from coopatlas.views.boundaries import read as read_boundaries

    chosen = read_boundaries(boundaries) if boundaries else None
    return written(output, views.render(store, name, lang, focus, chosen).encode())


def drawn_all(store: "Store", folder: str, lang: str, focus: "Focus") -> Path:
    """Draw all views of a store into a folder, which is made, and return the page that leads to them."""
    from coopatlas import views

    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QuestionError(
            folder, f"the folder cannot be made ({error.strerror})", "name another: -o FOLDER"
        ) from error
    for name, page in views.every(store, lang, focus):
        last = written(str(place / f"{name}.html"), page.encode())
    return last


def written(output: str, data: bytes) -> Path:
    """Write a file, whole or not at all, and return where it stands; `-` is standard output.

    Raises `QuestionError` where it cannot be written.
    """
    if output == "-":
        # Standard output itself may be unbuffered, and then writes no more than a pipe takes at once.
        with open(sys.stdout.fileno(), "wb", closefd=False) as out:
            out.write(data)
        return Path(output)
    try:
        _replace(Path(output), data)
    except OSError as error:
        raise QuestionError(
            output, f"the file cannot be written ({error.strerror})", "name another: -o FILE"
        ) from error
    return Path(output).resolve()


def _replace(path: Path, data: bytes) -> None:
    """Put a file in the place of another once all of it is written; a device is written as it is."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    target = path.resolve()
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        new.write_bytes(data)
        if target.exists():
            new.chmod(target.stat().st_mode)
        new.replace(target)
    except OSError:
        new.unlink(missing_ok=True)
        raise


def open_streams() -> None:
    """Let output be UTF-8, and give whoever started this without an input or output one that holds nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  as long as the process
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def is_of_output(error: OSError) -> bool:
    """Whether it is standard output that failed: a disk that is full, a pipe that nobody reads."""
    return error.filename is None and error.errno in (errno.ENOSPC, errno.EPIPE, errno.EBADF, errno.EIO, errno.EDQUOT)


def drop_output() -> None:
    """Let what is still to be written to standard output go nowhere, so that the end of the process is quiet."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def statements(store: "Store | None", documents: Sequence[str]) -> "set[Triple]":
    """Return what the named documents of a store say, or where none is named all that it asserts and refers to."""
    if store is None:
        return set()
    if not documents:
        return set(store.statements())
    return {triple for name in documents for triple in store.graph(store.record(name))}


def query(file: str) -> str:
    """Return the text of a query; raises `QuestionError` where it cannot be read."""
    try:
        text = sys.stdin.buffer.read().decode() if file == "-" else Path(file).read_text("utf-8")
        return text.removeprefix("\ufeff")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(file, f"the query cannot be read ({error})", "name a file of text in UTF-8") from error


def parameters(given: Sequence[str]) -> dict[str, str]:
    """Return the parameters that pairs NAME=VALUE set; raises `QuestionError` for what is no pair or set twice."""
    found: dict[str, str] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not (name and sign):
            raise QuestionError(one, "this sets no parameter", "write --set name=value")
        if name in found:
            raise QuestionError(name, "the parameter is set twice", "ask once for each value")
        found[name] = value
    return found
