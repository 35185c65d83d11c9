"""Parsing: bytes become data, every value with its place."""
