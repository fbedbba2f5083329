"""The sample files of ../shared in one store, imported as a user would; absent where that folder is."""

from pathlib import Path

import pytest

import blank
from coopatlas.statistics.importing import import_file
from coopatlas.statistics.sources import source

FOLDER = Path(__file__).parents[2] / "shared" / "open-data"
NEEDED = pytest.mark.skipif(not FOLDER.is_dir(), reason="the samples of ../shared are not in the repository")

FILES = (
    *(("kz-bns-by-country", f"kz-bns-trade-by-country-{year}.xls", f"{year + 1}-08-15") for year in range(2019, 2023)),
    ("kz-bns-by-country", "kz-bns-trade-by-country-2023.xls", ""),
    ("uz-siat-exports", "uz-siat-1105.csv", "2024-02-01"),
    ("uz-siat-imports", "uz-siat-1176.csv", "2024-02-01"),
    ("ru-fts-cis-partners", "ru-fts-cis-partners-1994-2021.xlsx", "2022-02-01"),
    ("ru-fts-region", "fts-adygea-2015-2018.csv", "2018-10-07"),
    ("uk-hmrc-rts", "hmrc-rts-local-area-2019.xlsx", ""),
    ("ca-tdo", "ca-tdo-BC-2023-CU.csv", ""),
    ("kg-nsc-exports-by-region", "kg-nsc-exports-by-region.xlsx", "2024-05-01"),
    ("kg-nsc-exports-by-country", "kg-nsc-exports-by-country.xlsx", "2024-05-01"),
    ("kg-nsc-exchange-rates", "kg-nsc-exchange-rates.xls", "2024-05-01"),
)
"""Source, file and, where the file bears none, the day of the release: a day soon after the last period it closes."""


def make(folder: Path) -> None:
    """Make the store that holds all of them."""
    with blank.new(folder) as store:
        for name, file, day in FILES:
            examined, _ = import_file(store, source(name), FOLDER / file, day)
            assert examined.figures > 0
