"""The terminal's client, against a real HTTP server."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from scripts.comic.client import ComicsClient, ServiceError

PROBLEM = {
    "status": 422,
    "detail": "요청 값이 올바르지 않습니다. errors에 적힌 항목을 고쳐 다시 보내세요.",
    "errors": [{"pointer": "#/data/articles/0/url", "detail": "허용되지 않는 주소입니다."}],
}


class _Refusing(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps(PROBLEM).encode()
        self.send_response(422)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def refusing() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Refusing) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


def test_a_refusal_names_what_to_change(refusing: str) -> None:
    with pytest.raises(ServiceError) as refused:
        ComicsClient(refusing, None).submit({})
    assert str(refused.value) == (
        "요청이 거절되었습니다 (422): --article 1번째 url: 허용되지 않는 주소입니다."
    )
