"""The gateway's application: middleware, routes, errors."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response

from app.api.direct_route import DirectRoute
from app.api.json_route import JsonRoute
from app.api.middleware.api_keys import ApiKeyMiddleware, parse_keys
from app.api.middleware.direct_routes import DirectRoutesMiddleware
from app.api.middleware.envelope import EnvelopeMiddleware
from app.api.middleware.header_limits import HeaderLimitsMiddleware
from app.api.middleware.startup_failure import StartupFailureMiddleware
from app.api.middleware.time_limit import TimeLimitMiddleware
from app.api.ops import docs, health, load, metrics, operators
from app.api.problems import problem_for
from app.api.recommendations import routes as recommendations
from app.api.scenario import routes as scenario
from app.api.scenario import tasks as scenario_tasks
from app.api.schema import PROBLEM_RESPONSES, DescribedApi
from app.api.v1.comics import events, files, routes
from app.api.v1.llm_tasks import routes as llm_tasks
from app.api.v1.scripts import routes as scripts
from app.api.v2.chat import rooms
from app.api.v2.chat import routes as chat
from app.config.settings import Settings
from app.lifespan import open_gateway
from app.observability.timings import Timings

ROUTERS = (
    routes.router,
    files.router,
    events.router,
    llm_tasks.router,
    chat.router,
    rooms.router,
    scripts.router,
    recommendations.page_router,
    recommendations.router,
    scenario.router,
    scenario_tasks.router,
    load.router,
    health.router,
    metrics.router,
    docs.router,
    operators.router,
)


def create_app(settings: Settings) -> FastAPI:
    """Nothing is connected before the lifespan begins."""
    requests = Timings("method", "status")
    app = DescribedApi(
        title=settings.APP_NAME,
        version=settings.APP_VERSION,
        openapi_url="/schema.json",
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        responses=PROBLEM_RESPONSES,
        lifespan=lambda _: open_gateway(settings),
        middleware=_middleware(settings, requests),
        exception_handlers={HTTPException: _as_problem, RequestValidationError: _as_problem},
    )
    app.state.settings = settings
    app.state.requests = requests
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", docs.static_files())
    return app


def _middleware(settings: Settings, requests: Timings) -> list[Middleware]:
    """Outermost first; whatever stands below the envelope may raise."""
    keys, ops_keys = settings.API_KEYS, settings.OPS_API_KEYS
    digests = parse_keys(keys.get_secret_value() if keys else None)
    ops_digests = parse_keys(ops_keys.get_secret_value() if ops_keys else None)
    return [
        Middleware(StartupFailureMiddleware),
        Middleware(EnvelopeMiddleware, requests=requests),
        Middleware(HeaderLimitsMiddleware),
        Middleware(ApiKeyMiddleware, digests=digests, ops_digests=ops_digests),
        Middleware(DirectRoutesMiddleware, routes=_direct_routes()),
        Middleware(TimeLimitMiddleware, seconds=settings.REQUEST_TIMEOUT),
    ]


def _direct_routes() -> list[APIRoute]:
    found = (route for router in ROUTERS for route in router.routes)
    return [
        route
        for route in found
        if isinstance(route, DirectRoute) or (isinstance(route, JsonRoute) and route.takes_body)
    ]


async def _as_problem(request: Request, exc: Exception) -> Response:
    return problem_for(exc).response(request.scope)
