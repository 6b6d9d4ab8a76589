"""The page as an ASGI application: `create(path)` serves one knowledge base, read-only.

FastAPI's own pages about the API load scripts from elsewhere, so they are off; the API describes
itself at /api/openapi.json.
"""

import mimetypes
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from pipeline.knowledge_base import KnowledgeBaseError
from pipeline.suggestions import pieces
from pipeline.web import (
    api,
    calculator_page,
    comparison_page,
    document_page,
    login_page,
    picture_page,
    search_page,
    survey_pages,
    uptake_page,
)
from pipeline.web.asking import WrongParameterError
from pipeline.web.guard import Guard
from pipeline.web.rendering import render
from pipeline.web.store import SECONDS, Store, TooSlowError, TooWideError

AT_ONCE = 4  # more threads than processors only wait for each other
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})

_WORDS = {
    400: "这个请求无法理解。",
    404: "没有找到。地址可能有误，或这份文件不在当前的知识库里。",
    405: "这个地址不接受这种请求。",
    413: "一次涉及的文件太多。请先选定地区或缩小范围。",
    422: "地址里的条件有误。请检查后重试，或从检索页重新开始。",
    500: "程序出错了。请重试；如仍出错，请告知维护人员所做的操作。",
    503: "查询用时过长，已停止。请换更长的词或缩小范围。",
}


def create(
    path: Path,
    token: str | None = None,
    hosts: frozenset[str] = frozenset(),
    seconds: float = SECONDS,
) -> FastAPI:
    """Return the application. Raises KnowledgeBaseError where `path` is no knowledge base.

    `hosts` are the names that may stand in the address; none given means any.
    """
    for suffix, kind in ((".js", "text/javascript"), (".css", "text/css")):
        mimetypes.add_type(kind, suffix)  # Windows may have another type in its registry
    app = FastAPI(
        title="zhengce",
        description="政策文件知识库：检索、对比、原文、措施、测算、日历。",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
    )
    app.state.store = Store(path, seconds)
    app.state.token = token
    for room in (
        search_page,
        comparison_page,
        document_page,
        picture_page,
        calculator_page,
        survey_pages,
        uptake_page,
        login_page,
        api,
    ):
        app.include_router(room.router)
    static = resources.files("pipeline") / "web" / "static"
    app.mount("/static", StaticFiles(directory=str(static)), name="static")
    _answer_errors(app)
    app.add_middleware(Guard, token=token, hosts=hosts)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    import anyio.to_thread

    anyio.to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
    for work in (app.state.store.warm, lambda: pieces("稳岗")):
        threading.Thread(target=work, daemon=True).start()
    yield


def _answer_errors(app: FastAPI) -> None:
    def on(kind: type[Exception], status: int, words: Callable[[Any], str]) -> None:
        async def answer(request: Request, error: Exception) -> Response:
            return error_page(request, status, words(error))

        app.add_exception_handler(kind, answer)

    on(KnowledgeBaseError, 404, lambda error: "")
    on(TooWideError, 413, lambda error: "")
    on(TooSlowError, 503, lambda error: "")
    on(WrongParameterError, 422, str)
    on(RequestValidationError, 422, _told)
    on(Exception, 500, lambda error: "")

    async def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return error_page(request, error.status_code, "")

    app.add_exception_handler(HTTPException, answer)


def _told(error: RequestValidationError) -> str:
    """Return which parameters are wrong, without what they held."""
    names = (str(each["loc"][-1]) for each in error.errors())
    return "有误的条件：" + "、".join(dict.fromkeys(names))


def error_page(request: Request, status: int, detail: str) -> Response:
    """Return an error in words: a page, or JSON for the API."""
    words = _WORDS.get(status, _WORDS[400])
    if request.url.path.startswith("/api"):
        return JSONResponse({"error": words, "detail": detail}, status)
    page = render("error.html", status=status, words=words, detail=detail, here="")
    return HTMLResponse(page, status)
