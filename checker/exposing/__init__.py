"""Exposure: who and what a breach or a loss reaches, and who must then be told until when."""
