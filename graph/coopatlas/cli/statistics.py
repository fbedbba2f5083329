"""Verbs that bring statistics and identifiers in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coopatlas.cli.options import STORE, Language, StoreFolder
from coopatlas.sanitize import line

if TYPE_CHECKING:
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
    from coopatlas import terminal
    from coopatlas.statistics import importing, sources
    from coopatlas.store import Store

    spoken = lang or terminal.language()
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
    _report(examined, spoken, whole=False)
    kept = f"{examined.figures} {_said('figures', spoken)}, {statements} {_said('statements', spoken)}"
    print(f"{examined.release.id}: {kept}")


def releases(
    forget: Annotated[str, typer.Option("--forget", metavar="RELEASE", help="Take this release out.")] = "",
    store: StoreFolder = STORE,
    lang: Language = None,
) -> None:
    """List the releases of statistics that a store holds."""
    from coopatlas import statistics, terminal
    from coopatlas.statistics.keep import drop
    from coopatlas.store import Store

    spoken = lang or terminal.language()
    if forget:
        with Store.open(store) as opened:
            drop(opened, forget)
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
    told += [f"{_said('assertion', lang)}: {one}" for one in examined.held]
    print("\n".join(map(line, told)))


def _said(name: str, lang: str) -> str:
    return _WORDS[name][lang]
