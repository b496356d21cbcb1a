"""What keeps running services from their work, in words."""

from typing import Any

_PARTS = {
    "database": "PostgreSQL(POSTGRES_HOST)",
    "redis": "Redis(REDIS_HOST)",
    "llm": "언어 모델(LLM_API_ENDPOINT)",
    "image": "이미지 서버(IMAGE_SERVER_URL)",
}
_REASONS = {
    "upstream_unreachable": "연결할 수 없습니다",
    "upstream_timeout": "제때 응답하지 않습니다",
    "upstream_refused": "요청을 거절합니다. 주소와 키를 확인하세요",
    "upstream_throttled": "사용 한도에 걸렸습니다",
    "upstream_error": "오류로 응답합니다",
    "upstream_invalid": "알 수 없는 응답을 보냅니다. 주소를 확인하세요",
}


def ailments(health: dict[str, Any]) -> list[str]:
    """One sentence per check of ``/health`` that failed; none when all is well."""
    if "checks" not in health:
        return ["주의: 게이트웨이가 상태를 알려 주지 않습니다 (no answer from /health)."]
    failed = {name: check for name, check in health["checks"].items() if not check["ok"]}
    found = [_sentence(name, check.get("detail", "")) for name, check in failed.items()]
    if "database" not in failed:
        unserved = [queue for queue, workers in health["queues"].items() if not workers]
        found += [f"{', '.join(unserved)}: 맡은 워커가 없습니다."] if unserved else []
    if health["status"] != "unhealthy":
        return [f"주의: {sentence}" for sentence in found]
    return [f"주의: 아직 일할 수 없습니다. {sentence}" for sentence in found]


def _sentence(name: str, detail: str) -> str:
    reason = _REASONS.get(detail, "응답하지 않습니다")
    return f"{_PARTS.get(name, name)}: {reason}."
