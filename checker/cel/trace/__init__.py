"""The tracking evaluator, which explains."""
