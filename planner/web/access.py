"""Every route passes here: it names its action or says that it is public; the test of the route table checks that.

Loading functions of single things sit beside their noun (``items.load``) and raise NotFound for what a viewer must
not know of, Forbidden for what may be seen but not changed.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Response as FlaskResponse
from flask_login import current_user
from werkzeug.wrappers import Response

from planner.domain.access import Action, may_somewhere
from planner.errors import Forbidden
from planner.extensions import login_manager
from planner.vocabulary import N_
from planner.web import identity

P = ParamSpec("P")
R = TypeVar("R")

NO_RIGHT = N_("Tài khoản này không có quyền làm việc đó. Liên hệ quản trị hệ thống nếu cần được cấp quyền.")
NOT_HERE = N_("Không tìm thấy nội dung này. Có thể đường dẫn đã sai hoặc nội dung không thuộc đơn vị của đồng chí.")


def requires(action: Action) -> Callable[[Callable[P, R]], Callable[P, R | FlaskResponse | Response]]:
    """Only for people signed in whose role has ``action`` at all; the scope is checked where the thing is loaded."""

    def wrap(view: Callable[P, R]) -> Callable[P, R | FlaskResponse | Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | FlaskResponse | Response:
            if not current_user.is_authenticated:
                return login_manager.unauthorized()
            if not may_somewhere(identity.viewer(), action):
                raise Forbidden(NO_RIGHT)
            return view(*args, **kwargs)

        guarded.access = action  # type: ignore[attr-defined]
        return guarded

    return wrap


def public(view: Callable[P, R]) -> Callable[P, R]:
    """A route anybody may call; it must give away nothing of a unit's plans."""
    view.access = "public"  # type: ignore[attr-defined]
    return view
