"""Article pages as a news site has them: the article between navigation, advertisements, footer."""

from functools import cache
from importlib.resources import files
from typing import Annotated

import jinja2
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from app.sandbox.calls import Call
from app.sandbox.endpoints import Endpoint
from app.sandbox.library.corpus import article_by_slug, corpus
from app.sandbox.state import Sandbox, tracked

router = APIRouter()


@router.get("/pages/{slug}")
async def page(
    slug: str,
    request: Request,
    state: Sandbox,
    call: Annotated[Call, Depends(tracked(Endpoint.PAGES))],
) -> Response:
    """One article's page."""
    call.details["slug"] = slug
    if failure := await state.faults.apply(Endpoint.PAGES, request):
        return failure
    article = article_by_slug(slug)
    if article is None:
        return HTMLResponse("<h1>404</h1><p>없는 페이지입니다.</p>", 404)
    others = [
        other for other in corpus() if other != article and other.language == article.language
    ]
    address = str(request.url_for("page", slug=slug))
    return HTMLResponse(_template().render(article=article, others=others, address=address))


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    source = files("app.sandbox.library") / "page.html"
    return environment.from_string(source.read_text("utf-8"))
