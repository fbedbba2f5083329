"""English without a parser library: small, quick, the same every time."""

from coopatlas.language.english.grammar import English

__all__ = ["English"]
