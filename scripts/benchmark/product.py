"""The product's own processes under a benchmark, started as an operator starts them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from app.embedded import ports
from app.embedded.endpoints import Endpoints
from app.embedded.server import LOOPBACK
from scripts.benchmark.children import Child, Children, module, python_environment

API_KEY = "benchmark"
# One client of ours stands for all clients of an installation.
_ONE_OWNER = {"TASK_MAX_OWNER_DEPTH": "100000"}
_READY_SECONDS = 60.0


@dataclass(frozen=True)
class Listening:
    """A process and the port that it serves."""

    child: Child
    port: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{LOOPBACK}:{self.port}"


def environment(endpoints: Endpoints, home: Path) -> dict[str, str]:
    """Settings of a product process on these servers, its files below ``home``."""
    postgres, redis = endpoints.postgres, urlsplit(endpoints.redis_url)
    return python_environment(
        POSTGRES_HOST=postgres.host,
        POSTGRES_PORT=str(postgres.port),
        POSTGRES_USER=postgres.user,
        POSTGRES_PASSWORD=postgres.password or "",
        POSTGRES_DB=postgres.database,
        REDIS_HOST=redis.hostname or "",
        REDIS_PORT=str(redis.port),
        REDIS_DB=redis.path.strip("/"),
        LOG_PATH=str(home / "logs"),
        NEWSUM_HOME=str(home),
        IMAGE_STORAGE_PATH=str(home / "images"),
        REPORT_STORAGE_PATH=str(home / "reports"),
        API_KEYS=API_KEY,
        **_ONE_OWNER,
    )


def start_gateway(children: Children, name: str, settings: Mapping[str, str]) -> Listening:
    """``main.py``, answering."""
    port = next(ports.candidates())
    command = module("main")
    child = children.start(name, command, {**settings, "APP_PORT": str(port)})
    return _answering(Listening(child, port), "/readyz")


def start_application(
    children: Children, name: str, application: str, settings: Mapping[str, str]
) -> Listening:
    """An ASGI application under uvicorn, as fast as uvicorn goes."""
    port = next(ports.candidates())
    options = ["--port", str(port), "--loop", "uvloop", "--http", "httptools", "--ws", "none"]
    command = module("uvicorn", application, *options, "--no-access-log", "--lifespan", "off")
    return _answering(Listening(children.start(name, command, settings), port), "/openapi.json")


def start_sandbox(children: Children, home: Path) -> Listening:
    """The local stand-in for models, search and receivers."""
    port = next(ports.candidates())
    settings = python_environment(SANDBOX_PORT=str(port), NEWSUM_HOME=str(home))
    child = children.start("sandbox", module("app.sandbox"), settings)
    return _answering(Listening(child, port), "/health")


def client(url: str) -> httpx2.Client:
    """For requests that are not measured."""
    headers = {"Authorization": f"Bearer {API_KEY}"}
    return httpx2.Client(base_url=url, headers=headers, timeout=30, trust_env=False)


def _answering(listening: Listening, path: str) -> Listening:
    with client(listening.url) as http:

        def answers() -> bool:
            try:
                return http.get(path).status_code == 200
            except httpx2.TransportError:
                return False

        listening.child.wait_until(answers, _READY_SECONDS)
    return listening
