"""Figures: sums of money, amounts, percentages and multiples, by one grammar for three languages.

Every way of printing a number is read back or not at all, never as another; what counts nothing is no figure.
"""

from coopatlas.reading.figures.found import FoundFigure
from coopatlas.reading.figures.grammar import figures
from coopatlas.reading.figures.numerals import digits

__all__ = ["FoundFigure", "digits", "figures"]
