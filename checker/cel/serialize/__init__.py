"""Syntax trees as plain data."""
