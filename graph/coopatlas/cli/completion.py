"""What a shell offers while a command is typed: questions, their parameters and values, views, places."""

from collections.abc import Iterator

import typer

Offer = tuple[str, str]
"""What is written and, where the shell shows it, what it means."""


def questions(incomplete: str) -> Iterator[Offer]:
    """Offer the questions whose names begin so, with their titles."""
    from coopatlas.questions import load

    return ((one.id, one.title["en"]) for one in load().values() if one.id.startswith(incomplete))


def settings(context: typer.Context, incomplete: str) -> Iterator[Offer]:
    """Offer `name=` for the parameters of the question typed before, then `name=value`."""
    from coopatlas.questions import load

    # What was typed before is given to the completion unparsed.
    question = next((load()[word] for word in context.args if word in load()), None)
    name, sign, begun = incomplete.partition("=")
    for parameter in question.parameters if question else ():
        if not sign and parameter.name.startswith(name):
            yield f"{parameter.name}=", parameter.labels["en"]
        elif sign and parameter.name == name:
            yield from ((f"{name}={value}", meant) for value, meant in _values(parameter.type, begun))


def views(incomplete: str) -> Iterator[Offer]:
    """Offer the views whose names begin so, with their titles."""
    from coopatlas.views.view import load, names

    return ((name, load(name).title["en"]) for name in names() if name.startswith(incomplete))


def places(incomplete: str) -> Iterator[Offer]:
    """Offer the territories of the reference data whose Russian or English names begin so."""
    from coopatlas import gazetteer

    begun = incomplete.casefold()
    named = (
        (entry.names[lang], entry.id)
        for entry in gazetteer.load().entries().values()
        if entry.kind != "organization"
        for lang in ("ru", "en")
        if lang in entry.names
    )
    return (offer for offer in named if begun and offer[0].casefold().startswith(begun))


def _values(kind: str, begun: str) -> Iterator[Offer]:
    from coopatlas.questions.parameters import TERMS

    if kind in TERMS:
        return ((value, kind) for value in TERMS[kind] if value.startswith(begun))
    return places(begun) if kind in ("territory", "entity") else iter(())
