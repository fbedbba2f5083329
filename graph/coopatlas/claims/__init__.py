"""Claims: written by `write`, read back by `read`, and nowhere else."""

from coopatlas.claims.items import Resolver
from coopatlas.claims.write import asserted, document_graph

__all__ = ["Resolver", "asserted", "document_graph"]
