"""The messages of errors in Russian: each that the code may say is in the catalogue, and none beside."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import coopatlas
from coopatlas import errors
from coopatlas.cli import messages
from coopatlas.errors import QuestionError

PACKAGE = Path(coopatlas.__file__).parent
ERRORS = {name for name in vars(errors) if name.endswith("Error")}
PROBLEM_AND_REMEDY = slice(1, 3)
Assigned = Mapping[str, list[ast.expr]]


def assigned(tree: ast.AST) -> Assigned:
    """Return what the names of a module are set to, wherever in it."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        for target in targets:
            pairs = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = list(zip(target.elts, value.elts, strict=False))
            for one, set_to in pairs:
                if isinstance(one, ast.Name) and set_to is not None:
                    found.setdefault(one.id, []).append(set_to)
    return found


def texts(node: ast.expr, names: Assigned, depth: int = 0) -> Iterator[str]:
    """Yield what an expression may say as far as it is written down, with a gap for what is filled in."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else messages.GAP for part in values)
        case ast.IfExp(body=body, orelse=other):
            yield from (*texts(body, names, depth), *texts(other, names, depth))
        case ast.BoolOp(values=values):
            yield from (text for one in values for text in texts(one, names, depth))
        case ast.Call(func=ast.Attribute(value=value, attr="format" | "strip")):
            yield from texts(value, names, depth)
        case ast.Name(id=name) if depth < len("ab"):
            yield from (text for one in names.get(name, []) for text in texts(one, names, depth + 1))


@cache
def said() -> set[str]:
    found: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        names = assigned(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                found |= {text for one in node.args[PROBLEM_AND_REMEDY] for text in texts(one, names)}
    return found - {"", messages.GAP}


def test_every_message_is_in_the_catalogue_and_none_beside() -> None:
    known = set(messages.catalogue("ru"))
    assert sorted(said() - known) == [], "write these in graph/coopatlas/cli/messages/ru.po"
    assert sorted(known - said()) == [], "these are said no more: take them out of ru.po"


def test_each_has_room_for_what_is_filled_in() -> None:
    gaps = {one: own for one, own in messages.catalogue("ru").items() if one.count("{}") != own.count("{}")}
    assert gaps == {}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            QuestionError("view cube", "there is no such view", "choose one of: board, map"),
            "такого вида нет; выберите одно из: board, map",
        ),
        (
            QuestionError("--since", "«весной» is no day", "write it as 2018-03-09"),
            "«весной» – не день; напишите так: 2018-03-09",
        ),
        (QuestionError("x", "words of another library", "ask again"), "x: words of another library; ask again"),
    ],
)
def test_an_error_is_told_in_russian_as_far_as_it_is_known(error: QuestionError, told: str) -> None:
    assert told in messages.told(error, "ru")
    assert messages.told(error, "en") == str(error)


def test_a_line_of_an_error_is_told_too() -> None:
    line = "a: b/c.txt: the file is empty; give a file with text"
    assert messages.line(line, "ru") == "a: b/c.txt: файл пуст; дайте файл с текстом"
