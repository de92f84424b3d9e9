"""How pages for everybody go out: with an ETag, for any cache to keep and ask about, and compressed.

Nothing on such a page depends on who looks: it touches no session and no cookie. A cache must ask each time
(`max-age=0, must-revalidate`), so a new edition is seen at once, and the answer is mostly 304 (RFC 9110, 13.1.2).
Compression is safe here, because the pages hold no secret that a guess could be measured against (BREACH).
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

CACHE_CONTROL = "public, max-age=0, must-revalidate"
SMALLEST = 500
"""Bytes below which compressing gains nothing."""
REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$", re.IGNORECASE)
"""How a reader says that an encoding will not do (RFC 9110, 12.4.2)."""


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A view that everybody may read: GET and HEAD only, answered with ETag, Cache-Control and compression."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The session middleware would answer a cookie that it does not know by deleting it, for every cache to keep.
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        response = view(request, *args, **kwargs)
        if response.has_header("ETag"):
            return response
        if response.status_code != 200:
            response["Cache-Control"] = CACHE_CONTROL
            return response
        return Page.of(response, thorough=False).answer(request)

    return answer


def conditional(request: HttpRequest, etag: str) -> HttpResponse | None:
    """304 where the reader has the thing with that ETag already, else None."""
    answer = get_conditional_response(request, etag=etag)
    return _for_caches(answer, etag) if answer is not None else None


def _for_caches(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def tagged(response: HttpResponse, etag: str) -> HttpResponse:
    """The response with that ETag and the word to caches; for files, which are not compressed again."""
    return _for_caches(response, etag)


@dataclass(frozen=True)
class Page:
    """A finished page: its bytes as they are and compressed, and a weak ETag that holds for each of these."""

    status: int
    content_type: str
    etag: str
    plain: bytes
    brotli: bytes
    gzip: bytes

    @classmethod
    def of(cls, response: HttpResponse, *, thorough: bool) -> Page:
        """The page that a view made; `thorough` takes longer to compress, for a page that is kept."""
        plain = response.content
        small = len(plain) < SMALLEST
        return cls(
            status=response.status_code,
            content_type=response["Content-Type"],
            etag=f'W/"{hashlib.sha256(plain).hexdigest()[:32]}"',
            plain=plain,
            brotli=b"" if small else brotli.compress(plain, quality=10 if thorough else 4),
            gzip=b"" if small else gzip.compress(plain, compresslevel=9 if thorough else 5, mtime=0),
        )

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page as this reader takes it, or 304 where the reader has it."""
        not_modified = conditional(request, self.etag) if self.status == 200 else None
        if not_modified is not None:
            return not_modified
        body, encoding = self._encoded(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        response = HttpResponse(body, status=self.status, content_type=self.content_type)
        if encoding:
            response["Content-Encoding"] = encoding
        response["Content-Length"] = str(len(body))
        return _for_caches(response, self.etag)

    def _encoded(self, accepted: str) -> tuple[bytes, str]:
        names = {part.split(";")[0].strip().lower() for part in accepted.split(",") if not REFUSED.search(part)}
        for name, body in (("br", self.brotli), ("gzip", self.gzip)):
            if body and name in names:
                return body, name
        return self.plain, ""


class PageStore:
    """Finished pages of this process, the least used thrown away first.

    A page is kept under everything it was made from (`version`), so what is found is never stale, and other processes
    need not be told of anything.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._pages: OrderedDict[tuple[str, str], Page] = OrderedDict()
        self._lock = Lock()

    def find(self, path: str, version: str) -> Page | None:
        """The page at the path in that version, where it is kept."""
        with self._lock:
            page = self._pages.get((path, version))
            if page is not None:
                self._pages.move_to_end((path, version))
        return page

    def keep(self, path: str, version: str, response: HttpResponse) -> Page:
        """The finished page that a view made, from now on kept."""
        page = Page.of(response, thorough=True)
        with self._lock:
            self._pages[path, version] = page
            while len(self._pages) > self.size:
                self._pages.popitem(last=False)
        return page
