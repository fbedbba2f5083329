"""A kind of fact is one file of content: with it alone the house builds, asks, draws, scores and prompts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONTENT = Path(__file__).parents[1]
KIND = """\
order = 200
class = "Exhibition"
form = "exhibition"
merge = "joined"
required = ["exhibitor"]
statuses = ["planned", "opened", "ended"]
existing = ["opened", "ended"]

[label]
ru = "выставка"
en = "exhibition"
kk = "көрме"

[definition]
ru = "Кто-то показывает товары в каком-либо месте."
en = "Someone shows goods in a place."
kk = "Біреу бір жерде тауар көрсетеді."

[phases]
proposed = "planned"
wished = "planned"
negotiated = "planned"
planned = "planned"
begun = "opened"
done = "opened"
ongoing = "opened"
ended = "ended"
cancelled = "planned"

[roles]
exhibitor = { type = "side", property = "party", many = true, merge = "overlap" }
place = { type = "place", property = "heldIn" }
date = { type = "period", property = "occurredDuring" }
status = { type = "term:stage", property = "stage" }

[drawing]
links = [["exhibitor", "place"]]

[example]
text = "Карелия показала свои товары в Астане."
roles = { exhibitor = ["Карелия"], place = "Астана", status = "opened" }
"""
QUESTION = """\
# title.ru: Какие выставки названы
# title.en: Which exhibitions are named
# about.ru: Кто и где показывал товары.
# about.en: Who showed goods where.
# group: meetings
# column.exhibitor: entity; Кто; Who
# column.place: entity; Где; Where
# empty.ru: выставки не названы
# empty.en: no exhibition is named

SELECT DISTINCT ?item ?exhibitor ?place {
  GRAPH graph:asserted { ?item a coop:Exhibition ; coop:party ?exhibitor ; coop:heldIn ?place }
}
ORDER BY ?exhibitor ?place
"""
FRAME = """\
[[frame]]
name = "show"
verbs = [{verbs}]
require = ["exhibitor", "place"]
[frame.roles]
exhibitor = "subj:side"
place = "{place}"
"""
FRAMES = {
    "ru": FRAME.format(verbs='"показать", "показывать"', place="в+loc:place"),
    "en": FRAME.format(verbs='"exhibit", "display"', place="in:place"),
    "kk": FRAME.format(verbs='"көрсету"', place="loc:place"),
}
NEWS = {
    "ru": "Карелия показала товары в Астане. Осенью Татарстан планирует показать машины в Ташкенте.",
    "en": "Tatarstan exhibited its goods in Tashkent. Karelia plans to display furniture in Astana.",
    "kk": "Татарстан Ташкентте тауарларын көрсетті. Карелия Астанада жиһазын көрсетуді жоспарлап отыр.",
}
TEXT = "Карелия показала товары в Астане. Осенью Карелия устроит выставку в Ташкенте."
SCRIPT = """
import json, sys
from pathlib import Path
from coopatlas import claims, gazetteer, questions, views
from coopatlas.ontology import validate
from coopatlas.claims import read
from coopatlas.evaluate import Gold, evaluate
from coopatlas.languagemodel import prompt
from coopatlas.model import Document, Evidence, Filler, kinds, typed
from coopatlas.reading.merging import merged
from coopatlas.resolve import Resolver
from coopatlas.store import Store

document = Document("toy", sys.argv[2], "ru", published="2020")
cut = document.text.index(". ") + 1
first, second = Evidence(0, cut, document.text[:cut]), Evidence(cut + 1, len(document.text), document.text[cut + 1 :])

def told(place, sentence, phase, **how):
    roles = {"exhibitor": "Карелия", "place": place, "status": kinds()["exhibition"].phases[phase]}
    return typed("exhibition", {role: Filler(value) for role, value in roles.items()}, [sentence], **how)

held = told("Астана", first, "done")
planned = told("Ташкент", second, "planned", modality="intention")
facts = merged([held, held, planned])
graph = claims.document_graph(document, facts, Resolver(gazetteer.load(), facts))
with Store.open(Path(sys.argv[1]) / "store", create=True) as store:
    store.commit(document, graph, "toy", "2026-01-01T00:00:00+00:00")
    answer = questions.ask(store, questions.load()["exhibitions"], {})
    chosen = questions.ask(store, questions.load()["claims"], {"kind": "выставка"})
    page = views.render(store, "network", "en")
    back = read.every(store)
print(json.dumps({
    "facts": len(facts),
    "violations": [found.shape for found in validate.violations(graph)],
    "rows": [[cell.label("en") for cell in row.cells] for row in answer.rows],
    "chosen": len(chosen.rows),
    "drawn": '"exhibition"' in page,
    "kinds": [claim.kind for claim in back],
    "stages": sorted(claim.roles["status"][0].rpartition("/")[2] for claim in back),
    "score": evaluate([Gold(document, (held, planned))], {"toy": facts}).total().roles.f1,
    "prompt": "exhibition: Someone shows goods in a place." in prompt.system(),
}))
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a folder of content with one more kind and a question about it."""
    folder = tmp_path / "content"
    for name in ("ontology", "queries", "visualizations"):
        shutil.copytree(CONTENT / name, folder / name)
    (folder / "ontology" / "kinds" / "exhibition.toml").write_text(KIND, "utf-8")
    for lang, frame in FRAMES.items():
        (folder / "ontology" / "lexicon" / lang / "frames" / "exhibition.toml").write_text(frame, "utf-8")
    (folder / "queries" / "exhibitions.rq").write_text(QUESTION, "utf-8")
    return folder


def run(content: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COOPATLAS_CONTENT": str(content), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, encoding="utf-8")


def test_a_kind_file_is_built_asked_drawn_scored_and_prompted_for(content: Path, tmp_path: Path) -> None:
    done = run(content, sys.executable, "-c", SCRIPT, str(tmp_path), TEXT)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "facts": 2,
        "violations": [],
        "rows": [["Karelia", "Astana"]],
        "chosen": 2,
        "drawn": True,
        "kinds": ["exhibition", "exhibition"],
        "stages": ["stage-opened", "stage-planned"],
        "score": 1.0,
        "prompt": True,
    }


def test_with_a_frame_in_each_language_news_of_it_are_read_and_answered(content: Path, tmp_path: Path) -> None:
    for lang, text in NEWS.items():
        told = {"id": lang, "lang": lang, "published": "2020-05-05", "text": text}
        (tmp_path / f"{lang}.json").write_text(json.dumps(told), "utf-8")
    news, store = [str(tmp_path / f"{lang}.json") for lang in NEWS], ["--store", str(tmp_path / "store")]
    cli = [sys.executable, "-c", "from coopatlas.cli import main; main()"]
    built = run(content, *cli, "build", *news, *store)
    assert built.returncode == 0, built.stderr
    answered = json.loads(run(content, *cli, "ask", "exhibitions", "--format", "json", "--lang", "en", *store).stdout)
    rows = [(row["exhibitor"]["label"], row["place"]["label"]) for row in answered["rows"]]
    assert rows == [("Karelia", "Astana"), ("Tatarstan", "Tashkent")]
    planned = run(content, *cli, "ask", "claims", "--set", "kind=exhibition", "--format", "csv", "--lang", "en", *store)
    assert planned.stdout.count("modality-intention") == len(NEWS)
    drawn = run(content, *cli, "view", "network", "-o", str(tmp_path / "page.html"), *store)
    assert drawn.returncode == 0, drawn.stderr
    assert '"kind":"exhibition"' in (tmp_path / "page.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('class = "Exhibition"\n', "", "it is no kind of fact"),
        ('required = ["exhibitor"]', 'required = ["colour"]', "it names colour, which it has not"),
        ('begun = "opened"', 'begun = "doubtful"', "it gives one of them to each phase"),
        ('existing = ["opened", "ended"]', 'existing = ["real"]', "a status under which it exists"),
        ('type = "side"', 'type = "sidd"', "it is no kind of fact"),
        ("order = 200", "order = ", "it is no kind of fact"),
    ],
)
def test_a_kind_file_that_is_wrong_is_told_of_in_one_line(content: Path, old: str, new: str, problem: str) -> None:
    (content / "ontology" / "kinds" / "exhibition.toml").write_text(KIND.replace(old, new), "utf-8")
    done = run(content, sys.executable, "-c", "from coopatlas.cli import main; main()", "ask")
    assert done.returncode == 2
    assert "kinds/exhibition.toml" in done.stderr
    assert problem in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_content_is_told_of(tmp_path: Path) -> None:
    done = run(tmp_path, sys.executable, "-c", "from coopatlas.cli import main; main()", "ask")
    assert (done.returncode, "COOPATLAS_CONTENT" in done.stderr) == (2, True)
