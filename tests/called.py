"""A verb of the command line, called in the process of the tests."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from coopatlas import cli

PROGRAM = "import sys; sys.argv[0] = 'coopatlas'; from coopatlas.cli import main; main()"
"""What Python runs in a process of its own, where the command line is called."""


@dataclass(frozen=True)
class Ran:
    """What a verb did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def call(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    monkeypatch.setattr(sys, "argv", ["coopatlas", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    out, err = capfd.readouterr()
    code = ended.value.code
    return Ran(code if isinstance(code, int) else 0, out, err)
