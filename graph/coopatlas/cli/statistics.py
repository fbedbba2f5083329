"""Verbs that bring statistics and identifiers in."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopatlas.cli import support
from coopatlas.cli.options import STORE, Language, StoreFolder, of_locale
from coopatlas.errors import QuestionError
from coopatlas.sanitize import line

if TYPE_CHECKING:
    from coopatlas.rdf.links import LinkSet
    from coopatlas.statistics.importing import Examined

_WORDS = {
    "resolved": {"ru": "узнано мест", "en": "places known"},
    "unresolved": {"ru": "не узнано", "en": "not known"},
    "several": {"ru": "может быть", "en": "may be"},
    "left": {"ru": "оставлено как не место", "en": "judged to be no place of ours"},
    "assertion": {"ru": "проверено", "en": "holds"},
    "contradicts": {"ru": "противоречит себе, пропущено", "en": "contradicts itself, left out"},
    "figures": {"ru": "показателей", "en": "figures"},
    "statements": {"ru": "триплетов", "en": "statements"},
    "nothing": {"ru": "ничего не сохранено (--dry-run)", "en": "nothing is stored (--dry-run)"},
    "replaces": {"ru": "сменяет", "en": "supersedes"},
}


_HELD = {
    "figures": {"ru": "показателей {}", "en": "{} figures"},
    "resolved": {"ru": "{} названных мест узнано или решено", "en": "{} of the places named are known or judged"},
    "sum": {"ru": "итогов {} сходится, расхождение не больше {}", "en": "{} totals add up, within {}"},
    "at_most": {"ru": "итогов {} не превышено, недостача до {}", "en": "{} totals are not exceeded, short by up to {}"},
    "turnover": {"ru": "оборотов {} равно экспорту и импорту", "en": "{} turnovers are exports and imports"},
}


def import_(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A source that is described, or its file *.toml.")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="A release: CSV, TSV, XLS, XLSX, ODS or SDMX-ML.")],
    released: Annotated[
        str, typer.Option("--released", metavar="DATE", help="When the file was issued, if it bears no date.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be understood and what not, and store nothing.")
    ] = False,
    store: StoreFolder = STORE,
    lang: Language = None,
) -> None:
    """Import a release of statistics; one whose assertions fail stores nothing."""
    from coopatlas import index
    from coopatlas.statistics import importing, sources
    from coopatlas.store import Store

    spoken = lang or of_locale()
    described = sources.source(source)
    if dry_run:
        examined = importing.examine(described, Path(file), released)
        _report(examined, spoken, whole=True)
        print(_said("nothing", spoken))
        if examined.failed:
            raise examined.failed
        return
    with Store.open(store, create=True) as opened:
        examined, statements = importing.import_file(opened, described, Path(file), released)
        support.tell_waiting(opened)
    index.keep(store)
    _report(examined, spoken, whole=False)
    kept = f"{examined.figures} {_said('figures', spoken)}, {statements} {_said('statements', spoken)}"
    print(f"{examined.release.id}: {kept}")


def releases(
    forget: Annotated[str, typer.Option("--forget", metavar="RELEASE", help="Take this release out.")] = "",
    store: StoreFolder = STORE,
    lang: Language = None,
) -> None:
    """List the releases of statistics that a store holds."""
    from coopatlas import index, statistics
    from coopatlas.cli import terminal
    from coopatlas.statistics.keep import drop
    from coopatlas.store import Store

    spoken = lang or of_locale()
    if forget:
        with Store.open(store) as opened:
            drop(opened, forget)
        index.keep(store)
        return
    with Store.open(store, read_only=True) as opened:
        found = statistics.releases(opened)
    headings = ("release", "issued", "covers", "title", "licence", _said("replaces", spoken))
    rows = []
    for one in found.values():
        titles = dict(one.title)
        title = titles.get(spoken) or next(iter(titles.values()), "")
        covers = one.covers.label if one.covers else ""
        rows.append((one.id, one.issued, covers, title, one.licence or "–", one.replaces or ""))
    terminal.table(headings, rows)


def link(
    register: Annotated[
        str | None, typer.Argument(metavar="REGISTER", help="A register that is described, or its file *.toml.")
    ] = None,
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="Its rows: CSV, TSV or a workbook.")] = None,
    from_store: Annotated[
        bool, typer.Option("--from-store", help="Link what documents brought in, not the reference data.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be linked, and write nothing.")] = False,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write the links here, not beside the store.")
    ] = None,
    quickstatements: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write what Wikidata may be told of codes, for review.")
    ] = None,
    store: StoreFolder = STORE,
) -> None:
    """Link places, ports, goods and missions to other registers by codes, or tell how many are linked.

    Unsure links are written as «# ask» lines beside the store: take the mark away to accept one, write «# no» to refuse
    it, and link again.
    """
    from coopatlas.cli import terminal
    from coopatlas.rdf import links
    from coopatlas.statistics import linking

    sets = [*links.shipped(), *linking.held(store)]
    if register and file:
        _link(register, file, (sets, store), from_store=from_store, dry_run=dry_run, output=output)
    elif register:
        raise QuestionError(register, "no file of it is named", "write coopatlas link REGISTER FILE")
    else:
        rows = [(*key, f"{count}/{every}") for key, (count, every) in linking.coverage(sets).items()]
        terminal.table(("register", "kind", "linked"), rows)
    if quickstatements:
        print(support.written(quickstatements, linking.quickstatements(sets).encode()))


def _link(
    name: str,
    file: str,
    known: "tuple[list[LinkSet], str]",
    *,
    from_store: bool,
    dry_run: bool,
    output: str | None,
) -> None:
    from coopatlas.cli import terminal
    from coopatlas.rdf import links
    from coopatlas.statistics import linking, registers
    from coopatlas.store import Store

    described, (sets, store) = registers.register(name), known
    held = [one for found in sets if found.name != described.name for one in found.links]
    with Store.open(store, read_only=True) if from_store else nullcontext() as opened:
        joined = linking.linked(described, Path(file), held, opened)
    rows = [
        (kind, linked, asked, every - linked - asked, every) for kind, (linked, asked, every) in joined.rates().items()
    ]
    terminal.table(("kind", "linked", "to be asked", "not found", "all"), rows)
    for one in joined.far:
        terminal.note(f"{one.subject} is not {one.target} {one.target_label}: {one.reason}")
    if dry_run:
        return
    place = Path(output) if output else links.beside(store, described.name)
    kept = linking.keep(described, joined, place)
    if not output:
        with Store.open(store, create=True) as writable:
            linking.load(writable, kept)
    print(f"{place}: {len(kept.links)} links, {len(joined.questions)} to be asked")


def _report(examined: "Examined", lang: str, *, whole: bool) -> None:
    """Say what was understood; with `whole` also every name that was."""
    places = {label: place for label, place in examined.found.items() if place}
    left = [label for label, place in examined.found.items() if not place]
    told = [f"{_said('resolved', lang)}: {len(places)}"]
    told += [f"{label} → {place}" for label, place in sorted(places.items()) if whole]
    told += [f"{_said('left', lang)}: {', '.join(left)}"] if left else []
    for label, candidates in examined.missing.items():
        several = f" ({_said('several', lang)} {', '.join(candidates)})" if candidates else ""
        told.append(f"{_said('unresolved', lang)}: {label}{several}")
    told += [f"{_said('contradicts', lang)}: {one}" for one in examined.contradictory.values()]
    told += [f"{_said('assertion', lang)}: {_HELD[one.name][lang].format(*one.values)}" for one in examined.held]
    print("\n".join(map(line, told)))


def _said(name: str, lang: str) -> str:
    return _WORDS[name][lang]
