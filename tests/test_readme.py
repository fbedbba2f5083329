import os
import re
import subprocess
import sys
from pathlib import Path

from coopatlas.cli import subscriptions
from coopatlas.documents import form, plain

CHECKOUT = Path(__file__).parents[1]
README = (CHECKOUT / "README.md").read_text("utf-8")


def test_the_tour_runs(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "documents").symlink_to(CHECKOUT / "graph" / "documents")
    (tmp_path / "coopatlas").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "from coopatlas.cli import main; main()" "$@"\n'
    )
    (tmp_path / "coopatlas").chmod(0o755)
    tour = "\n".join(re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE))
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "LC_ALL": "C"}
    done = subprocess.run(
        ["sh", "-e", "-c", tour],
        check=False,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "network.html").stat().st_size > 100_000
    assert "Болат Иманбаев" in done.stdout
    assert len((tmp_path / "claims.csv").read_text("utf-8").splitlines()) > 100


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
