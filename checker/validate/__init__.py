"""Validating: data become valid data."""
