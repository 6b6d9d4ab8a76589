"""The door of an intranet server: the token, once per browser."""

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.web.answers import page
from pipeline.web.guard import COOKIE, is_token, pass_of
from pipeline.web.rendering import render

router = APIRouter(include_in_schema=False)
_MOST_BYTES = 4096

Next = Annotated[str, Query(max_length=2000, alias="next")]


@router.get("/login")
def login(wanted: Next = "/") -> HTMLResponse:
    """Return the form that asks for the token."""
    return page("login.html", "", wanted=_own(wanted), is_wrong=False)


@router.post("/login")
async def let_in(request: Request) -> Response:
    """Set the cookie where the token is right, and lead on."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            return HTMLResponse(render("login.html", here="", wanted="/", is_wrong=True), 413)
    form = parse_qs(body.decode("utf-8", "replace"))
    wanted = _own(form.get("next", ["/"])[0])
    token = request.app.state.token
    if token is not None and not is_token(form.get("token", [""])[0].strip(), token):
        return HTMLResponse(render("login.html", here="", wanted=wanted, is_wrong=True), 401)
    answer = RedirectResponse(wanted, 303)
    if token is not None:
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, pass_of(token), httponly=True, samesite="lax", secure=secure)
    return answer


def _own(wanted: str) -> str:
    """Return an address of this server, whatever was asked for."""
    is_own = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_own and wanted.isprintable() and "\\" not in wanted else "/"
