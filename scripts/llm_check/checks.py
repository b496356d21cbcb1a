"""What an answer of the LLM system needs, looked at one after another."""

from dataclasses import dataclass
from typing import Any

import httpx2
from redis.exceptions import RedisError

from app.config.settings import Settings
from app.database import Database
from app.domain.llm_task import LLM_TASKS
from app.embedded.control import status as embedded_status
from app.embedded.endpoints import Endpoints, resolve_endpoints
from app.redis import connect_redis

ANSWER_SECONDS = 30
PROMPT = (
    "도심 하천에서 수달 세 마리가 8년 만에 확인됐다. 연구팀은 카메라 스무 대로 수달을 관찰했다. "
    "물고기가 5년 사이 두 배로 늘어난 덕분이다. 그러나 밤에 켜진 조명이 수달의 이동을 방해한다.\n\n"
    "위 글을 한 문장으로 요약해 주세요."
)


class CheckFailed(Exception):
    """The message says what is wrong and what to do about it."""


@dataclass(frozen=True)
class Installation:
    """What is looked at."""

    settings: Settings
    endpoints: Endpoints
    gateway: httpx2.AsyncClient


def find_servers(settings: Settings) -> Endpoints:
    """Where the servers are; none is started for this. Raises CheckFailed."""
    embedded = embedded_status(settings.NEWSUM_HOME)
    for name, host in (("postgres", settings.POSTGRES_HOST), ("valkey", settings.REDIS_HOST)):
        if host is None and not embedded[name]:
            raise CheckFailed(
                f"내장 서버({name})가 돌고 있지 않습니다. ./scripts/start_services.sh로 시작하세요."
            )
    return resolve_endpoints(settings)


async def check_postgres(it: Installation) -> str:
    """It answers, and knows our tables."""
    db = await Database.open(
        it.endpoints.postgres, min_size=1, max_size=1, application_name="newsum-check"
    )
    try:
        if await db.fetchval("SELECT to_regclass('tasks')") is None:
            raise CheckFailed("테이블이 없습니다. 게이트웨이나 워커를 시작하면 만들어집니다.")
        version = await db.fetchval("SHOW server_version")
        return f"PostgreSQL {version}, {it.endpoints.postgres.host}:{it.endpoints.postgres.port}"
    finally:
        await db.close()


async def check_redis(it: Installation) -> str:
    """It answers; how long the queues are."""
    redis = connect_redis(it.endpoints.redis_url, connections=1)
    try:
        lengths = [f"{each.queue} {await redis.llen(each.queue)}개" for each in LLM_TASKS]
    except (RedisError, OSError) as exc:
        raise CheckFailed(
            f"Redis가 답하지 않습니다 ({type(exc).__name__}). 작업은 1초 늦게 시작될 뿐입니다."
        ) from exc
    finally:
        await redis.aclose()
    return f"기다리는 작업 {', '.join(lengths)}"


async def check_gateway(it: Installation) -> str:
    """It can accept work."""
    ready = await _asked(it, "GET", "/readyz")
    if ready.status_code != 200:
        raise CheckFailed(f"게이트웨이가 접수할 수 없습니다: {ready.text}")
    return str(it.gateway.base_url)


async def check_workers(it: Installation) -> str:
    """Somebody serves the queues."""
    queues: list[dict[str, Any]] = (await _known(it, "/api/v1/llm/queue/status"))["queues"]
    idle = [queue["queue_name"] for queue in queues if queue["status"] != "active"]
    if idle:
        raise CheckFailed(
            f"{', '.join(idle)}을(를) 맡은 워커가 없습니다. "
            "./scripts/status_services.sh로 확인하고 ./scripts/restart_services.sh로 시작하세요."
        )
    names = ", ".join(str(queue["queue_name"]) for queue in queues)
    return f"{names}을(를) 맡은 워커가 있습니다."


async def check_model(it: Installation) -> str:
    """A real task, answered."""
    headers = {"Prefer": f"wait={ANSWER_SECONDS}"}
    body = {"prompt": PROMPT, "max_tokens": 256}
    answer = await _asked(it, "POST", "/api/v1/llm/tasks", json=body, headers=headers)
    task = answer.json()
    if answer.status_code == 202:
        raise CheckFailed(f"{ANSWER_SECONDS}초 안에 답이 없습니다. 워커의 로그를 확인하세요.")
    if answer.status_code != 200:
        raise CheckFailed(str(task.get("detail")))
    if task["status"] != "completed":
        raise CheckFailed(str(task["error"]))
    return f"{task['result']['model']}: {task['result']['generated_text']}"


async def _known(it: Installation, path: str) -> dict[str, Any]:
    answer = await _asked(it, "GET", path)
    if answer.status_code != 200:
        raise CheckFailed(str(answer.json().get("detail")))
    return dict(answer.json())


async def _asked(it: Installation, method: str, path: str, **options: Any) -> httpx2.Response:
    try:
        return await it.gateway.request(method, path, **options)
    except httpx2.HTTPError as exc:
        raise CheckFailed(
            f"게이트웨이에 연결할 수 없습니다 ({it.gateway.base_url}). "
            "./scripts/start_services.sh로 시작하세요."
        ) from exc
