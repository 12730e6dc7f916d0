"""HTML of the review page from its templates: what a record says is always escaped, never a template.

Answers: one page as a response. Refuses: a template that asks for what it was not given (a blank where a
figure belongs would be believed).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from pipelines.version import PROGRAM
from pipelines.web.security import SignedIn

PAGES = Path(__file__).parent / "pages"


class Templates:
    """The templates, with what every page is given.

    Args:
        now: the time, with its zone, as pages print it.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._templates = Environment(
            loader=FileSystemLoader(PAGES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(
        self, name: str, who: SignedIn | None, values: Mapping[str, object], status: int = 200
    ) -> HTMLResponse:
        """``name``.html with these values."""
        person = who.person if who else None
        base: dict[str, object] = {
            "program": PROGRAM,
            "token": who.session.token if who else "",
            "person": (
                {"id": person.id, "name": person.name, "roles": [r.value for r in person.roles]}
                if person
                else None
            ),
            "problem": "",
            "now": f"{self._now().astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        }
        text = self._templates.get_template(f"{name}.html").render({**base, **values})
        return HTMLResponse(text, status)

    def refused(self, who: SignedIn | None, status: int, problem: str, remedy: str) -> HTMLResponse:
        """The page that says why there is no other."""
        return self.page("refused", who, {"problem": problem, "remedy": remedy, "status": status}, status)
