from typing import Any

from scripts.services.ailments import ailments


def health(status: str, workers: int = 1, **checks: dict[str, Any]) -> dict[str, Any]:
    queues = {"comic_task_queue": workers, "chat_task_queue": 1}
    return {"status": status, "queues": queues, "checks": checks}


def test_a_healthy_service_has_none() -> None:
    assert ailments(health("healthy", database={"ok": True}, llm={"ok": True})) == []


def test_each_failed_check_is_named_with_its_reason() -> None:
    report = health(
        "unhealthy",
        llm={"ok": False, "detail": "upstream_refused"},
        image={"ok": False, "detail": "upstream_unreachable"},
    )
    model, images = ailments(report)
    assert "언어 모델(LLM_API_ENDPOINT): 요청을 거절합니다" in model
    assert images == (
        "주의: 아직 일할 수 없습니다. 이미지 서버(IMAGE_SERVER_URL): 연결할 수 없습니다."
    )


def test_without_redis_work_goes_on() -> None:
    [sentence] = ailments(health("degraded", redis={"ok": False}))
    assert sentence == "주의: Redis(REDIS_HOST): 응답하지 않습니다."


def test_missing_workers_are_named() -> None:
    [sentence] = ailments(health("degraded", workers=0, database={"ok": True}))
    assert sentence == "주의: comic_task_queue: 맡은 워커가 없습니다."


def test_a_silent_gateway_is_named() -> None:
    assert "/health" in ailments({})[0]
