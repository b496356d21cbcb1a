import socket
from itertools import islice

from app.embedded.ports import candidates, is_free


def test_preferred_ports_come_first_unless_they_are_taken_or_missing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
        probe.close()
        offered = list(islice(candidates(None, 0, taken.getsockname()[1], free), 2))
    assert offered[0] == free
    assert offered[1] not in (0, free)


def test_a_listening_port_is_not_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert not is_free(server.getsockname()[1])


def test_a_port_with_an_old_connection_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with socket.create_connection(address):
            server.accept()[0].close()  # closed here first, so the port lingers in TIME_WAIT
    assert is_free(address[1])
