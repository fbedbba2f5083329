"""Languages: what is true of each whatever is read: tokens, cases, inflection, the arguments of a word."""
