"""Is this one of the passwords that everybody tries first? A short list of bare words; ornaments at their ends do not save them."""

from __future__ import annotations

import re
from itertools import pairwise

_LIST = """
password passwort contrasena motdepasse passphrase letmein welcome willkommen bienvenue bienvenido administrator admin root superuser
qwerty qwertyuiop qwertz qwertzuiop azerty azertyuiop asdfghjkl zxcvbnm yxcvbnm qazwsx qazwsxedc iloveyou iloveyouforever teamo
football baseball basketball superman batman spiderman pokemon starwars dragon monkey princess sunshine butterfly chocolate flower
computer internet samsung google facebook linkedin microsoft windows iphone android summer winter spring autumn sommer herbst
changeme changeit default temporary temp test testtest testing secret topsecret geheim master login signin trustno hello hallo
whatever nothing company business office wesupply store shop retail orders tracking shipping delivery returns merchant
charlie michael jennifer jessica daniel thomas andrew ashley nicole anthony matthew joshua jordan hunter harley ranger george
liverpool barcelona realmadrid arsenal chelsea juventus manchester america canada germany france espana london paris berlin
correcthorsebatterystaple thequickbrownfox onceuponatime abcdef abcdefg abcdefgh abcdefghijkl abcabcabc
"""
_WORDS = frozenset(_LIST.split())
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def is_common(password: str) -> bool:
    """Whether it is, at heart, one of the words, the same word twice, a row of keys or digits alone."""
    bare = password.casefold().replace(" ", "")
    if bare.isdigit() or _is_row(bare):
        return True
    hearts = {_ENDS.sub("", bare), _ENDS.sub("", bare).translate(_LEET), _ENDS.sub("", bare.translate(_LEET))}
    return any(heart in _WORDS or (len(heart) % 2 == 0 and heart[: len(heart) // 2] in _WORDS and _is_twice(heart)) for heart in hearts)


def _is_twice(text: str) -> bool:
    return text[: len(text) // 2] == text[len(text) // 2 :]


def _is_row(text: str) -> bool:
    """abcdefghijkl, 123412341234: each step of the same size, or a short piece again and again."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return len(steps) <= 1 or any(text == (text[:size] * len(text))[: len(text)] for size in range(1, 5))
