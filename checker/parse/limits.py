"""Limits: how much one document may ask for, so that none costs more than its size."""

MAX_BYTES = 256 * 1024 * 1024
"""Bytes in one file: some 300,000 vendors."""
MAX_DEPTH = 64
"""Levels of nesting, aliases written out; an inventory needs nine."""
MAX_SCALAR = 64 * 1024
"""Characters in one text."""
MAX_ALIASED = 100_000
"""Nodes that the aliases of any document may add, counted as if they were written out."""
MAX_RATIO = 10
"""A large document may add this many times the nodes that it really has."""
MAX_FAULTS = 1_000
"""Problems of one document that are listed; a hostile file must not fill the memory with them."""
