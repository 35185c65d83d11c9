"""Explaining: why a cell has its verdict, worked out a second time."""
