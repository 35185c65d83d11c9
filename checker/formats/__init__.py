"""Renderers: each format is one function from a report to text."""
