"""The compiler, which decides."""
