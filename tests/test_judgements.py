"""A person's judgement of two names wins over the rules, on every later build."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blank
from coopatlas import build, cli, gazetteer, reading
from coopatlas.errors import JudgementError
from coopatlas.model import Document, Fact
from coopatlas.rdf import iri
from coopatlas.resolve import Resolver, verdicts
from coopatlas.resolve.judgements import Judgement, read
from coopatlas.review import log
from coopatlas.review.decision import Decision, made
from coopatlas.review.decisions import Decisions
from coopatlas.store import Store


def same(first: str, second: str, kind: str = "person", why: str = "") -> Judgement:
    return Judgement("same", first, second, kind, why=why, where=f"{first} = {second}")


def different(first: str, second: str, kind: str = "person") -> Judgement:
    return Judgement("different", first, second, kind, where=f"{first} ≠ {second}")


def resolver(*judgements: Judgement, people: tuple[str, ...] = (), document: str = "") -> Resolver:
    facts = [Fact.plain("meeting", {"participant": people}, "", 0, 0)]
    return Resolver(gazetteer.load(), facts, verdicts(gazetteer.load(), judgements), document)


def local(resolver: Resolver, name: str, role_type: str = "person") -> str:
    return resolver.entity(name, role_type, "ru").iri.removeprefix(str(iri.ID))


def test_names_judged_the_same_have_the_iri_of_the_first_and_keep_their_labels() -> None:
    judged = resolver(same("Бектемир Сулейменов", "Бек Сулейман", why="паспорт"), same("Бек Сулейман", "Б. Сулей"))
    found = judged.entity("Bek Suleiman", "agent", "en")
    assert found.iri == iri.ID["person-bektemir-suleimenov"]
    assert found.labels == (("Бектемир Сулейменов", "ru"), ("Bek Suleiman", "en"))
    assert "judged same: «Бектемир Сулейменов», «Бек Сулейман»: паспорт" in found.reason
    assert local(judged, "Б. Сулей") == local(judged, "Бектемир Сулейменов") == "person-bektemir-suleimenov"
    assert local(judged, "Сулейман Бекетов") == local(resolver(), "Сулейман Бекетов")


def test_a_judgement_wins_over_the_one_full_name_that_fits() -> None:
    people = ("Борис Парфенчиков",)
    judged = resolver(same("Артур Парфенчиков", "Парфенчиков"), people=people)
    assert local(judged, "Парфенчиков") == local(judged, "Артур Парфенчиков")
    apart = resolver(different("Парфенчиков", "Борис Парфенчиков"), people=people)
    found = apart.entity("Парфенчиков", "person", "ru")
    assert found.iri == resolver().entity("Парфенчиков", "person", "ru").iri
    assert found.labels == (("Парфенчиков", "ru"),)
    assert "judged different" in found.reason


def test_people_whom_the_rules_take_for_one_are_told_apart_by_their_full_names() -> None:
    son, father = "Пётр Иванович Сидоров", "Пётр Петрович Сидоров"
    apart = resolver(different(son, father))
    names = (son, father, "Пётр Сидоров")
    assert len({local(apart, name) for name in names}) == 3
    assert local(apart, "Sidorov Petr Ivanovich") == local(apart, son)
    story = resolver(different(son, father), people=(son,))
    assert local(story, "П. Сидоров") == local(story, "Пётр Сидоров") == local(apart, son)


def test_namesakes_are_told_apart_by_their_documents() -> None:
    entry, people = different("Сергей Иванов", "Сергей Иванов @ omsk-12"), ("Сергей Иванов",)
    plain = local(resolver(), "Сергей Иванов")
    short = different("С. Иванов", "С. Иванов @ omsk-12")
    assert local(resolver(short, document="omsk-12", people=people), "С. Иванов") == "person-ivanov-s-omsk-12"
    assert local(resolver(entry, document="omsk-11", people=people), "С. Иванов") == plain
    namesake = resolver(entry, document="omsk-12", people=people)
    assert local(namesake, "С. Иванов") == local(namesake, "Sergei Ivanov") == "person-ivanov-sergei-omsk-12"


def test_bodies_and_territories_are_judged_too() -> None:
    apart = resolver(different("ООО «Вектор»", "АО «Вектор»", "organization"))
    assert local(apart, "ООО «Вектор»", "agent") != local(apart, "АО «Вектор»", "agent")
    entries = same("РК @ komi-1", "Республика Коми", "territory"), same("Карельский край", "id:region-RU-KR", "place")
    komi = resolver(*entries, document="komi-1")
    assert local(komi, "РК", "territory") == "region-RU-KO"
    assert local(komi, "Казахстан", "territory") == "country-KZ"
    assert local(resolver(*entries), "РК", "territory") == "country-KZ"
    assert local(komi, "Карельский край", "territory") == "region-RU-KR"


def test_judgements_reach_another_process() -> None:
    known = gazetteer.load()
    judged = pickle.loads(pickle.dumps(verdicts(known, [same("Бектемир Сулейменов", "Бек Сулейман")])))
    assert local(Resolver(known, (), judged), "Бек Сулейман") == "person-bektemir-suleimenov"


@pytest.mark.parametrize(
    "entries",
    [
        [same("Иван Петров", "Пётр Иванов"), different("Иван Петров", "Пётр Иванов")],
        [different("Иван Петров", "Пётр Иванов"), same("Ян Пет", "Пётр Иванов"), same("Иван Петров", "Ян Пет")],
        [same("Пётр Иванович Ян", "Пётр Олегович Ян"), different("Пётр Иванович Ян", "Пётр Олегович Ян")],
    ],
)
def test_a_contradiction_names_both_entries(entries: list[Judgement]) -> None:
    with pytest.raises(JudgementError) as raised:
        resolver(*entries)
    closing = [one for one in entries if one.verdict == "same"][-1]
    (apart,) = (one for one in entries if one.verdict == "different")
    assert closing.where in str(raised.value)
    assert apart.where in str(raised.value)
    assert "\n" not in str(raised.value)


def test_one_name_is_not_two_without_a_document() -> None:
    with pytest.raises(JudgementError, match="NAME @ DOCUMENT"):
        resolver(different("Иван Петров", "Петров Иван"))


WHOLE = '[[judgement]]\nverdict = "same"\nfirst = "А Б"\nsecond = "В Г"\n\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[[judgement]]\nverdict = same\n", "line 2"),
        (WHOLE + '[[judgement]]\nverdict = "perhaps"\nfirst = "А Б"\nsecond = "В Г"\n', ":6: «perhaps»"),
        (WHOLE + '[[judgement]]\nverdict = "same"\nfirst = "А Б"\n', ":6: the judgement lacks its second"),
        (WHOLE + WHOLE + WHOLE.replace("first", "frist"), ":11: a judgement has no key frist"),
        (WHOLE.replace("first", 'kind = "ship"\nfirst'), ":1: «ship»"),
        (WHOLE.replace('"В Г"', '["В Г"]'), ":1: the second of a judgement is a text"),
        ('[[judgement]]\nfirst = "А Б"\nsecond = "В Г"\n', ":1: the judgement lacks its verdict"),
        ("x = 1\n", "no list"),
        ("judgement = [1]\n", "no list"),
    ],
)
def test_a_malformed_log_is_told_with_its_line(tmp_path: Path, text: str, line: str) -> None:
    log = tmp_path / "judgements.toml"
    log.write_text(text, "utf-8")
    with pytest.raises(JudgementError) as raised:
        read(log)
    assert line in str(raised.value)
    assert str(log) in str(raised.value)


@given(st.text())
def test_what_is_appended_is_read_again(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("log") / "decisions.jsonl"
    path.write_text('{"when": "2020-01-01", "verdict": "same", "first": "А Б", "second": "В Г"}', "utf-8")
    given_now = made("different", first="А", second=f"Б{text}", why=text)
    log.append(path, [given_now])
    _, again = log.read(path)
    assert (again.second, again.why) == tuple(one.encode("utf-8", "replace").decode() for one in (f"Б{text}", text))
    assert again.when
    assert again.where == f"{path}:2"


def test_a_judgement_holds_on_every_later_build_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(document: Document) -> list[Fact]:
        person, _, _ = document.text.partition(",")
        post = {"person": person, "role": "консул", "represents": "Казахстан"}
        return [Fact.plain("post", post, document.text, 0, len(document.text))]

    monkeypatch.setattr(reading, "read", told)
    for file, name in (("a", "Бектемир Сулейменов"), ("b", "Бек Сулейман")):
        (tmp_path / f"{file}.txt").write_text(f"{name}, генеральный консул Казахстана.", "utf-8")
    entries, exports = Decisions([said("same", "Бектемир Сулейменов", "Бек Сулейман")]), list[list[str]]()
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    for folder, given_paths in (("one", paths), ("two", paths[::-1])):
        with blank.new(tmp_path / folder) as store:
            steps = ((None, {"read"}), (entries, {"unchanged", "decided"}), (entries, {"unchanged"}))
            for decisions, outcomes in steps:
                events = build.build(given_paths, store, decisions=decisions)
                assert {event.outcome for event in events} == outcomes
            people = store.query("SELECT DISTINCT ?p { GRAPH ?g { ?p a coop:Person } }").rows
            assert people == ((iri.ID["person-bektemir-suleimenov"],),)
            exports.append(blank.beyond(store))
    assert exports[0] == exports[1]


def test_the_verb_notes_what_a_build_obeys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["coopatlas", *arguments, "--store", str(tmp_path / "store")])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), capsys.readouterr().err

    names = ("Бектемир Сулейменов", "Бек Сулейман")
    monkeypatch.setattr(reading, "read", lambda _: [])
    (tmp_path / "a.txt").write_text("Консул Казахстана Бек Сулейман.", "utf-8")
    assert run("judge", *names, "--same", "--because", "passport", "--who", "Anna")[0] == 0
    (noted,) = log.read(tmp_path / "decisions.jsonl")
    assert (noted.verdict, noted.first, noted.second, noted.who, noted.why) == ("same", *names, "Anna", "passport")
    assert run("build", str(tmp_path / "a.txt"))[0] == 0
    with Store.open(tmp_path / "store") as store:
        assert store.record(str(tmp_path / "a.txt")).decided
    assert run("build", str(tmp_path / "a.txt"), "--decisions", str(tmp_path / "none.jsonl"))[0] == 2
    code, error = run("judge", "Иван Петров", "Петров Иван", "--different")
    assert (code, error.count("\n")) == (2, 1)
    assert log.read(tmp_path / "decisions.jsonl") == [noted]


def test_of_two_judgements_that_contradict_each_other_the_later_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["coopatlas", *arguments, "--store", str(tmp_path / "store")])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), capsys.readouterr().out

    names = ("Бектемир Сулейменов", "Бек Сулейман")
    assert run("judge", *names, "--same", "--who", "Anna")[0] == 0
    code, told = run("judge", *names[::-1], "--different", "--who", "Boris")
    assert code == 0
    assert "decisions.jsonl:1" in told
    (kept,) = Decisions.read(tmp_path / "decisions.jsonl").judgements
    assert (kept.verdict, kept.who) == ("different", "Boris")


def test_judgements_of_an_older_version_are_taken_over_once(tmp_path: Path) -> None:
    (tmp_path / "judgements.toml").write_text(WHOLE + WHOLE.replace("В Г", "Д Е"), "utf-8")
    path = tmp_path / "decisions.jsonl"
    assert [log.taken_over(path) for _ in range(2)] == [2, 0]
    assert {one.second for one in Decisions.read(path).judgements} == {"В Г", "Д Е"}


def test_the_verb_joins_and_parts_events_on_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["coopatlas", *arguments, "--store", str(tmp_path / "store")])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0)

    def told(document: Document) -> list[Fact]:
        met: dict[str, str | tuple[str, ...]] = {"participant": ("Анна Лунина", "Иван Реутов")}
        met["date"] = document.text[:10]
        return [Fact.plain("meeting", met, document.text, 0, len(document.text))]

    def events() -> tuple[int, list[str]]:
        with Store.open(tmp_path / "store") as store:
            rows = store.query("SELECT ?event ?item { GRAPH graph:events { ?event coop:toldAs ?item } }").rows
        return len({event for event, _ in rows}), sorted(f"id:{str(item).rpartition('/')[2]}" for _, item in rows)

    monkeypatch.setattr(reading, "read", told)
    (tmp_path / "in").mkdir()
    for day in ("2020-03-09", "2020-03-10"):
        (tmp_path / "in" / f"{day}.txt").write_text(f"{day} Анна Лунина встретилась с Иваном Реутовым.", "utf-8")
    assert run("build", str(tmp_path / "in")) == 0
    count, items = events()
    assert count == 2
    assert run("judge", *items, "--same", "--kind", "event", "--because", "it was past midnight") == 0
    assert run("build", str(tmp_path / "in")) == 0
    assert events() == (1, items)
    capsys.readouterr()
    assert run("judge", *items, "--different", "--kind", "event") == 0
    assert "this wins over" in capsys.readouterr().out
    assert run("judge", "Анна", "Иван", "--same", "--kind", "event") == 2
    assert "by the IRI" in capsys.readouterr().err
    (tmp_path / "decisions.jsonl").write_text("", "utf-8")
    assert run("build", str(tmp_path / "in")) == 0
    assert events()[0] == 2


def said(verdict: str, first: str, second: str) -> Decision:
    return made(verdict, first=first, second=second, kind="person")
