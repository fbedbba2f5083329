"""English as the wires, chambers and ministries of the whole world write it: one sentence, what it says."""

import pytest

from coopatlas import reading
from coopatlas.model import Document, Fact


def _read(text: str, kind: str) -> list[Fact]:
    found = reading.read(Document("test", text, "en", published="2024-05-14"), judged=False)
    return [fact for fact in found if fact.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        (
            "Trade between Thuringia and Oman grew by 4% to €1.4bn in 2022.",
            "growth",
            {"reporter": "Thuringia", "partner": "Oman", "percent": 4, "period": "2022"},
        ),
        (
            "Trade between Kosi Province and Serbia reached $3m in 2021.",
            "trade",
            {"reporter": "Kosi Province", "partner": "Serbia", "value": 3_000_000},
        ),
        (
            "In the first nine months, trade between Guangdong and Laos topped $2 billion, a year-on-year rise of 36%.",
            "growth",
            {"percent": 36, "period": "2023-01/2023-09", "base": "2022-01/2022-09"},
        ),
        (
            "Exports of Egypt to Jordan came to $8 million in 2022, compared to $6 million in 2021, a rise of 21%.",
            "growth",
            {"percent": 21, "period": "2022"},
        ),
        (
            "Hunan's imports and exports with ASEAN reached 3 billion yuan in 2023.",
            "trade",
            {"flow": "turnover", "partner": "Association of Southeast Asian Nations"},
        ),
        (
            "Turnover of India and Oman was estimated at $3.2 billion in 2022.",
            "trade",
            {"value": 3_200_000_000, "period": "2022"},
        ),
        (
            "Cargo traffic at the Port of Odda fell 20 per cent to 12 million tonnes in 2021.",
            "growth",
            {"reporter": "Port of Odda", "flow": "turnover", "percent": -20},
        ),
        (
            "Cargo at the Port of Odda rose to 3 million tonnes. China remained the main partner, ahead of the USA.",
            "partner",
            {"party": "China", "of": "Port of Odda", "rank": "main"},
        ),
        (
            "COLUMBUS — Ohio exports grew. Gov. Ray Stone will visit Japan.",
            "post",
            {"person": "Ray Stone", "role": "governor", "represents": "Ohio"},
        ),
        ("He met Zunda State Governor Musa Bello.", "post", {"role": "governor", "represents": "Zunda State"}),
        (
            "Serik Omarov, Deputy Prime Minister, Minister of Trade of Kazakhstan, spoke in Baku.",
            "post",
            {"role": "deputy prime minister", "represents": "Kazakhstan"},
        ),
        (
            "The tour includes a visit to the Saitama Prefecture, Ohio's sister state in Japan.",
            "twinning",
            {"party": ("Saitama Prefecture", "Ohio"), "status": "established"},
        ),
        (
            "The delegations of Punjab and Kent met in the Canadian city of Vancouver.",
            "meeting",
            {"party": ("Punjab", "Kent"), "place": "Vancouver"},
        ),
        (
            "Hunan Governor Li Bo led a delegation to visit Nigeria in June 2018.",
            "visit",
            {"visitor": ("Li Bo",), "destination": "Nigeria"},
        ),
        (
            "The ferry between Batumi and Burgas no longer operates.",
            "route",
            {"from": "Batumi", "to": "Burgas", "status": "closed"},
        ),
        (
            "Bus service between Omsk and Astana, suspended in 2020, was resumed in May.",
            "route",
            {"from": "Omsk", "to": "Astana", "status": "opened"},
        ),
        (
            "Quebec has an office in Munich and plans to open one in Warsaw.",
            "mission",
            {"host": "Munich", "status": "operating"},
        ),
        (
            "Exports from Latvia to Austria reached $16 billion, imports from Austria $15 billion in 2022.",
            "trade",
            {"reporter": "Latvia", "partner": "Austria", "flow": "export"},
        ),
        (
            "Hunan hosted a forum. Laos remained the Chinese province's largest trade partner.",
            "partner",
            {"party": "Laos", "of": "Hunan"},
        ),
        ("Luka Koper opened an office in Munich.", "mission", {"sender": "Luka Koper", "host": "Munich"}),
    ],
)
def test_a_sentence_says(text: str, kind: str, told: dict[str, object]) -> None:
    fact = _read(text, kind)[0]
    assert {role: fact.args.get(role) for role in told} == told
    assert fact.modality == "stated"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Trade between China and Laos posted double-digit growth.", "growth"),
        ("In the Azerbaijani capital, Baku, eight contracts have been signed.", "agreement"),
        ("He highlighted the need for a joint venture of Georgia and Armenia.", "investment"),
    ],
)
def test_what_is_not_said_is_not_read(text: str, kind: str) -> None:
    assert _read(text, kind) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Serbia's trade with Laos and Nepal jumped 34 percent and 62 percent, respectively.",
            {("Laos", "turnover", 34), ("Nepal", "turnover", 62)},
        ),
        (
            "Exports and imports of Georgia rose by 4% and 9%, respectively.",
            {(None, "export", 4), (None, "import", 9)},
        ),
    ],
)
def test_lists_told_respectively_go_in_turn(text: str, told: set[tuple[str | None, str, int]]) -> None:
    found = {(f.args.get("partner"), f.args["flow"], f.args["percent"]) for f in _read(text, "growth")}
    assert found == told


def test_agreements_with_each_of_several_are_as_many() -> None:
    found = _read("Georgia signed memorandums of understanding with Oman and Qatar.", "agreement")
    assert [fact.args["party"] for fact in found] == [("Georgia", "Oman"), ("Georgia", "Qatar")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            '"Georgia exported wine worth $5 million to Oman," Trade Minister Aleko Rossi was quoted as saying.',
            "Aleko Rossi",
        ),
        (
            "Governor Oleg Kovach met Vice Governor Li Wen. Georgia exported wine worth $5 million, the governor said.",
            "Oleg Kovach",
        ),
        ("As Economy Minister Aleko Rossi put it, Georgia exported wine worth $5 million in 2023.", "Aleko Rossi"),
    ],
)
def test_who_says_it(text: str, speaker: str) -> None:
    assert [fact.speaker for fact in _read(text, "trade")] == [speaker]


def test_no_office_is_of_the_country_that_its_holder_visits() -> None:
    assert "represents" not in _read("Premier Sara Moloto will visit China.", "post")[0].args
