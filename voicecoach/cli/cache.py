"""`voicecoach cache`: what is kept for speed: spoken phrases and compiled timelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from voicecoach.cli.numbers import Whole
from voicecoach.cli.printable import say
from voicecoach.cli.shared_cache import shared_cache_option, shared_place_in_use
from voicecoach.pronunciation import as_printed

if TYPE_CHECKING:
    from voicecoach.speech.cache.phrase_entry import PhraseRecipe
    from voicecoach.speech.cache.shared_cache import SharedEntries

LEAST_FORGOTTEN = 2
"""Characters: shorter words are in almost every phrase."""
SAMPLE = 200
"""Phrases: with espeak-ng less than a second of work."""


def _said_words(context: click.Context, parameter: click.Parameter, value: str) -> str:
    words = " ".join(value.split())
    if len(words) < LEAST_FORGOTTEN:
        raise click.BadParameter(f"give at least {LEAST_FORGOTTEN} letters of the words to forget.")
    return words


@click.group(invoke_without_command=True, epilog="Example: voicecoach cache clear")
@shared_cache_option
@click.pass_context
def cache(context: click.Context) -> None:
    """See, check and empty the store of spoken phrases and compiled timelines.

    A phrase is synthesised once, and a routine compiled once, and read from then on. Without a command: where the
    store is and how full. What an older version left there and nothing reads any more is removed.

    --shared-cache names a place that several machines share phrases in; it is shown too.
    """
    if context.invoked_subcommand is not None:
        return
    from voicecoach.compiled import timelines_folder
    from voicecoach.speech.cache.phrase_cache import PhraseCache
    from voicecoach.speech.cache.verify_cache import is_outdated

    store = PhraseCache()
    gone = store.remove_outdated(is_outdated)
    usage = store.usage()
    say(f"folder     {store.folder}")
    say(f"phrases    {usage.phrases}")
    say(f"size       {_megabytes(usage.bytes)} of {_megabytes(store.limit)}")
    say(f"timelines  {len(list(timelines_folder().glob('*.json')))}")
    if gone.phrases:
        say(f"Removed {_phrases(gone.phrases)} of an older version, {_megabytes(gone.bytes)}.")
    if shared_place_in_use():
        place, entries = _shared()
        say(f"shared     {place}")
        there = entries.usage()
        say(f"           {_phrases(there.phrases)}, {_megabytes(there.bytes)}")


@cache.command(epilog="Example: voicecoach cache clear")
@click.option(
    "--shared", is_flag=True, help="Empty the shared place instead, for every machine that uses it."
)
def clear(shared: bool) -> None:
    """Remove every phrase and timeline; they are made again when they are needed.

    What lies in a shared place stays there, unless --shared says otherwise.
    """
    if shared:
        place, entries = _shared()
        emptied = entries.clear()
        say(f"Removed {_phrases(emptied.phrases)}, {_megabytes(emptied.bytes)}, from {place}.")
        return
    from voicecoach.compiled import clear_timelines
    from voicecoach.speech.cache.phrase_cache import PhraseCache

    store = PhraseCache()
    gone = store.clear()
    timelines = clear_timelines()
    left = store.usage()
    say(f"Removed {gone.phrases} phrases, {_megabytes(gone.bytes)}, and {timelines} timelines.")
    if left.phrases:
        raise click.ClickException(
            f"{left.phrases} phrases in {store.folder} cannot be removed; check who owns them"
        )


@cache.command(epilog='Example: voicecoach cache forget "Ann Brown"')
@click.argument("words", callback=_said_words)
def forget(words: str) -> None:
    """Remove every phrase that says WORDS, and all timelines.

    From the shared place the same phrases are removed that are found on this machine; what another machine spoke is found
    there, or by emptying the place.
    """
    from voicecoach.compiled import clear_timelines
    from voicecoach.speech.cache.default_cache import default_cache

    store = default_cache()
    sought = words.casefold()
    found = [one.key for one in store.kept() if sought in as_printed(one.recipe.text).casefold()]
    gone = sum(store.remove(key) for key in found)
    clear_timelines()
    where = f" and from {_shared()[0]}" if store.shared else ""
    say(f"Removed {_phrases(gone)} from this machine{where}.")
    if left := sum(store.local.header(key) is not None for key in found):
        raise click.ClickException(
            f"{_phrases(left)} in {store.folder} cannot be removed; check who owns them"
        )


@cache.command(epilog="Example: voicecoach cache verify --sample 500")
@click.option(
    "--sample",
    type=Whole(min=1),
    default=SAMPLE,
    show_default=True,
    metavar="N",
    help="How many phrases to make again, taken at random.",
)
@click.option("--shared", is_flag=True, help="Look at the shared place instead.")
def verify(sample: int, shared: bool) -> None:
    """Make some kept phrases again, and compare.

    A phrase that comes out differently is named and removed; it is made again when it is needed. The exit code is 1
    if there was one.
    """
    from voicecoach.compiled import clear_timelines
    from voicecoach.speech.cache.phrase_cache import PhraseCache
    from voicecoach.speech.cache.verify_cache import Verdict, is_outdated, verify_phrases
    from voicecoach.speech.cache.verify_cache import sample_phrases as sampled

    store: PhraseCache | SharedEntries
    if shared:
        place, store = _shared()
        phrases, strange = store.sample(sample)
        if strange:
            say(f"{_phrases(strange)} of {place} cannot be read, and no session uses them.", err=True)
    else:
        store = PhraseCache()
        store.remove_outdated(is_outdated)
        phrases = sampled(store, sample)
    found = dict.fromkeys(Verdict, 0)
    reasons: dict[str, int] = {}
    for finding in verify_phrases(store, phrases):
        found[finding.verdict] += 1
        if finding.verdict is Verdict.UNKNOWN:
            reasons[finding.reason] = reasons.get(finding.reason, 0) + 1
        elif finding.verdict is Verdict.DIFFERENT:
            say(f"{_shown(finding.recipe)}: {finding.reason}", err=True)
    for reason, count in reasons.items():
        say(f"{_phrases(count)} cannot be made again here: {reason}", err=True)
    compared = found[Verdict.EQUAL] + found[Verdict.DIFFERENT]
    say(f"{found[Verdict.EQUAL]} of {_phrases(compared)} came out the same.")
    if found[Verdict.DIFFERENT]:
        clear_timelines()  # made with the lengths of phrases that were wrong
        raise click.ClickException(
            f"{_phrases(found[Verdict.DIFFERENT])} differed and {'was' if found[Verdict.DIFFERENT] == 1 else 'were'} "
            "removed; render again what was made with them"
        )


def _shared() -> tuple[str, SharedEntries]:
    """The place that is named, as it is shown, and its contents. Raises click.UsageError if none is."""
    address = shared_place_in_use()
    if not address:
        raise click.UsageError(
            "no shared place is named; give one: voicecoach cache --shared-cache PLACE ..., or as the setting shared-cache."
        )
    from voicecoach.speech.cache.shared_cache import SharedEntries, place_at

    place = place_at(address)
    return place.shown, SharedEntries(place)


def _shown(recipe: PhraseRecipe) -> str:
    text = as_printed(recipe.text)
    text = text if len(text) <= 60 else text[:57] + "..."
    return f"{recipe.voice} at {recipe.speed}, “{text}”"


def _phrases(count: int) -> str:
    return f"{count} phrase{'' if count == 1 else 's'}"


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f} MB"
