from typing import Any

import pytest

from app.config.settings import Settings
from scripts.services.plan import Listener, Plan, make_plan, stand_ins

SANDBOX = "http://127.0.0.1:8090"
REAL: dict[str, Any] = {
    "LLM_API_ENDPOINT": "http://vllm/v1/chat/completions",
    "IMAGE_SERVER_URL": "http://sd/sdapi/v1/txt2img",
    "GOOGLE_API_KEY": "key",
    "GOOGLE_CSE_ID": "cse",
    "EXTERNAL_NOTIFICATION_API_URL": "http://backend/hook",
    "BACKEND_RECEIVE_API_URL": "http://backend/chat",
}


def plan(**values: Any) -> Plan:
    return make_plan(Settings(_env_file=None, **values))


def names(made: Plan) -> list[str]:
    return [service.name for service in made.services]


def test_without_settings_everything_is_the_sandbox() -> None:
    assert stand_ins(Settings(_env_file=None), SANDBOX) == {
        "SANDBOX_URL": SANDBOX,
        "LLM_API_ENDPOINT": f"{SANDBOX}/v1/chat/completions",
        "LLM_API_KEY": "sandbox",
        "GEMINI_API_ENDPOINT": SANDBOX,
        "GEMINI_API_KEY": "sandbox",
        "IMAGE_SERVER_URL": f"{SANDBOX}/sdapi/v1/txt2img",
        "GOOGLE_API_KEY": "sandbox",
        "GOOGLE_CSE_ID": "sandbox",
        "GOOGLE_SEARCH_URL": f"{SANDBOX}/customsearch/v1",
        "RSS_FEEDS": f"{SANDBOX}/rss/tech.xml?q={{query}}",
        "NAVER_SEARCH_URL": f"{SANDBOX}/v1/search",
        "NAVER_CLIENT_ID": "sandbox",
        "NAVER_CLIENT_SECRET": "sandbox",
        "EXTERNAL_NOTIFICATION_API_URL": f"{SANDBOX}/webhooks/comics",
        "BACKEND_RECEIVE_API_URL": f"{SANDBOX}/webhooks/chat",
    }


def test_with_everything_configured_there_is_no_sandbox() -> None:
    assert stand_ins(Settings(_env_file=None, **REAL), SANDBOX) == {}
    assert names(plan(**REAL)) == ["gateway", "chat-worker", "llm-worker-1"]
    assert "SANDBOX_URL" not in plan(**REAL).environment


@pytest.mark.parametrize(
    ("missing", "variable"),
    [
        ("LLM_API_ENDPOINT", "LLM_API_ENDPOINT"),
        ("IMAGE_SERVER_URL", "IMAGE_SERVER_URL"),
        ("GOOGLE_CSE_ID", "GOOGLE_SEARCH_URL"),
        ("EXTERNAL_NOTIFICATION_API_URL", "EXTERNAL_NOTIFICATION_API_URL"),
        ("BACKEND_RECEIVE_API_URL", "BACKEND_RECEIVE_API_URL"),
    ],
)
def test_one_variable_swaps_one_part(missing: str, variable: str) -> None:
    settings = Settings(_env_file=None, **{**REAL, missing: None})
    wanted = stand_ins(settings, SANDBOX)
    assert wanted[variable].startswith(SANDBOX)
    others = {"LLM_API_ENDPOINT", "IMAGE_SERVER_URL", "GOOGLE_SEARCH_URL"} - {variable}
    assert not others & wanted.keys()


@pytest.mark.parametrize(
    "own",
    [
        {"RSS_FEEDS": "https://example.com/feed"},
        {"NAVER_CLIENT_ID": "id", "NAVER_CLIENT_SECRET": "secret"},
    ],
)
def test_one_source_of_ones_own_is_search_enough(own: dict[str, str]) -> None:
    wanted = stand_ins(Settings(_env_file=None, **own), SANDBOX)
    assert not {"RSS_FEEDS", "GOOGLE_SEARCH_URL", "NAVER_SEARCH_URL"} & wanted.keys()


@pytest.mark.parametrize("key", ["GOOGLE_API_KEY", "GEMINI_API_KEY"])
def test_a_google_key_keeps_the_real_gemini(key: str) -> None:
    wanted = stand_ins(Settings(_env_file=None, **{key: "mine"}), SANDBOX)
    assert not {"GEMINI_API_ENDPOINT", "GEMINI_API_KEY"} & wanted.keys()


def test_a_model_of_ones_own_is_not_joined_by_an_invented_gemini() -> None:
    settings = Settings(_env_file=None, LLM_API_ENDPOINT="http://vllm/v1/chat/completions")
    wanted = stand_ins(settings, SANDBOX)
    assert not {"GEMINI_API_ENDPOINT", "GEMINI_API_KEY", "GOOGLE_API_KEY"} & wanted.keys()
    assert {"RSS_FEEDS", "NAVER_SEARCH_URL"} <= wanted.keys()


def test_a_key_that_is_there_is_kept() -> None:
    wanted = stand_ins(Settings(_env_file=None, GOOGLE_API_KEY="mine", LLM_API_KEY="mine"), SANDBOX)
    assert not {"GOOGLE_API_KEY", "LLM_API_KEY"} & wanted.keys()


def test_a_sandbox_elsewhere_is_used_and_none_is_started() -> None:
    made = plan(SANDBOX_URL="http://sandbox:8090")
    assert "sandbox" not in names(made)
    assert made.environment["LLM_API_ENDPOINT"] == "http://sandbox:8090/v1/chat/completions"


def test_as_many_workers_as_wanted() -> None:
    assert names(plan(ASYNC_WORKER_COUNT=3))[-3:] == [
        "llm-worker-1",
        "llm-worker-2",
        "llm-worker-3",
    ]


def test_other_ports_reach_every_process() -> None:
    made = plan(APP_PORT=8100, SANDBOX_PORT=8190, APP_HOST="0.0.0.0")
    assert made.gateway_url == "http://127.0.0.1:8100"
    assert made.environment["SANDBOX_URL"] == "http://127.0.0.1:8190"
    assert made.listeners == (
        Listener("APP_PORT", "0.0.0.0", 8100),
        Listener("SANDBOX_PORT", "127.0.0.1", 8190),
    )


def test_port_zero_means_any_free_one() -> None:
    made = plan(APP_PORT=0, SANDBOX_PORT=0)
    assert made.environment["APP_PORT"] == str(made.listeners[0].port) != "0"
    assert made.environment["SANDBOX_URL"].endswith(made.environment["SANDBOX_PORT"])


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("10.0.0.5", "http://10.0.0.5:8000"),
    ],
)
def test_the_gateways_address_can_be_asked(host: str, url: str) -> None:
    assert plan(APP_HOST=host).gateway_url == url
