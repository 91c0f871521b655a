"""Starting the server."""

from __future__ import annotations

import socket
from collections.abc import Callable

from tertius.errors import InputError
from tertius.web.settings import Settings

__all__ = ["serve"]

_CONNECTIONS = 256
_IDLE = 15  # seconds that an idle connection is kept


def serve(settings: Settings, said: Callable[[str], None] = print) -> None:
    """Serve the desk until it is interrupted; `said` is told its address.

    Raises:
        InputError: the address cannot be listened on, or the workspace's folder cannot be one.
    """
    import uvicorn

    from tertius.web.app import create_app

    with _listening(settings) as listener:
        host, port = listener.getsockname()[:2]
        app = create_app(settings)
        said(f"the desk is at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C ends it)")
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, date_header=False, proxy_headers=False,
            limit_concurrency=_CONNECTIONS, timeout_keep_alive=_IDLE, timeout_graceful_shutdown=5, ws="none",
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listener])


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise InputError(
            f"{settings.host} port {settings.port} cannot be listened on ({error.strerror}); choose another --port"
        ) from error
    return listener
