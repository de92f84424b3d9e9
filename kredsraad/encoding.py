"""What is sent to the portal is written in UTF-8, as browsers write what they send from its pages."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase


class Utf8Middleware:
    """Refuses forms in any other encoding: some (UTF-7) bring half characters in, which no database keeps.

    Django itself refuses them, but not where a form is sent in parts (multipart/form-data).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer what can be read."""
        if request.encoding is not None and codecs.lookup(request.encoding).name != "utf-8":
            return HttpResponseBadRequest("Send det som UTF-8.")
        return self.get_response(request)
