from typing import Any

import pytest

from scripts.comic.problems import RequestUnusable, check_request, in_words

GOOD: dict[str, Any] = {"query": "도서관 로봇", "articles": [], "language": "ko", "panels": 4}


def test_a_good_request_passes() -> None:
    check_request(GOOD)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"query": " ab "}, "질의 (query): 3자 이상이어야 합니다."),
        ({"query": "가" * 513}, "질의 (query): 512자 이하여야 합니다."),
        ({"articles": [{"url": "http://a.com"}] * 11}, "--article: 10개 이하여야 합니다."),
        (
            {"articles": [{"url": "http://a.com"}, {"url": "h" * 3000}]},
            "--article 2번째 url: 2048자 이하여야 합니다.",
        ),
    ],
)
def test_what_the_service_would_refuse(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(RequestUnusable) as refused:
        check_request(GOOD | wrong)
    assert str(refused.value) == words


def test_the_errors_of_an_answer_in_words() -> None:
    answer = [
        {"pointer": "#/data/query", "detail": "문자열이어야 합니다."},
        {"pointer": "header:Idempotency-Key", "detail": "필수 항목입니다."},
    ]
    assert in_words(answer) == (
        "질의 (query): 문자열이어야 합니다. header:Idempotency-Key: 필수 항목입니다."
    )
