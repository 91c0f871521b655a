"""What the routes share: the open workspace, the line of jobs, sessions, forms and templates."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from tertius.store import Workspace
from tertius.web.answers import Answers
from tertius.web.login import Sessions
from tertius.web.runner import Runner
from tertius.web.seals import CSRF, Seal
from tertius.web.settings import Settings
from tertius.web.templating import environment

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["WHO", "Desk", "desk_of"]

WHO = "tertius_who"


class Desk:
    """The state of one running desk.

    `reading` is for looking things up within the server's own loop, where nothing may wait for a writer; what
    changes the workspace goes through `writing`, in a thread.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.reading = Workspace.open(settings.workspace)
        self.writing = Workspace.open(settings.workspace)
        self.sessions = Sessions(settings.token)
        self.seal = Seal()
        self.runner = Runner(self.writing)
        self.environment: Environment = environment()
        self.answers = Answers()
        self.rendered: OrderedDict[tuple[Any, ...], bytes] = OrderedDict()
        self.histories = {path.name: path for path in settings.histories}

    def close(self) -> None:
        """End the worker and close the workspace."""
        self.runner.close()
        self.reading.close()
        self.writing.close()

    def forget(self) -> None:
        """Drop every list and report from memory: a document was purged, or may no longer leave."""
        self.rendered.clear()
        self.answers.forget()

    def page(self, request: Request, template: str, code: int = 200, /, **values: Any) -> HTMLResponse:
        """The page that `template` makes of `values`, its forms sealed to the browser's cookie."""
        cookie = request.cookies.get(CSRF, "")
        fresh = "" if cookie.isalnum() and len(cookie) == 32 else secrets.token_hex(16)
        shared = {
            "csrf": self.seal.of(fresh or cookie),
            "path": request.url.path,
            "who": request.cookies.get(WHO, "")[:100],
            "with_token": bool(self.settings.token),
        }
        response = HTMLResponse(self.environment.get_template(template).render(shared | values), code)
        if fresh:
            response.set_cookie(CSRF, fresh, httponly=True, samesite="strict")
        return response


def desk_of(request: Request) -> Desk:
    """The desk that answers the request: a dependency of the routes."""
    desk: Desk = request.app.state.desk
    return desk
