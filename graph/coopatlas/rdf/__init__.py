"""RDF whatever it says: IRIs, rows of SPARQL, and the same terms in rdflib and in Oxigraph."""
