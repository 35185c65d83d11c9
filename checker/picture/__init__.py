"""Pictures: a graph as it is drawn, which of it is drawn one by one, and where it stands."""
