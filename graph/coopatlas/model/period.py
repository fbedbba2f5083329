"""A stretch of days, under the label that a text gives it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, first and last included.

    `label` is ISO 8601 at the precision given: `2018`, `2018-03`, `2018-03-09`, `2018-H1`, `2018-Q3`, and two ends
    with a slash, `2018-01/2018-08`, `2020/2022`.
    """

    label: str
    first: date
    last: date
