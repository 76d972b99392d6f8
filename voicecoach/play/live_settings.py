"""What a live session is given besides its routine, its voice and its output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.play.commands import Command
from voicecoach.play.key_map import NO_KEYS, KeyMap
from voicecoach.play.saved.place import Place, PlayOptions
from voicecoach.routine.progression import USUAL_RULE, ProgressRule

if TYPE_CHECKING:
    from voicecoach.audio.music import Music
    from voicecoach.play.saved.pain import When
    from voicecoach.play.saved.progress import Course
    from voicecoach.play.saved.record import Record
    from voicecoach.play.upcoming import Ask


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """How one live session runs, apart from its routine and its voice."""

    options: PlayOptions = field(default_factory=PlayOptions)
    """What the session was begun with, for `resume`."""
    wait_setup: bool = False
    """Whether to wait for the person before each exercise."""
    wake_s: float = 0.0
    """How long a headset is woken, in seconds."""
    places: Path | None = None
    """The folder in which the place is kept; None: it is not kept."""
    record: Path | None = None
    """The file to which the record is added; None: to none."""
    resume: Place | None = None
    """The session that this one goes on with."""
    keys: KeyMap = NO_KEYS
    """The keys that it is controlled by."""
    presses: tuple[Command, Command] = (Command.DONE, Command.HURT)
    """What two and three presses of the one button mean."""
    music: Music | None = None
    """What plays under the words."""
    rule: ProgressRule = USUAL_RULE
    """When exercises become more."""
    courses: Mapping[str, Course] = field(default_factory=dict)
    """How far along its range each exercise is, by its id."""
    earlier: tuple[Record, ...] = ()
    """The sessions before this one, as the person has them, the oldest first."""
    upcoming: Ask | None = None
    """Answers which session comes next; None: there is no plan."""
    hurt: Mapping[str, When] = field(default_factory=dict)
    """Ids of exercises that hurt in an earlier session, and when that was."""
