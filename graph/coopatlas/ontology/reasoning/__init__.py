"""Whether statements and the ontology hold together, what follows, and why not: by rules, or by HermiT."""
