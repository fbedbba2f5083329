"""Claims: written by `write`, read back by `read`, and nowhere else."""

from coopatlas.claims.compact import Compact, compact, complete, noted, shared
from coopatlas.claims.items import Resolver
from coopatlas.claims.write import asserted, document_graph

__all__ = ["Compact", "Resolver", "asserted", "compact", "complete", "document_graph", "noted", "shared"]
