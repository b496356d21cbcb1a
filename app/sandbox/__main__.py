"""``python -m app.sandbox``: serve until a signal comes."""

import socket
import sys

import uvicorn

from app.config.settings import ConfigurationError, load_settings
from app.sandbox.server import create_app
from app.sandbox.transport import ResettableProtocol

LABEL = ("X-Newsum-Sandbox", "made without a model")


def main() -> int:
    """Exit code 1, with one sentence, when it can't start."""
    try:
        settings = load_settings()
        listener = _listen(settings.SANDBOX_HOST, settings.SANDBOX_PORT)
    except (ConfigurationError, OSError) as exc:
        sys.stderr.write(f"샌드박스를 시작할 수 없습니다. {exc}\n")
        return 1
    host, port = listener.getsockname()[:2]
    sys.stdout.write(f"sandbox: http://{host}:{port}\n")
    sys.stdout.flush()
    config = uvicorn.Config(
        create_app(),
        http=ResettableProtocol,
        lifespan="off",
        log_level="warning",
        access_log=False,
        headers=[LABEL],
        timeout_graceful_shutdown=1,
    )
    uvicorn.Server(config).run(sockets=[listener])
    return 0


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as exc:
        raise OSError(f"{host}:{port} 주소를 열 수 없습니다 ({exc.strerror}).") from exc


if __name__ == "__main__":
    sys.exit(main())
