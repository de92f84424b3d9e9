"""How long the difference of two texts takes when they are eight times as long: a square would be 64 times.

Run: .venv/bin/python benchmarks/difference.py
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from plans.comparing import difference


def _article(words: int, seed: int) -> list[str]:
    draw = random.Random(seed)  # noqa: S311
    common = "og i at der er det til på med for".split()
    return [draw.choice(common) if draw.random() < 0.5 else f"ord{draw.randrange(words)}" for _ in range(words)]


def _one_paragraph(words: int) -> tuple[str, str]:
    old = _article(words, 1)
    new = [word if place % 11 else "ændret" for place, word in enumerate(old)]
    return f"<p>{' '.join(old)}</p>", f"<p>{' '.join(new)}</p>"


def _many_paragraphs(words: int) -> tuple[str, str]:
    old, new = _one_paragraph(words)
    return tuple("".join(f"<p>{' '.join(line)}</p>" for line in _cut(text[3:-4].split(), 30)) for text in (old, new))  # type: ignore[return-value]


def _nothing_alike(words: int) -> tuple[str, str]:
    return f"<p>{' '.join(_article(words, 1))}</p>", f"<p>{' '.join(_article(words, 2))}</p>"


def _one_word(words: int) -> tuple[str, str]:
    return f"<p>{'og ' * words}x</p>", f"<p>y {'og ' * (words - 7)}</p>"


def _cut(words: list[str], length: int) -> list[list[str]]:
    return [words[start : start + length] for start in range(0, len(words), length)]


def _timed(old: str, new: str) -> float:
    start = time.process_time()
    difference(old, new)
    return time.process_time() - start


if __name__ == "__main__":
    for make in (_one_paragraph, _many_paragraphs, _nothing_alike, _one_word):
        small, large = (min(_timed(*make(words)) for _ in range(3)) for words in (5_000, 40_000))
        print(
            f"{make.__name__.strip('_'):16} {small:.3f} s, eight times as long {large:.3f} s: {large / small:.1f} times"
        )
