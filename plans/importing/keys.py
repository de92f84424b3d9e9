"""Keys of sections: what stands behind the # in an address."""

from collections.abc import Iterable

from councils.slugs import ascii_words

LONGEST = 60


def slug(text: str) -> str:
    """Small ASCII letters, digits and single hyphens, at most 60 characters; "afsnit" when nothing is left."""
    words = ascii_words(text)
    if len(words) > LONGEST:
        # Cut between words where there is a gap, so that the key stays readable.
        words = words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    return words or "afsnit"


class Keys:
    """Gives every section of one plan its own key."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Starts with the keys given taken."""
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def take(self, text: str) -> str:
        """The slug of the text; where it is taken, with the first free number behind it."""
        base = key = slug(text)
        number = self._last.get(base, 1)
        while key in self._taken:
            number += 1
            ending = f"-{number}"
            key = base[: LONGEST - len(ending)].rstrip("-") + ending
        self._last[base] = number
        self._taken.add(key)
        return key
