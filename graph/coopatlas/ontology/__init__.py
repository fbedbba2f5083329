"""The ontology as the program sees it: its Turtle, its shapes and rules, and what follows from it."""
