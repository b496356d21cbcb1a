"""``check_llm_system.py``: a line for each part. Exit codes: 0 all well, 1 not, 2 settings."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

import httpx2

from app.config.settings import ConfigurationError, Settings, load_settings
from app.domain.errors import AppError
from scripts.llm_check.checks import (
    ANSWER_SECONDS,
    CheckFailed,
    Installation,
    check_gateway,
    check_model,
    check_postgres,
    check_redis,
    check_workers,
    find_servers,
)
from scripts.running_gateway import api_key, gateway_url

CHECKS: tuple[tuple[str, Callable[[Installation], Awaitable[str]]], ...] = (
    ("데이터베이스", check_postgres),
    ("Redis", check_redis),
    ("게이트웨이", check_gateway),
    ("워커", check_workers),
)


def main() -> int:
    """Look at every part, then ask a real question."""
    try:
        return asyncio.run(_check(load_settings()))
    except ConfigurationError as exc:
        sys.stderr.write(f"설정 오류: {exc}\n")
        return 2


async def _check(settings: Settings) -> int:
    try:
        endpoints = find_servers(settings)
    except (CheckFailed, AppError) as exc:
        sys.stderr.write(f"실패  서버: {exc}\n")
        return 1
    key = api_key(settings)
    async with httpx2.AsyncClient(
        base_url=gateway_url(settings),
        headers={"X-API-Key": key} if key else {},
        timeout=ANSWER_SECONDS + 5,
        trust_env=False,
    ) as gateway:
        installation = Installation(settings, endpoints, gateway)
        found = [await _one(title, check, installation) for title, check in CHECKS]
        if not all(found):
            print("생략  언어 모델: 위의 것이 모두 정상일 때 물어봅니다.")
            return 1
        return 0 if await _one("언어 모델", check_model, installation) else 1


async def _one(
    title: str, check: Callable[[Installation], Awaitable[str]], installation: Installation
) -> bool:
    try:
        detail = await check(installation)
    except (CheckFailed, AppError) as exc:
        print(f"실패  {title}: {exc}")
        return False
    print(f"정상  {title}: {detail}")
    return True
