"""Decisions of people hold in the store at once, on every rebuild, under a new reader, in an edited document."""

import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from coopatlas import reading
from coopatlas.claims import read as claims_read
from coopatlas.errors import DecisionError
from coopatlas.model import EntityRef, Evidence, Figure, Filler, Value, typed
from coopatlas.model.packing import packed, unpacked
from coopatlas.model.period import period
from coopatlas.model.said import Said, fresh, revised
from coopatlas.resolve.judgements import EVENT
from coopatlas.review import log
from coopatlas.review.decision import made
from coopatlas.review.decisions import Decisions
from coopatlas.review.desk import Desk
from coopatlas.store import Store
from desk import GREW, MET, READ, SENT, SIGNED, House, correcting, of

PLANNED = Said({"supplier": "Кострома", "recipient": "Казахстан", "goods": "фанера", "status": "planned"}, "intention")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    found = House(tmp_path, READ)
    monkeypatch.setattr(reading, "read", found.reader)
    found.tell(MET, SIGNED, GREW, SENT)
    found.build()
    return found


def adding(desk: Desk) -> object:
    return desk.add(desk.store.documents()[0], SENT, "supply", PLANNED)


def rejecting_what_was_added(desk: Desk) -> object:
    adding(desk)
    return desk.reject(of(desk, SENT))


def judging(verdict: str, kind: str, *sides: str) -> Callable[[Desk], object]:
    return lambda desk: desk.note(made(verdict, kind=kind, first=sides[0], second=sides[1], who=desk.who))


DECISIONS: Mapping[str, Callable[[Desk], object]] = {
    "confirm": lambda desk: desk.confirm(of(desk, MET)),
    "reject": lambda desk: desk.reject(of(desk, MET), "его не было"),
    "a value": correcting(MET, "participant=Анна Лунина", "participant=Олег Дёмин"),
    "an entity": correcting(GREW, "reporter=id:region-RU-KR"),
    "modality and status": correcting(SIGNED, "modality=intention", "status=planned"),
    "polarity": correcting(SIGNED, "polarity=negative"),
    "a period": correcting(MET, "date=2018-03-10"),
    "a figure": correcting(GREW, "value=12000000", "bound=min"),
    "a range": correcting(GREW, "value=9000000..11000000"),
    "a role emptied": correcting(MET, "date="),
    "a speaker": correcting(SIGNED, "speaker=Олег Дёмин"),
    "add": adding,
    "added and rejected": rejecting_what_was_added,
    "names": judging("same", "person", "Олег Дёмин", "Анна Лунина"),
    "undo": lambda desk: (desk.reject(of(desk, MET)), desk.undo()),
    "undo of an undo": lambda desk: (desk.reject(of(desk, MET)), desk.undo(), desk.undo(desk.decisions.every[-1].id)),
    "a correction confirmed": lambda desk: (correcting(MET, "date=2018")(desk), desk.confirm(of(desk, MET))),
    "a rejection confirmed away": lambda desk: (desk.reject(of(desk, MET)), desk.confirm(of(desk, MET))),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_what_is_decided_holds_at_once_and_in_a_store_built_from_nothing(house: House, name: str) -> None:
    before = house.exported()
    house.decide(DECISIONS[name])
    if name == "names":
        house.build()  # what is decided of names holds from the next build on
    at_once = house.exported()
    assert (at_once == before) == (name in {"undo", "added and rejected"})
    assert house.build() == {"a": "unchanged"}
    assert house.exported() == at_once == house.rebuilt()


def test_a_correction_keeps_what_had_been_read_and_who_corrected_it(house: House) -> None:
    house.decide(correcting(SIGNED, "modality=intention", "status=planned"))
    with Store.open(house.folder / "store", read_only=True) as opened:
        (claim,) = (one for one in claims_read.every(opened) if one.sentence == SIGNED)
        assert claim.decided is not None
        assert (claim.decided.verdict, claim.decided.who, claim.decided.why) == ("corrected", "Анна", "сверено")
        before = [str(label) for label in opened.labels([claim.decided.before or ""], shared=False).popitem()[1]]
        assert "соглашение: Алматы — Кострома, торговля, подписано" in before
        assert str(opened.query("ASK { ?signed coop:stage v:stage-signed }").rows[0][0]) == "false"
    assert claim.modality == "intention"


def test_what_is_rejected_is_claimed_by_nothing_and_still_to_be_seen(house: House) -> None:
    house.decide(DECISIONS["reject"])
    assert MET not in house.verdicts()
    with Store.open(house.folder / "store", read_only=True) as opened:
        assert not opened.query("SELECT ?m { GRAPH ?g { ?m a coop:Meeting } }").rows
        assert not opened.query("SELECT ?m { GRAPH graph:events { ?m coop:factKind v:kind-meeting } }").rows
        ((why, who),) = opened.query(
            "SELECT ?why ?who { GRAPH ?g { ?read a coop:SetAside ; coop:decidedIn ?decision ."
            " ?decision rdfs:comment ?why ; coop:ruling v:ruling-rejected ;"
            " prov:wasAssociatedWith/rdfs:label ?who } }"
        ).rows
    assert (str(why), str(who)) == ("его не было", "Анна")


def test_a_confirmed_claim_is_asserted_though_its_reader_was_not_sure(house: House) -> None:
    house.decide(lambda desk: desk.confirm(of(desk, MET)))
    assert house.verdicts() == {MET: "confirmed", SIGNED: "", GREW: ""}


def test_decisions_follow_an_edited_document_or_are_listed_and_never_lost(house: House) -> None:
    house.decide(lambda desk: (desk.reject(of(desk, MET)), correcting(SIGNED, "status=ended")(desk), adding(desk)))
    house.tell("Новое начало.", SIGNED, SENT, "И новый конец.")
    house.build()
    assert house.verdicts() == {SIGNED: "corrected", SENT: "added"}
    with Store.open(house.folder / "store") as opened:
        ((orphan, reason),) = Desk(opened, house.folder / "decisions.jsonl").orphans()
    assert (orphan.verdict, orphan.sentence, reason) == ("reject", MET, "the sentence is gone")
    house.tell(MET.replace("встретились", "встретились\n"), GREW)
    assert house.build() == {"a": "read"}
    house.tell(MET, GREW)
    house.build()
    assert house.verdicts() == {GREW: ""}


def test_decisions_follow_a_document_that_moved(house: House) -> None:
    house.decide(DECISIONS["modality and status"])
    (house.folder / "in" / "a.txt").rename(house.folder / "in" / "b.txt")
    assert house.build()["b"] == "moved"
    assert house.verdicts()[SIGNED] == "corrected"
    with Store.open(house.folder / "store") as opened:
        assert not list(Desk(opened, house.folder / "decisions.jsonl").orphans())


@pytest.mark.parametrize(
    ("decided", "now", "expected"),
    [
        ("confirm", {"participant": ("Анна Лунина", "Иван Реутов")}, {"corrected"}),
        ("confirm", None, {"confirmed"}),
        ("reject", {"participant": ("Анна Лунина", "Иван Реутов"), "date": "2018-03-09", "place": "Кострома"}, set()),
        ("reject", {"participant": ("Анна Лунина", "Олег Дёмин")}, {""}),
        ("a period", {"participant": ("Анна Лунина", "Иван Реутов"), "date": "2018-03-10"}, {"confirmed"}),
        ("a period", {"participant": ("Анна Лунина", "Иван Реутов")}, {"corrected"}),
        # another meeting, told of in the same sentence
        ("a period", {"participant": ("Борис Лавров", "Ян Ким")}, {"", "confirmed"}),
    ],
)
def test_decisions_outlive_a_new_reader(
    house: House, decided: str, now: Mapping[str, Value] | None, expected: set[str]
) -> None:
    house.decide(DECISIONS[decided])
    house.read = {MET: ("meeting", now)} if now is not None else {}
    house.build("later")
    with Store.open(house.folder / "later", read_only=True) as opened:
        found = [one for one in claims_read.every(opened) if one.sentence == MET]
    verdicts = {one.decided.verdict if one.decided else "" for one in found}
    assert verdicts == expected


def test_two_logs_merged_in_either_order_say_the_same_and_the_later_wins(house: House) -> None:
    house.decide(lambda desk: (desk.confirm(of(desk, MET)), adding(desk)), "Анна", "anna.jsonl")
    house.decide(lambda desk: (desk.reject(of(desk, MET)), correcting(GREW, "value=1")(desk)), "Борис", "boris.jsonl")
    anna, boris = ((house.folder / f"{name}.jsonl").read_text("utf-8") for name in ("anna", "boris"))
    exports = []
    for number, text in enumerate((anna + boris, boris + anna, boris + anna + boris)):
        (house.folder / f"merged-{number}.jsonl").write_text(text, "utf-8")
        exports.append(house.rebuilt(f"merged-{number}.jsonl"))
        (pair,) = Decisions.read(house.folder / f"merged-{number}.jsonl").contradictions()
        assert [(one.who, one.verdict) for one in pair] == [("Анна", "confirm"), ("Борис", "reject")]
    assert exports[0] == exports[1] == exports[2]
    assert not any("Лунина" in line and "Claim" in line for line in exports[0])


@pytest.mark.parametrize("seed", range(3))
def test_any_decisions_hold_at_once_as_when_built_from_nothing(house: House, seed: int) -> None:
    chance = random.Random(seed)
    names = [name for name in DECISIONS if name != "names"]

    def decide(desk: Desk) -> None:
        for name in chance.choices(names, k=8):
            try:
                DECISIONS[name](desk)
            except (StopIteration, DecisionError):
                continue  # what was rejected cannot be corrected, what is told cannot be added

    house.decide(decide)
    at_once = house.exported()
    lines = (house.folder / "decisions.jsonl").read_text("utf-8").splitlines()
    chance.shuffle(lines)
    (house.folder / "shuffled.jsonl").write_text("\n".join(lines), "utf-8")
    assert at_once == house.rebuilt() == house.rebuilt("shuffled.jsonl")


def test_events_are_joined_and_parted_at_once(house: House) -> None:
    house.tell(MET.replace("9", "10"), name="b")
    house.read = {**READ, MET.replace("9", "10"): ("meeting", {**READ[MET][1], "date": "2018-03-10"})}
    house.build()

    def events() -> tuple[int, list[str]]:
        with Store.open(house.folder / "store", read_only=True) as opened:
            rows = opened.query(
                "SELECT ?event ?item { GRAPH graph:events { ?event coop:factKind v:kind-meeting ; coop:toldAs ?item } }"
            ).rows
        return len({event for event, _ in rows}), sorted(str(item) for _, item in rows)

    count, items = events()
    assert count == 2
    house.decide(judging("same", EVENT, *items))
    assert events() == (1, items)
    house.decide(lambda desk: desk.undo())
    assert events() == (2, items)


def test_what_would_break_a_shape_is_refused_and_not_noted(house: House) -> None:
    with pytest.raises(DecisionError, match="role colour"):
        house.decide(lambda desk: desk.correct(of(desk, MET), Said({"colour": "синий"})))
    for setting in ("date=когда-нибудь", "colour=синий", "participant", "modality=maybe"):
        with pytest.raises(DecisionError):
            house.decide(correcting(MET, setting))
    with pytest.raises(DecisionError, match="does not stand"):
        house.decide(lambda desk: desk.add(desk.store.documents()[0], "Такого нет.", "supply", PLANNED))
    assert not (house.folder / "decisions.jsonl").exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", ":2: the line is no JSON"),
        ("[1]", ":2: the line is no decision"),
        ("<<<<<<< HEAD", ":2: two logs were merged"),
        ('{"verdict": "perhaps", "when": "2020-01-01"}', ":2: «perhaps» is no verdict"),
        ('{"verdict": "undo", "when": "2020-01-01"}', ":2: it does not say which"),
        ('{"verdict": "undo", "when": "once", "of": "1"}', ":2: «once» is no time"),
        ('{"verdict": "reject", "when": "2020-01-01", "kind": "dance"}', ":2: «dance» is no kind"),
        ('{"verdict": "reject", "when": "2020-01-01", "kind": "visit"}', ":2: the decision lacks its document"),
        ('{"verdict": "undo", "when": "2020-01-01", "of": "1", "colour": "x"}', ":2: a decision has no key colour"),
        ('{"verdict": "undo", "when": "2020-01-01", "of": ["1"]}', ":2: the of of a decision is a text"),
    ],
)
def test_a_malformed_log_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(DecisionError) as raised:
        log.read(path)
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_line_without_an_id_has_one_and_is_withdrawn_by_it(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text('{"verdict": "same", "when": "2020-01-01", "first": "А Б", "second": "В Г"}', "utf-8")
    (one,) = log.read(path)
    log.append(path, [made("undo", of=one.id)])
    assert not Decisions.read(path).standing
    assert len(Decisions.read(path).every) == 2


def test_facts_are_packed_with_all_that_is_known_of_them() -> None:
    spans = [Evidence(0, len(GREW), GREW)]
    figure = Figure(None, Decimal("1e7"), "USD", "10 млн", about=True)
    roles = {
        "reporter": Filler(
            EntityRef("Костромская область", "territory", "region-RU-KOS", ("x",), "name"), (13, 32), "slot"
        ),
        "value": Filler(figure, (50, 60), "slot"),
        "period": Filler(period("2018-H1") or "", None, "title"),
    }
    fact = typed("trade", roles, spans, rule="r", speaker=Filler("Олег Дёмин"), printed="10 млн", anchor=3)
    assert unpacked(packed([fact])) == [fact]


def test_what_a_person_leaves_as_it_was_keeps_what_is_known_of_it() -> None:
    entity = EntityRef("Казахстан", "territory", "country-KZ")
    fact = typed(
        "visit",
        {"visitor": [Filler("Анна Лунина")], "destination": Filler(entity, (3, 9), "slot")},
        [Evidence(0, 2, "Да")],
    )
    told = revised(fact, Said({"visitor": ("Олег Дёмин",), "destination": "Казахстан"}))
    assert told.roles["destination"] == fact.roles["destination"]
    assert told.roles["visitor"][0].source == "person"
    again = fresh("visit", Said.of(told), Evidence(0, 2, "Да"), "ru")
    assert Said.of(again).key == Said.of(told).key
