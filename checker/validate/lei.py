"""The LEI: check digits of a Legal Entity Identifier (ISO 17442, by ISO 7064 MOD 97-10)."""


def has_valid_check_digits(lei: str) -> bool:
    """Whether 20 characters `A-Z0-9`, read as digits with A = 10 to Z = 35, leave 1 modulo 97."""
    return int("".join(str(int(character, 36)) for character in lei)) % 97 == 1
