"""The wrapper around every backend and every voice of it: whatever its code does, a caller sees a voice or a SpeechError.

Each call has a time limit, on a thread that is the backend's own. Whatever it raises, SystemExit and KeyboardInterrupt
too, becomes a SpeechError that names the voice and the phrase; whatever it returns is checked (`result_checks`). So nothing of
a bad phrase is ever kept, and one bad voice takes no other with it.

What no wrapper can know is whether a phrase sounds as it did before: `voicecoach cache verify` makes it again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from voicecoach.errors import BackendUnavailable, SpeechError, SynthesisFailed, VoiceNotFound
from voicecoach.speech import result_checks
from voicecoach.speech.api import Backend, Voice, VoiceInfo
from voicecoach.speech.engine_thread import ForeignCode, ForeignCodeAtOnce, OwnCode
from voicecoach.speech.open_voice_mixin import OpenVoiceMixin
from voicecoach.speech.voice_claims import VoiceClaims, voice_claims
from voicecoach.time_limited import TookTooLong
from voicecoach.units import Frames

if TYPE_CHECKING:
    from voicecoach.audio.pcm import Clip

Answer = TypeVar("Answer")


class Limits(NamedTuple):  # not a dataclass, which costs half a millisecond of a warm start
    """How long a backend may take, in seconds. All are longer than what our own backends allow their engines."""

    make_s: float = 60.0
    """To be imported and made."""
    list_s: float = 45.0
    """To list its voices, or to give its version."""
    open_s: float = 45.0
    """To open a voice."""
    phrase_s: float = 45.0
    """To say a phrase."""
    letter_s: float = 0.25
    """What is added for each character of the phrase."""
    close_s: float = 5.0
    """To close a voice."""


LIMITS = Limits()

Code: TypeAlias = ForeignCode | ForeignCodeAtOnce | OwnCode
"""Where a backend's code runs."""

_ABANDONED_S = 0.1
"""How long closing waits for an abandoned call, so that Ctrl-C ends at once."""

_LENGTHS = 65536
"""Lengths that are remembered, before all are forgotten."""

_OURS = (BackendUnavailable, VoiceNotFound, SynthesisFailed, SpeechError)


class BackendBroken(BackendUnavailable):
    """The backend is installed, but its code fails."""


class _GuardedCalls:
    """Calls foreign code, and turns what it raises into our errors."""

    def __init__(self, who: str, code: Code) -> None:
        self.who = who
        """How a message names it: a backend, or backend:voice."""
        self._code = code

    def ask(
        self, function: Callable[[], Answer], limit_s: float, fail: Callable[[str], SpeechError] | None = None
    ) -> Answer:
        """What the function returns; `fail` makes the error of a message. Raises SpeechError."""
        failed = fail or (lambda message: BackendBroken(message, backend=self.who))

        def run() -> tuple[bool, Any]:
            try:
                return True, function()
            except self._code.catches as error:
                return False, (_message(error), error)

        try:
            returned, answer = self._code.call(run, limit_s)
        except TookTooLong as error:
            self.log(str(error))
            raise failed(f"it did not answer within {limit_s:g} s") from error
        if returned:
            return answer  # type: ignore[no-any-return]
        message, raised = answer
        if message is None:
            raise raised
        self.log(message, raised)
        if isinstance(raised, SpeechError):
            raise _of_ours(raised, message, self.who) from raised
        raise failed(f"it is broken: {message}") from raised

    def log(self, message: str, error: BaseException | None = None) -> None:
        """For anyone who looks for it afterwards."""
        from voicecoach.logs import logger_for

        logger_for(__name__).warning("voice %s: %s", self.who, message)
        if error is not None:
            logger_for(__name__).debug("voice %s", self.who, exc_info=error)


def _message(error: BaseException) -> str | None:
    """What is wrong, in one line; None if the error is ours and says it well."""
    if isinstance(error, result_checks.BadResult):
        return str(error)
    if not isinstance(error, SpeechError):
        return result_checks.describe_exception(error)
    message = error.message if isinstance(error.message, str) else result_checks.describe_exception(error)
    fit = (
        type(error) in (*_OURS, BackendBroken)
        and isinstance(error.backend, str)
        and result_checks.on_one_line(message) == message
        and result_checks.on_one_line(error.backend) == error.backend
        and isinstance(getattr(error, "phrase", ""), str)
    )
    return None if fit else result_checks.on_one_line(message)


def _of_ours(error: SpeechError, message: str, who: str) -> SpeechError:
    """The same error, with words that may be shown."""
    if isinstance(error, SynthesisFailed):
        phrase = getattr(error, "phrase", "")
        return SynthesisFailed(message, backend=who, phrase=phrase if isinstance(phrase, str) else "")
    kinds: tuple[type[SpeechError], ...] = (BackendUnavailable, VoiceNotFound, SpeechError)
    return next(kind for kind in kinds if isinstance(error, kind))(message, backend=who)


class CheckedBackend:
    """A backend that keeps the contract, whatever is within. Every method raises SpeechErrors and nothing else."""

    def __init__(self, name: str, load: Callable[[], Any], code: ForeignCode | OwnCode) -> None:
        """Makes the backend of the class that `load` returns. `code` is where it runs."""
        self._name = name
        self._code = code
        self._guarded = _GuardedCalls(name, code)
        self.left_out: tuple[str, ...] = ()
        """What is wrong with each voice that the last list left out."""

        def make() -> tuple[Any, bool]:
            made = load()()
            return made, bool(getattr(made, "cacheable", True))

        self._backend: Backend
        self._backend, self.cacheable = self._guarded.ask(make, LIMITS.make_s)

    @property
    def version(self) -> str:
        """Differs between two builds. Raises SpeechError."""
        return self._guarded.ask(
            lambda: result_checks.checked_name(self._backend.version, "its version"), LIMITS.list_s
        )

    def voices(self) -> tuple[VoiceInfo, ...]:
        """Every voice that is listed well. Raises SpeechError, also if some are listed and none of them well."""
        good, bad = self._guarded.ask(
            lambda: result_checks.checked_voices(self._backend.voices(), self._name), LIMITS.list_s
        )
        self.left_out = bad
        for reason in bad:
            self._guarded.log(f"a voice is left out, {reason}")
        if bad and not good:
            raise BackendBroken(f"it is broken: it lists no voice well, {bad[0]}", backend=self._name)
        return good

    def open(self, voice: str | None, speed: int, threads: int = 1) -> CheckedVoice:
        """The voice of that id, used by so many threads at the same time if it lets them. Raises SpeechError."""
        guarded = _GuardedCalls(
            result_checks.on_one_line(f"{self._name}:{voice}") if voice else self._name, self._code
        )

        def opened() -> tuple[Voice, VoiceClaims]:
            made = self._backend.open(voice, speed)
            if made is None:
                raise result_checks.BadResult("it opened None, not a voice")
            return made, voice_claims(made, self._name)

        made, claims = guarded.ask(opened, LIMITS.open_s)
        if claims.concurrent and threads > 1 and isinstance(self._code, ForeignCode):
            return CheckedVoice(made, claims, ForeignCodeAtOnce(self._code, self._name, threads), threads)
        return CheckedVoice(made, claims, self._code)


class CheckedVoice(OpenVoiceMixin):
    """A voice that keeps the contract, whatever is within. May be used by several threads; they take turns, or run at the
    same time, `threads` of them, if the voice lets them."""

    def __init__(self, voice: Voice, claims: VoiceClaims, code: Code, threads: int = 1) -> None:
        self._voice = voice
        self._code = code
        self._guarded = _GuardedCalls(claims.id, code)
        self._lengths: dict[str, Frames] = {}
        self.threads = threads
        """How many phrases are made at the same time, at most."""
        self.id = claims.id
        """`backend:voice`."""
        self.rate = claims.rate
        """Frames a second of every clip."""
        self.gain_db = claims.gain_db
        """What brings the voice to its level, in dB; None if it has to be measured."""
        self.version = claims.version
        """Of files that are this voice's alone; empty if it has none."""
        self.reads_marks = claims.reads_marks
        """Whether it may be given marked words."""
        self.language = claims.language
        """The tag of what it reads; empty if it does not say."""
        if claims.identity is not None:
            self.identity = claims.identity
            """Differs from that of every other voice; only there if the voice has one."""

    def length(self, text: str) -> Frames:
        """How long the phrase is heard. Raises SpeechError."""
        known = self._lengths.get(text)
        return known if known is not None else self._ask(text, self._length)

    def say(self, text: str) -> Clip:
        """The spoken phrase. Raises SpeechError."""
        return self._ask(text, self._say)

    def can_pronounce(self, ipa: str) -> bool:
        """Whether it says that it can say these sounds. Raises SpeechError."""
        ask = getattr(self._voice, "can_pronounce", None)
        return callable(ask) and self._ask(ipa, lambda sounds: ask(sounds) is True)

    def phonemes(self, text: str) -> str:
        """How it reads the phrase; empty if it does not say. Raises SpeechError."""
        ask = getattr(self._voice, "phonemes", None)
        return (
            self._ask(text, lambda words: result_checks.on_one_line(str(ask(words)))) if callable(ask) else ""
        )

    def close(self) -> None:
        """Closes the voice; its errors are logged, and harm nothing any more."""
        limit_s = _ABANDONED_S if self._code.busy else LIMITS.close_s
        try:
            self._guarded.ask(self._voice.close, limit_s)
        except SpeechError as error:
            self._guarded.log(f"closing it: {error.message}")
        self._code.close()

    def _ask(self, text: str, function: Callable[[str], Answer]) -> Answer:
        return self._guarded.ask(
            lambda: function(text),
            LIMITS.phrase_s + LIMITS.letter_s * len(text),
            lambda message: SynthesisFailed(message, backend=self.id, phrase=text),
        )

    def _length(self, text: str) -> Frames:
        found = result_checks.checked_length(self._voice.length(text), self.rate)
        self._check_same_voice()
        return self._remember(text, found)

    def _say(self, text: str) -> Clip:
        clip = result_checks.checked_clip(self._voice.say(text), self.rate)
        self._check_same_voice()
        self._remember(text, clip.length)
        return clip

    def _remember(self, text: str, found: Frames) -> Frames:
        """The length. Raises BadResult if another one was given before."""
        known = self._lengths.get(text, found)
        if known != found:
            raise result_checks.BadResult(f"it is {known} frames long by one account and {found} by another")
        if len(self._lengths) >= _LENGTHS:
            self._lengths.clear()
        self._lengths[text] = found
        return found

    def _check_same_voice(self) -> None:
        rate, name = self._voice.rate, self._voice.id
        if (type(rate), rate, name) != (int, self.rate, self.id):
            rate, name = result_checks.checked_rate(rate), result_checks.checked_name(name, "its id")
        if (rate, name) != (self.rate, self.id):
            raise result_checks.BadResult(
                f"it was {self.id} at {self.rate} Hz and is now {name} at {rate} Hz"
            )
