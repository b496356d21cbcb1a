import asyncio
from ipaddress import ip_address

import pytest

from app.domain.errors import ProviderUnreachable
from app.services.outbound.resolver import SystemResolver


async def test_the_system_is_asked() -> None:
    with SystemResolver() as resolver:
        assert ip_address("127.0.0.1") in await resolver.resolve("127.0.0.1")
        with pytest.raises(ProviderUnreachable):
            await resolver.resolve("no-such-name.invalid")


async def test_closing_does_not_wait() -> None:
    started = asyncio.get_running_loop().time()
    with SystemResolver() as resolver:
        lookups = [asyncio.ensure_future(resolver.resolve(f"n{i}.invalid")) for i in range(20)]
        await asyncio.sleep(0)
    assert asyncio.get_running_loop().time() - started < 1
    await asyncio.gather(*lookups, return_exceptions=True)
