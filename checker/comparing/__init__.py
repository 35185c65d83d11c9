"""Comparing: what changed between two states, and whose change it is."""
