"""A file of a source becomes a release, whole or not at all; hostile tables are read right or refused in one line."""

import gzip
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

import blank
import real_statistics
from coopatlas.cli import app
from coopatlas.errors import ContentError, CoopatlasError, StatisticsError
from coopatlas.statistics import Goods, Observation, Rate, observations, rates, releases
from coopatlas.statistics.importing import Examined, examine, import_file
from coopatlas.statistics.sources import Description, names, read, source
from coopatlas.store import Store
from workbooks import Rows, ods, xlsx

CONTRIBUTING = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text("utf-8")
TOY = re.findall(r"^```toml\n(title.*?)^```", CONTRIBUTING, re.DOTALL | re.MULTILINE)[0]
"""The example of how a source is described."""
TABLE = "Country,2021,2022\nKazakhstan,10,20.5\nUzbekistan,1,2\n"
DAY = "2023-05-01"


@pytest.fixture
def described(tmp_path: Path) -> Callable[..., Description]:
    def write(text: str = TOY, **changes: str) -> Description:
        for old, new in changes.items():
            text = text.replace(f"# {old}", new)
        file = tmp_path / "toy.toml"
        file.write_text(text, "utf-8")
        return read(file)

    return write


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank.new(tmp_path / "store") as opened:
        yield opened


def told(store: Store) -> dict[tuple[str, str], Decimal | None]:
    return {(one.partner or "world", one.period.label): one.value for one in observations(store)}


def text(folder: Path, content: str | bytes, name: str = "toy.csv") -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def imported(store: Store, described: Description, file: Path) -> Examined:
    return import_file(store, described, file, DAY)[0]


def test_fifteen_lines_describe_a_table_of_unknown_layout(
    described: Callable[..., Description], store: Store, tmp_path: Path
) -> None:
    assert len(TOY.strip().splitlines()) <= 15
    examined = imported(store, described(), text(tmp_path, TABLE))
    assert (examined.figures, examined.rows, examined.failed) == (4, 2, None)
    assert told(store) == {
        ("country-KZ", "2021"): 10000,
        ("country-KZ", "2022"): 20500,
        ("country-UZ", "2021"): 1000,
        ("country-UZ", "2022"): 2000,
    }
    found = next(one for one in observations(store, partner="country-KZ") if one.period.label == "2022")
    assert found.step == 100
    assert (found.cell, found.reporter, found.unit) == ("C2", "country-KG", "USD")
    (release,) = releases(store).values()
    assert (release.file, release.issued, release.covers and release.covers.label) == ("toy.csv", DAY, "2021/2022")


SAME = {
    "a mark of byte order": b"\xef\xbb\xbf" + TABLE.encode(),
    "UTF-16": TABLE.encode("utf-16"),
    "semicolons": TABLE.replace(",", ";").encode(),
    "tabs": TABLE.replace(",", "\t").encode(),
    "blank lines and a title above": ("Toy table\n\n" + TABLE.replace("\n", "\n\n")).encode(),
    "headings repeated": TABLE.replace("Uzbekistan", "Country,2021,2022\nUzbekistan").encode(),
    "footnotes below": (TABLE + "\n* preliminary\nSource: toy\n").encode(),
    "signs of footnotes": "Country,2021¹,2022*\nKazakhstan 1),10,20.5*\nUzbekistan**,1,2\n".encode(),
    "no-break spaces": TABLE.replace("Kazakhstan", "\xa0Kazakhstan\xa0").encode(),
    "line breaks of an old Mac": TABLE.replace("\n", "\r").encode(),
    "signs for nothing": (TABLE + "Mongolia,-,…\n").encode(),
    "a row twice": (TABLE + "Uzbekistan,1,2\n").encode(),
    "a name that is not known": (TABLE + "Ruritania,5,5\n").encode(),
}


@pytest.mark.parametrize("form", SAME)
def test_the_same_table_in_many_forms(
    form: str, described: Callable[..., Description], store: Store, tmp_path: Path
) -> None:
    imported(store, described(), text(tmp_path, SAME[form]))
    assert told(store)["country-KZ", "2022"] == 20500
    assert len(told(store)) == 4


REFUSED = {
    "a page": (b"<html><table><tr><td>Country</td></tr></table>", "page of HTML"),
    "nothing": (b"  \n", "empty"),
    "bytes": (b"\0\x01\x02Country,2021\0", "no table of a known kind"),
    "another encoding": (TABLE.replace("Kazakhstan", "Казахстан").encode("cp1251"), "encoding ="),
    "destroyed letters": (
        TABLE.replace("Kazakhstan", "Kazakh\ufffdtan").encode(),
        "toy.csv:2: characters are destroyed",
    ),
    "no headings": (b"Land,year\nKazakhstan,5\n", "no row has the headings"),
    "a word for a figure": (TABLE.replace("20.5", "many").encode(), "toy.csv:C2: the cell holds «many»"),
    "a formula": (TABLE.replace("20.5", "=1+2").encode(), "C2: the cell holds «=1+2»"),
    "a negative flow": (TABLE.replace("20.5", "-20.5").encode(), "C2: the cell holds -20.5"),
    "a comma of two meanings": (TABLE.replace("20.5", '"20,500"').encode(), "thousands or of fractions"),
    "a number beyond all trade": (TABLE.replace("20.5", "1e400").encode(), "C2: the cell holds a number beyond"),
    "a quotation without end": (TABLE.replace("Uzbekistan", '"Uzbekistan').encode(), "no table of texts"),
    "no label": (TABLE.replace("Uzbekistan", "").encode(), "toy.csv:3: the row has figures and no partner"),
    "two figures of one thing": ((TABLE + "Uzbekistan,1,3\n").encode(), "C4 says 3000 and C3 2000"),
    "names that are not known": (b"Country,2021\nFreedonia,1\nSylvania,2\nKazakhstan,1\n", "33.3% of the places"),
    "a heading twice": (b"Country,Country,2021\nKazakhstan,Russia,1\n", "heading of two columns"),
    "no figures": (b"Country,2021\nKazakhstan,\n", "0 figures"),
    "a truncated workbook": (b"PK\x03\x04 cut off", "damaged"),
    "an old workbook that is none": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cannot be read"),
    "a compressed file": (gzip.compress(TABLE.encode()), "no table of a known kind"),
}


@pytest.mark.parametrize("form", REFUSED)
def test_what_is_not_understood_is_refused_in_one_line_and_nothing_is_kept(
    form: str, described: Callable[..., Description], store: Store, tmp_path: Path
) -> None:
    content, reason = REFUSED[form]
    with pytest.raises(StatisticsError) as refused:
        imported(store, described(), text(tmp_path, content))
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not releases(store)
    assert not list(observations(store))


@pytest.mark.parametrize("write", [xlsx, ods], ids=["xlsx", "ods"])
def test_a_workbook_is_read_whatever_it_is_called(
    write: Callable[[Path, Rows], Path], described: Callable[..., Description], store: Store, tmp_path: Path
) -> None:
    rows: Rows = [["Toy", None, None], ["Country", 2021, 2022], ["Kazakhstan", 10, 20.5], ["Uzbekistan", 1, 2]]
    imported(store, described(), write(tmp_path / "lies.csv", rows))
    assert told(store)["country-KZ", "2022"] == 20500
    assert {one.cell for one in observations(store, partner="country-UZ")} == {"Sheet1!B4", "Sheet1!C4"}


def test_a_formula_that_was_never_computed_is_refused(described: Callable[..., Description], tmp_path: Path) -> None:
    file = xlsx(tmp_path / "toy.xlsx", [["Country", 2021], ["Kazakhstan", "=SUM(1,2)"]])
    with pytest.raises(StatisticsError, match="B2: a formula without its value"):
        examine(described(), file, DAY)


def test_a_cell_with_an_error_is_refused_where_a_figure_is_sought(
    described: Callable[..., Description], tmp_path: Path
) -> None:
    rows: Rows = [["Country", 2021, "growth"], ["Kazakhstan", 5, "#DIV/0!"], ["Uzbekistan", 1, 1]]
    assert examine(described(), xlsx(tmp_path / "toy.xlsx", rows), DAY).figures == 2
    file = xlsx(tmp_path / "toy2.xlsx", [rows[0], ["Kazakhstan", "#DIV/0!", 1], rows[2]])
    with pytest.raises(StatisticsError, match="B2: the cell holds an error"):
        examine(described(), file, DAY)


def test_merged_cells_name_their_whole_block(
    described: Callable[..., Description], store: Store, tmp_path: Path
) -> None:
    flow = 'Flow = { is = "flow", values = { out = "export", in = "import" } }'
    toy = described(
        TOY.replace('flow = "export"\n', "").replace('lang = "en" }', f'lang = "en", carry = true }}\n{flow}')
    )
    rows: Rows = [["Country", "Flow", 2021], ["Kazakhstan", "out", 1], [None, "in", 2], ["Uzbekistan", "out", 3]]
    imported(store, toy, xlsx(tmp_path / "toy.xlsx", rows, merged="A2:A3"))
    found = {(one.partner, one.flow): one.value for one in observations(store)}
    assert found == {("country-KZ", "export"): 1000, ("country-KZ", "import"): 2000, ("country-UZ", "export"): 3000}
    nameless = xlsx(tmp_path / "toy2.xlsx", [*rows, [None, "out", 4]])
    with pytest.raises(StatisticsError, match="no partner"):
        examine(toy, nameless, DAY)


def test_a_total_that_does_not_add_up_stores_nothing(
    described: Callable[..., Description], store: Store, tmp_path: Path
) -> None:
    toy = described(TOY + 'sums = [{ tolerance = 0.001 }]\n\n[names]\nTotal = "world"\n')
    imported(store, toy, text(tmp_path, TABLE + "Total,11,22.5\n"))
    assert told(store)["world", "2022"] == 22500
    with pytest.raises(StatisticsError, match=r"add up to 22500\.0, and C4 prints 30000"):
        import_file(store, toy, text(tmp_path, TABLE + "Total,11,30\n"), "2024-05-01")
    assert len(releases(store)) == 1


def test_figures_keep_their_signs_and_the_digits_that_are_printed(
    described: Callable[..., Description], store: Store, tmp_path: Path
) -> None:
    table = '[table]\nnegative = true\nsuppressed = ["c"]\n\n[footnotes]\np = "preliminary"\n\n[assert]'
    toy = described(TOY.replace("[assert]", table))
    rows = 'Country,2021,2022\nKazakhstan,1 234.50,c\nUzbekistan,−5,7 p\nMongolia,"1,234,567",0.0\n'
    imported(store, toy, text(tmp_path, rows))
    found = {(one.partner, one.period.label): one for one in observations(store)}
    assert found["country-KZ", "2021"].value == 1234500
    assert found["country-KZ", "2021"].step == 10
    assert (found["country-KZ", "2022"].value, found["country-KZ", "2022"].statuses) == (None, ("suppressed",))
    assert found["country-UZ", "2021"].value == -5000
    assert found["country-UZ", "2022"].statuses == ("preliminary",)
    assert found["country-MN", "2021"].value == 1_234_567_000
    assert found["country-MN", "2022"].value == 0


def test_a_period_that_had_not_ended_is_marked(
    described: Callable[..., Description], store: Store, tmp_path: Path
) -> None:
    import_file(store, described(), text(tmp_path, TABLE), "2022-10-07")
    assert {one.period.label for one in observations(store) if "unfinished" in one.statuses} == {"2022"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ('is = "partner"', "columns.Country.colour is not known"),
        ('is = "value"', "one of reporter, partner"),
        ("(?P<year>", "is no pattern"),
        ("[constants]", "no TOML"),
    ],
)
def test_a_description_that_is_malformed_says_where(
    change: str, reason: str, described: Callable[..., Description]
) -> None:
    broken = {
        'is = "partner"': 'is = "partner", colour = "red"',
        'is = "value"': 'is = "figure"',
        "(?P<year>": "(?P<year",
        "[constants]": "[constants",
    }
    with pytest.raises(ContentError, match=reason):
        described(TOY.replace(change, broken[change]))


def test_an_unknown_source_lists_those_that_are_known() -> None:
    with pytest.raises(CoopatlasError, match="kz-bns-by-country"):
        source("nobody")


def test_the_command_shows_what_it_would_do_and_stores_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "toy.toml").write_text(TOY, "utf-8")
    text(tmp_path, TABLE + "Ruritania,5,5\n")
    monkeypatch.chdir(tmp_path)
    arguments = ["import", "toy.toml", "toy.csv", "--released", DAY, "--lang", "en"]
    run([*arguments, "--dry-run"])
    out = capsys.readouterr().out
    assert "Kazakhstan → country-KZ" in out
    assert "not known: Ruritania" in out
    assert not (tmp_path / "coopatlas-store").exists()
    run(arguments)
    assert "release-toy-2023-05-01: 4 figures, 46 statements" in capsys.readouterr().out
    run(["releases"])
    assert "release-toy-2023-05-01" in capsys.readouterr().out
    run(["releases", "--forget", "release-toy-2023-05-01"])
    with Store.open("coopatlas-store") as opened:
        assert not releases(opened)


def run(arguments: list[str]) -> None:
    with suppress(SystemExit):
        app(arguments)


SDMX = """<?xml version="1.0"?>
<m:GenericData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
  xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
  xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
<m:Header><m:ID>toy</m:ID><m:Test>false</m:Test><m:Prepared>2023-05-01T00:00:00</m:Prepared><m:Sender id="toy"/>
<m:Structure structureID="T" dimensionAtObservation="TIME_PERIOD"><c:Structure>
<Ref agencyID="toy" id="T" version="1.0"/>
</c:Structure></m:Structure></m:Header>
<m:DataSet structureRef="T"><g:Series>
<g:SeriesKey><g:Value id="PARTNER" value="KZ"/><g:Value id="FLOW" value="X"/></g:SeriesKey>
<g:Obs><g:ObsDimension value="2022"/><g:ObsValue value="20.5"/>
<g:Attributes><g:Value id="OBS_STATUS" value="P"/></g:Attributes></g:Obs>
<g:Obs><g:ObsDimension value="2021"/><g:ObsValue value="10"/></g:Obs>
</g:Series></m:DataSet></m:GenericData>
"""
STATISTICAL = """
title.en = "Toy trade"
publisher.en = "Toy office"

[constants]
reporter = "country-KG"
unit = "EUR"

[columns]
PARTNER = { is = "partner", codes = "iso3166" }
FLOW = { is = "flow", values = { X = "export", M = "import" } }
TIME_PERIOD = { is = "period" }
OBS_VALUE = { is = "value" }
OBS_STATUS = { is = "status", values = { P = "preliminary", E = "estimated" } }
"""


def test_a_message_of_sdmx_is_a_table_of_its_dimensions(
    described: Callable[..., Description], store: Store, tmp_path: Path
) -> None:
    pytest.importorskip("sdmx")
    imported(store, described(STATISTICAL), text(tmp_path, SDMX, "toy.xml"))
    found = {one.period.label: one for one in observations(store, "country-KG", "country-KZ", "export")}
    assert {label: one.value for label, one in found.items()} == {"2021": 10, "2022": Decimal("20.5")}
    assert (found["2021"].statuses, found["2022"].statuses) == ((), ("preliminary",))
    with pytest.raises(StatisticsError, match="SDMX message cannot be read"):
        examine(described(STATISTICAL), text(tmp_path, SDMX[:700] + "</broken>", "toy.xml"), DAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-7"])
@pytest.mark.parametrize(
    "definition",
    [
        '<!ENTITY a "KZ">' + "".join(f'<!ENTITY {b} "{10 * f"&{a};"}">' for a, b in pairwise("abcdefghi")),
        '<!ENTITY i SYSTEM "file:///etc/hostname">',
        '<!ENTITY % i SYSTEM "http://127.0.0.1:9/x.dtd"> %i;',
    ],
    ids=["grows", "names a file", "names an address"],
)
def test_a_message_of_sdmx_defines_no_entities(
    described: Callable[..., Description], tmp_path: Path, definition: str, encoding: str
) -> None:
    pytest.importorskip("sdmx")
    file = tmp_path / "toy.xml"
    _, _, message = SDMX.replace('value="20.5"', 'value="&i;"').partition("\n")
    head = f'<?xml version="1.0" encoding="{encoding}"?><!-- <m:GenericData> -->'
    file.write_bytes(head.encode() + f"<!DOCTYPE x [{definition}]>\n{message}".encode(encoding))
    with pytest.raises(StatisticsError, match="has a DTD"):
        examine(described(STATISTICAL), file, DAY)


GIVEN = {
    **{file: (name, day) for name, file, day in real_statistics.FILES},
    "kg-nsc-imports-by-country.xlsx": ("kg-nsc-imports-by-country", "2024-06-01"),
    "ru-fts-totals-release-2020.xls": ("ru-fts-totals", "2020-02-10"),
    "ru-fts-totals-release-2021.xls": ("ru-fts-totals", "2021-02-10"),
    "ru-fts-totals-release-2022.xlsx": ("ru-fts-totals", "2022-02-10"),
    "ca-tdo-AB-2023-CU.csv": ("ca-tdo", ""),
    "tidy-ca-provinces-by-partner.csv": ("ca-tdo-provinces", "2025-04-21"),
}
"""The sample files, the source of each, and the day of its release where it bears none."""
PRINTED = {
    "kz-bns-trade-by-country-2023.xls": ("country-KZ", "country-RU", "turnover", "2023", "27054449636.74"),
    "kz-bns-trade-by-country-2019.xls": ("country-KZ", None, "export", "2019", "58065588700"),
    "kz-bns-trade-by-country-2022.xls": ("country-KZ", "union-EAEU", "import", "2022", "19255140497.45"),
    "uz-siat-1105.csv": ("country-UZ", "country-CU", "export", "2023", "2100"),
    "ru-fts-totals-release-2020.xls": ("country-RU", None, "export", "2019", "424626766400"),
    "ru-fts-totals-release-2021.xls": ("country-RU", None, "export", "2019", "426317328000"),
    "kg-nsc-exports-by-country.xlsx": ("country-KG", None, "export", "1994", "341091400"),
    "kg-nsc-exports-by-region.xlsx": ("region-KG-B", None, "export", "2006", "11800000"),
    "ru-fts-cis-partners-1994-2021.xlsx": ("country-RU", "country-KZ", "export", "2021", "18496000000"),
    "fts-adygea-2015-2018.csv": ("region-RU-AD", "country-KZ", "export", "2017", "2557068"),
    "ca-tdo-BC-2023-CU.csv": ("region-CA-BC", None, "export", "2023", "57315106808"),
    "tidy-ca-provinces-by-partner.csv": ("region-CA-YT", None, "import", "2024", "84693358"),
    "hmrc-rts-local-area-2019.xlsx": ("region-UKH1", "country-RU", "export", "2019", "48000000"),
}
"""Cells of the files as they print them, in whole units."""

needs_samples = real_statistics.NEEDED


@pytest.fixture(scope="module")
def loaded(statistics_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store with every sample file, five releases of one source among them."""
    folder = tmp_path_factory.mktemp("samples") / "store"
    shutil.copytree(statistics_store, folder)
    held = {file for _, file, _ in real_statistics.FILES}
    with Store.open(folder) as opened:
        for file in GIVEN.keys() - held:
            name, day = GIVEN[file]
            examined, _ = import_file(opened, source(name), real_statistics.FOLDER / file, day)
            assert examined.figures > 0
        yield opened


@needs_samples
def test_every_sample_is_imported_with_its_assertions(loaded: Store) -> None:
    assert {source for source, _ in GIVEN.values()} == set(names())
    assert len(releases(loaded)) == len(GIVEN)
    assert not any(one.redistributable for one in releases(loaded).values() if "hmrc" not in one.id)


@needs_samples
@pytest.mark.parametrize("file", PRINTED)
def test_totals_are_those_printed_in_the_file(file: str, loaded: Store) -> None:
    reporter, partner, flow, label, value = PRINTED[file]
    release = next(name for name, one in releases(loaded).items() if one.file == file)
    unit = {"region-CA-BC": "CAD", "region-CA-YT": "CAD", "region-UKH1": "GBP"}.get(str(reporter), "USD")
    found = [
        one.value
        for one in observations(loaded, reporter, partner, flow, goods=None, release=release)
        if (one.period.label, one.unit) == (label, unit)
    ]
    assert found == [Decimal(value)]


@needs_samples
def test_goods_are_summed_to_chapters_and_headings_of_the_edition_of_their_year(loaded: Store) -> None:
    found = list(observations(loaded, "region-RU-AD", "country-KZ", "export"))
    assert {one.goods.scheme for one in found if one.goods} == {"hs2012", "hs2017"}
    assert {one.goods.level for one in found if one.goods} == {2, 4}
    money = [one for one in found if one.period.label == "2016" and one.unit == "USD" and one.value is not None]
    for level in (2, 4):
        parts = [one.value or 0 for one in money if one.goods and one.goods.level == level]
        assert sum(parts) == next(one.value for one in money if one.goods is None)
    assert "unfinished" in next(one.statuses for one in found if one.period.label == "2018")


@needs_samples
def test_rates_are_of_their_currency(loaded: Store) -> None:
    found = {(one.currency, one.basis, one.period.label): one for one in rates(loaded)}
    assert found["USD", "average", "1993"].value == Decimal("5.04")
    assert found["RUB", "end", "2023"].value == Decimal("0.982")
    assert all(isinstance(one, Rate) and one.unit == "KGS" for one in found.values())


@needs_samples
def test_what_contradicts_itself_in_the_file_is_left_out(loaded: Store) -> None:
    kyrgyz = list(observations(loaded, "region-CA-AB", "country-KG"))
    assert "2022" not in {one.period.label for one in kyrgyz}
    assert all(isinstance(one, Observation) and one.goods != Goods("", "") for one in kyrgyz)
