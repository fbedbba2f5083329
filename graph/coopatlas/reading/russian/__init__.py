"""Reading Russian: the tagger, the lexicons and one module for each family of fact kinds."""
