"""The size of the house: lines of each room, the longest modules and functions, how long the others are.

Issue 9 asks for these beside what a newcomer touches, which `tests/test_toy_kind.py` shows: a kind is its file, its
class in `core.ttl` and a frame a language; a word a line of a frame with its example; a question or a view is one file.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import coopatlas

SOURCE = Path(coopatlas.__file__).parent
LONGEST = 10


def run() -> None:
    """Print the figures."""
    texts = {str(file.relative_to(SOURCE)): file.read_text("utf-8") for file in sorted(SOURCE.rglob("*.py"))}
    modules = {name: text.count("\n") for name, text in texts.items()}
    functions = {f"{name}: {function}": lines for name, text in texts.items() for function, lines in _functions(text)}
    rooms: Counter[str] = Counter()
    for name, lines in modules.items():
        rooms[name.partition("/")[0]] += lines
    print(f"{sum(modules.values())} lines: {', '.join(f'{room} {lines}' for room, lines in rooms.most_common())}")
    for what, sizes in (("modules", modules), ("functions", functions)):
        print(f"{len(sizes)} {what}: {_spread(sorted(sizes.values()))}; the longest:")
        for name, lines in sorted(sizes.items(), key=lambda one: (-one[1], one[0]))[:LONGEST]:
            print(f"  {lines:4} {name}")


def _functions(text: str) -> Iterator[tuple[str, int]]:
    """Yield the functions of a module, whatever they stand in, with their lines."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{node.name} (line {node.lineno})", (node.end_lineno or node.lineno) - node.lineno + 1


def _spread(sizes: Sequence[int]) -> str:
    return f"median {sizes[len(sizes) // 2]}, nine of ten up to {sizes[len(sizes) * 9 // 10]} lines"
