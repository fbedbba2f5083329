import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

import blank
import told_statistics
from coopatlas import claims, content, gazetteer, questions
from coopatlas.errors import ContentError, QuestionError
from coopatlas.questions import Question, analysis, ask, find, load, parse
from coopatlas.questions.answers import Answer, Column, Figure, Named, Row, evidence
from coopatlas.questions.formats import figure, headings, lines, period, to_csv, to_json, to_markdown
from coopatlas.rdf import iri
from coopatlas.resolve import Resolver
from coopatlas.store import Store
from told import DOCUMENTS

Asked = Callable[[str], Answer]
GOLDEN = Path(__file__).parent / "golden" / "questions"
HEADER = """# title.ru: Что
# title.en: What
# about.ru: О чём
# about.en: Of what
# empty.ru: ничего
# empty.en: nothing
# group: sources
"""


def filled(path: Path, names: tuple[str, ...]) -> Store:
    store = blank.new(path)
    for document, facts in DOCUMENTS:
        if document.name in names:
            graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))
            store.commit(document, graph, "by hand", "2020-01-01T00:00:00Z")
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = filled(tmp_path_factory.mktemp("all") / "store", tuple(document.name for document, _ in DOCUMENTS))
    told_statistics.load(store)
    return store


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return filled(tmp_path_factory.mktemp("founding") / "store", ("founding",))


def _pair() -> dict[str, str]:
    return {"a": "Карелия", "b": "Казахстан"}


def rows(store: Store, name: str, lang: str = "ru", **given: str) -> list[tuple[str, ...]]:
    return [
        tuple(cell.replace("\N{NO-BREAK SPACE}", " ") for cell in line) for line in _lines(store, name, lang, given)
    ]


def _lines(store: Store, name: str, lang: str, given: Mapping[str, str]) -> list[tuple[str, ...]]:
    return lines(ask(store, load()[name], given), lang)


def unit(name: str) -> Named:
    return Named(iri.term("unit", name))


def required(question: Question) -> dict[str, str]:
    """Return the examples of the parameters that a question needs; as a document, one of those written for tests."""
    return {p.name: "founding" if p.type == "document" else str(p.example) for p in question.parameters if p.required}


@pytest.fixture(scope="module")
def answered(store: Store) -> Asked:
    """Each question is asked once, whatever is looked for in its answer."""
    return cache(lambda question: ask(store, find(question), required(find(question))))


@pytest.mark.parametrize("name", load())
def test_every_question_returns_its_golden_answer(name: str, answered: Asked, request: pytest.FixtureRequest) -> None:
    given = required(load()[name])
    answer = answered(name)
    tables = {lang: [headings(answer, lang), *lines(answer, lang)] for lang in ("ru", "en")}
    found = {"asked": given} | {lang: [" | ".join(line) for line in table] for lang, table in tables.items()}
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    golden = GOLDEN / f"{name}.json"
    if request.config.getoption("--update-golden"):
        golden.write_text(text, "utf-8")
    assert golden.exists(), "write it with: pytest --update-golden"
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("question", load().values(), ids=lambda question: question.id)
def test_every_question_speaks_both_languages(question: Question) -> None:
    texts = [question.title, question.about, question.empty]
    texts += [part.labels for part in question.parameters] + [part.heading for part in question.columns]
    for text in texts:
        assert re.search("[А-яЁё]", text["ru"])
        assert not re.search("[А-яЁё]", text["en"])
    assert question.group in questions.GROUPS


@pytest.mark.parametrize("question", load().values(), ids=lambda question: question.id)
def test_every_selected_variable_is_a_column_or_a_key(question: Question) -> None:
    if question.analysis:
        found: tuple[str, ...] = analysis.OPERATIONS[question.analysis].columns
    else:
        # What a query selects stands in its text: an engine without data need not run it.
        solutions = ox.Store().query(question.sparql({}), prefixes=dict(iri.PREFIXES))
        assert isinstance(solutions, ox.QuerySolutions)
        found = tuple(variable.value for variable in solutions.variables)
    columns = {c.name for c in question.columns}
    selected = set(found) - ({"item", "claim", "basis", "event"} - columns)
    figures = {c.name for c in question.columns if c.type == "figure"}
    plain = {name for name in selected if not any(name.startswith(value) and name != value for value in figures)}
    assert plain == {c.name for c in question.columns if c.type != "sentence"} - figures


@pytest.mark.parametrize("question", load().values(), ids=lambda question: question.id)
def test_what_is_asked_about_stands_before_what_may_be_missing(question: Question) -> None:
    """After an OPTIONAL it is joined to all that was found: denials about a country took 1.8 s, and take 0.01."""
    optional: set[int] = set()
    for line in question.query.splitlines():
        depth = len(line) - len(line.lstrip())
        optional = {one for one in optional if one <= depth}
        if line.lstrip().startswith("OPTIONAL"):
            optional.add(depth)
        assert "# if " not in line or depth not in optional, line


@pytest.mark.parametrize("question", load().values(), ids=lambda question: question.id)
def test_every_cell_is_of_the_type_of_its_column(question: Question, answered: Asked) -> None:
    kinds = {"entity": "Named", "period": "Named", "text": "str", "number": "Decimal"} | {
        "figure": "Figure",
        "sentence": "str",
    }
    answer = answered(question.id)
    assert answer.rows, "the documents written for these tests answer every question"
    for row in answer.rows:
        for column, cell in zip(answer.columns, row.cells, strict=True):
            assert isinstance(cell, tuple) == column.many
            values = cell if isinstance(cell, tuple) else (cell,)
            assert {type(value).__name__ for value in values if value is not None} <= {kinds[column.type]}


@pytest.mark.parametrize("question", load().values(), ids=lambda question: question.id)
def test_every_row_shows_its_sentences(question: Question, store: Store, answered: Asked) -> None:
    texts = {document.title: document.text for document, _ in DOCUMENTS}
    # What the reference data or statistics say stands in no sentence.
    from_reference = any(name in question.query for name in ("graph:reference", "coop:Statistical"))
    for row in answered(question.id).rows:
        behind = evidence(store, row)
        counts = any(column.name == "claims" for column in question.columns)
        assert behind or counts or from_reference, "only counts and reference data may stand alone"
        assert all(text in texts[one.document.label("ru")] for one in behind for text in one.sentences)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("ventures-existing", {}),
        ("ventures-existing", {"a": "Карелия", "b": "Казахстан"}),
        ("agreements-in-force", {"a": "Карелия", "b": "Казахстан"}),
        ("agreements", {}),
        ("trade-direction", {"a": "Карелия", "b": "Казахстан"}),
        ("trade-figures", {"year": "2016"}),
        ("posts", {"person": "Иманбаев"}),
    ],
)
def test_the_founding_document_states_no_more_than_it_says(founding: Store, name: str, given: dict[str, str]) -> None:
    answer = ask(founding, load()[name], given)
    assert answer.stated == (name == "posts")
    assert answer.documents == 1
    assert answer.silence("ru").startswith("не указано в 1 документе: ")
    assert answer.silence("en").startswith("not stated in 1 document: ")


def test_a_bound_stays_a_bound(founding: Store) -> None:
    ((when, value, printed, speaker, _),) = rows(founding, "turnover", **_pair())
    assert (when, value, printed) == ("2017", "> 15 000 000 USD", "превысил 15 млн долларов")
    assert "посольство" in speaker.casefold()
    growth = {row[5]: (row[4], row[6]) for row in rows(founding, "growth")}
    assert growth == {"2017": ("20 %", "2016"), "1-е полугодие 2018": ("> 16 %", "")}


def test_what_growth_implies_keeps_the_bound(founding: Store) -> None:
    ((base, derived, *_),) = rows(founding, "turnover-derived", **_pair())
    assert (base, derived) == ("2016", "> 12 500 000 USD")


def test_a_year_takes_in_the_periods_that_touch_it(store: Store) -> None:
    assert [row[5] for row in rows(store, "growth", year="2018")] == ["1-е полугодие 2018"]
    assert [row[2] for row in rows(store, "visits", year="2020")] == ["3 марта 2020"]
    assert rows(store, "visits", year="2019") == []


def test_figures_that_cannot_both_be_true_are_a_disagreement_and_bounds_that_meet_are_none(store: Store) -> None:
    ((*_, period, one, first, other, second),) = rows(store, "figures-disagree")
    assert period == "2020"
    assert {(one, first), (other, second)} == {("200 000 000 USD", "«hopes»"), ("> 230 000 000 USD", "«outcome»")}
    assert rows(store, "figures-disagree", a="Карелия") == []
    ((*_, difference),) = rows(store, "flows-disagree", percent="1")
    assert difference == "-10 000 000"
    assert rows(store, "flows-disagree", percent="5") == []


def test_a_deed_answers_words_of_an_earlier_document_only(store: Store) -> None:
    ((said, _, reported, _),) = rows(store, "ventures-realised")
    assert (said, reported) == ("2021-05-20", "2023-03-01")
    open_ = {row[2].partition(":")[0]: int(row[1]) for row in rows(store, "proposals-unanswered", months="40")}
    assert open_ == {
        "совместное предприятие (инициатива)": 54,
        "соглашение (инициатива)": 45,
        "представительство (инициатива)": 45,
    }
    assert rows(store, "proposals-unanswered", months="55") == []


def test_a_chain_shows_the_sentence_of_each_step(store: Store) -> None:
    steps = [row for row in rows(store, "chains", a="Карелия", b="Завод «Прибой»") if row[0] == "1"]
    assert (steps[0][2], steps[-1][4]) == ("Карелия", "завод «Прибой»")
    assert all(one[4] == other[2] for one, other in pairwise(steps))
    texts = " ".join(document.text for document, _ in DOCUMENTS)
    assert all(row[5] and row[5] in texts for row in steps)
    assert rows(store, "chains", a="Карелия", b="Карелия") == []


def test_who_is_a_bridge_joins_neighbours_without_a_link(store: Store) -> None:
    ((who, _, links, joins),) = rows(store, "bridge-people")
    assert (who, links, set(joins.split("; "))) == ("Ильдар Сафин", "2", {"Татарстан", "Решт"})
    assert {row[0] for row in rows(store, "bridge-places")} <= {row[0] for row in rows(store, "bridges")}
    likely = {frozenset(row[:2]) for row in rows(store, "likely-partners", a="Карелия")}
    assert likely
    assert all("Карелия" in pair for pair in likely)


def test_a_limit_shows_the_first_rows_and_counts_the_rest(store: Store) -> None:
    whole, cut = ask(store, load()["claims"]), ask(store, load()["claims"], limit=3)
    assert cut.rows == whole.rows[:3]
    assert (cut.more, whole.more) == (len(whole.rows) - 3, 0)


def test_one_figure_of_two_documents_is_one_row(store: Store) -> None:
    same = [row for row in rows(store, "turnover", **_pair()) if row[0] == "2018"]
    assert [row[1] for row in same] == ["18 500 000 USD"]
    assert set(same[0][4].split("; ")) == {"«later»", "«english»"}


def test_a_denial_is_shown_as_a_denial(founding: Store) -> None:
    ((party, of, polarity, *_),) = rows(founding, "main-partners", party="KZ", of="Карелия")
    assert (party, polarity) == ("Казахстан", "отрицается")
    assert "Карелия" in of
    assert len(rows(founding, "denials")) == 1


def test_what_is_wished_is_never_shown_as_existing(store: Store) -> None:
    assert {row[0] for row in rows(store, "ventures-existing")} == {"Иран; Россия", "Узбекистан; Татарстан"}
    assert {row[3] for row in rows(store, "ventures-wished")} == {"интерес"}
    stages = {row[0]: row[3] for row in rows(store, "agreements", **_pair())}
    assert stages == {"меморандум": "подписано", "дорожная карта": "обсуждается"}
    assert rows(store, "agreements-in-force", **_pair()) == []


def test_a_wish_for_the_ports_of_a_region_concerns_the_region(founding: Store) -> None:
    ((party, place, *_),) = rows(founding, "ventures-wished", **_pair())
    assert (party, place) == ("Казахстан; Россия", "порты Карелии")


def test_deeds_follow_words(store: Store) -> None:
    steps = [(row[0], int(row[1])) for row in rows(store, "words-to-deeds", **_pair())]
    assert steps == sorted(steps)
    assert {("2018-09-11", 1), ("2018-09-11", 2), ("2019-06-13", 4), ("2019-06-13", 5)} <= set(steps)


def test_who_met_whom_in_which_capacity(founding: Store) -> None:
    ((who, post, represents, other, *_),) = rows(founding, "meetings", person="Иманбаев")
    assert (who, post, represents, other) == (
        "Болат Иманбаев",
        "генеральный консул",
        "Казахстан",
        "Артур Парфенчиков",
    )


@pytest.mark.parametrize("name", ["Казахстан", "Kazakhstan", "KZ", "РК", " казахстан "])
def test_a_territory_is_known_by_any_of_its_names(store: Store, name: str) -> None:
    assert rows(store, "turnover", a="Карелия", b=name) == rows(store, "turnover", **_pair())


@pytest.mark.parametrize("name", ["Болат Иманбаев", "Иманбаев Болат", "Bolat Imanbaev", "иманбаев"])
def test_a_person_is_known_however_written(store: Store, name: str) -> None:
    assert {row[0] for row in rows(store, "posts", person=name)} == {"Болат Иманбаев"}


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("turnover", {"a": "Карелия"}, r"b: the question needs this parameter; set it: --set b="),
        (
            "turnover",
            {"a": "Карелия", "b": "Казахстам"},
            r"b: no territory is named «Казахстам»; did you mean Казахстан",
        ),
        (
            "turnover",
            {"a": "Карелия", "b": "Казахстан", "document": "founding", "year": "2018"},
            r"document: the question has no such parameter; it has a, b, year",
        ),
        ("trade-figures", {"year": "18"}, r"year: «18» is no year; write four digits"),
        ("silent-initiatives", {"months": "год"}, r"months: «год» is no whole number; write digits"),
        ("trade-figures", {"flow": "бартер"}, r"flow: «бартер» is no flow; use one of turnover, export"),
        ("posts", {"person": "Булат Иманбаев"}, r"person: no person is named .* did you mean Болат Иманбаев"),
        ("document-claims", {"document": "foundin"}, r"no document is named «foundin»; did you mean founding\?"),
        ("posts", {"person": "Иман"}, r"person: no person is named «Иман»"),
        ("claims", {"text": "\udcff"}, r"text: the value is not valid Unicode"),
    ],
)
def test_a_value_that_is_not_understood_says_what_to_do(
    store: Store, name: str, given: dict[str, str], message: str
) -> None:
    with pytest.raises(QuestionError, match=message):
        ask(store, load()[name], given)


@pytest.mark.parametrize(
    "attack",
    [
        'x" } } UNION { ?claim ?p ?o } #',
        "x\\",
        'x\\" } #',
        "x\n} DROP ALL",
        "UNDEF } SERVICE <http://127.0.0.1/> { ?s ?p ?o",
        "<https://w3id.org/coopatlas/graph/catalogue>",
        "?sentence",
        "{" * 20000,
        "x' ; DROP GRAPH <https://w3id.org/coopatlas/graph/asserted> ; '",
    ],
)
def test_text_never_becomes_query(store: Store, attack: str) -> None:
    before = to_json(ask(store, load()["claims"]), "ru")
    assert not ask(store, load()["claims"], {"text": attack}).stated
    for name, parameter in (("posts", "person"), ("links", "a"), ("trade-figures", "a"), ("missions", "sender")):
        given = {**required(load()[name]), parameter: attack}
        with pytest.raises(QuestionError):
            ask(store, load()[name], given)
    assert to_json(ask(store, load()["claims"]), "ru") == before


def test_a_word_is_found_in_the_sentences_whatever_its_case(founding: Store) -> None:
    found = ask(founding, load()["claims"], {"text": "ПОРТАХ"})
    assert len(found.rows) == 1
    assert rows(founding, "claims", said="Парфенчиков", modality="предложение", kind="proposal")


def test_a_question_is_found_by_words_of_its_title() -> None:
    assert find("turnover").id == "turnover"
    assert find("кто встречался").id == "meetings"
    assert find("who met").id == "meetings"
    assert find("побратим").id == "twinnings"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("meetngs", "there is no such question; did you mean meetings"),
        ("which", "several questions have these words; choose: "),
        ("", "there is no such question; ask in other words; `coopatlas ask` lists"),
        ("xyzzy", "there is no such question; ask in other words; `coopatlas ask` lists"),
    ],
)
def test_words_that_choose_no_question_say_so(words: str, message: str) -> None:
    with pytest.raises(QuestionError, match=re.escape(message)):
        find(words)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER.replace("# group: sources\n", ""), "q.rq: the header lacks group"),
        (HEADER + "# analysis: guess\n# analysis: again\n", "q.rq:9: the key analysis. is unknown or repeated"),
        (HEADER.replace("sources", "weather"), "q.rq: the group «weather» is unknown"),
        (HEADER + "# parameter.a: text required; Слово; Word\n", "q.rq: parameters and slots differ"),
        (
            HEADER + "# parameter.a: text required; Слово; Word\n\nSELECT * { VALUES ?a { UNDEF } }",
            "q.rq: a required parameter lacks its example: a",
        ),
        (HEADER + "# example.a: слово\n\nSELECT * {}", "q.rq: an example of no parameter: a"),
        (HEADER + "# example.a: x\n# example.a: y\n", "q.rq:9: the key example.a is unknown or repeated"),
        (HEADER + "# colour: red\n", "q.rq:8: the key colour. is unknown or repeated"),
        (HEADER + "# title.en: Again\n", "q.rq:8: the key title.en is unknown or repeated"),
        (HEADER + "# column.a: colour; Цвет; Colour\n", "q.rq:8: column type «colour» is unknown"),
        (HEADER + "# column.a: text; Слово\n", "q.rq:8: «text; Слово» has not three parts"),
        (HEADER + "# parameter.a: colour; Цвет; Colour\n", "q.rq:8: parameter type «colour» is unknown"),
        (HEADER + "# parameter.a: text; Слово; Word\n\nSELECT * {}", "q.rq: parameters and slots differ"),
        (HEADER + "\nSELECT * { VALUES ?a { UNDEF } }", "q.rq: parameters and slots differ"),
        (
            HEADER + "# column.a: text; А; A\n# column.a: text; Б; B\n\nSELECT * {}",
            "q.rq: two parameters or two columns",
        ),
    ],
)
def test_a_malformed_question_names_its_line(text: str, message: str) -> None:
    with pytest.raises(ContentError, match=re.escape(message)):
        parse("q", text)


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of questions of one's own in the place of the catalogue."""
    monkeypatch.setattr(content, "files_of", lambda _room, end: {file.stem: file for file in tmp_path.glob(f"*{end}")})
    questions.forget()
    yield tmp_path
    monkeypatch.undo()
    questions.forget()


def test_a_malformed_question_breaks_no_other(added: Path, store: Store) -> None:
    query = "\n\n# The year.\nSELECT ?n { VALUES ?n { %s } }\n"
    column = "# column.n: number; Год; Year"
    (added / "good.rq").write_text(HEADER + column + query % 2018, "utf-8")
    (added / "headless.rq").write_text(HEADER + "# colour: red" + query % 2018, "utf-8")
    (added / "broken.rq").write_text(HEADER + column + query % "2018 )", "utf-8")
    (added / "bytes.rq").write_bytes(b"# title.ru: \xff")
    assert lines(ask(store, find("good")), "en") == [("2,018",)]
    assert set(questions.faults()) == {"headless", "bytes"}
    for name, message in (("headless", "headless.rq:8: "), ("bytes", "bytes.rq: it cannot be read")):
        with pytest.raises(ContentError, match=re.escape(message)):
            find(name)
    with pytest.raises(ContentError, match=r"broken\.rq:11:\d+: syntax error"):
        ask(store, find("broken"))


def test_a_default_fills_its_slot_and_a_value_replaces_it(store: Store) -> None:
    text = (
        HEADER
        + "# parameter.n: year = 2018; Год; Year\n# column.n: number; Год; Year\n\nSELECT ?n { VALUES ?n { UNDEF } }"
    )
    question = parse("q", text)
    assert lines(ask(store, question), "en") == [("2,018",)]
    assert lines(ask(store, question, {"n": "1999"}), "en") == [("1,999",)]


@pytest.mark.parametrize(
    ("value", "ru", "en"),
    [
        (Figure(lower=Decimal(15_000_000), unit=unit("USD")), "> 15 000 000 USD", "> 15,000,000 USD"),
        (
            Figure(lower=Decimal(10), lower_inclusive=True, upper=Decimal(20), unit=unit("percent")),
            "≥ 10, < 20 %",
            "≥ 10, < 20 %",
        ),
        (Figure(point=Decimal("-4.5"), approximate=True, unit=unit("percent")), "≈ -4,5 %", "≈ -4.5 %"),
        (Figure(upper=Decimal(7), upper_inclusive=True), "≤ 7", "≤ 7"),
    ],
)
def test_figures_keep_their_bounds_in_words(value: Figure, ru: str, en: str) -> None:
    assert figure(value, "ru").replace("\N{NO-BREAK SPACE}", " ") == ru
    assert figure(value, "en") == en


@pytest.mark.parametrize(
    ("label", "ru", "en"),
    [
        ("2018", "2018", "2018"),
        ("2018-03", "март 2018", "March 2018"),
        ("2018-03-09", "9 марта 2018", "9 March 2018"),
        ("2018-H1", "1-е полугодие 2018", "H1 2018"),
        ("2018-Q3", "3-й квартал 2018", "Q3 2018"),
        ("2018-01/2018-08", "январь 2018 – август 2018", "January 2018 – August 2018"),
        ("2018-13", "2018-13", "2018-13"),
        ("весна", "весна", "весна"),
    ],
)
def test_periods_are_written_as_people_write_them(label: str, ru: str, en: str) -> None:
    assert (period(label, "ru"), period(label, "en")) == (ru, en)


@pytest.mark.parametrize(
    ("documents", "ru", "en"),
    [(0, "0 документах", "0 documents"), (21, "21 документе", "21 documents"), (11, "11 документах", "11 documents")],
)
def test_silence_counts_the_documents(documents: int, ru: str, en: str) -> None:
    answer = Answer("q", {}, {"ru": "нет", "en": "no"}, {}, (), (), documents)
    assert answer.silence("ru") == f"не указано в {ru}: нет"
    assert answer.silence("en") == f"not stated in {en}: no"


def test_csv_holds_labels_iris_and_the_parts_of_figures(founding: Store) -> None:
    (record,) = csv.DictReader(
        io.StringIO(to_csv(ask(founding, load()["turnover"], _pair()), "en").removeprefix("\ufeff"))
    )
    assert record["period_iri"].endswith("period-2017")
    assert (record["value_lower"], record["value_point"], record["value_unit"]) == ("15000000", "", "USD")
    assert record["document_iri"].startswith("https://")


def test_json_holds_what_was_understood(founding: Store) -> None:
    answer = json.loads(to_json(ask(founding, load()["turnover"], _pair()), "en"))
    assert answer["stated"] is True
    assert answer["parameters"]["b"][0]["label"] == "Kazakhstan"
    assert answer["rows"][0]["value"]["lower"] == 15_000_000
    silent = json.loads(to_json(ask(founding, load()["agreements"]), "en"))
    assert (silent["stated"], silent["rows"]) == (False, [])
    assert silent["message"].startswith("not stated in 1 document")


def test_markdown_escapes_what_would_break_its_table() -> None:
    columns = (Column("a", "text", {"en": "A"}), Column("b", "entity", {"en": "B"}))
    row = Row(("one | two\nthree", Named("https://example.org/x", (("en", "[x]"),))), ())
    answer = Answer("q", {"en": "Q"}, {"en": "no"}, {}, columns, (row,), 1)
    last = to_markdown(answer, "en").splitlines()[-1]
    assert last == r"| one \| two three | [\[x\]](https://example.org/x) |"


NEARLY_ALL = re.compile("coop:(polarity v:polarity-positive|modality v:modality-stated|certainty v:certainty-certain)")


@pytest.mark.parametrize("name", load())
def test_no_query_joins_by_what_nearly_all_claims_share(name: str) -> None:
    # The engine has no statistics: it takes a constant for selective and begins with it. A FILTER does not mislead it.
    # That a claim is certain is not said at all.
    assert not NEARLY_ALL.search(load()[name].query), (
        "write FILTER NOT EXISTS { ?claim coop:polarity v:polarity-negative }"
    )


@pytest.mark.parametrize("name", load())
def test_no_parameter_is_looked_for_in_rows_that_are_already_made(name: str) -> None:
    late = re.search(r"!BOUND\(\?(\w+)\) \|\| EXISTS \{ \?\w+ \?\w+ \?\1 \}", load()[name].query)
    assert late is None, "join it instead, in a line that ends in # if …: the engine then begins with it"


def test_a_timeline_is_that_of_whom_it_is_asked(store: Store) -> None:
    everything = rows(store, "timeline")
    about = rows(store, "timeline", about="Иран")
    assert 0 < len(about) < len(everything)
