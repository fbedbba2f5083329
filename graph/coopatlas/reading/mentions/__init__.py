"""Mentions: the stretches of a sentence that name or describe somebody or something. One module a language."""
