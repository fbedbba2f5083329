"""The rule of comparison over the sample files: claims made up over their rows, each with its verdict and reason."""

from decimal import Decimal
from pathlib import Path

import pytest

import real_statistics
from coopatlas.statistics.check import ledger
from coopatlas.statistics.comparison import Said
from coopatlas.statistics.ledger import Ledger
from coopatlas.statistics.rule import compare
from coopatlas.store import Store
from statistics_rows import grew, said

pytestmark = real_statistics.NEEDED
BN, MN = 10**9, 10**6

CASES: dict[str, tuple[Said, str]] = {
    # The twelve of the note
    "Adygea, rounded": (said("RU-AD KZ", "export", "2017", 2.6 * MN, "2,6 млн"), "agrees"),
    "Adygea, a bound broken": (said("RU-AD KZ", "export", "2017", 3 * MN, "3 млн", bound="min"), "differs"),
    "Adygea, growth cut off": (grew("RU-AD KZ", "2017", 50, "в 1,5 раза", times="ratio"), "agrees"),
    "Adygea, an unfinished year": (grew("RU-AD KZ", "2018", -50, "50 %"), "not-comparable: unfinished"),
    "a printed turnover": (said("KZ RU", "turnover", "2023", 27 * BN, "27 млрд"), "agrees"),
    "own data, mirror noted": (said("RU KZ", "export", "2021", 18.5 * BN, "18,5 млрд"), "agrees +mirror"),
    "the mirror agrees, own data do not": (
        said("UZ RU", "export", "2019", 1.2 * BN, "1,2 млрд"),
        "sources-disagree +mirror",
    ),
    "a union": (said("KZ EAEU", "export", "2023", 11.5 * BN, "11,5 млрд", bound="min"), "agrees +members"),
    "almost": (said("UKH1 RU", "export", "2019", 50 * MN, "£50 million", bound="nearly", unit="GBP"), "agrees"),
    "a region to all partners": (said("KG-C KZ", "export", "2022", 888 * MN, "888 млн"), "not-comparable: partner"),
    "no rate": (said("CA-BC KZ", "export", "2023", 14 * MN, "$14 million"), "not-comparable: currency"),
    "later revised, within its rounding": (said("KZ RU", "turnover", "2020", 18.8 * BN, "18,8 млрд"), "agrees"),
    # Rounding and cut-off digits
    "to a tenth": (said("KZ UZ", "export", "2022", 3.6 * BN, "3,6 млрд"), "agrees"),
    "to a hundredth": (said("KZ UZ", "export", "2022", 3.64 * BN, "3,64 млрд"), "agrees"),
    "cut off at a tenth": (said("KZ RU", "export", "2022", 9.0 * BN, "9,0 млрд"), "agrees"),
    "off by a twentieth": (said("KZ UZ", "export", "2022", 3.5 * BN, "3,50 млрд"), "roughly"),
    "off by a tenth": (said("KZ UZ", "export", "2022", 4 * BN, "4,00 млрд"), "differs"),
    "a round figure": (said("KZ AM", "export", "2023", 40 * MN, "40 млн"), "differs"),
    "rounded coarsely": (said("KZ KG", "export", "2023", BN, "миллиард"), "agrees +coarse"),
    # Words of a bound
    "more than": (said("KZ UZ", "export", "2023", 3 * BN, "3 млрд", bound="min"), "agrees"),
    "far more than": (said("KZ RU", "turnover", "2023", 10 * BN, "10 млрд", bound="min"), "agrees +loose"),
    "less than": (said("KZ KG", "export", "2023", BN, "1 млрд", bound="max"), "differs"),
    "about": (said("UZ KZ", "export", "2022", 1.5 * BN, "1,5 млрд", bound="about"), "agrees"),
    "almost, and more": (said("UZ KZ", "export", "2022", 1.4 * BN, "1,4 млрд", bound="nearly"), "roughly"),
    # Growth
    "growth in per cent": (grew("KZ UZ", "2022", 31, "31 %"), "agrees"),
    "a fall": (grew("KZ UZ", "2023", -13.9, "13,9 %"), "agrees"),
    "growth overstated": (grew("KZ RU", "2023", 40, "40 %", flow="export"), "differs"),
    "growth of the turnover": (grew("KZ RU", "2022", 9.5, "9,5 %", flow="turnover"), "agrees"),
    "growth against an earlier year": (
        grew("UZ KZ", "2022", 55, "55 %", base=said("UZ KZ", "export", "2020", 1, "1").period),
        "agrees",
    ),
    "growth without a base": (grew("CA-BC KZ", "2023", 5, "5 %"), "not-comparable: base"),
    # Periods
    "half a year": (said("KZ RU", "turnover", "2023-H1", 13 * BN, "13 млрд"), "not-comparable: period"),
    "said within the year": (
        said("KZ RU", "turnover", "2023", 27 * BN, "27 млрд", on="2023-10-01"),
        "not-comparable: unfinished",
    ),
    # Union members
    "the union of another year": (
        said("KZ EAEU", "export", "2015", 5 * BN, "5 млрд"),
        "not-comparable: members",
    ),
    # Releases
    "the first release after": (
        said("KZ RU", "turnover", "2023", 27 * BN, "27 млрд", on="2024-01-20"),
        "agrees +early",
    ),
    # Mirror data
    "the mirror alone": (said("RU UZ", "import", "2019", 1.18 * BN, "1,18 млрд"), "agrees +mirror"),
    "the mirror alone supports": (said("RU KG", "turnover", "2023", 5 * BN, "5 млрд"), "no-data"),
    "the mirror refutes nothing": (said("RU KZ", "export", "2023", 10 * BN, "10 млрд"), "not-comparable: mirror"),
    "the mirror supports": (said("RU KZ", "export", "2023", 16.8 * BN, "16,8 млрд"), "agrees +mirror-alone"),
    # Levels, goods, units
    "a region of a country that has rows": (
        said("RU-KR KZ", "export", "2021", 5 * MN, "5 млн"),
        "not-comparable: level",
    ),
    "a chapter": (said("RU-AD KZ", "export", "2017", 1, "1", goods=("44",)), "differs"),
    "many chapters": (said("RU-AD KZ", "export", "2017", MN, "1 млн", goods=("44", "48")), "not-comparable: goods"),
    "tonnes": (said("RU-AD KZ", "export", "2017", 1194, "1194", unit="t"), "agrees"),
    "tonnes that nobody counts": (said("UZ KZ", "export", "2022", MN, "1 млн", unit="t"), "not-comparable: unit"),
    # Currencies
    "a rate of the year": (said("KG KZ", "export", "2023", 39.5 * BN, "39,5 млрд", unit="KGS"), "agrees +rate"),
    "a cross rate": (said("KG KZ", "export", "2023", 415 * MN, "415 млн", unit="EUR"), "agrees +rate"),
    "nobody": (said("UZ MN", "turnover", "1995", BN, "1 млрд"), "no-data"),
    "a target": (said("KZ RU", "turnover", "2023", 30 * BN, "30 млрд", firm=False), "not-comparable: intended"),
}


@pytest.fixture(scope="module")
def book(statistics_store: Path) -> Ledger:
    """The rows that bear on any of the claims."""
    with Store.open(statistics_store, read_only=True) as store:
        return ledger(store, [told for told, _ in CASES.values()])


@pytest.mark.parametrize("name", CASES)
def test_a_claim_over_real_rows_has_its_verdict(name: str, book: Ledger) -> None:
    told, wanted = CASES[name]
    head, *notes = wanted.split(" +")
    found = compare(told, book)
    assert (found.verdict, found.reason) == tuple((head + ": ").split(": ")[:2])
    assert set(notes) <= set(found.notes)


def test_the_rows_of_a_union_sum_to_the_printed_row_of_the_group(book: Ledger) -> None:
    found = compare(CASES["a union"][0], book)
    assert found.statistic is not None
    assert found.statistic.middle is not None
    assert round(found.statistic.middle / MN) == 11573
    assert [row.partner for row in found.rows] == ["country-AM", "country-BY", "country-KG", "country-RU"]


def test_mirror_data_are_the_share_that_was_measured(book: Ledger) -> None:
    ratio = compare(CASES["own data, mirror noted"][0], book).ratio
    assert ratio is not None
    assert round(ratio, 2) == Decimal("0.95")
