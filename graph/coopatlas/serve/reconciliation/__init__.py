"""The Reconciliation Service API 0.2 (https://reconciliation-api.github.io/specs/0.2/), as OpenRefine speaks it.

Names in a table become entities of the graph: by the gazetteer, by the names of the store in any case and script, and,
where neither has them, by their likeness. An identifier is the path of an IRI: `id/country-KZ`.
"""
