"""Article pages as a news site has them: the article between navigation, advertisements, footer."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Annotated

import jinja2
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from app.sandbox.calls import Call
from app.sandbox.delivery import delivered
from app.sandbox.endpoints import Endpoint
from app.sandbox.library.corpus import article_by_slug, corpus
from app.sandbox.library.hostile_images import HOSTILE
from app.sandbox.state import Sandbox, tracked

router = APIRouter()


PageCall = Annotated[Call, Depends(tracked(Endpoint.PAGES))]


@router.get("/pages/{slug}")
async def page(slug: str, request: Request, state: Sandbox, call: PageCall) -> Response:
    """One article's page, with its pictures between logos and advertisements."""
    return await _page(slug, request, state, call, hostile=())


@router.get("/pages/{slug}/hostile")
async def hostile_page(slug: str, request: Request, state: Sandbox, call: PageCall) -> Response:
    """The same, with every hostile picture beside the article's own."""
    return await _page(slug, request, state, call, hostile=HOSTILE)


async def _page(
    slug: str, request: Request, state: Sandbox, call: Call, *, hostile: Sequence[str]
) -> Response:
    call.details["slug"] = slug
    fault, failure = await state.faults.meet(Endpoint.PAGES, request)
    if failure:
        return failure
    article = article_by_slug(slug)
    if article is None:
        return HTMLResponse("<h1>404</h1><p>없는 페이지입니다.</p>", 404)
    others = [
        other for other in corpus() if other != article and other.language == article.language
    ]
    text = _template().render(
        article=article,
        others=others,
        hostile=hostile,
        address=str(request.url_for("page", slug=slug)),
    )
    return delivered(HTMLResponse(text), fault, request)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    source = files("app.sandbox.library") / "page.html"
    return environment.from_string(source.read_text("utf-8"))
