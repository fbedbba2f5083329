"""English without a parser library: small, quick, the same every time."""
