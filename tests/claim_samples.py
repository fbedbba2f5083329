"""A resolver that knows nothing, and a document with a fact of every kind."""

from dataclasses import dataclass

from rdflib import URIRef

from coopatlas.model import Document, EntityRef, Fact, Value
from coopatlas.rdf import iri

CLASSES = {
    "person": "Person",
    "organization": "Organization",
    "agent": "Organization",
    "territory": "Region",
    "place": "Place",
    "union": "EconomicUnion",
    "goods": "CommodityGroup",
}


@dataclass(frozen=True)
class Named:
    iri: URIRef
    cls: URIRef
    labels: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, URIRef], ...] = ()


class ByName:
    """Makes an entity of every name, of the class that its role suggests."""

    def entity(self, name: str, role_type: str, lang: str) -> Named:
        return Named(iri.entity(role_type, name), iri.ONTOLOGY[CLASSES[role_type]], ((name, lang),))

    def referred(self, reference: EntityRef, lang: str) -> Named:
        node = iri.ID[reference.entry] if reference.entry else iri.entity(reference.type, reference.name)
        return Named(node, iri.ONTOLOGY[CLASSES[reference.type]], ((reference.name, lang),))


TEXT = (
    "Карелия и Казахстан подписали меморандум. Казахстан хочет развивать совместные предприятия в портах Карелии. "
    "Товарооборот в 2017 году составил более 15 млн долларов, увеличившись на 20% по сравнению с 2016 годом."
)
SIGNED, WISHED, TRADED = (sentence.strip() + "." for sentence in TEXT.removesuffix(".").split(". "))
DOCUMENT = Document("sample-1", TEXT, "ru", title="Карелия и Казахстан", source="образец", published="2018")


def fact(kind: str, sentence: str = TRADED, /, modality: str = "stated", **args: Value) -> Fact:
    """Return a fact of `DOCUMENT`; a role that is a word of Python's is written with `_` at its end."""
    start = TEXT.index(sentence)
    roles = {role.rstrip("_"): value for role, value in args.items()}
    return Fact.plain(kind, roles, sentence, start, start + len(sentence), modality=modality)


FACTS = (
    fact("post", person="Болат Иманбаев", role="генеральный консул", represents="Казахстан", seat="Петербург"),
    fact("meeting", participant=("Болат Иманбаев", "Артур Парфенчиков"), place="Карелия", date="2018-03-09"),
    fact("visit", visitor="Болат Иманбаев", destination="Карелия", date="2018-03"),
    fact("agreement", SIGNED, party=("Карелия", "Казахстан"), type="memorandum", status="signed"),
    fact("venture", WISHED, "interest", party=("Казахстан",), location=("порты Карелии",), status="interest"),
    fact("investment", investor="Казахстан", recipient="Карелия", value=5_000_000, currency="USD", bound="max"),
    fact("trade", reporter="Карелия", partner="Казахстан", flow="turnover", value=15_000_000, currency="USD",
         bound="min", period="2017"),
    fact("growth", reporter="Карелия", partner="Казахстан", flow="turnover", percent=20, period="2017", base="2016"),
    fact("commodity", reporter="Карелия", partner="Казахстан", flow="turnover", commodity="бумага", period="2017"),
    fact("supply", supplier="Карелия", recipient="Казахстан", goods="бумага", start="2018", status="started"),
    fact("interest", WISHED, "interest", holder="Казахстан", target="Карелия", subject="порты"),
    fact("proposal", WISHED, "proposal", proposer="Артур Парфенчиков", party=("Казахстан",), subject="связи регионов"),
    fact("support", WISHED, "readiness", supporter="консульство", beneficiary="Карелия", subject="экспорт"),
    fact("gateway", WISHED, place="Карелия", function="sea_gate", for_="ЕАЭС"),
    fact("mission", sender="Казахстан", host="Петербург", type="consulate_general", status="operating"),
    fact("twinning", party=("Астрахань", "Актау"), status="established", date="2015"),
    fact("membership", member="Казахстан", union="ЕАЭС", status="member"),
    fact("partner", party="Казахстан", of="Карелия", rank="main"),
    fact("route", from_="Актау", to="Баку", mode="sea", status="operating", name="Средний коридор"),
)  # fmt: skip
