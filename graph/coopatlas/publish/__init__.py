"""Publishing back: a folder that a data portal can take, whole and described, without what may not be passed on."""

from coopatlas.publish.description import Terms
from coopatlas.publish.folder import Published, publish

__all__ = ["Published", "Terms", "publish"]
