"""A task that crashed twice without progress runs alone in a process: it can end only itself.

An interpreter that imports everything takes seconds of a processor to start. So a worker forks a
server while it has no loop, no threads and no connections yet; a fork of that one works at once.
"""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn
from uuid import UUID

import structlog

_STOP = b"stop"
_ID_BYTES = 16

# Runs a task alone until it has ended or the line says stop; called in a process of its own.
Work = Callable[[UUID, socket.socket], None]

log = structlog.get_logger(__name__)


class ForkServer:
    """The worker's end of it. The server and its lines end with the worker."""

    def __init__(self, work: Work) -> None:
        """Forks: nothing that threads or a loop hold may exist yet."""
        self._orders, theirs = socket.socketpair()
        _flush()
        if os.fork() == 0:
            self._orders.close()
            _serve(theirs, work)
        theirs.close()

    async def run(self, task_id: UUID, stop: asyncio.Event, stop_seconds: float) -> None:
        """Until the process of this task has ended. Raises OSError when the server is gone.

        When ``stop`` is set the process is told so, and has ``stop_seconds`` to hand its task back.
        """
        line, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._orders, [task_id.bytes], [theirs.fileno()])
        reader, writer = await asyncio.open_connection(sock=line)
        log.warning("task_isolated", task_id=str(task_id))
        ended = asyncio.ensure_future(reader.read())
        stopped = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not ended.done():
                writer.write(_STOP)
                await asyncio.wait({ended}, timeout=stop_seconds)
            log.warning("isolation_ended", task_id=str(task_id), ended=ended.done())
        finally:
            for waiting in (ended, stopped):
                waiting.cancel()
            writer.close()


def stop_when_told(line: socket.socket, stop: asyncio.Event) -> None:
    """Set ``stop`` at the worker's word. A worker that died leaves its task to us."""
    loop = asyncio.get_running_loop()

    def hear() -> None:
        loop.remove_reader(line)
        with suppress(OSError):
            if line.recv(len(_STOP)):
                stop.set()

    loop.add_reader(line, hear)


def _serve(orders: socket.socket, work: Work) -> NoReturn:
    """Fork for each order until the worker has ended."""
    _on_signals(signal.SIG_IGN)  # what is sent to the whole group is the worker's to hear
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        order, lines, _, _ = socket.recv_fds(orders, _ID_BYTES, 1)
        if not order:
            os._exit(os.EX_OK)
        with socket.socket(fileno=lines[0]) as line:
            if os.fork() == 0:
                orders.close()
                _work(UUID(bytes=order), line, work)


def _work(task_id: UUID, line: socket.socket, work: Work) -> NoReturn:
    """The line closes when this process has ended, however it ends."""
    _on_signals(signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code: object = os.EX_SOFTWARE
    try:
        work(task_id, line)
        code = os.EX_OK
    except SystemExit as exit_:
        code = exit_.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        _flush()
        os._exit(code if isinstance(code, int) else os.EX_SOFTWARE)


def _on_signals(handler: signal.Handlers) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handler)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
