"""GET /metrics, for Prometheus."""

from fastapi import APIRouter, Request, Response

from app.dependencies import GatewayDep

router = APIRouter(tags=["ops"])


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(request: Request, gateway: GatewayDep) -> Response:
    """프로메테우스가 읽는 지표입니다."""
    # Imported only here: most gateways are never scraped, and its library is as big as the answer.
    from app.api.ops import exposition

    families = await exposition.collect(gateway, request.app.state.requests)
    return Response(exposition.render(families), media_type=exposition.MEDIA_TYPE)
