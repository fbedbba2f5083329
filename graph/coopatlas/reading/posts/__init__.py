"""Posts: who holds which office of whom, read around the names of persons. One module a language."""
