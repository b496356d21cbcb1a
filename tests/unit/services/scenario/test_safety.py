import time

import pytest
from pydantic import ValidationError

from app.config.product_settings import ScenarioSettings
from app.services.scenario.safety import safety_rules
from tests.unit.services.scenario.stories import SAFETY


@pytest.mark.parametrize(
    "text",
    [
        "키는 sk-abcdefghijklmnopqrstuv123 이야",
        "AIzaSyA1234567890abcdefghijklmnopqrstuvw",
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "-----BEGIN RSA PRIVATE KEY-----",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc",
        "비밀번호: hunter22",
        '{"api_key": "0123456789"}',
        "900101-1234567",
        "1234-5678-9012-3456",
    ],
)
def test_what_looks_like_a_secret_is_refused_by_that_rule(text: str) -> None:
    fault = SAFETY.fault(f"이야기 {text} 끝")
    assert fault is not None
    assert "'비밀 정보'" in fault
    assert text not in fault


@pytest.mark.parametrize(
    "text",
    [
        *("자살", "그는 도박에 빠졌다", "ｐorno는 아니고 포르노", "마약을", "안녕\n도박", "\t도박"),
        *("온라인도박", "아동학살", "집단자살", "불법도박장", "마약김밥을 먹고 마약을 샀다"),
    ],
)
def test_a_listed_word_is_refused_by_that_rule(text: str) -> None:
    fault = SAFETY.fault(text)
    assert fault is not None
    assert "'금지어'" in fault


@pytest.mark.parametrize(
    "text",
    [
        "투자살림을 꾸리는 마법사",
        "꼬마약사가 약초를 캔다",
        "마약김밥과 살인적인 더위",
        "물의 마법사에게 투자해 주세요. 혼자해도 돼요.",
        "지도박물관에서 건강간식을 먹었다",
        "비밀번호를 잊은 마법사의 모험",
        "3턴에 주식 100개, 2025-11-20 12:30",
        "전화는 010-1234-5678",
        "",
    ],
)
def test_an_innocent_text_passes(text: str) -> None:
    assert SAFETY.fault(text) is None


@pytest.mark.parametrize(
    "value",
    [
        [{"news": "안녕\n도박"}],
        [{"news": "\t도박"}],
        [{"news": "비밀번호:\nhunter22"}],
        [{"도박": 1}],
        [{"stocks": [{"extra": {"deep": ["불법도박장"]}}]}],
        [{"api_key": "0123456789"}],
        [{"password": 123456}],
    ],
)
def test_no_escape_and_no_name_hides_anything_in_json(value: object) -> None:
    assert SAFETY.fault_in(value) is not None


def test_what_stands_in_two_texts_is_not_read_as_one() -> None:
    assert SAFETY.fault_in([{"values": ["1234", "5678", "9012", "3456"], "password": ""}]) is None
    assert SAFETY.fault_in(["마", "약", {"도": "박"}]) is None


def test_a_harmless_word_between_two_windows_stays_harmless() -> None:
    for start in range(65_500, 65_560, 3):
        assert SAFETY.fault("가 " * (start // 2) + "마약김밥 투자살림 " + "가" * 70_000) is None


def test_the_lists_are_settings() -> None:
    rules = safety_rules(
        ScenarioSettings(
            _env_file=None, SCENARIO_BLOCKED_WORDS="용, 마왕", SCENARIO_SECRET_PATTERNS=r"x\d{3} y"
        )
    )
    assert "'금지어'" in (rules.fault("마왕이 온다") or "")
    assert "'비밀 정보'" in (rules.fault("x123") or "")
    assert rules.fault("도박") is None
    none = ScenarioSettings(
        _env_file=None, SCENARIO_BLOCKED_WORDS=",", SCENARIO_SECRET_PATTERNS=" "
    )
    assert safety_rules(none).fault("도박 AKIAIOSFODNN7EXAMPLE") is None


def test_a_pattern_that_is_none_is_told_at_the_start() -> None:
    with pytest.raises(ValidationError, match="정규식이 아닙니다"):
        ScenarioSettings(_env_file=None, SCENARIO_SECRET_PATTERNS="[a-z")


@pytest.mark.parametrize("piece", ["eyJ", "password ", "-----BEGIN ", "1234-", "sk-a", "가나 "])
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    started = time.perf_counter()
    SAFETY.fault(piece * (2_000_000 // len(piece)))
    assert time.perf_counter() - started < 10


def test_what_stands_between_two_windows_is_found() -> None:
    for start in range(65_500, 65_560, 7):
        assert SAFETY.fault("가" * start + " AKIAIOSFODNN7EXAMPLE " + "가" * 70_000)
