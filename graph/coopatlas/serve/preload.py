"""What every worker needs, loaded once in the process that they are forked from: they start at once and share it."""

from coopatlas import atlas, gazetteer, questions
from coopatlas.index import planning, words
from coopatlas.questions import answers
from coopatlas.resolve import Resolver
from coopatlas.serve import api, pages, querying, rendering, worker
from coopatlas.serve.reconciliation import candidates, service
from coopatlas.views import board, exchange, geography, network

__all__ = [
    "answers",
    "api",
    "atlas",
    "board",
    "candidates",
    "exchange",
    "geography",
    "network",
    "pages",
    "planning",
    "querying",
    "rendering",
    "service",
    "words",
    "worker",
]

Resolver(gazetteer.load())
questions.load()
rendering.prepare()
words.key("слово")
