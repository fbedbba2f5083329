"""Puts releases into a store and takes them out again."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox

from coopatlas.errors import StoreError
from coopatlas.model import Period
from coopatlas.rdf import iri
from coopatlas.statistics import read, write
from coopatlas.statistics.observation import Observation, Rate, Release
from coopatlas.store import Store


def keep(store: Store, release: Release, figures: Iterable[Observation | Rate]) -> int:
    """Let a store hold a release, in the place of one of the same id; return the number of its statements.

    The figures are streamed. Nothing reads them before the record of the release is written, which comes last.
    """
    others = {name: one for name, one in read.releases(store).items() if _series(one) == _series(release)}
    if release.id in others:
        drop(store, release.id)
    # Until its record is there, what is loaded of it is passed on to nobody.
    store.exchange(iri.STATISTICS, [], [write.withheld(release.id)])
    count = store.load(iri.release(release.id), _statements(figures))
    _record(store, [*(one for name, one in others.items() if name != release.id), release], "")
    return count


def drop(store: Store, name: str) -> None:
    """Take a release out; raises `StoreError` where the store has no such release."""
    held = read.releases(store)
    if name not in held:
        raise StoreError(name, "the store has no such release", "coopatlas releases lists them")
    same = [one for one in held.values() if _series(one) == _series(held[name]) and one.id != name]
    _record(store, same, name)


def _series(release: Release) -> tuple[str, str]:
    return release.source, release.part


def _record(store: Store, releases: Iterable[Release], gone: str) -> None:
    """Write the records of all releases of a source anew, each naming the one before it; drop the graph of another."""
    ordered = sorted(releases, key=lambda one: (one.issued, one.id))
    former: list[str | None] = [None, *(one.id for one in ordered)]
    chained = [replace(one, replaces=before) for one, before in zip(ordered, former, strict=False)]
    come = {triple for one in chained for triple in write.released(one)}
    subjects = {iri.release(name) for name in [*(one.id for one in ordered), *([gone] if gone else [])]}
    held = {triple for subject in subjects for triple in store.about(subject, iri.STATISTICS)}
    store.exchange(iri.STATISTICS, held - come, come - held, iri.release(gone) if gone else "")


def _statements(figures: Iterable[Observation | Rate]) -> Iterator[ox.Triple]:
    periods: dict[str, Period] = {}
    for figure in figures:
        yield from write.observed(figure) if isinstance(figure, Observation) else write.rated(figure)
        periods[figure.period.label] = figure.period
    for period in periods.values():
        yield from write.described(period)
