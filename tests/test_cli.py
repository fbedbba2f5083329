import io
import json
import os
import pickle
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Literal
from rdflib.query import Result

import blank
from called import PROGRAM, Ran, Run
from coopatlas import __version__, content
from coopatlas.errors import CoopatlasError
from coopatlas.model import Document
from coopatlas.rdf import iri
from coopatlas.store import Store
from told_documents import commit

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "dev"


def coopatlas(
    *arguments: str, stdin: str = "", folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})},
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("cli") / "store"
    with blank.new(path) as opened:
        tell(opened)
    return str(path)


def tell(opened: Store) -> None:
    commit(opened, "a", "post", "trade", "wish", title="Порты [bold]Карелии[/bold]")
    commit(opened, "b", "denial")


def one_line(ran: Ran, *told: str) -> None:
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1, ran.err
    for word in told:
        assert word in ran.err


def test_extracting_prints_one_record_a_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    text = "Глава Карелии Артур Парфенчиков встретился с генеральным консулом Казахстана Болатом Иманбаевым."
    path.write_text(json.dumps({"id": "x-1", "text": text}), "utf-8")
    ran = run("extract", "--format", "jsonl", str(path))
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert "Парфенчиков" in ran.out
    assert {record["doc"] for record in records} == {"x-1"}
    assert all(text[record["start"] : record["end"]] == record["evidence"] for record in records)
    assert "post" in {record["kind"] for record in records}


def test_extracting_tells_why_a_value_was_taken(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    path = tmp_path / "visit.txt"
    path.write_text("Генеральный консул Казахстана посетил порт Усть-Луга.", encoding="utf-8")

    told = run("extract", "--why", str(path)).out

    assert "ru/visit" in told
    assert "destination: «порт Усть-Луга»" in told
    assert "«порт" not in run("extract", str(path)).out


def test_extracting_reads_standard_input_and_notes_a_text_without_facts(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Погода сегодня хорошая.".encode())))
    assert run("extract", "--format", "jsonl", "-") == Ran(0, "", "-: no facts found\n")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not part of the checkout")
def test_extracting_the_corpus_names_its_documents(run: Run) -> None:
    ran = run("extract", "--format", "jsonl", str(CORPUS / "dev-000.json"))
    assert {json.loads(line)["doc"] for line in ran.out.splitlines()} == {"dev-000"}


BAD_INPUT = {
    "nowhere.txt": (None, "no such file"),
    "empty.txt": (b"", "empty"),
    "binary.txt": (b"\x00\x01\x02", "binary"),
    "broken.json": (b'{"text": \n oops}', "broken.json:2"),
    "deutsch.txt": (b"Kasachstan und Karelien unterzeichnen ein Abkommen.", "--lang"),
}


@pytest.mark.parametrize("verb", ["build", "extract"])
def test_bad_documents_are_told_in_a_line_each_and_the_rest_is_read(run: Run, tmp_path: Path, verb: str) -> None:
    good = tmp_path / "good.txt"
    good.write_bytes("Товарооборот Карелии и Казахстана в 2017 году составил 15 млн долларов.".encode("cp1251"))
    paths = []
    for name, (data, _) in BAD_INPUT.items():
        paths.append(str(tmp_path / name))
        if data is not None:
            (tmp_path / name).write_bytes(data)
    options = ["--store", str(tmp_path / "store")] if verb == "build" else []
    ran = run(verb, *paths, str(good), *options)
    assert ran.code == 2
    lines = [line for line in ran.err.splitlines() if line.startswith("coopatlas: ")]
    assert len(lines) == len(BAD_INPUT)
    for (name, (_, told)), line in zip(BAD_INPUT.items(), lines, strict=True):
        assert name in line
        assert told in line
    if verb == "build":
        with Store.open(tmp_path / "store") as opened:
            assert [record.name for record in opened.documents()] == [str(good)]


def test_building_twice_with_a_document_given_twice(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Погода в Карелии сегодня хорошая.", "utf-8")
    ran = run("build", str(path), str(path), "--store", str(tmp_path / "store"))
    assert ran.code == 0
    assert "left out, a second document of this name" in ran.err
    assert f"{path}: unchanged" in run("build", str(path), "--store", str(tmp_path / "store")).err


def test_asking_in_every_form(run: Run, store: str) -> None:
    ran = run("ask", "turnover", "--set", "a=Карелия", "--set", "b=Казахстан", "--store", store, "--lang", "ru")
    assert ran.code == 0
    assert "15 000 000 USD" in ran.out.replace("\N{NO-BREAK SPACE}", " ")
    for form, sign in (("csv", ","), ("md", "| --- |"), ("json", '"rows"')):
        ran = run("ask", "posts", "--format", form, "--store", store, "--lang", "ru")
        assert sign in ran.out
        assert "Болат Иманбаев" in ran.out


def test_asking_shows_the_sentences_and_says_what_is_not_stated(run: Run, store: str) -> None:
    ran = run("ask", "ventures-wished", "--evidence", "--store", store, "--lang", "ru")
    assert "«Казахстан хочет совместные предприятия в портах Карелии.»" in ran.out
    assert "[bold]" in ran.out
    silent = ("ask", "ventures-existing", "--store", store, "--lang", "en")
    assert "not stated in 2 documents" in run(*silent).out
    assert run(*silent).code == 0
    assert run(*silent, "--required").code == 1


def test_ask_shows_page_after_page(run: Run, store: str) -> None:
    asked = ("ask", "claims", "--store", store, "--lang", "ru")
    whole = run(*asked, "--format", "csv").out.splitlines()
    assert len(whole) > 3
    pages = [run(*asked, "--format", "csv", "--limit", "2", "--after", str(after)).out for after in range(0, 8, 2)]
    assert [whole[0], *(line for page in pages for line in page.splitlines()[1:])] == whole
    assert f"строки 2–2 из {len(whole) - 1}; дальше: --after 2" in run(*asked, "--limit", "1", "--after", "1").out


def test_ask_is_ended_at_its_time_and_says_how_to_go_on(run: Run, store: str) -> None:
    ended = run("ask", "posts", "--store", store, "--lang", "ru", "--seconds", "0.0001")
    one_line(ended, "ask posts: прекращено", "--set person=…", "--seconds 0.001")


def test_the_catalogue_is_listed(run: Run) -> None:
    out = run("ask", "--lang", "ru").out
    assert "meetings" in out
    assert "Кто с кем встречался" in out


def test_sparql_from_a_file_and_from_standard_input(run: Run, store: str, tmp_path: Path) -> None:
    query = "SELECT ?label { ?p a coop:Person ; rdfs:label ?label }"
    (tmp_path / "q.rq").write_text(query, "utf-8")
    for form in ("table", "csv", "md", "json"):
        assert "Болат Иманбаев" in run("sparql", str(tmp_path / "q.rq"), "--format", form, "--store", store).out
    done = coopatlas("sparql", "-", "--format", "json", "--store", store, stdin=query)
    (row,) = json.loads(done.stdout)["results"]["bindings"]
    assert row["label"] == {"type": "literal", "value": "Болат Иманбаев", "xml:lang": "ru"}


def test_results_are_in_the_forms_of_the_standard(run: Run, store: str, tmp_path: Path) -> None:
    def given(query: str, form: str) -> Ran:
        (tmp_path / "q.rq").write_text(f"\N{ZERO WIDTH NO-BREAK SPACE}{query}", "utf-8")
        return run("sparql", str(tmp_path / "q.rq"), "--format", form, "--store", store)

    assert json.loads(given("ASK { ?x a coop:Person }", "json").out) == {"head": {}, "boolean": True}
    people = "SELECT ?p { ?p a coop:Person }"
    for form in ("json", "xml", "tsv"):
        rows = Result.parse(io.BytesIO(given(people, form).out.encode()), format=form)
        assert len(rows) == len(given(people, "csv").out.splitlines()) - 1 > 0
    made = "CONSTRUCT { ?p a coop:Person } WHERE { ?p a coop:Person }"
    for form, parser in (("ttl", "turtle"), ("nt", "nt"), ("json", "json-ld"), ("xml", "xml")):
        assert (
            len(Graph().parse(data=given(made, form).out, format=parser))
            == len(given(made, "csv").out.splitlines()) - 1
        )
    one_line(given(people, "ttl"), "use one of table, md, csv, json, xml, tsv")


def test_a_column_called_answer_is_no_answer_of_ask(run: Run, store: str, tmp_path: Path) -> None:
    for query in ("SELECT ?answer { ?answer a coop:Route }", "SELECT ?answer { BIND(false AS ?answer) }"):
        (tmp_path / "q.rq").write_text(query, "utf-8")
        assert run("sparql", str(tmp_path / "q.rq"), "--store", store).code == 0


def test_a_date_that_is_none_prints_nothing_beside_the_answer(run: Run, store: str, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text('SELECT ("25:61:00"^^xsd:time AS ?t) {}', "utf-8")
    for form in ("table", "csv", "json"):
        done = run("sparql", str(tmp_path / "q.rq"), "--format", form, "--store", store)
        assert "25:61:00" in done.out
        assert not done.err


def test_tables_shorten_iris_and_a_term_that_is_none_is_told(run: Run, store: str, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?p { ?p a coop:Person OPTIONAL { ?p a coop:Persona } }", "utf-8")
    done = run("sparql", str(tmp_path / "q.rq"), "--store", store)
    assert "id:person-" in done.out
    assert "https://w3id.org" not in done.out
    assert "did you mean coop:Person" in done.err


def test_all_views_are_drawn_into_a_folder_with_a_page_that_leads_to_them(run: Run, store: str, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    index = run("view", "--all", "-o", str(folder), "--store", store, "--lang", "ru").out.strip()
    assert index == str(folder / "index.html")
    page = Path(index).read_text("utf-8")
    linked = set(re.findall(r'href="([\w-]+\.html)#lang=ru"', page))
    assert linked == {file.name for file in folder.iterdir()} - {"index.html"}
    assert {"network.html", "board.html", "map.html"} <= linked
    assert "Документов: 2" in page


OURS = """# title.ru: Наш вопрос
# title.en: Our question
# about.ru: О нас.
# about.en: Of us.
# group: sources
# column.label: text; Имя; Name
# empty.ru: нет
# empty.en: none

SELECT ?label { ?p a coop:Person ; rdfs:label ?label }
"""


def test_questions_and_views_of_ones_own_stand_beside_the_installed_ones(tmp_path: Path, store: str) -> None:
    ours = tmp_path / "ours"
    (ours / "queries").mkdir(parents=True)
    (ours / "visualizations").mkdir()
    (ours / "queries" / "ours.rq").write_text(OURS, "utf-8")
    (ours / "queries" / "broken.rq").write_text("# titel: x\n", "utf-8")
    network = (content.visualizations() / "network.toml").read_text("utf-8")
    (ours / "visualizations" / "our-net.toml").write_text(network.replace("Сеть сотрудничества", "Наша сеть"), "utf-8")
    (ours / "visualizations" / "bad.toml").write_text("title = 3\n", "utf-8")
    done = coopatlas("--content", str(ours), "ask", "ours", "--store", store, folder=tmp_path)
    assert "Болат Иманбаев" in done.stdout, done.stderr
    (tmp_path / "coopatlas.toml").write_text('content = "ours"\n', "utf-8")
    listed = coopatlas("ask", "--lang", "ru", folder=tmp_path)
    assert "Наш вопрос" in listed.stdout
    assert "meetings" in listed.stdout
    assert "broken.rq:1" in listed.stderr
    views = coopatlas("view", "--list", "--lang", "ru", folder=tmp_path)
    assert "Наша сеть" in views.stdout
    assert "bad.toml" in views.stderr
    nowhere = coopatlas("--content", str(tmp_path / "none"), "ask", folder=tmp_path)
    assert nowhere.returncode == 2
    assert "no such folder" in nowhere.stderr


@pytest.mark.parametrize("option", ["--token", "--review-token"])
def test_a_token_that_is_soon_guessed_is_refused(run: Run, store: str, option: str) -> None:
    one_line(run("serve", "--store", store, option, "secret"), option, "16 characters")


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out.strip() == f"coopatlas {__version__}"


def test_a_view_is_named_after_itself(run: Run, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("board", "people"):
        assert run("view", name, "--store", store).out.strip() == str(tmp_path / f"{name}.html")


@pytest.mark.parametrize(("query", "code"), [("ASK { ?x a coop:Person }", 0), ("ASK { ?x a coop:Route }", 1)])
def test_no_is_the_exit_code_one(run: Run, store: str, tmp_path: Path, query: str, code: int) -> None:
    (tmp_path / "q.rq").write_text(query, "utf-8")
    assert run("sparql", str(tmp_path / "q.rq"), "--store", store).code == code


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * {\n ?s ?p", "2:"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { " + "{" * 20_000 + "}" * 20_000 + "}", "deep"),
        ("INSERT DATA { <a:a> <a:a> 1 }", "SELECT"),
    ],
)
def test_a_query_that_may_not_run_is_one_line(run: Run, store: str, tmp_path: Path, query: str, told: str) -> None:
    (tmp_path / "q.rq").write_text(query, "utf-8")
    one_line(run("sparql", str(tmp_path / "q.rq"), "--store", store), told)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ask", "weather"], "coopatlas ask"),
        (["ask", "posts", "--set", "colour=red"], "colour"),
        (["ask", "posts", "--set", "person"], "--set name=value"),
        (["ask", "posts", "--set", "=Карелия"], "--set name=value"),
        (["ask", "posts", "--set", "person=Иванов", "--set", "person=Петров"], "set twice"),
        (["ask", "document-claims", "--set", "document=nothing"], "info --documents"),
        (["view", "nowhere"], "network"),
        (["view", "-o", "/nowhere/page.html"], "/nowhere/page.html"),
        (["view", "--around", "Казахстун"], "Казахстан"),
        (["view", "--around", "Фиджи"], "--around"),
        (["view", "--since", "2020", "--until", "2017"], "2020 is later than 2017"),
        (["view", "map", "--boundaries", "/nowhere.geojson"], "name a GeoJSON file"),
        (["view", "map", "--boundaries", __file__], "no GeoJSON"),
        (["export", "--format", "docx"], "graphml"),
        (["export", "-o", "/nowhere/a.nq"], "/nowhere/a.nq"),
        (["forget", "nothing"], "info --documents"),
        (["reason", "--document", "nothing"], "info --documents"),
        (["reason", "-o", "a.nq"], "--rules"),
        (["sparql", "/nowhere.rq"], "/nowhere.rq"),
    ],
)
def test_errors_are_one_line_that_says_what_to_do(run: Run, store: str, arguments: list[str], told: str) -> None:
    one_line(run(*arguments, "--store", store), told)


@pytest.mark.parametrize("verb", ["info", "validate", "view", "export"])
def test_no_store_is_one_line_and_makes_none(run: Run, tmp_path: Path, verb: str) -> None:
    one_line(run(verb, "--store", str(tmp_path / "store")), "coopatlas build")
    assert not (tmp_path / "store").exists()


def test_a_bug_keeps_its_traceback(run: Run, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Store) -> None:
        raise KeyError("bug")

    monkeypatch.setattr(Store, "info", fail)
    with pytest.raises(KeyError):
        run("info", "--store", store)


def test_an_error_is_told_in_the_language_of_the_output(run: Run) -> None:
    one_line(run("view", "cube", "--lang", "ru"), "такого вида нет; выберите одно из: network")
    one_line(run("view", "cube"), "there is no such view; choose one of: network")


def test_validate_tells_the_document_the_sentence_and_what_to_do(run: Run, tmp_path: Path) -> None:
    with blank.new(tmp_path / "store") as opened:
        commit(opened, "a", "trade", "undated")
    (found,) = json.loads(run("validate", "--format", "json", "--store", str(tmp_path / "store")).out)
    assert (found["shape"], found["severity"], found["document"]) == ("FigurePeriodMissing", "Warning", "a")
    assert found["sentence"]
    assert "another source" in found["remedy_en"]
    shown = run("validate", "--lang", "ru", "--store", str(tmp_path / "store")).out
    assert "Число без периода" in shown
    assert "другой источник" in shown


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ask turn", "turnover-derived"),
        ("ask turnover --set ", "year="),
        ("ask turnover --set a=Каре", "a=Карелия"),
        ("ask turnover --set a=Kar", "a=Karelia"),
        ("ask claims --set modality=pro", "modality=proposal"),
        ("view bo", "board"),
        ("view network --around Мурм", "Мурманская область"),
    ],
)
def test_the_shell_completes_what_is_typed(typed: str, offered: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"coopatlas {typed}")
    monkeypatch.setenv("_COOPATLAS_COMPLETE", "complete_zsh")
    assert f'"{offered}"' in run().out


def test_what_follows_by_rule_is_written_as_a_graph_of_its_own(run: Run, tmp_path: Path) -> None:
    file, store = tmp_path / "inferred.nq", str(tmp_path / "store")
    with blank.small(tmp_path / "store") as opened:
        tell(opened)
    done = run("reason", "--rules", "--store", store, "-o", str(file), "--lang", "en")
    assert done.code == 0
    assert done.out.splitlines()[0] == "Consistent"
    lines = file.read_text("utf-8").splitlines()
    assert f"Statements inferred: {len(lines)}" in done.out
    assert lines == sorted(set(lines))
    assert all(line.endswith(f" <{iri.INFERRED}> .") for line in lines)
    with Store.open(store) as opened:
        said = {str(quad.triple) for quad in opened.quads()}
    assert not said & {line.removesuffix(f" <{iri.INFERRED}> .") for line in lines}
    record = run("reason", "--rules", "--store", store, "-o", str(file), "--format", "json").out
    assert json.loads(record)["inferred"] == len(lines)


def test_documents_that_contradict_each_other_are_named(run: Run, tmp_path: Path) -> None:
    with blank.new(tmp_path / "store") as opened:
        for name, cls in (("first", "Region"), ("second", "Country")):
            document = Document(name, name, "en")
            graph = Graph()
            graph.add((iri.ID["x"], RDF.type, iri.ONTOLOGY[cls]))
            graph.add((iri.ID["x"], RDFS.label, Literal("Harbour", lang="en")))
            opened.commit(document, graph, "by hand", "2020-01-01T00:00:00Z")
    given = ("reason", "--rules", "--store", str(tmp_path / "store"), "--document", "first", "--document", "second")
    done = run(*given, "--lang", "en", "-o", str(tmp_path / "a.nq"))
    assert done.code == 1
    assert not (tmp_path / "a.nq").exists()
    assert done.out.splitlines()[0] == "Inconsistent"
    assert "  - “Harbour” is “region” (first)" in done.out
    assert "  - “Harbour” is “country” (second)" in done.out
    record = json.loads(run(*given, "--lang", "ru", "--format", "json").out)
    assert record["consistent"] is False
    (told,) = record["contradictions"]
    assert {"sentence": "«Harbour» — это «страна»", "documents": ["second"]} in told["statements"]
    assert len(told["axioms"]) == 1


def test_drawing_counting_checking_and_forgetting(run: Run, store: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run("view", "-o", str(page), "--store", store).out.strip() == str(page)
    assert "Казахстан" in page.read_text("utf-8")
    assert "объём торговли" in run("info", "--store", store, "--lang", "ru").out
    listed = run("info", "--documents", "--store", store).out
    assert "by hand" in listed
    assert run("validate", "--store", store).code == 0
    with blank.new(tmp_path / "other") as opened:
        commit(opened, "a", "trade")
    assert run("forget", "a", "--store", str(tmp_path / "other")).code == 0
    assert run("export", "--format", "ttl", "--store", str(tmp_path / "other")).out.count("coop:ValueObservation") == 0


def test_a_view_is_listed_focused_and_opened(
    run: Run, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = run("view", "--list", "--lang", "en").out
    assert "From words to deeds" in listed
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    page = tmp_path / "page.html"
    focus = ["--around", "Казахстан", "--hops", "2", "--since", "2017", "--lang", "en"]
    assert run("view", "network", *focus, "-o", str(page), "--store", store, "--open").code == 0
    assert opened == [page.as_uri()]
    assert '"scope":{"around":[{' in page.read_text("utf-8")


def test_boundaries_of_a_file_are_drawn_on_the_map_alone(run: Run, store: str, tmp_path: Path) -> None:
    file, page = tmp_path / "lines.geojson", tmp_path / "page.html"
    file.write_text('{"type": "LineString", "coordinates": [[60, 50], [65, 52]]}', "utf-8")
    assert run("view", "map", "--boundaries", str(file), "-o", str(page), "--store", store).code == 0
    assert '"name":"lines.geojson"' in page.read_text("utf-8")
    one_line(run("view", "board", "--boundaries", str(file), "-o", str(page), "--store", store), "draws no map")


def test_exporting_to_a_file_and_to_standard_output(run: Run, store: str, tmp_path: Path) -> None:
    run("export", "-o", str(tmp_path / "a.nq"), "--store", store)
    done = run("export", "--format", "nq", "--store", store)
    assert done.out == (tmp_path / "a.nq").read_text("utf-8")
    assert "Болат Иманбаев" in done.out


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "POSIX"}]
)
def test_output_is_utf_8_under_any_locale(store: str, locale: Mapping[str, str]) -> None:
    done = coopatlas("ask", "posts", "--format", "csv", "--lang", "ru", "--store", store, environment=locale)
    assert "Болат Иманбаев" in done.stdout


def test_arguments_are_utf_8_in_the_plainest_locale(store: str) -> None:
    failed = coopatlas("ask", "погода", "--store", store, environment={"LC_ALL": "C"})
    assert failed.returncode == 2
    assert "погода" in failed.stderr


def test_the_locale_chooses_the_language(store: str) -> None:
    assert "Должность" in coopatlas("info", "--store", store, environment={"LC_ALL": "ru_RU.UTF-8"}).stdout.title()
    assert "Facts" in coopatlas("info", "--store", store, environment={"LC_ALL": "C.UTF-8"}).stdout


def test_a_reader_that_has_read_enough_is_no_error(store: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "export", "--store", store],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == -signal.SIGPIPE


def test_a_document_cannot_command_the_terminal(run: Run, tmp_path: Path) -> None:
    sentence = "Посол Казахстана в России Даурен \x1b[31mАбаев посетил Мурманск. Посол Казахстана Даурен Абаев\x1b[2J."
    head = "---\nid: a\x1b]0;name\x07\ntitle: \x1b[2JTitle \u202eeltiT\n---\n"
    (tmp_path / "a.md").write_text(head + sentence, encoding="utf-8")
    store = ["--store", str(tmp_path / "store")]
    shown = [run("extract", str(tmp_path)), run("build", str(tmp_path), *store), run("info", "--documents", *store)]
    shown += [run("ask", "documents", *store, *form) for form in ([], ["--format", "md"])]
    shown += [run("ask", "posts", "--evidence", *store), run("ask", "\x1b[2J", *store)]
    (tmp_path / "titles.rq").write_text("SELECT * { GRAPH ?g { ?d dcterms:title ?t } }", encoding="utf-8")
    shown += [run("sparql", str(tmp_path / "titles.rq"), *store, "--format", form) for form in ("table", "md")]
    assert all(any("\N{REPLACEMENT CHARACTER}" in text for text in (one.out, one.err)) for one in shown)
    assert not any(command in one.out + one.err for one in shown for command in "\x1b\x07\u202e")


def test_an_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(CoopatlasError("a.txt:3", "broken", "mend it")))
    assert (str(error), error.remedy) == ("a.txt:3: broken; mend it", "mend it")
