"""Use cases: a request becomes a report, one module a command."""
