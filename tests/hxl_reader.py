"""libhxl, imported so that its first import in a fresh environment is quiet.

It then makes the tables of a parser (ply) and leaves the file of its notes unclosed: a warning, and so an error.
"""

from __future__ import annotations

import gc
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)
    import hxl

    gc.collect()

__all__ = ["hxl"]
