"""The lines below a heading to section HTML: paragraphs and lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.importing.bullets import DASHES, Bullet, read_bullet, read_numeral
from plans.importing.joining import Joiner, escape
from plans.importing.lines import Line, falls_short

LETTERED = tuple(f"{letter}) " for letter in "abcdefghij")
SHORT_HEADING = 80


@dataclass(slots=True)
class Block:
    """A paragraph, or one list item when it has a bullet. The first line's text is without the bullet."""

    lines: list[Line]
    bullet: Bullet | None = None


@dataclass(slots=True)
class Layout:
    """What holds for the whole file: how wide a full line is (0: unknown), and which letters stand for bullets."""

    measure: int = 0
    misread: frozenset[str] = field(default_factory=frozenset)


def render_body(lines: Sequence[Line], layout: Layout, joiner: Joiner) -> str:
    """Section HTML of the lines. Whatever had to be guessed is reported to the joiner's findings."""
    blocks = _blocks(lines, layout, joiner)
    parts: list[str] = []
    start = 0
    while start < len(blocks):
        end = _end_of_list(blocks, start)
        parts.append(_render(blocks[start:end], joiner))
        start = end
    return "".join(parts)


def _blocks(lines: Sequence[Line], layout: Layout, joiner: Joiner) -> list[Block]:
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        block = blocks[-1] if blocks else None
        following = lines[index + 1] if index + 1 < len(lines) else None
        bullet = _bullet(line, block, following, layout)
        if bullet:
            blocks.append(Block([_with_text(line, bullet.text)], bullet))
        elif block and _goes_on(block, line, layout, joiner):
            block.lines.append(line)
        else:
            blocks.append(Block([line]))
    return blocks


def _with_text(line: Line, text: str) -> Line:
    return Line(line.number, line.raw, text, line.gap, line.page_start)


def _bullet(line: Line, block: Block | None, following: Line | None, layout: Layout) -> Bullet | None:
    bullet = read_bullet(line.text, layout.misread)
    if bullet is None:
        return _numeral(line, block)
    if line.gap or block is None or bullet.mark not in DASHES or block.lines[-1].ends_sentence:
        return bullet
    if block.bullet:
        # Within an item set off by another sign, a dash at a line's start belongs to the sentence.
        return bullet if block.bullet.mark == bullet.mark else None
    again = following and not following.gap and following.text.startswith(bullet.mark + " ")
    return bullet if again or block.lines[-1].text.endswith(";") else None


def _numeral(line: Line, block: Block | None) -> Bullet | None:
    """A numbered item: the next of a list, or a first one that does not stand in the middle of a sentence."""
    numeral = read_numeral(line.text)
    if numeral is None:
        return None
    if block and block.bullet and block.bullet.number:
        same_sign = block.bullet.mark[-1] == numeral.mark[-1]
        return numeral if numeral.number == block.bullet.number + 1 and same_sign else None
    starts = block is None or line.fresh or block.lines[-1].ends_sentence
    return numeral if starts and numeral.number == 1 else None


def _goes_on(block: Block, line: Line, layout: Layout, joiner: Joiner) -> bool:
    """Whether the line continues the block; a guess is reported."""
    if line.text.startswith(LETTERED):
        return False
    last = block.lines[-1]
    return _over_a_break(last, line, layout, joiner) if line.fresh else _within(block, last, line, layout, joiner)


def _within(block: Block, last: Line, line: Line, layout: Layout, joiner: Joiner) -> bool:
    """Lines set solid are one paragraph, unless the upper one stops well before the margin."""
    if not line.starts_high:
        return True
    share = 0.85 if last.ends_sentence or block.bullet else 0.6
    if not falls_short(last, line, layout.measure, share):
        return True
    if layout.measure or not last.ends_sentence:
        joiner.findings.doubt(line.number, line.text, "Linjen over slutter før margenen: nyt afsnit er antaget")
    return False


def _over_a_break(last: Line, line: Line, layout: Layout, joiner: Joiner) -> bool:
    """A sentence may go on over a page break or a stray blank line."""
    where = "Sidebrud" if line.page_start else "Tom linje"
    open_sentence = not last.ends_sentence
    full = line.page_start and not line.gap and layout.measure and not falls_short(last, line, layout.measure)
    if open_sentence and (line.starts_low or full):
        joiner.findings.doubt(line.number, line.text, f"{where} midt i en sætning: de to dele er sat sammen")
        return True
    if line.page_start and not line.gap and not open_sentence:
        joiner.findings.doubt(line.number, line.text, "Sidebrud efter punktum: nyt afsnit er antaget")
    elif line.starts_low:
        joiner.findings.doubt(line.number, line.text, "Afsnittet begynder med lille bogstav")
    return False


def _end_of_list(blocks: Sequence[Block], start: int) -> int:
    """The index behind the list that begins at `start`; behind the paragraph when it is none."""
    bullet = blocks[start].bullet
    end = start + 1
    while bullet and end < len(blocks) and _same_list(bullet, blocks[end].bullet):
        end += 1
    return end


def _same_list(first: Bullet, other: Bullet | None) -> bool:
    """Bullets of several signs are one list; numbers are another."""
    return other is not None and bool(other.number) == bool(first.number) and other.number != 1


def _render(group: Sequence[Block], joiner: Joiner) -> str:
    bullet = group[0].bullet
    if bullet is None:
        return _paragraph(group[0], joiner)
    if bullet.number and len(group) == 1:
        # A lone "1." is no list; its number stays in the text.
        block = group[0]
        first = _with_text(block.lines[0], f"{bullet.mark} {bullet.text}")
        return _paragraph(Block([first, *block.lines[1:]]), joiner)
    tag = "ol" if bullet.number else "ul"
    return f"<{tag}>" + "".join(_item(block, joiner) for block in group) + f"</{tag}>"


def _item(block: Block, joiner: Joiner) -> str:
    if block.bullet:
        joiner.findings.mark(block.lines[0].number, block.bullet.mark)
    return f"<li>{escape(joiner.join(block.lines))}</li>"


def _paragraph(block: Block, joiner: Joiner) -> str:
    text = joiner.join(block.lines)
    last = block.lines[-1]
    if not last.ends_sentence:
        short = len(block.lines) == 1 and len(text) <= SHORT_HEADING
        reason = "Kort linje uden punktum: måske en overskrift" if short else "Afsnittet slutter uden punktum"
        joiner.findings.doubt(last.number, last.text, reason)
    return f"<p>{escape(text)}</p>"
