"""Trees kept on disk."""
