"""Suggest: the word that somebody probably meant."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like `word`, whatever its case and hyphens, if one does."""
    # Only a mistake pays for it.
    from difflib import get_close_matches  # noqa: PLC0415

    by_shape = {_shape(each): each for each in known}
    found = get_close_matches(_shape(word), by_shape, n=1, cutoff=0.7)
    return by_shape[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint, if there is something to suggest."""
    found = nearest(word, known)
    return None if found is None else f"did you mean '{found}'?"


def which(word: str, known: Iterable[str], what: str) -> str:
    """A hint that names the known word that was probably meant, else all of them.

    Args:
        what: they are, in the plural.
    """
    words = list(known)
    return did_you_mean(word, words) or f"{what}: {', '.join(words) or 'none'}"


def _shape(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")
