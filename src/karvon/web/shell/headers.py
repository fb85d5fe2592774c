"""Headers that keep a page from loading, sending or being framed by anything that is not ours."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Nothing comes from another host, no script or style stands inside a page, and no page stands inside another's.
CONTENT = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SafeHeaders:
    """Adds the headers to every answer, error pages included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap what answers the request."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers; one that a view has set on purpose stays."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT)
        response.headers.setdefault("Permissions-Policy", DEVICES)
        return response
