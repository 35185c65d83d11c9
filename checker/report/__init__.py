"""The report: every cell with its verdict, and the exit code."""
