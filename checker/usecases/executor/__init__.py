"""Checking by an executor: the work is cut into tasks, and what they find merges into one run."""
