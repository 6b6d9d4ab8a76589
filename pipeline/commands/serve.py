"""`zhengce serve`: the page, on this machine unless told otherwise."""

from collections.abc import Callable
from pathlib import Path


def serve(
    base: Path, address: tuple[str, int], token: str | None, say: Callable[[str], None]
) -> None:
    """Serve a knowledge base until stopped.

    Raises KnowledgeBaseError where `base` is no knowledge base.
    """
    import uvicorn

    from pipeline.web.app import LOOPBACK, create

    host, port = address
    is_own = host in LOOPBACK
    if not is_own and token is None:
        say(f"{host} can be reached by others: set --token to keep the page closed")
    app = create(base, token, LOOPBACK if is_own else frozenset())
    say(f"serving {base} on http://{f'[{host}]' if ':' in host else host}:{port} (stop: Ctrl+C)")
    uvicorn.run(
        app, host=host, port=port, log_level="warning", server_header=False, access_log=False
    )
