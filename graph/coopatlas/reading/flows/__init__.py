"""Trade: figures of flows and their changes, what flows consist of, ranks of partners; one reader for three languages.

Figures anchor it: each is given its flow, its pair, its period and its direction by the words around it
(`cells`, `pairs`, `dating`, `changes`), and by what the text told before (`ledger`). Words are data:
`ontology/lexicon/<lang>/flows.toml`.
"""

from coopatlas.reading.flows.passage import Goods, Passage, Side
from coopatlas.reading.flows.reader import read

__all__ = ["Goods", "Passage", "Side", "read"]
