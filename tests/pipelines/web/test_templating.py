from __future__ import annotations

from datetime import UTC, datetime

import pytest
from jinja2 import UndefinedError

from pipelines.review.roster import Person, Role
from pipelines.web.security import SignedIn
from pipelines.web.sessions import Session
from pipelines.web.templating import Templates

NOW = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
WHO = SignedIn(
    Person("ann", '<b>Ann "O\'Hara"</b>', (Role.ATTORNEY,)),
    Session("ann", "the-token", "browser", "mark", 0.0, 0.0),
)
TEMPLATES = Templates(lambda: NOW)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 777 }}",
    "{% for x in y %}",
    "%s{0}",
)


def test_what_a_record_says_is_never_markup_nor_a_template() -> None:
    for text in HOSTILE:
        page = TEMPLATES.refused(WHO, 403, text, text)
        shown = bytes(page.body).decode()
        assert "<script>alert" not in shown
        assert "<img" not in shown
        assert "<b>Ann" not in shown
        assert "5439" not in shown
        assert page.status_code == 403


def test_the_token_stands_where_the_script_reads_it_and_only_for_who_is_signed_in() -> None:
    assert b'name="pincite-token" content="the-token"' in bytes(TEMPLATES.refused(WHO, 404, "p", "r").body)
    door = bytes(TEMPLATES.page("sign_in", None, {}).body)
    assert b'name="pincite-token" content=""' in door
    assert b"the-token" not in door


def test_a_page_is_not_written_with_a_blank_where_a_value_belongs() -> None:
    with pytest.raises(UndefinedError):
        TEMPLATES.page("queue", WHO, {})
