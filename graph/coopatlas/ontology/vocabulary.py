"""The Turtle of the ontology, with what the kinds of fact declare: a kind is one file, and no other lists it."""

from collections.abc import Iterable
from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from coopatlas import content
from coopatlas.model import Kind, kinds
from coopatlas.model.kinds import INITIATIVE
from coopatlas.rdf import iri


def turtle(name: str) -> bytes:
    """Return the Turtle of `ontology/NAME.ttl`; what follows from the kinds is added at its end."""
    text = iri.based((content.ontology() / f"{name}.ttl").read_text("utf-8"))
    return f"{text}\n{_DECLARED[name](text)}".encode() if name in _DECLARED else text.encode()


def names() -> list[str]:
    """Return the names of the files of the ontology itself: `core`, `shapes`, `vocabularies` and so on."""
    return [file.name.removesuffix(".ttl") for file in content.turtle_files(content.ontology())]


@cache
def terms() -> frozenset[str]:
    """Return the terms that the ontology and its vocabularies define, shortened: `coop:Country`, `v:flow-export`."""
    own = {prefix: iri.PREFIXES[prefix] for prefix in ("coop", "v")}
    subjects = {
        found.subject.value
        for name in ("core", "vocabularies")
        for found in parse(turtle(name), RdfFormat.TURTLE)
        if isinstance(found.subject, NamedNode)
    }
    return frozenset(
        f"{prefix}:{one.removeprefix(base)}" for one in subjects for prefix, base in own.items() if one.startswith(base)
    )


def _concepts(text: str) -> str:
    """Return the terms of the kinds, and of the forms of cooperation that the vocabularies do not define."""
    forms = (kind for kind in kinds().values() if kind.form and f"v:form-{kind.form} a " not in text)
    found = [_concept("kind", kind.name, kind) for kind in kinds().values()]
    return "\n".join([*found, *(_concept("form", str(kind.form), kind) for kind in forms)])


def _concept(scheme: str, name: str, kind: Kind) -> str:
    labels, definitions = _texts(kind.label.items()), _texts(kind.definition.items())
    return (
        f"v:{scheme}-{name} a skos:Concept ; skos:inScheme v:{scheme} ;"
        f" skos:prefLabel {labels} ; skos:definition {definitions} ."
    )


def _texts(told: Iterable[tuple[str, str]]) -> str:
    escaped = ((lang, text.replace("\\", r"\\").replace('"', r"\"")) for lang, text in told)
    return ", ".join(f'"{text}"@{lang}' for lang, text in escaped)


def _different(_text: str) -> str:
    return f"[] a owl:AllDifferent ; owl:distinctMembers ( {_terms('kind', kinds())} ) ."


def _shapes(_text: str) -> str:
    """Return what the shapes of claims and items allow: these kinds, their classes, their forms, and none besides."""
    forms = {kind.form: kind.cls for kind in kinds().values() if kind.form}
    classes = sorted({INITIATIVE, *(kind.cls for kind in kinds().values())})
    existing = sorted({cls for cls in forms.values() if cls != INITIATIVE})
    return "\n".join(
        [
            f"s:ClaimKind sh:in ( {_terms('kind', kinds())} ) .",
            f"s:InitiativeForm sh:in ( {_terms('form', map(str, forms))} ) .",
            f"s:Item sh:targetClass {', '.join(f'coop:{cls}' for cls in classes)} .",
            f"s:Existing sh:targetClass {', '.join(f'coop:{cls}' for cls in existing)} .",
        ]
    )


def _terms(scheme: str, names: Iterable[str]) -> str:
    return " ".join(f"v:{scheme}-{name}" for name in names)


_DECLARED = {"vocabularies": _concepts, "restrictions": _different, "shapes": _shapes}
