"""JioNLP and Recognizers-Text, run in an environment of their own (`.venv-peers`).

Imports nothing of zhengce. Reads {"command": "time" | "find", "texts": [...], "year": n} from a
line of standard input. To `find` it answers with what each peer finds; to `time` it reads the
texts without a clock, and answers each further line, a list of texts, with seconds of processor
time.
"""

import contextlib
import io
import json
import sys
import time


def jio_money(jio, text):
    return jio.ner.extract_money(text, with_parsing=True)


def jio_time(jio, text, year):
    return jio.ner.extract_time(text, time_base={"year": year}, with_parsing=True)


def quietly(call, *words):
    """Return what a peer finds; a text on which it fails counts as one without finds."""
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            return call(*words) or []
        except Exception as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            return []


def read_all(jio, texts, year):
    for text in texts:
        quietly(jio_money, jio, text)
        quietly(jio_time, jio, text, year)


def timed(jio, texts, year):
    begun = time.process_time()
    read_all(jio, texts, year)
    return time.process_time() - begun


def found_by_jio(jio, text, year):
    """Yield found sums and times as {kind, start, end, …}; its detail is kept as it is."""
    # it fails on whole texts now and then, so it reads line by line
    start = 0
    for line in text.splitlines(keepends=True):
        for each in quietly(jio_money, jio, line):
            detail = each.get("detail") or {}
            at, end = each["offset"]
            yield {"kind": "money", "start": start + at, "end": start + end, "detail": detail}
        for each in quietly(jio_time, jio, line, year):
            at, end = each["offset"]
            detail = each.get("detail") or {}
            yield {"kind": "date", "start": start + at, "end": start + end, "detail": detail}
        start += len(line)


def found_by_recognizers(text):
    """Yield found currencies and times; ends are made exclusive."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number_with_unit import recognize_currency

    start = 0
    for line in text.splitlines(keepends=True):
        for kind, recognize in (("money", recognize_currency), ("date", recognize_datetime)):
            for each in quietly(recognize, line, "zh-cn"):
                span = {"kind": kind, "start": start + each.start, "end": start + each.end + 1}
                yield {**span, "type": each.type_name, "detail": each.resolution or {}}
        start += len(line)


def main():
    asked = json.loads(sys.stdin.readline())
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp as jio
    texts, year = asked["texts"], asked["year"]
    if asked["command"] == "time":
        read_all(jio, texts, year)
        print("ready", flush=True)
        for line in sys.stdin:
            print(timed(jio, json.loads(line), year), flush=True)
        return
    answer = {
        "JioNLP": [list(found_by_jio(jio, text, year)) for text in texts],
        "Recognizers-Text": [list(found_by_recognizers(text)) for text in texts],
    }
    json.dump(answer, sys.stdout, ensure_ascii=False, default=str)


if __name__ == "__main__":
    main()
