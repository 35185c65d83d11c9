"""Lint: what is wrong with policies before any inventory is looked at."""
