"""From a checked request to a task."""

from app.api.idempotency import idempotency_key
from app.api.request_body import checked_url
from app.api.v1.comics.requests import ArticleRequest, ComicRequest, PreferredSites
from app.api.v1.comics.responses import ACCEPTED
from app.domain.comic import ComicPayload
from app.domain.ids import new_comic_id, new_task_id
from app.domain.search import Article, SourceClass
from app.repositories.comic_effects import accepted_comic_effects
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
        callback_url=checked_url(data.callback_url, ("data", "callback_url"), trusted_origins),
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
    url = checked_url(article.url, ("data", "articles", number, "url"), trusted_origins)
    return Article(url=url, title=article.title, text=article.text)
