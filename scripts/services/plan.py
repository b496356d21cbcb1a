"""What must run for these settings, and which addresses stand in for what is not configured."""

import sys
from dataclasses import dataclass

from app.config.settings import Settings
from app.embedded.ports import candidates
from app.embedded.server import LOOPBACK

STAND_IN_KEY = "sandbox"


@dataclass(frozen=True)
class Service:
    """One process. ``probe`` is an address that answers 200 once the process can work."""

    name: str
    title: str
    command: tuple[str, ...]
    address: str = ""
    probe: str | None = None


@dataclass(frozen=True)
class Listener:
    """An address that a service listens on; ``variable`` sets its port."""

    variable: str
    host: str
    port: int


@dataclass(frozen=True)
class Plan:
    """All processes, and what their environment has beyond ours."""

    services: tuple[Service, ...]
    environment: dict[str, str]
    gateway_url: str
    listeners: tuple[Listener, ...]


def make_plan(settings: Settings) -> Plan:
    """Gateway and workers always, the sandbox when a part has no address of its own."""
    gateway_port = settings.APP_PORT or next(candidates())
    gateway_url = f"http://{_reachable(settings.APP_HOST)}:{gateway_port}"
    listeners = [Listener("APP_PORT", settings.APP_HOST, gateway_port)]
    services = [
        Service("gateway", "게이트웨이", ("main.py",), gateway_url, f"{gateway_url}/readyz"),
        Service("chat-worker", "채팅 워커", ("run_chat_worker.py",)),
        *(
            Service(f"llm-worker-{n}", f"통합 워커 {n}", ("run_unified_llm_worker.py",))
            for n in range(1, settings.ASYNC_WORKER_COUNT + 1)
        ),
    ]
    sandbox_port = settings.SANDBOX_PORT or next(candidates())
    sandbox_url = settings.SANDBOX_URL or f"http://{LOOPBACK}:{sandbox_port}"
    environment = stand_ins(settings, sandbox_url)
    if environment and settings.SANDBOX_URL is None:
        listeners.append(Listener("SANDBOX_PORT", settings.SANDBOX_HOST, sandbox_port))
        command = ("-m", "app.sandbox")
        probe = f"{sandbox_url}/health"
        services.insert(0, Service("sandbox", "샌드박스", command, sandbox_url, probe))
    environment |= {listener.variable: str(listener.port) for listener in listeners}
    return Plan(tuple(services), environment, gateway_url, tuple(listeners))


def stand_ins(settings: Settings, sandbox_url: str) -> dict[str, str]:
    """The sandbox's addresses for exactly the parts that have none; empty when all have one."""
    wanted = {
        **_language_models(settings, sandbox_url),
        **_search(settings, sandbox_url),
    }
    if settings.IMAGE_SERVER_URL is None:
        wanted["IMAGE_SERVER_URL"] = f"{sandbox_url}/sdapi/v1/txt2img"
    if settings.EXTERNAL_NOTIFICATION_API_URL is None:
        wanted["EXTERNAL_NOTIFICATION_API_URL"] = f"{sandbox_url}/webhooks/comics"
    if settings.BACKEND_RECEIVE_API_URL is None:
        wanted["BACKEND_RECEIVE_API_URL"] = f"{sandbox_url}/webhooks/chat"
    return wanted and {"SANDBOX_URL": sandbox_url, **wanted}


def _language_models(settings: Settings, sandbox_url: str) -> dict[str, str]:
    if settings.LLM_API_ENDPOINT is not None:
        return {}
    wanted = {"LLM_API_ENDPOINT": f"{sandbox_url}/v1/chat/completions"}
    if settings.LLM_API_KEY is None:
        wanted["LLM_API_KEY"] = STAND_IN_KEY
    if not _has_google_key(settings):
        wanted["GEMINI_API_ENDPOINT"] = sandbox_url
        wanted["GEMINI_API_KEY"] = STAND_IN_KEY
    return wanted


def _search(settings: Settings, sandbox_url: str) -> dict[str, str]:
    """All kinds or none: invented articles do not mix with real ones."""
    if settings.GOOGLE_CSE_ID or settings.RSS_FEEDS or settings.NAVER_CLIENT_ID:
        return {}
    wanted = {
        "RSS_FEEDS": f"{sandbox_url}/rss/tech.xml?q={{query}}",
        "NAVER_SEARCH_URL": f"{sandbox_url}/v1/search",
        "NAVER_CLIENT_ID": STAND_IN_KEY,
        "NAVER_CLIENT_SECRET": STAND_IN_KEY,
    }
    if settings.LLM_API_ENDPOINT is not None and not _has_google_key(settings):
        return wanted  # a stand-in for Google's key would switch the real Gemini on
    wanted["GOOGLE_SEARCH_URL"] = f"{sandbox_url}/customsearch/v1"
    wanted["GOOGLE_CSE_ID"] = STAND_IN_KEY
    if settings.GOOGLE_API_KEY is None:
        wanted["GOOGLE_API_KEY"] = STAND_IN_KEY
    return wanted


def _has_google_key(settings: Settings) -> bool:
    return settings.GOOGLE_API_KEY is not None or settings.GEMINI_API_KEY is not None


def command_line(service: Service) -> list[str]:
    """As a process of the same Python."""
    return [sys.executable, *service.command]


def _reachable(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):
        return LOOPBACK
    return f"[{host}]" if ":" in host else host
