"""Policies: what they are, and how files become them."""
