"""RDF → observations: what the releases in a store say, asked by any of the dimensions."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from coopatlas.claims import terms
from coopatlas.model import Period
from coopatlas.model.period import period
from coopatlas.rdf import iri
from coopatlas.rdf.solutions import Record, Source, local, select
from coopatlas.statistics.observation import Goods, Observation, Rate, Release

ANY = "*"
"""Whatever partner, or whatever goods; None is the whole world, or all goods."""

_OBSERVATIONS = """
SELECT ?release ?source ?reporter ?partner ?flow ?period ?value ?unit ?step ?cell ?goods ?valuation
  (GROUP_CONCAT(STR(?status); SEPARATOR=" ") AS ?statuses) {
  GRAPH graph:statistics { ?release a coop:StatisticalRelease ; dcterms:isPartOf ?source }
  GRAPH ?release {
    %s
    ?x a coop:StatisticalObservation ; coop:reporter ?reporter ; coop:flow ?flow ; coop:refPeriod ?period ;
      coop:unit ?unit ; coop:printedStep ?step ; coop:cell ?cell .
    OPTIONAL { ?x coop:pointValue ?value }
    OPTIONAL { ?x coop:tradePartner ?partner }
    OPTIONAL { ?x coop:commodity ?goods }
    OPTIONAL { ?x coop:valuation ?valuation }
    OPTIONAL { ?x coop:observationStatus ?status }
    %s
  }
}
GROUP BY ?x ?release ?source ?reporter ?partner ?flow ?period ?value ?unit ?step ?cell ?goods ?valuation
"""
_RATES = """
SELECT ?release ?source ?currency ?unit ?basis ?period ?value ?step ?cell {
  GRAPH graph:statistics { ?release a coop:StatisticalRelease ; dcterms:isPartOf ?source }
  GRAPH ?release {
    ?x a coop:ExchangeRate ; coop:exchangedCurrency ?currency ; coop:unit ?unit ; coop:rateBasis ?basis ;
      coop:refPeriod ?period ; coop:pointValue ?value ; coop:printedStep ?step ; coop:cell ?cell .
  }
}
"""
_RELEASES = """
SELECT ?release ?source ?issued ?title (LANG(?title) AS ?titleLang) ?publisher (LANG(?publisher) AS ?publisherLang)
  ?licence ?landing ?note ?shared ?covers ?part ?replaces ?file ?name ?size {
  GRAPH graph:statistics {
    ?release a coop:StatisticalRelease ; dcterms:isPartOf ?source ; dcterms:issued ?issued ; dcterms:title ?title ;
      dcterms:publisher ?publisher ; coop:redistributable ?shared ; prov:wasDerivedFrom ?file .
    ?file dcterms:identifier ?name ; <http://www.w3.org/ns/dcat#byteSize> ?size .
    OPTIONAL { ?release dcterms:license ?licence }
    OPTIONAL { ?release <http://www.w3.org/ns/dcat#landingPage> ?landing }
    OPTIONAL { ?release dcterms:description ?note }
    OPTIONAL { ?release dcterms:temporal ?covers }
    OPTIONAL { ?release dcterms:spatial ?part }
    OPTIONAL { ?release dcterms:replaces ?replaces }
  }
}
ORDER BY ?source ?issued ?release ?title ?publisher ?note
"""


def observations(
    store: Source,
    reporter: str | None = None,
    partner: str | None = ANY,
    flow: str | None = None,
    goods: Goods | str | None = ANY,
    release: str | None = None,
) -> Iterator[Observation]:
    """Yield the observations of these dimensions, of all releases unless one is named, in no order.

    `reporter` and `partner` are ids of the gazetteer; a `partner` of None asks for trade with the whole world, `goods`
    of None for all goods together, and `ANY` for each.
    """
    wanted = [("reporter", _id(reporter)), ("tradePartner", _id(partner if partner != ANY else None))]
    wanted.append(("flow", f"v:flow-{flow}" if flow else None))
    wanted.append(("commodity", f"v:{goods.scheme}-{goods.code}" if isinstance(goods, Goods) else None))
    pattern = " ".join(f"?x coop:{name} {term} ." for name, term in wanted if term)
    absent = [("tradePartner", partner), ("commodity", goods)]
    without = " ".join(f"FILTER NOT EXISTS {{ ?x coop:{name} ?none }}" for name, value in absent if value is None)
    chosen = f"VALUES ?release {{ <{iri.release(release)}> }}" if release else ""
    for row in select(store, _OBSERVATIONS % (chosen + pattern, without)):
        yield _observation(row)


def rates(store: Source) -> Iterator[Rate]:
    """Yield all exchange rates, in no order."""
    for row in select(store, _RATES):
        yield Rate(
            currency=_unit(row["currency"]),
            unit=_unit(row["unit"]),
            basis=_name(row["basis"], "rate-basis"),
            period=_period(row["period"]),
            value=Decimal(row["value"] or 0),
            step=Decimal(row["step"] or 0),
            source=local(row["source"]).removeprefix("source-"),
            release=local(row["release"]),
            cell=row["cell"] or "",
        )


def releases(store: Source) -> dict[str, Release]:
    """Return the releases by id, those of one source together, the oldest first."""
    found: dict[str, list[Record]] = {}
    for row in select(store, _RELEASES):
        found.setdefault(local(row["release"]), []).append(row)
    return {name: _release(name, rows) for name, rows in found.items()}


def _observation(row: Record) -> Observation:
    statuses = sorted(_name(status, "observation-status") for status in (row["statuses"] or "").split())
    return Observation(
        reporter=local(row["reporter"]),
        partner=local(row["partner"]) or None,
        flow=_name(row["flow"], "flow"),
        period=_period(row["period"]),
        value=Decimal(row["value"]) if row["value"] is not None else None,
        unit=_unit(row["unit"]),
        step=Decimal(row["step"] or 0),
        source=local(row["source"]).removeprefix("source-"),
        release=local(row["release"]),
        cell=row["cell"] or "",
        goods=_goods(row["goods"]),
        valuation=_name(row["valuation"], "valuation") or None,
        statuses=tuple(statuses),
    )


def _release(name: str, rows: Sequence[Record]) -> Release:
    first = rows[0]
    return Release(
        id=name,
        source=local(first["source"]).removeprefix("source-"),
        title=_texts(rows, "title"),
        publisher=_texts(rows, "publisher"),
        issued=first["issued"] or "",
        licence=first["licence"] or "",
        redistributable=(first["shared"] or "").lower() == "true",
        digest=(first["file"] or "").removeprefix("urn:sha256:"),
        file=first["name"] or "",
        landing=first["landing"] or "",
        part=local(first["part"]),
        replaces=local(first["replaces"]) or None,
        size=int(first["size"] or 0),
        covers=_period(first["covers"]) if first["covers"] else None,
        notes=tuple(dict.fromkeys(row["note"] for row in rows if row["note"])),
    )


def _texts(rows: Sequence[Record], about: str) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((row[f"{about}Lang"] or "", row[about] or "") for row in rows))


def _goods(term: str | None) -> Goods | None:
    scheme, _, code = local(term).partition("-")
    return Goods(scheme, code) if code else None


def _id(name: str | None) -> str | None:
    return f"<{iri.ID[name]}>" if name else None


def _name(term: str | None, scheme: str) -> str:
    return local(term).removeprefix(f"{scheme}-")


def _unit(term: str | None) -> str:
    return terms.symbol(iri.VOCABULARY[local(term)])


def _period(term: str | None) -> Period:
    label = local(term).removeprefix("period-").replace("--", "/")
    found = period(label)
    if found is None:
        raise ValueError(f"{term} is no period")
    return found
