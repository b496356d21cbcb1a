"""From a checked request to a task."""

from app.api.idempotency import idempotency_key
from app.api.v1.comics.requests import ArticleRequest, ComicRequest, PreferredSites
from app.api.v1.comics.responses import ACCEPTED
from app.api.validation_messages import invalid
from app.domain.comic import ComicPayload
from app.domain.errors import UnsafeUrl
from app.domain.ids import new_comic_id, new_task_id
from app.domain.search import Article, SourceClass
from app.repositories.comic_effects import accepted_comic_effects
from app.services.outbound.urls import check_url
from app.tasks.submission import Submission


def comic_submission(
    request: ComicRequest,
    *,
    owner: str,
    deadline: float,
    key: str | None,
    trusted_origins: frozenset[str],
) -> Submission:
    """The task, the comic's row, and the answer. Raises RequestValidationError for unsafe URLs."""
    comic_id = new_comic_id()
    data = request.data
    payload = ComicPayload(
        comic_id=comic_id,
        query=data.query,
        writer_id=request.writer_id,
        sites=_sites(data.site),
        articles=[
            _article(article, number, trusted_origins)
            for number, article in enumerate(data.articles)
        ],
        language=data.language,
        panels=data.panels,
        callback_url=_safe(data.callback_url, ("callback_url",), trusted_origins),
    )
    return Submission(
        task_id=new_task_id(),
        payload=payload,
        owner=owner,
        deadline=deadline,
        answer={"comic_id": str(comic_id), "status": "PENDING", "message": ACCEPTED},
        idempotency=idempotency_key(key, payload.task_type, request),
        effects=accepted_comic_effects(),
    )


def _sites(preferred: PreferredSites | None) -> dict[SourceClass, list[str]]:
    if preferred is None:
        return {}
    return {SourceClass(name): sites for name, sites in preferred.model_dump().items() if sites}


def _article(article: ArticleRequest, number: int, trusted_origins: frozenset[str]) -> Article:
    url = _safe(article.url, ("articles", number, "url"), trusted_origins)
    return Article(url=url, title=article.title, text=article.text)


def _safe(
    url: str | None, place: tuple[str | int, ...], trusted_origins: frozenset[str]
) -> str | None:
    if url is None:
        return None
    try:
        return check_url(url, trusted_origins)
    except UnsafeUrl as exc:
        raise invalid(("body", "data", *place), exc.detail) from exc
