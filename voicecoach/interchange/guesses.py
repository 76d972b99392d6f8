"""What an exercise probably is, by the words in its name: a guess, and said as one."""

from __future__ import annotations

from voicecoach.interchange.vocabulary import folded
from voicecoach.routine.model import Kind, Position

_KIND_WORDS: tuple[tuple[Kind, str], ...] = (
    (Kind.BREATHE, "breath, breathe, breathing, pranayama, relax, relaxation, meditation, savasana"),
    (Kind.WARM_UP, "warm, warmup"),
    (
        Kind.STRETCH,
        ("stretch, stretches, stretching, pose, fold, pigeon, cobra, dehnung, dehnen, etirement, twist"),
    ),
    (
        Kind.CARDIO,
        (
            "walk, walking, jog, jogging, run, running, jump, jumps, jumping, jacks, skip, skipping, burpee, burpees, knees "
            "high, march, marching, climber, climbers, climb, dance, cycle, cycling, bike, sprint, rope, skaters, butt kicks, "
            "step ups, stepping"
        ),
    ),
    (
        Kind.MOBILISE,
        (
            "roll, rolls, rolling, circle, circles, rotation, rotations, mobility, mobilisation, cat, rock, rocks, rocking, "
            "swing, swings, glide, glides, slide, slides, nod, nods, shrug, shrugs, pump, pumps, tilt, tilts, reach, reaches, "
            "open, opener, openers, wiper, wipers"
        ),
    ),
)

_POSITION_WORDS: tuple[tuple[Position, str], ...] = (
    (Position.HALF_KNEELING, "half kneeling, half kneel"),
    (Position.STANDING, "standing, stand"),
    (Position.SITTING, "seated, sitting, chair, seat"),
    (Position.ON_THE_BACK, "bench press, lying leg, supine, on back, on the back, on your back"),
    (
        Position.ON_THE_SIDE,
        ("side lying, sidelying, clam, clams, clamshell, clamshells, side plank, side bridge, lying on side"),
    ),
    (
        Position.FACE_DOWN,
        (
            "prone, face down, superman, supermans, cobra, sphinx, plank, planks, press up, press ups, push up, push ups, "
            "pushup, pushups, locust, swimmer, swimmers, burpee, burpees"
        ),
    ),
    (
        Position.HANDS_AND_KNEES,
        (
            "bird dog, cat, cow, donkey, fire hydrant, hydrants, quadruped, all fours, child, childs, sit through, sit "
            "throughs, bear, thread, kneeling push"
        ),
    ),
    (Position.HANGING, "pull up, pull ups, pullup, pullups, chin up, chin ups, hang, hanging, dead hang"),
    (
        Position.ON_THE_BACK,
        (
            "sit up, sit ups, situp, situps, crunch, crunches, bridge, bridges, leg raise, leg raises, dead bug, dead bugs, "
            "deadbug, curl up, curl ups, hip raise, hip raises, hip thrust, hollow, heel slide, heel slides, pelvic, knee to "
            "chest, v ups, flutter kicks, savasana, bicycle, leg lift, leg lifts, straight leg"
        ),
    ),
    (Position.KNEELING, "kneeling, nordic"),
)

_HELD = (
    "plank, planks, hold, holds, stretch, pose, hang, static, isometric, isometrics, l sit, sphinx, "
    "bridge hold, wall sit, wall sits, balance, stand on one leg, single leg stand, savasana, side bridge"
)


def kind_by_name(name: str) -> Kind:
    """What the words of a name say it is for; what strengthens, if they say nothing."""
    return next((kind for kind, words in _KIND_WORDS if _has(name, words)), Kind.STRENGTHEN)


def position_by_name(name: str) -> Position:
    """Where the words of a name say it begins; standing, if they say nothing."""
    return next((position for position, words in _POSITION_WORDS if _has(name, words)), Position.STANDING)


def is_held_by_name(name: str) -> bool:
    """Whether a name is of something that is held still."""
    return _has(name, _HELD)


def _has(name: str, words: str) -> bool:
    plain = f" {folded(name.replace('-', ' '))} "
    return any(f" {word} " in plain for word in words.split(", "))
