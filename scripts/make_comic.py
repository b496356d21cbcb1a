"""``make_comic.py QUERY [--article FILE_OR_URL]...``: ask the running service for a comic.

With ``--check`` it only looks at its arguments, before anything is started for them.

Exit codes: 0 done, 1 the comic or the connection failed, 2 wrong usage, 130 interrupted.
"""

import argparse
import sys
from typing import Any

from app.config.settings import ConfigurationError, Settings, load_settings
from app.domain.comic import PANELS_MAX, Language
from scripts.comic.articles import ArticleUnusable, read_article
from scripts.comic.client import ComicsClient, ServiceError
from scripts.comic.display import follow
from scripts.comic.problems import RequestUnusable, check_request
from scripts.comic.result import describe
from scripts.running_gateway import api_key, gateway_url


def main() -> int:
    """Submit, follow, name the result."""
    arguments = _parse()
    try:
        settings = load_settings()
        data = _request(arguments)
        if arguments.check:
            return 0
        base_url = (arguments.url or gateway_url(settings)).rstrip("/")
        return _make(ComicsClient(base_url, api_key(settings)), base_url, data, settings)
    except (ConfigurationError, ArticleUnusable, RequestUnusable) as exc:
        return _complain(str(exc), 2)
    except ServiceError as exc:
        return _complain(str(exc), 1)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="quickstart.sh", description="뉴스를 네 컷 만화로.")
    parser.add_argument("query", help="무엇에 관한 만화인가, 3자 이상 (what the comic is about)")
    parser.add_argument(
        "--article",
        action="append",
        default=[],
        metavar="FILE_OR_URL",
        help="바탕이 될 글: 텍스트, Markdown, HTML 파일이나 주소. 여러 번 쓸 수 있다",
    )
    parser.add_argument("--language", choices=list(Language), default=Language.KO)
    parser.add_argument("--panels", type=int, choices=range(1, PANELS_MAX + 1), default=4)
    parser.add_argument("--url", help="게이트웨이의 주소 (default: the running installation)")
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _request(arguments: argparse.Namespace) -> dict[str, Any]:
    request = {
        "query": arguments.query,
        "articles": [read_article(given) for given in arguments.article],
        "language": str(arguments.language),
        "panels": arguments.panels,
    }
    check_request(request)
    return request


def _make(client: ComicsClient, base_url: str, data: dict[str, Any], settings: Settings) -> int:
    comic_id = client.submit(data)
    address = f"{base_url}/api/v1/comics/{comic_id}"
    try:
        story = follow(client.events(comic_id))
    except KeyboardInterrupt:
        return _complain(f"\n만화는 계속 만들어집니다 (still being made): {address}", 130)
    if story.outcome == "cancelled":
        return _complain("만화 생성이 취소되었습니다 (cancelled).", 1)
    if story.outcome == "failed":
        return _complain(f"만화를 만들지 못했습니다: {story.reason}", 1)
    print("\n".join(describe(client.get(comic_id), base_url, settings)))
    return 0


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
