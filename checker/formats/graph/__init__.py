"""The formats of a graph: a picture for people, and texts for other tools."""
