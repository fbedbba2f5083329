"""What fetching an address may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes as unpacked, seconds in all, redirects, seconds between two questions to one host.

    `hosts` are pairs of host and port that may be private, as a mirror within the house is.
    """

    size: int = 30_000_000
    seconds: float = 30.0
    redirects: int = 5
    pause: float = 1.0
    hosts: frozenset[tuple[str, int]] = frozenset()
