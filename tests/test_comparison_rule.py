"""The rule of comparison: the twelve cases that it was written by, more of each kind, and what holds of any row."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopatlas.model import Figure
from coopatlas.statistics.admitted import Interval, admitted, is_nearly, last_digit
from coopatlas.statistics.comparison import Comparison, Said
from coopatlas.statistics.ledger import Ledger
from coopatlas.statistics.observation import Observation
from coopatlas.statistics.rule import compare
from statistics_rows import chapter, each, grew, ledger, rated, row, said

ADYGEA = [
    row("RU-AD KZ", "export", "2016", "1638604", scale=1, release="release-fts-2018-10-07"),
    row("RU-AD KZ", "export", "2017", "2557068", scale=1, release="release-fts-2018-10-07"),
    row("RU-AD KZ", "export", "2018", "1110000", scale=1, release="release-fts-2018-10-07"),
]
KZ = [
    row("KZ RU", "turnover", "2023", "27054.1"),
    *each(("KZ AM", "KZ BY", "KZ KG", "KZ RU"), "export", "2023", "25.6", "165.5", "780.0", "10602.0"),
    row("KZ RU", "import", "2021", "17606.3"),
]
RU = [
    row("RU KZ", "export", "2021", "18496.1"),
    row("RU UZ", "import", "2019", "1181.0"),
]
UZ = [row("UZ RU", "export", "2019", "2532.1")]
EAST = [row("GB-EA RU", "export", "2019", "48", unit="GBP")]
CHUY = [row("KG-C", "export", "2022", "887.7")]
BC = [row("CA-BC KZ", "export", "2023", "19.02", unit="CAD")]
REVISED = [
    row("RU", "export", "2019", "424627", release="release-ru-2020-02-10"),
    row("RU", "export", "2019", "426317", release="release-ru-2021-02-10"),
]
ALL = ledger(*ADYGEA, *KZ, *RU, *UZ, *EAST, *CHUY, *BC, *REVISED)

Case = tuple[Said, str]
"""What was said, and what it comes to: the verdict, the reason after a colon, notes that must be there after `+`."""
TWELVE: list[Case] = [
    (said("RU-AD KZ", "export", "2017", 2600000, "2,6 млн"), "agrees"),
    (said("RU-AD KZ", "export", "2017", 3000000, "3 млн", bound="min"), "differs"),
    (grew("RU-AD KZ", "2017", 50, "в 1,5 раза", times="ratio"), "agrees"),
    (grew("RU-AD KZ", "2018", -50, "вдвое"), "not-comparable: unfinished"),
    (said("KZ RU", "turnover", "2023", 27 * 10**9, "27 млрд"), "agrees"),
    (said("RU KZ", "export", "2021", 18500000000, "18,5 млрд"), "agrees +mirror"),
    (said("UZ RU", "export", "2019", 1200000000, "1,2 млрд"), "sources-disagree +mirror"),
    (said("KZ EAEU", "export", "2023", 11500000000, "11,5 млрд", bound="min"), "agrees +members"),
    (said("GB-EA RU", "export", "2019", 50000000, "£50 mln", bound="nearly", unit="GBP"), "agrees"),
    (said("KG-C KZ", "export", "2022", 888000000, "888 млн"), "not-comparable: partner"),
    (said("CA-BC KZ", "export", "2023", 14000000, "$14 million"), "not-comparable: currency"),
    (said("RU", "export", "2019", 424600000000, "424,6 млрд", on="2020-06-01"), "agrees +revised"),
]


def held(case: Case, book: Ledger) -> Comparison:
    told, wanted = case
    head, *notes = wanted.split(" +")
    found = compare(told, book)
    assert (found.verdict, found.reason) == tuple((head + ": ").split(": ")[:2])
    assert set(notes) <= set(found.notes)
    return found


@pytest.mark.parametrize("number", range(1, 13))
def test_the_twelve_cases_of_the_rule(number: int) -> None:
    held(TWELVE[number - 1], ALL)


def test_mirror_data_are_told_as_a_share_of_own() -> None:
    found = compare(TWELVE[5][0], ALL)
    assert found.ratio is not None
    assert round(found.ratio, 2) == Decimal("0.95")
    assert [one.reporter for one in found.mirror] == ["country-KZ"]


def test_of_a_union_all_members_but_the_reporter_are_listed() -> None:
    found = compare(TWELVE[7][0], ALL)
    assert [one.partner for one in found.rows] == ["country-AM", "country-BY", "country-KG", "country-RU"]


def test_a_later_release_is_noted_and_does_not_decide() -> None:
    found = compare(TWELVE[11][0], ALL)
    assert found.release is not None
    assert found.release.issued == "2020-02-10"
    assert found.later is not None
    assert found.later.middle == Decimal(426317000000)


ONE = [row("KZ UZ", "export", "2022", "3652.4"), row("KZ UZ", "import", "2022", "1321.2")]
MONTHS = [row("AM RU", "export", f"2023-{month:02}", "100.0") for month in range(1, 7)]
WOOD = [row("RU-AD KZ", "export", "2017", "1.20", goods=chapter("44"))]
HEADING = [row("RU-AD KZ", "export", "2017", "1.20", goods=chapter("4407"))]
EARLY = row("KZ RU", "export", "2015", "4547.0")
MORE: list[tuple[str, Case, list[Observation]]] = [
    ("rounded up", (said("KZ UZ", "export", "2022", 3700000000, "3,7 млрд"), "agrees"), [*ONE]),
    ("cut off", (said("KZ UZ", "export", "2022", 3600000000, "3,6 млрд"), "agrees"), [*ONE]),
    ("roughly", (said("KZ UZ", "export", "2022", 3500000000, "3,5 млрд"), "roughly"), [*ONE]),
    ("differs", (said("KZ UZ", "export", "2022", 4100000000, "4,1 млрд"), "differs"), [*ONE]),
    ("coarse", (said("KZ UZ", "import", "2022", 10**9, "миллиард"), "agrees +coarse"), [*ONE]),
    ("loose", (said("KZ UZ", "export", "2022", 10**9, "1 млрд", bound="min"), "agrees +loose"), [*ONE]),
    ("up to", (said("KZ UZ", "export", "2022", 5 * 10**9, "5 млрд", bound="max"), "agrees"), [*ONE]),
    ("turnover is both", (said("KZ UZ", "turnover", "2022", 4970000000, "4,97 млрд"), "agrees +summed"), [*ONE]),
    ("nearly", (said("KZ UZ", "export", "2022", 3700000000, "3,7 млрд", bound="nearly"), "agrees"), [*ONE]),
    ("nearly is below", (said("KZ UZ", "export", "2022", 3400000000, "3,4 млрд", bound="nearly"), "differs"), [*ONE]),
    ("about", (said("KZ UZ", "export", "2022", 3400000000, "3,4 млрд", bound="about"), "agrees"), [*ONE]),
    ("half a year", (said("AM RU", "export", "2023-H1", 600000000, "600 млн"), "agrees +summed"), [*MONTHS]),
    ("a month lacks", (said("AM RU", "export", "2023-H1", 6e8, "600 млн"), "not-comparable: period"), MONTHS[:5]),
    ("a year from months", (said("AM RU", "export", "2023", 6e8, "600 млн"), "not-comparable: period"), [*MONTHS]),
    ("a quarter", (said("AM RU", "export", "2023-Q1", 300000000, "300 млн"), "agrees +summed"), [*MONTHS]),
    ("goods", (said("RU-AD KZ", "export", "2017", 1200000, "1,2 млн", goods=("44",)), "agrees"), [*WOOD]),
    (
        "goods in all",
        (said("RU-AD KZ", "export", "2017", 2600000, "2,6 млн", goods=("44",)), "not-comparable: goods"),
        [*ADYGEA],
    ),
    (
        "many goods",
        (said("RU-AD KZ", "export", "2017", 1e6, "1 млн", goods=("44", "48")), "not-comparable: goods"),
        [*ADYGEA, *WOOD],
    ),
    (
        "another edition",
        (said("RU-AD KZ", "export", "2017", 1.2e6, "1,2 млн", goods=("4407",)), "not-comparable: vintage"),
        [*HEADING],
    ),
    ("a region of a country", (said("RU-KR KZ", "export", "2021", 5e6, "5 млн"), "not-comparable: level"), [*RU]),
    ("a region as partner", (said("KZ RU-KR", "export", "2023", 5e6, "5 млн"), "not-comparable: level"), [*KZ]),
    ("members came", (said("KZ EAEU", "export", "2015", 5e9, "5 млрд"), "not-comparable: members"), [EARLY]),
    ("mirror alone", (said("UZ RU", "export", "2019", 1200000000, "1,2 млрд"), "agrees +mirror-alone"), [*RU]),
    ("mirror refutes not", (said("UZ RU", "export", "2019", 2e9, "2 млрд"), "not-comparable: mirror"), [*RU]),
    ("nobody", (said("UZ KG", "export", "2019", 2e9, "2 млрд"), "no-data"), [*RU]),
    ("tonnes", (said("UZ RU", "export", "2019", 2e6, "2 млн", unit="t"), "not-comparable: unit"), [*UZ]),
    ("no base", (grew("UZ RU", "2019", 20, "20%"), "not-comparable: base"), [*UZ]),
    (
        "said within",
        (said("UZ RU", "export", "2019", 2e9, "2 млрд", on="2019-10-01"), "not-comparable: unfinished"),
        [*UZ],
    ),
    ("a target", (said("UZ RU", "export", "2019", 2e9, "2 млрд", firm=False), "not-comparable: intended"), [*UZ]),
    (
        "to whom",
        (said("UZ", "export", "2019", 2e9, "2 млрд"), "not-comparable: partner"),
        [row("UZ", "export", "2019", "14000")],
    ),
]


@pytest.mark.parametrize(("case", "rows"), [pytest.param(*rest, id=name) for name, *rest in MORE])
def test_each_point_of_the_rule(case: Case, rows: list[Observation]) -> None:
    held(case, ledger(*rows))


def test_what_is_off_by_a_factor_may_have_been_misread() -> None:
    held((said("KZ UZ", "export", "2022", 12 * 10**9, "12 млрд"), "differs +far"), ledger(*ONE))
    assert "far" not in compare(said("KZ UZ", "export", "2022", 5 * 10**9, "5 млрд"), ledger(*ONE)).notes


def test_a_currency_needs_a_rate_of_that_period_and_takes_its_whole_range() -> None:
    told = said("CA-BC KZ", "export", "2023", 14000000, "$14 million")
    rates = [*rated("USD", "CAD", "2023-03", "1.38"), *rated("USD", "CAD", "2023-09", "1.33")]
    found = held((told, "agrees +rate"), ledger(*BC, rates=rates))
    assert found.statistic is not None
    assert found.statistic.meets(Interval(Decimal(13778986), Decimal(13778987)))
    assert found.statistic.meets(Interval(Decimal(14304511), Decimal(14304512)))
    held((told, "not-comparable: currency"), ledger(*BC, rates=rated("USD", "CAD", "2022", "1.30")))


def test_currencies_that_are_quoted_in_a_third_are_crossed() -> None:
    told = said("CA-BC KZ", "export", "2023", 14000000, "$14 million")
    rates = [*rated("USD", "KGS", "2023", "87.9"), *rated("CAD", "KGS", "2023", "65.1")]
    held((told, "agrees +rate"), ledger(*BC, rates=rates))


def test_growth_takes_both_rows_from_one_release() -> None:
    old = row("RU", "export", "2018", "449600", release="release-ru-2019-02-10")
    told = grew("RU", "2019", -5.6, "5,6 %")
    held((told, "not-comparable: base"), ledger(old, *REVISED))
    both = row("RU", "export", "2018", "449600", release="release-ru-2020-02-10")
    held((told, "agrees"), ledger(both, *REVISED))


def test_growth_of_a_half_year_is_against_that_of_the_year_before() -> None:
    before = [row("AM RU", "export", f"2022-{month:02}", "50.0") for month in range(1, 7)]
    held((grew("AM RU", "2023-H1", 100, "вдвое"), "agrees +summed"), ledger(*before, *MONTHS))
    held((grew("AM RU", "2023-H1", 100, "в 2 раза", times="ratio"), "agrees"), ledger(*before, *MONTHS))
    held((grew("AM RU", "2023-H1", 20, "20%", bound="min"), "agrees +loose"), ledger(*before, *MONTHS))


def test_a_fall_is_held_as_it_is_printed() -> None:
    book = ledger(*(row("KZ UZ", "export", year, value) for year, value in (("2021", "100.0"), ("2022", "48.0"))))
    held((grew("KZ UZ", "2022", -52, "52 %"), "agrees"), book)
    held((grew("KZ UZ", "2022", -50, "в 2 раза", times="inverse", step=Decimal(1)), "agrees"), book)
    held((grew("KZ UZ", "2022", -30, "30 %"), "differs"), book)
    fallen = grew("KZ UZ", "2022", -40, "40 %", bound="max")
    held((fallen, "agrees"), book)


def test_a_union_that_grew_has_no_growth() -> None:
    rows = [
        *each(("KZ AM", "KZ BY", "KZ RU"), "export", "2014", "1.0", "2.0", "3.0"),
        *each(("KZ AM", "KZ BY", "KZ RU", "KZ KG"), "export", "2016", "1.0", "2.0", "3.0", "4.0"),
    ]
    told = grew("KZ EAEU", "2016", 50, "50 %", base=rows[0].period)
    held((told, "not-comparable: base"), ledger(*rows))


def test_what_was_said_is_of_the_release_of_that_time_and_of_the_first_after_where_there_was_none() -> None:
    told = said("RU", "export", "2019", 426300000000, "426,3 млрд", on="2021-03-01")
    assert held((told, "agrees"), ALL).later is None
    soon = said("RU", "export", "2019", 424600000000, "424,6 млрд", on="2020-01-15")
    held((soon, "agrees +early +revised"), ALL)


@pytest.mark.parametrize(
    ("value", "printed", "step"),
    [
        (18500000000, "18,5 млрд", 10**8),
        (15000000, "15 000 000 долларов", 10**6),
        (1234, "1,234", 1),
        (25400, "25 400", 1),
        (1500000000, "полтора миллиарда", 10**8),
        (2000000, "два миллиона", 10**6),
        (600000000, "$600 mn", 10**6),
        (-7, "на 7 %", 1),
        (Decimal("15.7"), "15,7 %", Decimal("0.1")),
        (120000000, "за 2018 год 120 млн", 10**6),
    ],
)
def test_the_last_printed_digit(value: object, printed: str, step: object) -> None:
    assert last_digit(Decimal(str(value)), printed) == Decimal(str(step))


def test_words_that_say_that_a_figure_was_not_quite_reached() -> None:
    assert is_nearly("Экспорт – почти 12 млн.", "12 млн")
    assert is_nearly("Exports were just under £50 million.", "50 million")
    assert is_nearly("Exports were almost £50 million.", "almost £50 million")
    assert not is_nearly("Экспорт – около 12 млн.", "12 млн")
    assert not is_nearly("12 млн", "12 млн")


def test_a_range_admits_what_its_ends_round_to() -> None:
    found = admitted(Figure(Decimal(2500), Decimal(3000), "USD", ""), Decimal(100))
    assert found.interval == Interval(Decimal(2450), Decimal(3050))


VALUES = st.decimals(min_value="0.01", max_value="1e12", places=4, allow_nan=False)
DIGITS = st.integers(1, 6)
STEPS = st.sampled_from(["0.0001", "1", "1000"])


def printed(value: Decimal, digits: int, rounding: str) -> tuple[Decimal, Decimal]:
    """Return a value as so many digits of it, and one unit of the last of them."""
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return (value / step).to_integral_value(rounding) * step, step


@given(VALUES, DIGITS, STEPS)
def test_a_figure_made_from_a_row_by_rounding_never_differs(value: Decimal, digits: int, row_step: str) -> None:
    half = Decimal(row_step) / 2
    figure, step = printed(value, digits, ROUND_HALF_EVEN)
    held_by = admitted(Figure(figure, figure, "USD", ""), step)
    assert held_by.verdict(Interval(value - half, value + half)) == "agrees"


@given(VALUES, st.integers(3, 6))
def test_a_figure_made_from_a_row_by_cutting_off_never_differs(value: Decimal, digits: int) -> None:
    figure, step = printed(value, digits, ROUND_DOWN)
    assert admitted(Figure(figure, figure, "USD", ""), step).verdict(Interval(value, value)) == "agrees"


@given(VALUES, st.integers(3, 6), st.sampled_from(["0.9", "1.1"]))
def test_a_figure_moved_by_a_tenth_never_agrees(value: Decimal, digits: int, moved: str) -> None:
    figure, step = printed(value * Decimal(moved), digits, ROUND_HALF_EVEN)
    assert admitted(Figure(figure, figure, "USD", ""), step).verdict(Interval(value, value)) != "agrees"


@given(VALUES, st.integers(2, 6))
def test_a_bound_that_a_row_keeps_agrees_and_one_that_it_breaks_does_not(value: Decimal, digits: int) -> None:
    below, step = printed(value, digits, ROUND_DOWN)
    statistic = Interval(value, value)
    if below < value:
        assert admitted(Figure(below, None, "USD", ""), step).verdict(statistic) == "agrees"
        assert admitted(Figure(None, below, "USD", ""), step).verdict(statistic) != "agrees"
    above = value * Decimal("1.1")
    assert admitted(Figure(above, None, "USD", ""), step).verdict(statistic) == "differs"
