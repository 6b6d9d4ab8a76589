"""The child process that reads files, from inside: `python -m pipeline.reading.worker MEMORY_MB`.

Takes a line of JSON and the file's bytes on standard input, answers with a length and JSON on
standard output, until its input ends. Memory beyond the limit makes the reading fail, not the
machine; a parent that died leaves no child behind that runs longer than its limit of time.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.reading import formats
from pipeline.reading.content import Content
from pipeline.reading.errors import NeedsRecognition, Unreadable
from pipeline.reading.limits import Limits
from pipeline.reading.pages import as_json

_FRESH_AFTER = 400_000  # KiB of resident memory after which the next file gets a new child


def main() -> None:
    """Serve requests until standard input ends."""
    asked, answers = sys.stdin.buffer, _own_output()
    memory_mb = int(sys.argv[1])
    formats.preload()
    bound = _bound_memory(memory_mb)
    while line := asked.readline():
        request = json.loads(line)
        content = asked.read(request["size"])
        answer = _answer(request, content, memory_mb)
        del content
        answer["spent"] = not bound or _largest() > _FRESH_AFTER
        _send(answers, answer)


def _own_output() -> BinaryIO:
    """Return standard output as a file of its own; what libraries print goes nowhere."""
    own = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return own


def _send(answers: BinaryIO, answer: dict[str, Any]) -> None:
    packed = json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
    answers.write(b"%d\n" % len(packed))
    answers.write(packed)
    answers.flush()


def _answer(request: dict[str, Any], content: bytes, memory_mb: int) -> dict[str, Any]:
    limits = Limits(**request["limits"])
    _alarm(limits.seconds + 5)
    try:
        found = formats.read(content, request["kind"], limits, request["recognising"])
        return _checked(found, limits)
    except NeedsRecognition as error:
        return {"scan": error.reason}
    except Unreadable as error:
        return {"reason": error.reason, "remedy": error.remedy}
    except MemoryError:
        remedy = f"check the file, or raise ZHENGCE_READ_MEMORY_MB (now {memory_mb})"
        return {"reason": f"needs more than {memory_mb} MB", "remedy": remedy}
    except RecursionError:
        return {"reason": "nested too deep", "remedy": "check the file; its structure is broken"}
    except Exception as error:  # the border: whatever a library raises over a broken file
        kind = type(error).__name__
        return {"reason": f"damaged ({kind})", "remedy": "get it again from its source"}
    finally:
        _alarm(0)


def _checked(found: Content, limits: Limits) -> dict[str, Any]:
    if len(found.text) > limits.characters:
        remedy = f"split it, or raise ZHENGCE_READ_CHARACTERS (now {limits.characters})"
        raise Unreadable(f"{len(found.text)} characters", remedy)
    text = found.text.encode("utf-8", "replace").decode()
    pages = as_json(found.pages)
    return {"text": text, "format": found.format, "title": found.title, "pages": pages}


def _alarm(seconds: int) -> None:
    """End this process after some seconds, in the middle of C code too; 0 takes it back."""
    import signal

    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _bound_memory(megabytes: int) -> bool:
    """Limit the address space to what is used now and `megabytes`; False where it cannot be."""
    try:
        import resource
    except ImportError:
        return False
    status = Path("/proc/self/statm")
    pages = int(status.read_text().split()[0]) if status.exists() else 0
    limit = pages * resource.getpagesize() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return True


def _largest() -> int:
    """Return the largest resident memory of this process so far, in KiB."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
