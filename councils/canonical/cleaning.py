"""From any text to well-formed HTML that holds nothing dangerous: nh3, with a guard before it against depth."""

import re
from collections import Counter
from html import escape
from urllib.parse import quote

import nh3

from councils.canonical.characters import composed, visible

# Elements that part text into blocks. Only a few survive, but where the others stand a new paragraph begins.
BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr legend li main nav optgroup option p pre search section summary"
    " dir menu ol ul caption table tbody td tfoot th thead tr".split()
)
_INLINE = frozenset("a b br em i strong".split())
_HIDDEN = frozenset(
    "embed head iframe math noembed noframes noscript object script style svg template title xml".split()
)
_ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}

_CLEANER = nh3.Cleaner(
    tags=set(_INLINE | BLOCKS),
    clean_content_tags=set(_HIDDEN),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)

_SECTION_LINK = re.compile(r"#[a-z0-9-]+")
_OUTWARD_LINK = re.compile(r"(https?://[^\s/\\?#]|mailto:[^\s?])", re.IGNORECASE)

# The HTML standard's tree construction looks through all open elements at many tags, so that its time grows with the
# square of the depth; open formatting elements are even repeated in every block. No honest text comes near these.
_MAX_DEPTH = 100
_MAX_FORMATTING = 16
_FORMATTING = frozenset("b big code em font i s small strike strong tt u".split())
# Void, closed by their like, or holding raw text: none of these can be heaped upon each other.
_NEVER_DEEP = (
    "area base body br caption col colgroup dd dt embed head hr html iframe img input link li meta nobr noembed"
    " noframes noscript optgroup option plaintext script style tbody td textarea tfoot thead th title tr wbr xmp a p"
)
_COMMENT_OR_TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(/?)(?!(?:{_NEVER_DEEP.replace(' ', '|')})[\s/>])([a-z][^\s/>]*)", re.DOTALL | re.IGNORECASE
)
# nh3 joins the text around each reference anew, in time that grows with the square of their number in one text.
_MANY_REFERENCES = re.compile(r"(?:&[^<&]*){1000}")


def clean(html: str) -> str:
    """Well-formed HTML of known elements and attributes only, as nh3 serialises it; links are not yet judged."""
    encodable = html.encode("utf-8", "ignore").decode()
    return _CLEANER.clean(_MANY_REFERENCES.sub(r"\g<0><wbr>", _Shallow().limit(encodable)))


def clean_href(value: str) -> str:
    """The link target in its canonical form, or "" when it is not http, https, mailto or a section's ``#key``."""
    target = composed(visible(re.sub(r"[\t\n\r]", "", value))).strip()
    if _SECTION_LINK.fullmatch(target):
        return target
    if not _OUTWARD_LINK.match(target):
        return ""
    scheme, colon, rest = target.partition(":")
    target = scheme.lower() + colon + re.sub(r"\s", lambda space: quote(space.group()), rest)
    return target if target == value or _is_accepted(target) else ""


def _is_accepted(target: str) -> bool:
    """Whether nh3 takes the changed target, so that it is not dropped when the text is cleaned once more."""
    return "href" in _CLEANER.clean(f'<a href="{escape(target)}"></a>')


class _Shallow:
    """Takes out the tags that would nest too deep; the text between them stays."""

    def __init__(self) -> None:
        self.open: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        self.depth = self.formatting = 0

    def limit(self, html: str) -> str:
        """The same text, with tags beyond the limits turned into line breaks or nothing."""
        if html.count("<") <= _MAX_FORMATTING:
            return html
        return _COMMENT_OR_TAG.sub(self._tag, html)

    def _tag(self, match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        name = match[2].lower()
        # Word's own elements (o:p, w:View) are written as if XML, self-closing too, which HTML would nest.
        is_kept = ":" not in name and (self._close(name) if match[1] else self._enter(name))
        # The rest of the tag stays as it is, now in an element that cannot hold others.
        return match[0] if is_kept else f"<{match[1]}{'br' if name in BLOCKS else 'wbr'}"

    def _enter(self, name: str) -> bool:
        formatting = name in _FORMATTING
        if self.depth >= _MAX_DEPTH or (formatting and self.formatting >= _MAX_FORMATTING):
            self.dropped[name] += 1
            return False
        self._count(name, 1)
        return True

    def _close(self, name: str) -> bool:
        if self.dropped[name]:
            self.dropped[name] -= 1
            return False
        if self.open[name]:
            self._count(name, -1)
        return True

    def _count(self, name: str, step: int) -> None:
        self.open[name] += step
        self.depth += step
        self.formatting += step if name in _FORMATTING else 0
