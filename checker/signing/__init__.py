"""Signatures: who vouches for a statement."""
