"""Work for a cluster: made-up matters whose uploads wait to be read, printed papers and scanned ones."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from pipelines.matter import Client, Matter
from pipelines.matter_file import create_matter
from pipelines.office import open_office
from pipelines.template_set import make_office
from tests.cluster.documented import command
from tests.cluster.running import POOL, Server
from tests.made_pages import BORN, INCIDENT
from tests.made_transmissions import lay, paper, transmission

FLOW = "process-uploads"
DEPLOYMENT = f"{FLOW}/any-matter"
PREPARER = "pat"
CLIENT = Client("Rosalind Quimby", BORN)
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
WHEN = datetime(2026, 3, 2, tzinfo=UTC)


def scan(number: int) -> bytes:
    """The client's ``number``-th paper as a scanned page: nothing but a picture of its words."""
    picture = Image.new("L", (1275, 1650), 255)
    face = ImageFont.load_default(22)
    for row, line in enumerate(paper(number).pages[0].split("\n")):
        ImageDraw.Draw(picture).text((110, 110 + 34 * row), line, font=face)
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(150, 150))
    return out.getvalue()


def uploads(number: int, scans: int, papers: int = 8) -> dict[str, bytes]:
    """What lies in the drop folder of the ``number``-th matter: a transmission, and scanned pages."""
    first = 1000 * (number + 1)
    scanned = {f"faxed/{n:03d}.png": scan(first + n) for n in range(scans)}
    return {**transmission(number, papers), **scanned}


def make_matter(office: Path, slug: str, files: Mapping[str, bytes]) -> Matter:
    """A matter of the client with these files in its drop folder; the office is made with its first."""
    standing = open_office(office) if office.exists() else make_office(office, TEMPLATES, WHEN)
    matter = create_matter(standing, slug, CLIENT, INCIDENT)
    lay(matter.uploads, files)
    return matter


def deploy(server: Server, clone: Path) -> None:
    """Make the pool and deploy this clone's flow for any matter: each run has the matter as parameter."""
    server.run(command("prefect work-pool create pincite --", {}), clone)
    words = ["prefect", "--no-prompt", "deploy", "flows.py:take_uploads", "--name", "any-matter"]
    server.run([*words, "--pool", POOL], clone)


def start(server: Server, matter: Matter, dask: str = "") -> str:
    """Ask for a run over a matter now; the run's id."""
    return server.start(DEPLOYMENT, matter_folder=str(matter.folder), preparer=PREPARER, dask=dask)
