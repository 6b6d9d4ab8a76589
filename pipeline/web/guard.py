"""What stands before every page: the hosts that may be asked for, the token, the headers.

No page runs or loads what is not served here: the policy forbids inline script and style, other
origins, frames, and forms that lead away.
"""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "zhengce"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_OPEN = ("/static/", "/login")


def pass_of(token: str) -> str:
    """Return what the cookie holds: not the token itself."""
    return hmac.new(token.encode(), b"zhengce page", hashlib.sha256).hexdigest()


def is_token(given: str, token: str) -> bool:
    """Tell whether the token is right, in the same time for every wrong one."""
    return hmac.compare_digest(given.encode(), token.encode())


class Guard:
    """The middleware. Without hosts every Host is served, without a token everybody."""

    def __init__(
        self, app: App, token: str | None = None, hosts: frozenset[str] = frozenset()
    ) -> None:
        self._app = app
        self._token = token
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _with_headers(send, scope["path"])
        if scope["method"] == "HEAD":  # the server leaves the body out
            scope = {**scope, "method": "GET"}
        headers = {key.decode("latin-1"): value for key, value in scope["headers"]}
        if self._hosts and _host(headers) not in self._hosts:
            await _refuse(send, 400, "unknown host")
        elif self._token is None or self._is_let_in(scope["path"], headers):
            await self._app(scope, receive, send)
        elif scope["path"].startswith("/api"):
            await _refuse(send, 401, "token needed: Authorization: Bearer TOKEN")
        else:
            asked = scope["path"] + ("?" if scope["query_string"] else "")
            wanted = quote(asked + scope["query_string"].decode("latin-1"), safe="")
            await _refuse(send, 303, "", f"/login?next={wanted}")

    def _is_let_in(self, path: str, headers: Mapping[str, bytes]) -> bool:
        assert self._token is not None
        if path.startswith(_OPEN):
            return True
        scheme, _, given = (
            headers.get("authorization", b"").decode("utf-8", "replace").partition(" ")
        )
        if scheme.lower() == "bearer" and is_token(given.strip(), self._token):
            return True
        return is_token(_cookie(headers), pass_of(self._token))


def _host(headers: Mapping[str, bytes]) -> str:
    host = headers.get("host", b"").decode("latin-1").lower()
    return host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host


def _cookie(headers: Mapping[str, bytes]) -> str:
    try:
        cookie = SimpleCookie(headers.get("cookie", b"").decode("latin-1"))
    except CookieError:
        return ""
    return cookie[COOKIE].value if COOKIE in cookie else ""


def _with_headers(send: Send, path: str) -> Send:
    kept = "public, max-age=3600" if path.startswith("/static/") else "no-store"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = list(message.get("headers", ()))
            own += [(key.encode(), value.encode()) for key, value in HEADERS.items()]
            if not any(key.lower() == b"cache-control" for key, _ in own):
                own.append((b"cache-control", kept.encode()))
            message = {**message, "headers": own}
        await send(message)

    return sending


async def _refuse(send: Send, status: int, words: str, location: str = "") -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if location:
        headers.append((b"location", location.encode("latin-1")))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})
