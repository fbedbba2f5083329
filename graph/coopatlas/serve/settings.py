"""What whoever starts a server decides."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may take: seconds, bytes of memory beyond a worker at rest, of answer.

    In the seconds counts what it works and waits for, but not its waiting for a processor, up to four times as long.
    """

    seconds: float = 20
    memory: int = 2 << 30
    answer: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is set up.

    `base` is the address under which it is reached from outside, `""` where that is the one a request came to.
    `hosts` are names it answers to beside those of this machine, `origins` the web origins whose scripts may read it
    (`*` for all). `workers` do what pages ask, and as many others what SPARQL asks; `waiting` may wait for either,
    for `patience` seconds at most. `token` switches on what changes the store, `review_token` the review desk, whose
    log is `decisions`, `""` for that beside the store. Sizes are in bytes, times in seconds.
    """

    host: str = "127.0.0.1"
    port: int = 8010
    base: str = ""
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    token: str = ""
    review_token: str = ""
    decisions: str = ""
    workers: int = 2
    waiting: int = 200
    patience: float = 20
    refresh: float = 1
    limits: Limits = field(default_factory=Limits)
    body: int = 8 << 20
    body_seconds: float = 10

    @property
    def is_public(self) -> bool:
        """Whether others than those on this machine reach the server."""
        return bool(self.base) or not self.is_local

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches the server."""
        return self.host in {"localhost", "::1"} or self.host.startswith("127.")
