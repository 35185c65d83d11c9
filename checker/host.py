"""The host: the process that the checker runs in, a program that uses its API or one of its own."""

ours = False
"""Whether nobody else's code runs in it; the command line says so when it starts."""
