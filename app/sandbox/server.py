"""The sandbox's application: one server in the place of every service that a product needs."""

from fastapi import FastAPI

from app.sandbox import control, probes, webhooks
from app.sandbox.disconnect import CancelOnDisconnect
from app.sandbox.gemini import router as gemini
from app.sandbox.library import feeds, google_search, images, naver_search, pages
from app.sandbox.openai_api import router as openai_api
from app.sandbox.stable_diffusion import router as stable_diffusion
from app.sandbox.state import SandboxState

_MODULES = (
    control,
    probes,
    webhooks,
    openai_api,
    gemini,
    stable_diffusion,
    google_search,
    naver_search,
    feeds,
    pages,
    images,
)


def create_app() -> FastAPI:
    """A fresh sandbox with no faults and no memory."""
    app = FastAPI(title="NewSum sandbox", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.sandbox = SandboxState()
    app.add_middleware(CancelOnDisconnect)
    for module in _MODULES:
        app.include_router(module.router)
    return app
