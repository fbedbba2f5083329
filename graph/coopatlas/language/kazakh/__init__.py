"""Kazakh by rule: sentences, word forms, syntax, arguments; what it knows of words is in `ontology/lexicon/kk`."""
