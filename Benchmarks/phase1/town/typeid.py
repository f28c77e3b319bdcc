"""Identifiers as the programs keep and write them: 128 bits that begin with the time."""

import random

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PAIRS = [high + low for high in ALPHABET for low in ALPHABET]
SHIFTS = range(120, -1, -10)


def bits(unix_milliseconds: int, draw: random.Random) -> int:
    """A UUIDv7."""
    chance = draw.getrandbits(74)
    high = unix_milliseconds << 16 | 0x7000 | chance >> 62
    return high << 64 | 0x8000_0000_0000_0000 | chance & 0x3FFF_FFFF_FFFF_FFFF


def blob(bits: int) -> bytes:
    return bits.to_bytes(16, "big")


def text(bits: int) -> str:
    """The 26 letters behind the prefix."""
    return "".join([PAIRS[bits >> shift & 0x3FF] for shift in SHIFTS])


def parse(text: str) -> int:
    value = 0
    for letter in text.rsplit("_", 1)[-1]:
        value = value << 5 | ALPHABET.index(letter)
    return value
