"""Rows of statistics beside the facts of `told`: made up, each near or far from a figure that is told there."""

from itertools import groupby

from coopatlas.statistics import keep
from coopatlas.statistics.check import Checked, check_all
from coopatlas.statistics.observation import Observation
from coopatlas.store import Store
from statistics_rows import chapter, release, row

_KARELIA, _TATARSTAN = "release-karelia-2022-02-01", "release-tatarstan-2021-02-01"
_KAZAKHSTAN, _REVISED, _UZBEKISTAN = (f"release-{name}" for name in ("kz-2021-03-01", "kz-2022-03-01", "uz-2021-04-01"))


def _rows() -> list[Observation]:
    years = (("2016", "8.1", "5.2"), ("2017", "9.8", "6.1"), ("2018", "11.7", "6.5"), ("2021", "14.2", "10.9"))
    return [
        *(row("RU-KR KZ", "export", year, exported, release=_KARELIA) for year, exported, _ in years),
        *(row("RU-KR KZ", "import", year, imported, release=_KARELIA) for year, _, imported in years),
        row("RU-KR KZ", "export", "2017", "3.25", release=_KARELIA, goods=chapter("44")),
        row("RU-KR KZ", "export", "2017", "4.75", release=_KARELIA, goods=chapter("48")),
        row("RU-TA UZ", "export", "2019", "139.5", release=_TATARSTAN),
        row("RU-TA UZ", "import", "2019", "42.0", release=_TATARSTAN),
        row("RU-TA UZ", "export", "2020", "148.6", release=_TATARSTAN),
        row("RU-TA UZ", "import", "2020", "51.2", release=_TATARSTAN),
        row("KZ UZ", "export", "2020", "2130.0", release=_KAZAKHSTAN),
        row("KZ UZ", "export", "2020", "2125.4", release=_REVISED),
        row("KZ KG", "export", "2020", "556.7", release=_REVISED),
        row("UZ KZ", "import", "2020", "1899.1", release=_UZBEKISTAN),
    ]


def load(store: Store) -> list[Checked]:
    """Let a store hold these rows, and hold its claims against them."""
    ordered = sorted(_rows(), key=lambda one: one.release)
    for name, rows in groupby(ordered, key=lambda one: one.release):
        keep.keep(store, release(name), list(rows))
    return check_all(store)
