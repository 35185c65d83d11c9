"""The cache: what was worked out before, kept on disk and never trusted."""
