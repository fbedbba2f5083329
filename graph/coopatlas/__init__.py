"""An atlas of regional economic cooperation: documents in, an evidence-backed knowledge graph out."""

__version__ = "0.1.0"
