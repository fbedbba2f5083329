"""What a server answers instead of what was asked, each with its status of HTTP."""

from coopatlas.errors import CoopatlasError


class ServeError(CoopatlasError):
    """A request that is answered with this status and one line."""

    def __init__(self, status: int, where: str, problem: str, remedy: str) -> None:
        super().__init__(where, problem, remedy)
        self.args = status, where, problem, remedy
        self.status = status


class BusyError(ServeError):
    """All workers are at work, and too many wait for one, or for too long."""


class LostError(ServeError):
    """The process that did a piece of work has ended, which says nothing of the work."""


class LimitError(ServeError):
    """A piece of work that took more time, memory or space than it may."""


def too_large() -> LimitError:
    """Return the error of work for which the memory of a worker does not suffice."""
    return LimitError(507, "the query", "takes more memory than it may", "ask for less at once")
