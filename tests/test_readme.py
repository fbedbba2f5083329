import io
import re
import shlex
import shutil
from pathlib import Path

import pytest

from called import Run
from coopatlas.cli import subscriptions
from coopatlas.documents import form, plain

CHECKOUT = Path(__file__).parents[1]
README = (CHECKOUT / "README.md").read_text("utf-8")


def test_the_tour_runs(demonstrated: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tour begins where the demo ended, so that the samples are read once in a run."""
    folder = tmp_path / "tour"
    shutil.copytree(demonstrated, folder)
    (folder / "graph").mkdir()
    (folder / "graph" / "documents").symlink_to(CHECKOUT / "graph" / "documents")
    monkeypatch.chdir(folder)
    monkeypatch.setattr("webbrowser.open", str)
    tour = "".join(re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)).replace("\\\n", " ")
    shown = ""
    for line in tour.splitlines():
        *echoed, (name, *arguments) = _commands(line)
        for _, text in echoed:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert name == "coopatlas"
        done = run(*arguments)
        assert done.code == 0, f"{line}\n{done.err}"
        shown += done.out
    assert (folder / "network.html").stat().st_size > 100_000
    assert "Болат Иманбаев" in shown
    assert len((folder / "claims.csv").read_text("utf-8").splitlines()) > 100


def _commands(line: str) -> list[list[str]]:
    """Return the words of the commands of a line of shell, of which each hands on to the next."""
    words = shlex.split(line, comments=True)
    pipes = [at for at, word in enumerate(words) if word == "|"]
    return [words[start + 1 : end] for start, end in zip([-1, *pipes], [*pipes, len(words)], strict=True)]


def test_the_folders_of_the_readme_exist() -> None:
    for folder in re.findall(r"^\| `([\w/]+)/`", README, re.MULTILINE):
        assert (CHECKOUT / folder).is_dir(), folder


def test_the_picture_of_the_readme_exists() -> None:
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (CHECKOUT / picture).is_file(), picture


def test_every_key_of_a_header_and_of_the_sources_is_told() -> None:
    assert all(f"`{key}`" in README for key in plain.KEYS)
    told = README.split("### Week after week")[1].split("\n### ")[0]
    assert [key for key in subscriptions.KEYS if f"{key} =" not in told and f"[[{key}]]" not in told] == []
    # Those that mean the same on the command line stand in a comment.
    assert [key for key in subscriptions.KEYS_OF_SOURCE if not re.search(rf"\b{key}\b", told)] == []


def test_every_form_is_told() -> None:
    assert [name for name in re.findall(r"\w+", form.FORMS) if not re.search(rf"\b{name}\b", README)] == []
