"""Mail goes to a relay of this machine and to nowhere else, without a name being looked up."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.errors import UsageError
from pipelines.discovery.arrivals import Change, RunReport
from pipelines.notice import Notice
from pipelines.notice_settings import Relay
from pipelines.notices import notify, unsent
from pipelines.notices_smtp import send_mail
from pipelines.policy import POLICY_TEXT
from pipelines.store import Store
from tests.pipelines.discovery.made_arrivals import arrive, made_matter
from tests.pipelines.made_office import NOW

NOTICE = Notice(
    "ab" * 32, "2026-03-02T09:00:00Z", "2024-017", ((Change.NEW, 3),), 0, 0, 0, 0, (("treatment", 4),), ""
)
NOTHING = RunReport("2024-017", (), 0, 0, (), (), 0)


class MadeRelay(socketserver.ThreadingTCPServer):
    """As much of a mail relay as takes a message. ``refused`` are the recipients that it does not know."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.taken: list[tuple[list[str], bytes]] = []
        self.refused: set[str] = set()
        self.greeted: list[str] = []

    @property
    def relay(self) -> Relay:
        return Relay("127.0.0.1", int(self.server_address[1]))


class _Session(socketserver.StreamRequestHandler):
    server: MadeRelay

    def handle(self) -> None:
        self._say("220 made")
        to: list[str] = []
        while line := self.rfile.readline().decode("ascii").strip():
            verb = line.split(" ")[0].upper()
            if verb in ("EHLO", "HELO"):
                self.server.greeted.append(line)
                self._say("250 made")
            elif verb == "RCPT":
                recipient = line[line.index("<") + 1 : line.index(">")]
                known = recipient not in self.server.refused
                to += [recipient] if known else []
                self._say("250 ok" if known else "550 unknown")
            elif verb == "DATA":
                self._say("354 go on")
                lines = []
                while (data := self.rfile.readline()) != b".\r\n":
                    lines.append(data)
                self.server.taken.append((to, b"".join(lines)))
                self._say("250 taken")
            else:
                self._say("221 bye" if verb == "QUIT" else "250 ok")
                if verb == "QUIT":
                    return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode("ascii"))


@pytest.fixture
def server() -> Iterator[MadeRelay]:
    with MadeRelay() as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def test_a_message_reaches_the_relay(server: MadeRelay) -> None:
    assert (
        send_mail(server.relay, "p@firm.example", ("r@firm.example", "s@firm.example"), "text\n", NOTICE) == 0
    )
    ((to, data),) = server.taken
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert to == ["r@firm.example", "s@firm.example"]
    assert message["Subject"] == "2024-017: 3 files arrived, treatment draft 4 awaits review"
    assert (message["From"], message["Message-ID"]) == ("p@firm.example", f"<{'ab' * 32}@pincite.invalid>")
    assert message["Date"] == "Mon, 02 Mar 2026 09:00:00 +0000"
    assert message.get_content().splitlines() == ["text"]


def test_no_name_is_looked_up(server: MadeRelay, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> str:
        raise AssertionError("a name was looked up")

    monkeypatch.setattr("socket.getfqdn", forbidden)
    monkeypatch.setattr("socket.gethostbyname", forbidden)
    send_mail(server.relay, "p@firm.example", ("r@firm.example",), "text\n", NOTICE)
    assert server.greeted == ["ehlo localhost"]


@pytest.mark.parametrize("host", ["192.0.2.7", "10.0.0.1", "::", "0.0.0.0", "2001:db8::1"])
def test_another_machine_is_refused_before_a_packet(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smtplib.SMTP", lambda *_, **__: pytest.fail("a connection was made"))
    with pytest.raises(UsageError, match="is not this machine"):
        send_mail(Relay(host, 25), "p@firm.example", ("r@firm.example",), "text\n", NOTICE)


def test_a_relay_that_comes_back_gets_what_it_missed(server: MadeRelay, tmp_path: Path) -> None:
    office, matter = made_matter(tmp_path)
    text = POLICY_TEXT.replace('from = ""', 'from = "p@firm.example"')
    text = text.replace("to = []", 'to = ["r@firm.example", "s@firm.example"]')
    port = server.relay.port
    with Store.open(matter) as store:
        arrive(store, "x", ("x/1.pdf", b"1", Change.NEW))
        office.policy_file.write_text(text.replace('relay = ""', 'relay = "127.0.0.1:1"'))
        told = notify(matter, store, NOTHING, NOW)
        assert told == (("relay", "Connection refused"),)
        assert unsent(store)
        office.policy_file.write_text(text.replace('relay = ""', f'relay = "127.0.0.1:{port}"'))
        server.refused = {"s@firm.example"}
        told = notify(matter, store, NOTHING, NOW)
        assert told == (("relay", "refused 1 of 2 recipients"),)
        assert not unsent(store)
        arrive(store, "y", ("y/1.pdf", b"2", Change.NEW), day=1)
        server.refused = {"r@firm.example", "s@firm.example"}
        told = notify(matter, store, NOTHING, NOW)
        assert told == (("relay", "SMTPRecipientsRefused"),)
        assert unsent(store)
    assert [to for to, _ in server.taken] == [["r@firm.example"]]
