"""Mentions → entities: one IRI for one country, person, port or organisation however it is written, with the reason."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rdflib import URIRef

from coopatlas.gazetteer import Entry, Gazetteer
from coopatlas.model import EntityRef, Fact, kinds
from coopatlas.rdf import iri
from coopatlas.resolve import commodities, persons
from coopatlas.resolve.entity import Entity
from coopatlas.resolve.judgements import EVENT, Judgement
from coopatlas.resolve.organizations import (
    QUOTED,
    SPEAKING,
    TERRITORIES,
    TOKEN,
    Kind,
    apart,
    code,
    distinctive_words,
    key_of,
    kind_of,
    listed,
)
from coopatlas.resolve.spelling import spelling, words
from coopatlas.resolve.verdicts import Verdicts

__all__ = ["Entity", "Resolver", "Verdicts", "verdicts"]

_HOST = frozenset({"в", "во", "при", "in", "at", "to"})
_PORT = re.compile(r"порт|порты|port|ports|seaport|порттары", re.IGNORECASE)
_PORTS = re.compile(r"порты|ports|порттары", re.IGNORECASE)
_OF_A_PORT = frozenset(
    spelling(word) for word in ("порт", "порты", "порттары", "морской", "port", "ports", "sea", "seaport")
)
_SHORT = ((r"\bг\. ?(?=\w)", ""), (r"\bобл\.", "области"), (r"\bресп\.", "Республики"))
_UNKNOWN = {"territory": ("place", "Territory"), "place": ("place", "Place"), "union": ("union", "EconomicUnion")}
_CLASSES = {
    "person": "Person",
    "organization": "Organization",
    "territory": "Territory",
    "place": "Place",
    "union": "EconomicUnion",
    "goods": "CommodityGroup",
}
_ROLE_TYPES = {
    "person": "person",
    "organization": "organization",
    "territory": "territory",
    "port": "place",
    "place": "place",
    "union": "union",
    "product": "goods",
}
"""The types of a mention, and the type of role that takes each."""


class Resolver:
    """Turns the names of one document into entities.

    `facts` are those of the document: a surname, or a surname with initials, is the one full name among them that it
    fits. Without them every name stands for itself. The verdicts of a person win over the rules; `document` is the
    name of the document, to which a verdict may be restricted.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        facts: Iterable[Fact] = (),
        verdicts: Verdicts | None = None,
        document: str = "",
    ) -> None:
        self._gazetteer = gazetteer
        self._names = tuple(_people(facts))
        self._people = persons.known_in(self._names)
        self._verdicts = verdicts
        self._document = document

    def entity(self, name: str, role_type: str, lang: str) -> Entity:
        """Return the entity that `name`, in dictionary form, means in a role of this type.

        `role_type` is person, organization, territory, agent (any of these three), place, union or goods.
        """
        name = _written_out(name)
        return self._judged(self._by_rules(name, role_type, lang), name, lang)

    def referred(self, reference: EntityRef, lang: str) -> Entity:
        """Return the entity that a reader found for a mention: its entry, or what the document alone knows.

        The name is not looked up in the gazetteer again; a person's verdict still wins.
        """
        name, entry = _written_out(reference.name), self._gazetteer.entries().get(reference.entry or "")
        if entry:
            found = _of(entry)
        elif reference.type in {"person", "product"}:
            found = self._by_rules(name, _ROLE_TYPES[reference.type], lang)
        else:
            found = self._unknown(name, _ROLE_TYPES.get(reference.type, "agent"), lang)
        return self._judged(found, name, lang)

    def _judged(self, found: Entity, name: str, lang: str) -> Entity:
        if not self._verdicts:
            return found
        own = _alone(persons.parse(name), lang) if found.cls == iri.ONTOLOGY.Person else found
        return self._verdicts.decide(found, own, name, self._document, self._names)

    def _by_rules(self, name: str, role_type: str, lang: str) -> Entity:
        if role_type == "goods":
            named = _named("goods", "CommodityGroup", name, lang, "goods as they are named")
            return replace(named, links=tuple(("classifiedAs", group) for group in commodities.groups(name, lang)))
        if role_type == "person":
            return self._person(name, lang)
        entry = self._entry(name, lang)
        return _of(entry) if entry else self._unknown(name, role_type, lang)

    def _unknown(self, name: str, role_type: str, lang: str) -> Entity:
        if _is_port(name):
            return self._port(name, lang)
        if role_type == "agent" and self._is_person(name):
            return self._person(name, lang)
        if role_type in {"organization", "agent"} or kind_of(name):
            return self._organization(name, lang)
        kind, cls = _UNKNOWN[role_type]
        return _named(kind, cls, name, lang, f"a {kind} that the gazetteer lacks")

    def _entry(self, name: str, lang: str) -> Entry | None:
        if found := self._gazetteer.find(name, lang):
            return found[0]
        tokens = TOKEN.findall(name)
        matches = self._gazetteer.scan(tokens, (), lang)
        whole = len(matches) == 1 and matches[0].end_token - matches[0].start_token == len(tokens)
        return matches[0].entries[0] if whole and matches[0].form in {"name", "abbreviation"} else None

    def _is_person(self, name: str) -> bool:
        parsed = persons.parse(name)
        if self._verdicts and _alone(parsed, "").iri in self._verdicts.judged:
            return True
        among_them = any(parsed.stands_for(known) for known in self._people)
        return (among_them or persons.looks_like_one(name)) and not kind_of(name)

    def _person(self, name: str, lang: str) -> Entity:
        parsed = persons.parse(name)
        known = () if parsed.is_full else [other for other in self._people if parsed.stands_for(other)]
        if len(known) == 1:
            return _alone(known[0], lang, f"«{name}» fits «{known[0].text}» alone of the document's people")
        return _alone(parsed, lang)

    def _port(self, name: str, lang: str) -> Entity:
        places, rest = apart(self._gazetteer, name, lang)
        several = any(_PORTS.fullmatch(word) for word in words(name))
        kind, cls = ("place", "Place") if several else ("port", "Port")
        own = ["ports"] if several else []
        key = " ".join([*own, *(word for word in rest if word not in _OF_A_PORT), *map(code, places)])
        reason = (
            f"{'ports' if several else 'a port'} in {places[0].id}" if places else "a port that the gazetteer lacks"
        )
        return Entity(
            iri.entity(kind, key or name), iri.ONTOLOGY[cls], ((name, lang),), reason, _links(locatedIn=places[:1])
        )

    def _organization(self, name: str, lang: str) -> Entity:
        kind = kind_of(name)
        if self._document and self._is_description(name, lang):
            cls = iri.ONTOLOGY[kind.cls if kind else "Organization"]
            reason = "described, not named: another document may describe another so"
            return Entity(iri.item("organization", spelling(name), self._document), cls, ((name, lang),), reason)
        if kind and kind.label:
            return self._mission(kind, name, lang)
        key = key_of(self._gazetteer, name, lang)
        if entry := listed(self._gazetteer).get(key):
            return _of(entry)
        cls = iri.ONTOLOGY[kind.cls if kind else "Organization"]
        reason = f"{kind.slug or 'an organisation'} by the words {key}" if kind else f"by the words {key}"
        node = iri.entity("organization", key or name)
        return Entity(node, cls, ((name, lang),), reason, _links(represents=self._represented(kind, name, lang)))

    def _represented(self, kind: Kind | None, name: str, lang: str) -> list[Entry]:
        """Return the territory in whose name a body speaks, as far as its own name tells."""
        if kind and kind.slug == "press-service":
            name = kind.pattern.sub(" ", name)
            kind = kind_of(name)
        sender, _ = self._sender_and_host(kind, name, lang)
        return [sender] if sender and kind and (kind.label or kind.slug in SPEAKING) else []

    def _is_description(self, name: str, lang: str) -> bool:
        """Whether a body is called by common words alone: «администрация», «генеральное консульство»."""
        if name != name.lower() or QUOTED.search(name):
            return False
        return not apart(self._gazetteer, name, lang)[0]

    def _mission(self, kind: Kind, name: str, lang: str) -> Entity:
        sender, host = self._sender_and_host(kind, name, lang)
        if host and kind.slug == "embassy":
            # An embassy is accredited to the country, whatever city it is said to be in.
            host = self._gazetteer.entries().get(host.country or host.id, host)
        ends = [entry for entry in (sender, host) if entry]
        key = [kind.slug, *map(code, ends), *(() if sender else distinctive_words(kind.pattern.sub(" ", name)))]
        labels = [(name, lang)]
        if sender and lang != "en" and all("en" in entry.names for entry in ends):
            where = f" in {host.names['en']}" if host else ""
            labels.append((f"{kind.label} of {sender.names['en']}{where}", "en"))
        reason = f"{kind.slug}: {' in '.join(entry.id for entry in ends) or 'by its name'}"
        links = _links(represents=[sender] if sender else [], seatedIn=[host] if host else [])
        return Entity(iri.entity("organization", " ".join(key)), iri.ONTOLOGY[kind.cls], tuple(labels), reason, links)

    def _sender_and_host(self, kind: Kind | None, name: str, lang: str) -> tuple[Entry | None, Entry | None]:
        tokens = TOKEN.findall(name)
        sender = host = None
        for match in self._gazetteer.scan(tokens, (), lang):
            entry, before = match.entries[0], tokens[match.start_token - 1].casefold() if match.start_token else ""
            # No city sends a mission: «петербургское генконсульство», "Embassy of Uzbekistan, Tashkent".
            in_city = entry.kind == "city" and (match.form == "adjective" or (kind is not None and bool(kind.label)))
            if entry.kind in TERRITORIES and (before in _HOST or in_city):
                host = host or entry
            elif entry.kind in TERRITORIES:
                sender = sender or entry
        return sender, host


def verdicts(gazetteer: Gazetteer, judgements: Sequence[Judgement]) -> Verdicts | None:
    """Work out the judgements about names, None where there are none; raises `JudgementError` where two contradict."""
    named = [one for one in judgements if one.kind != EVENT]
    if not named:
        return None
    plain = Resolver(gazetteer)

    def by_rules(name: str, kind: str) -> Entity:
        if not name.startswith(("id:", str(iri.ID))):
            return plain.entity(name, kind, _lang(name))
        local = name.removeprefix("id:").removeprefix(str(iri.ID))
        entry = gazetteer.entries().get(local)
        return (
            _of(entry) if entry else Entity(iri.ID[local], iri.ONTOLOGY[_CLASSES[kind]], (), "the IRI as it is given")
        )

    return Verdicts(named, by_rules, {iri.ID[entry] for entry in gazetteer.entries()})


def _lang(name: str) -> str:
    return "kk" if re.search("[ӘҒҚҢӨҰҮҺІ]", name.upper()) else "ru" if re.search("[А-ЯЁ]", name.upper()) else "en"


def _alone(name: persons.PersonName, lang: str, reason: str = "the name as it is written") -> Entity:
    return Entity(iri.entity("person", name.key or name.text), iri.ONTOLOGY.Person, ((name.text, lang),), reason)


def _people(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        roles = (role.name for role in kinds()[fact.kind].roles.values() if role.type == "person")
        yield from (str(filler.plain) for role in roles for filler in fact.roles.get(role, ()))
        if fact.speaker and persons.looks_like_one(fact.speaker):
            yield fact.speaker


def _links(**ends: Sequence[Entry]) -> tuple[tuple[str, URIRef], ...]:
    return tuple((link, iri.ID[entry.id]) for link, entries in ends.items() for entry in entries)


def _of(entry: Entry) -> Entity:
    labels = tuple((entry.names[lang], lang) for lang in sorted(entry.names))
    return Entity(iri.ID[entry.id], iri.ONTOLOGY[entry.cls], labels, f"the gazetteer's {entry.id}")


def _named(kind: str, cls: str, name: str, lang: str, reason: str) -> Entity:
    return Entity(iri.entity(kind, name.replace("ё", "е")), iri.ONTOLOGY[cls], ((name, lang),), reason)


def _written_out(name: str) -> str:
    for short, word in _SHORT:
        name = re.sub(short, word, name)
    return " ".join(name.split())


def _is_port(name: str) -> bool:
    """Tell «порт Лавна» and "Kuryk Port" from a zone or a company with a port in its name."""
    written = words(name)
    return not QUOTED.search(name) and any(_PORT.fullmatch(word) for word in (*written[:1], *written[-1:]))
