"""CEL over JSON-like data: syntax, types, the compiler that decides, the tracker that explains."""
