"""The child process that reads a file, seen from its parent: started, asked, ended when late.

One child serves one file after another, so the cost of starting it is paid once; it ends with its
parent. After a failure, or a file that made it large, the next file gets a new one.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.reading import conversion
from pipeline.reading.content import Content
from pipeline.reading.errors import Unreadable
from pipeline.reading.formats import INSTALL, OLD, can_recognise
from pipeline.reading.limits import Limits
from pipeline.reading.pages import from_json

_RECOGNITION_SECONDS = 600  # a picture takes about two seconds
_RECOGNITION_MB = 4000  # the models and their arenas


@dataclass(slots=True)
class _Child:
    """A running child and what it was started for; forks of the parent must not use it."""

    process: "subprocess.Popen[bytes]"
    parent: int
    memory_mb: int


_children: dict[bool, _Child] = {}
_lock = threading.Lock()


def read(content: bytes, kind: str, limits: Limits) -> Content:
    """Return what a file of a kind holds, read within the limits.

    Raises Unreadable when the reader says so, when time or memory do not suffice, when it breaks.
    """
    if kind in OLD:
        content, kind = conversion.as_docx(content, kind, limits), "zip"
    if kind != "image":
        answer = _ask(content, kind, limits, recognising=False)
        if "scan" not in answer:
            return _content(answer)
        reason = answer["scan"]
    else:
        reason = "is a picture"
    if not can_recognise():
        raise Unreadable(f"scan ({reason})", INSTALL)
    limits = replace(
        limits,
        seconds=max(limits.seconds, _RECOGNITION_SECONDS),
        memory_mb=max(limits.memory_mb, _RECOGNITION_MB),
    )
    return _content(_ask(content, kind, limits, recognising=True))


def _content(answer: dict[str, Any]) -> Content:
    if "reason" in answer:
        raise Unreadable(answer["reason"], answer["remedy"])
    return Content(answer["text"], answer["format"], answer["title"], from_json(answer["pages"]))


def _ask(content: bytes, kind: str, limits: Limits, recognising: bool) -> dict[str, Any]:
    request = {"kind": kind, "size": len(content), "recognising": recognising}
    request["limits"] = asdict(limits)
    with _lock:
        child = _running(recognising, limits)
        late = threading.Event()
        timer = threading.Timer(limits.seconds, _end, (child, late))
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(child.process, request, content)
        except (OSError, ValueError) as error:
            _stop(recognising)
            raise _ended(late.is_set(), limits) from error
        finally:
            timer.cancel()
        if answer.pop("spent", False):
            _stop(recognising)
    return answer


def _exchange(
    process: "subprocess.Popen[bytes]", request: dict[str, Any], content: bytes
) -> dict[str, Any]:
    """Return the child's answer. Raises OSError or ValueError when it ended without one."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps(request).encode() + b"\n")
    process.stdin.write(content)
    process.stdin.flush()
    size = int(process.stdout.readline())
    answer: dict[str, Any] = json.loads(process.stdout.read(size))
    return answer


def _ended(late: bool, limits: Limits) -> Unreadable:
    if late:
        remedy = f"check the file, or raise ZHENGCE_READ_SECONDS (now {limits.seconds})"
        return Unreadable(f"not read in {limits.seconds} s", remedy)
    remedy = f"check the file, or raise ZHENGCE_READ_MEMORY_MB (now {limits.memory_mb})"
    return Unreadable("reader stopped by the file", remedy)


def _running(recognising: bool, limits: Limits) -> _Child:
    child = _children.get(recognising)
    if child is not None and child.parent != os.getpid():
        del _children[recognising]  # the parent's child, inherited by a fork
        child = None
    if child is not None and (child.process.poll() is not None or _differs(child, limits)):
        _stop(recognising)
        child = None
    if child is None:
        child = _children[recognising] = _started(limits)
    return child


def _differs(child: _Child, limits: Limits) -> bool:
    return child.memory_mb != limits.memory_mb


def _started(limits: Limits) -> _Child:
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    environment.setdefault("OMP_NUM_THREADS", "2")
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.reading.worker", str(limits.memory_mb)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    return _Child(process, os.getpid(), limits.memory_mb)


def _end(child: _Child, late: threading.Event) -> None:
    late.set()
    child.process.kill()


def _stop(recognising: bool) -> None:
    child = _children.pop(recognising, None)
    if child is None or child.parent != os.getpid():
        return
    child.process.kill()
    child.process.wait()
    for stream in (child.process.stdin, child.process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:
                continue  # what it had not taken goes with it


@atexit.register
def stop() -> None:
    """End the children of this process."""
    for recognising in list(_children):
        _stop(recognising)
