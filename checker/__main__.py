"""`python -m checker` is `vendorgate`, and the console script starts here, too."""

import gc

_SELDOM = 1_000_000  # new objects between two looks for garbage


def entry() -> None:
    """Start the command line."""
    # Importing makes many objects and no garbage.
    gc.set_threshold(_SELDOM)
    from checker import cli  # noqa: PLC0415 to look for garbage while it is imported takes 1 ms

    cli.entry()


if __name__ == "__main__":
    entry()
