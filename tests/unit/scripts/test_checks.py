import socket
from typing import Any

import pytest

from app.config.settings import Settings
from app.domain.errors import InfrastructureError
from scripts.services.checks import check_ports
from scripts.services.plan import make_plan


def check(**values: Any) -> None:
    check_ports(make_plan(Settings(_env_file=None, **{"APP_PORT": 0, "SANDBOX_PORT": 0, **values})))


def test_free_ports_pass() -> None:
    check()


@pytest.mark.parametrize(
    ("variable", "host_variable"), [("APP_PORT", "APP_HOST"), ("SANDBOX_PORT", "SANDBOX_HOST")]
)
def test_a_port_that_is_taken_at_the_services_own_address(
    variable: str, host_variable: str
) -> None:
    with socket.create_server(("127.0.0.2", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InfrastructureError) as refused:
            check(**{variable: port, host_variable: "0.0.0.0"})
    assert f"{port}번 포트를 다른 프로그램이" in str(refused.value)
    assert f"{variable}={port + 1}" in str(refused.value)


def test_an_address_that_is_not_ours_is_not_called_taken() -> None:
    with pytest.raises(InfrastructureError) as refused:
        check(APP_HOST="192.0.2.1", APP_PORT=8000)
    assert "192.0.2.1:8000" in str(refused.value)
    assert "APP_HOST" in str(refused.value)
    assert "쓰고 있습니다" not in str(refused.value)
