"""Report, panels, strip."""

from uuid import UUID

from app.domain.steps import step_key
from app.domain.task import Event
from app.tasks.steps import RunStepLedger
from tests.gateway_server import RunningGateway
from tests.integration.gateway.finished import finish, panel


async def test_files_are_served_from_disk(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    await finish(gateway, comic_id)
    base = f"/api/v1/comics/{comic_id}"
    for path, content in (("panels/1", "panel-1"), ("panels/2", "panel-2"), ("strip", "strip")):
        reply = await gateway.client.get(f"{base}/{path}")
        assert reply.status_code == 200
        assert reply.headers["content-type"] == "image/png"
        assert reply.text == f"PNG images/{comic_id}/v1/{content}-abc.png"
    assert (await gateway.client.get(f"{base}/panels/3")).status_code == 404
    assert (await gateway.client.get(f"{base}/panels/0")).status_code == 422


async def test_a_comic_that_ended_without_files_promises_none(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    assert (await gateway.client.post(f"/api/v1/comics/{comic_id}/cancel")).status_code == 202
    for path in ("report", "strip"):
        reply = await gateway.client.get(f"/api/v1/comics/{comic_id}/{path}")
        assert reply.status_code == 404
        assert "다시" not in reply.json()["detail"]


async def test_a_known_file_is_not_sent_again(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    await finish(gateway, comic_id)
    first = await gateway.client.get(f"/api/v1/comics/{comic_id}/strip")
    known = {"If-None-Match": first.headers["etag"]}
    second = await gateway.client.get(f"/api/v1/comics/{comic_id}/strip", headers=known)
    assert second.status_code == 304
    assert second.content == b""
    other = await gateway.client.get(f"/api/v1/comics/{comic_id}/panels/1", headers=known)
    assert other.status_code == 200


async def test_a_report_can_do_nothing_in_a_browser(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    await finish(gateway, comic_id)
    reply = await gateway.client.get(f"/api/v1/comics/{comic_id}/report")
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert reply.headers["x-content-type-options"] == "nosniff"


async def test_files_in_an_object_store_are_redirected_to(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    await finish(gateway, comic_id, stored_at="https://bucket.example.com/c")
    base = f"/api/v1/comics/{comic_id}"
    for path, name in (("panels/2", "p2"), ("strip", "strip"), ("report", "report")):
        reply = await gateway.client.get(f"{base}/{path}")
        assert reply.status_code == 307
        assert reply.headers["location"] == f"https://bucket.example.com/c/{name}"
    comic = (await gateway.client.get(base)).json()
    assert comic["panels"][0]["image_url"] == "https://bucket.example.com/c/p1"


async def test_before_the_finish_there_is_no_file(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    for path in ("report", "strip", "panels/1"):
        reply = await gateway.client.get(f"/api/v1/comics/{comic_id}/{path}")
        assert reply.status_code == 404
        assert reply.json()["type"] == "/problems/not_found"


async def test_a_panel_is_there_as_soon_as_it_is_drawn(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    run = await gateway.start(comic_id)
    drawn = panel(comic_id, 1)
    path = gateway.settings.IMAGE_STORAGE_PATH / drawn.image_key.removeprefix("images/")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"PNG")

    async def draw() -> object:
        return drawn

    await RunStepLedger(run).once(
        step_key("n09.panel.1", UUID(comic_id).hex),
        draw,
        type(drawn),
        event=lambda _: Event("panel"),
    )
    reply = await gateway.client.get(f"/api/v1/comics/{comic_id}/panels/1")
    assert reply.content == b"PNG"
    comic = (await gateway.client.get(f"/api/v1/comics/{comic_id}")).json()
    assert [panel["number"] for panel in comic["panels"]] == [1]
    assert comic["strips"] == []


async def test_a_file_that_was_pruned_is_gone_in_words(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    await finish(gateway, comic_id)
    for path in gateway.settings.IMAGE_STORAGE_PATH.rglob("strip*"):
        path.unlink()
    reply = await gateway.client.get(f"/api/v1/comics/{comic_id}/strip")
    assert reply.status_code == 404
    assert "보관 기간" in reply.json()["detail"]
