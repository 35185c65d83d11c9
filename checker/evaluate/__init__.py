"""Evaluating: policies on subjects become verdicts."""
