"""Schemathesis against the API: hostile and odd requests, and no server error.

`python -m tests.browser.fuzz SCHEMATHESIS` serves the annotated corpus and asks it.
"""

import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.stored import base_of

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
EXAMPLES = 60


def main() -> None:
    """Run Schemathesis on a server of our own; its exit status is ours."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gold.sqlite"
        base_of(path).connection.close()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        serve = [sys.executable, "-m", "pipeline.cli", "serve", "--kb", str(path)]
        server = subprocess.Popen([*serve, "--port", str(port)])
        try:
            raise SystemExit(_ask(sys.argv[1], f"http://127.0.0.1:{port}/api/openapi.json"))
        finally:
            server.terminate()
            server.wait(10)


def _ask(schemathesis: str, address: str) -> int:
    chosen = ["--checks", ",".join(CHECKS), "--max-examples", str(EXAMPLES), "--no-color"]
    command = [schemathesis, "run", address, "--wait-for-schema", "60", *chosen]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    main()
