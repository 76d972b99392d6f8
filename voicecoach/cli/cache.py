"""`voicecoach cache`: what is kept to be quick: spoken phrases and compiled timelines."""

from __future__ import annotations

import click


@click.group(invoke_without_command=True, epilog="Example: voicecoach cache clear")
@click.pass_context
def cache(context: click.Context) -> None:
    """See and empty the store of spoken phrases and compiled timelines.

    A phrase is synthesised once, and a routine compiled once, and read from then on. Without a command: where the
    store is and how full.
    """
    if context.invoked_subcommand is not None:
        return
    from voicecoach.compiled import default_folder
    from voicecoach.speech.cache import PhraseCache

    store = PhraseCache()
    usage = store.usage()
    click.echo(f"folder     {store.folder}")
    click.echo(f"phrases    {usage.phrases}")
    click.echo(f"size       {_megabytes(usage.bytes)} of {_megabytes(store.limit)}")
    click.echo(f"timelines  {len(list(default_folder().glob('*.json')))}")


@cache.command(epilog="Example: voicecoach cache clear")
def clear() -> None:
    """Remove every phrase and timeline; they are made again when they are needed."""
    from voicecoach.compiled import clear as clear_timelines
    from voicecoach.speech.cache import PhraseCache

    store = PhraseCache()
    gone = store.clear()
    timelines = clear_timelines()
    left = store.usage()
    click.echo(f"Removed {gone.phrases} phrases, {_megabytes(gone.bytes)}, and {timelines} timelines.")
    if left.phrases:
        raise click.ClickException(
            f"{left.phrases} phrases in {store.folder} cannot be removed; look who owns them"
        )


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f} MB"
