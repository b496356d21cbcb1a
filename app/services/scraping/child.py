"""``python -m app.services.scraping.child``: extract page after page until stdin ends.

A page can be made so that a parser needs minutes or gigabytes for it. No thread can be stopped
then, but this process ends itself at its limits, and its parent starts another.
"""

import json
import logging
import resource
import signal
import sys
from typing import BinaryIO

from app.services.scraping.extraction import NOTHING, Extract, extract

LENGTH_BYTES = 8
MEMORY_BYTES = 1 << 30
PROCESSOR_SECONDS = 3


def main() -> None:
    """Requests and replies are JSON with their length before them."""
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    while head := sys.stdin.buffer.read(LENGTH_BYTES):
        request = json.loads(sys.stdin.buffer.read(int.from_bytes(head)))
        # SIGPROF ends the process, also in the middle of C code.
        signal.setitimer(signal.ITIMER_PROF, PROCESSOR_SECONDS)
        reply = _reply(request["html"], request["url"])
        signal.setitimer(signal.ITIMER_PROF, 0)
        _send(sys.stdout.buffer, reply)


def _reply(html: str, url: str) -> Extract:
    try:
        return extract(html, url)
    except Exception:  # whatever a library does with a strange page, the next page is due
        return NOTHING


def _send(stream: BinaryIO, reply: Extract) -> None:
    body = json.dumps(reply, ensure_ascii=False).encode()
    stream.write(len(body).to_bytes(LENGTH_BYTES) + body)
    stream.flush()


if __name__ == "__main__":
    main()
