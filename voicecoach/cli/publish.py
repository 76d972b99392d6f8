"""`voicecoach publish`: the folder of a practice becomes a site with a private page for each patient."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voicecoach.cli.name_list import NameList
from voicecoach.cli.numbers import Whole
from voicecoach.cli.printable import say
from voicecoach.cli.shared_cache import shared_cache_option
from voicecoach.errors import ExportError, VoicecoachError
from voicecoach.export.quality import Quality

if TYPE_CHECKING:
    from voicecoach.cli.publish_shown import Lines, Shown
    from voicecoach.publish.practice import Practice
    from voicecoach.publish.site.plan import Order
    from voicecoach.publish.site.tools import Tools

SUFFIXES = ("mp3", "m4a", "opus")
"""What telephones and podcast apps play."""
MOST_WORKERS = 1024


@click.command(epilog="Example: voicecoach publish practice -o site")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "site",
    type=click.Path(path_type=Path),
    metavar="SITE",
    help="The folder of the site: new, empty, or one that publish made.  [default: FOLDER/site]",
)
@click.option("--dry-run", is_flag=True, help="Say what would be made, and why; write nothing.")
@click.option(
    "--forget",
    metavar="CODE",
    help="Remove this patient from the site and from all that is kept of it, at once.",
)
@click.option("--serve", is_flag=True, help="Then show the site to browsers on this machine, until Ctrl-C.")
@click.option(
    "--port",
    type=Whole(0, 65535),
    default=0,
    metavar="PORT",
    help="The port of --serve.  [default: any that is free]",
)
@click.option(
    "--voice", metavar="BACKEND[:VOICE]", help="Who speaks, for all.  [default: as the practice says]"
)
@click.option(
    "--sounds",
    type=NameList("a format of a site", SUFFIXES),
    default=("mp3",),
    metavar="FORMATS",
    help=f"Which sound files to make: {','.join(SUFFIXES)}.  [default: mp3]",
)
@click.option(
    "--quality",
    type=click.Choice([quality.value for quality in Quality]),
    default=Quality.GOOD.value,
    show_default=True,
    help="How much room the sound may take.",
)
@click.option(
    "--workers",
    type=Whole(1, MOST_WORKERS),
    metavar="N",
    help="How many processes to use.  [default: one for each core]",
)
@click.option("--cluster", metavar="ADDRESS", help="Have a cluster of dask make it: tcp://HOST:8786.")
@click.option(
    "--yes",
    is_flag=True,
    help="Remove patients who are no longer in the folder, even if they are more than half.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what happens, one JSON object a line.")
@shared_cache_option
def publish(folder: Path, site: Path | None, **options: Any) -> None:
    """Make a private page for each patient of a practice.

    FOLDER has practice.yaml and the patients; `voicecoach check FOLDER` finds mistakes in it. Each patient gets a page at an
    address that nobody can guess, with the sessions of this week and of the weeks to come: sound, paper, calendar, and a feed for
    podcast apps. What has not changed is not made again, and anyone who reads the site meanwhile sees the old one until the
    new one is complete. A patient with a mistake keeps what was there; the others go on.
    """
    import datetime

    from voicecoach.cli.publish_shown import Lines, Shown
    from voicecoach.publish.folder.read import read_practice
    from voicecoach.publish.pages.libraries import require_libraries
    from voicecoach.publish.site.parts import real_tools
    from voicecoach.publish.site.plan import Order

    site = folder / "site" if site is None else site
    if options["forget"] is not None:
        _forget(folder, site, options["forget"])
        return
    if options["dry_run"] and options["serve"]:
        raise click.UsageError("--dry-run makes nothing that --serve could show.")
    require_libraries(folder)
    today = datetime.date.today()
    practice = read_practice(folder, today)
    order = Order(today, Quality(options["quality"]), options["sounds"], options["voice"])
    shown = Lines() if options["as_json"] else Shown(look_only=options["dry_run"])
    tools = real_tools(options["cluster"], options["workers"], lambda line: say(line, err=True), shown.spoken)
    failed = _publish(practice, site, order, tools, shown, options)
    if not options["dry_run"]:
        from voicecoach.publish.site.therapist import write_index

        write_index(practice, site, failed, today)
    if options["serve"]:
        _serve(practice, site, failed, options["port"])
    if failed:
        sys.exit(1)


def _publish(
    practice: Practice,
    site: Path,
    order: Order,
    tools: Tools,
    shown: Lines | Shown,
    options: dict[str, Any],
) -> dict[str, list[str]]:
    """Returns the lines of what failed, by code."""
    from voicecoach.publish.site.events import Noted
    from voicecoach.publish.site.publishing import dry_run
    from voicecoach.publish.site.publishing import publish as publish_site

    if options["dry_run"]:
        events = dry_run(practice, site, order, tools)
    else:
        events = publish_site(practice, site, order, tools, agreed=options["yes"])
    with closing(events), shown:
        if not practice.brand.url:
            without = (
                "no url, so there are no feeds and no QR codes; write the address that the site will have"
            )
            shown.show(Noted(f"{practice.folder / 'practice.yaml'}: {without}"))
        for event in events:
            shown.show(event)
    return shown.report()


def _forget(folder: Path, site: Path, code: str) -> None:
    from voicecoach.publish.site.forgetting import forget

    gone = forget(folder, site, code)
    if not gone.was_there:
        raise ExportError(f"there is nothing of a patient “{code}” here", path=site)
    say(f"{code}: removed from the site and from all that is kept of it.")
    for path in gone.left:
        say(f"{path}: not written by voicecoach, and still there", err=True)
    if _has(folder, code):
        say(
            f"{folder} still has {code}: remove that too, or the next publish makes the page again.", err=True
        )


def _has(folder: Path, code: str) -> bool:
    """Whether the practice's folder still names the patient, in a file or in the table, right or wrong."""
    import datetime

    from voicecoach.publish.folder.read import read_practice

    try:
        practice = read_practice(folder, datetime.date.today())
    except VoicecoachError:  # reported when it is published
        return False
    return code in practice.problems or any(one.code == code for one in practice.patients)


def _serve(practice: Practice, site: Path, failed: dict[str, list[str]], port: int) -> None:
    import datetime
    import threading

    from voicecoach.publish.site.loopback import Loopback
    from voicecoach.publish.site.therapist import index_of

    with Loopback(site.resolve() / "p", port) as server:
        server.index = index_of(practice, site, server.base, failed, datetime.date.today()).content
        say(f"The site is at {server.url} for this machine alone, until Ctrl-C.")
        threading.Event().wait()
