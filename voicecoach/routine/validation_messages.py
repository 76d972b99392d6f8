"""What pydantic finds, in plain English for an author: at its place, with what was probably meant.

Which model reads what is below a key is seen from the types of the fields, so nothing here names a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel, Tag, TypeAdapter, ValidationError

from voicecoach.errors import RoutineError
from voicecoach.routine.mistakes import (
    CONTRADICTION,
    NOTHING_TO_SAY,
    name_shape,
    no_choice,
    no_step,
    unknown_key,
)
from voicecoach.routine.step_keys import BARE, NO_STEP, STEP_KEYS, step_keys
from voicecoach.routine.tree import MOST_MISTAKES, Keys, MoreMistakes, Tree, field_name, shorten

_PURPOSES = {
    "Routine": "; a routine has a title and steps",
    "Exercise": "; an exercise has a name, a kind and a position",
}
_MARKED = re.compile(
    r"(?:([0-9]{1,2}[.)])\s+|[-\u2010-\u2015\u2212\u2022])([^\s-][^\n]*?)(?=\s+(?:[0-9]{1,2}[.)]\s|[-\u2010-\u2015]\S)|$)"
)
"""The first item of a list that has numbers, or no space after its dashes."""
_ROWS = {
    "say_as": "a word and how it is said",
    "dose": "the id of an exercise and what is different",
    "weeks": "weeks and what is different",
}
"""What is on each line of a map, by its key."""


class Mistake(NamedTuple):
    """One error of pydantic, by the keys that the author wrote."""

    kind: str
    """Its type, as pydantic calls it."""
    keys: Keys
    at_key: bool
    """Whether the key itself is wrong, and not its value."""
    owner: type[BaseModel]
    """The model that has the last of the keys, or should have."""
    value: Any
    context: dict[str, Any]

    def message(self) -> str:
        """The sentence for the author."""
        named = [part for part in self.keys if isinstance(part, str)]
        if self.kind == "extra_forbidden":
            return unknown_key(named[-1], keys_of(self.owner), STEP_KEYS)
        if self.kind == "missing":
            return f"“{named[-1]}” is missing{_PURPOSES.get(self.owner.__name__, '')}"
        if self.kind == NO_STEP:
            return no_step(self.value, step_keys(self.value), STEP_KEYS)
        if self.kind == CONTRADICTION:
            return str(self.context["sentence"])
        sentence = _sentence(self)
        # A key that is wrong names itself, and a step that is a bare text has none.
        nameless = self.at_key or not named or self.keys[-2:-1] == ("steps",)
        return sentence if nameless else f"{named[-1]}: {sentence}"


def keys_of(model: type[BaseModel]) -> list[str]:
    """What the fields of a model are called in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]


def mistakes_in(error: ValidationError, model: type[BaseModel]) -> Iterator[Mistake]:
    """Everything that `error` holds."""
    for one in error.errors(include_url=False):
        if one["type"] == "too_short" and one["input"]:
            continue  # a list whose items are all wrong counts as empty; each of them is reported
        keys, owner = _resolve(one["loc"], model)
        at_key = one["type"] == "extra_forbidden" or "[key]" in one["loc"]
        yield Mistake(one["type"], keys, at_key, owner, one["input"], one.get("ctx", {}))
        if one["type"] == NO_STEP:
            yield from _mistakes_in_step(keys, one["input"], _models_below(owner, "steps"))


def _mistakes_in_step(place: Keys, step: Any, models: dict[str, type[BaseModel]]) -> Iterator[Mistake]:
    """What else is wrong in a step of several step keys, each read with what belongs to it."""
    names = step_keys(step)
    known = {key for name in names for key in keys_of(models[name])}
    for name in names:
        fields = set(keys_of(models[name])) - set(names) | {name}
        if name == names[0]:
            # A key that belongs to none of them is reported once.
            fields |= set(step) - known
        try:
            TypeAdapter(models[name]).validate_python({key: step[key] for key in step if key in fields})
        except ValidationError as error:
            for mistake in mistakes_in(error, models[name]):
                yield mistake._replace(keys=(*place, *mistake.keys))


def errors_in_file(error: ValidationError, model: type[BaseModel], tree: Tree) -> list[RoutineError]:
    """Each mistake at its place in `tree`; of very many, those that come first, and how many more there are."""
    found: dict[tuple[tuple[int, int, bool], str, str], Mistake] = {}
    for mistake in mistakes_in(error, model):
        # The tree has reported empty values; what several aliases lead to is in the file once.
        if mistake.at_key or mistake.value is not None:
            name = mistake.keys[-1] if mistake.keys and isinstance(mistake.keys[-1], str) else ""
            place = (*tree.place(mistake.keys, key=mistake.at_key), not mistake.at_key)
            found.setdefault((place, mistake.kind, name), mistake)
    first = [found[one] for one in sorted(found, key=lambda one: one[0])]
    shown = [
        tree.error(mistake.message(), mistake.keys, key=mistake.at_key) for mistake in first[:MOST_MISTAKES]
    ]
    more = len(first) - len(shown)
    return [*shown, MoreMistakes(more, tree.path)] if more else shown


def error_in_python(error: ValidationError, model: type[BaseModel]) -> RoutineError:
    """The mistakes of values that are not in a file."""
    first, *others = (
        RoutineError(mistake.message(), field=field_name(mistake.keys) or None)
        for mistake in mistakes_in(error, model)
    )
    first.others = tuple(others)
    return first


def _resolve(loc: tuple[int | str, ...], model: type[BaseModel]) -> tuple[Keys, type[BaseModel]]:
    """The keys that an author wrote, without the tags of steps, and the model that has the last of them."""
    keys: list[int | str] = []
    owner = model
    parts = [part for part in loc if part != "[key]"][::-1]
    while parts:
        key = str(parts[-1])
        keys.append(parts.pop())
        models = _models_below(owner, key)
        if not models:
            continue
        if parts and get_origin(owner.model_fields[key].annotation) in (tuple, dict):
            keys.append(parts.pop())
        if not parts:
            break
        tag = "" if "" in models else str(parts.pop())
        owner = models[tag]
        if tag == BARE:
            break
    return tuple(keys), owner


def _models_below(model: type[BaseModel], key: str) -> dict[str, type[BaseModel]]:
    """The models that read the values at a key of `model`, by their tags; "" is the tag of one that has no alternatives."""
    model.model_rebuild()  # the types of a model that is only a part of another are names until then
    field = model.model_fields.get(key)
    return {} if field is None else dict(_models_in(field.annotation))


def _models_in(annotation: Any, tag: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield tag, annotation
    tag = next((one.tag for one in getattr(annotation, "__metadata__", ()) if isinstance(one, Tag)), tag)
    for inner in get_args(annotation):
        yield from _models_in(inner, tag)


def _choices(annotation: Any) -> list[str]:
    """The words of the enumeration in a field's type, which may be left out too."""
    kinds = (annotation, *get_args(annotation))
    return [word for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum) for word in kind]


def _sentence(mistake: Mistake) -> str:
    value, context = mistake.value, mistake.context
    match mistake.kind:
        case "value_error":
            return str(context["error"])
        case "enum":
            return no_choice(value, _choices(mistake.owner.model_fields[str(mistake.keys[-1])].annotation))
        case "string_type":
            return f"this is {name_shape(value)}; write one text"
        case "string_too_long":
            return f"this text has {len(value):,} characters; it may have {context['max_length']}"
        case "string_too_short":
            return NOTHING_TO_SAY
        case "tuple_type" if isinstance(value, str) and (marked := _MARKED.match(value)):
            what = "a dash in place of each number" if marked[1] else "a space after each dash"
            return f"write {what}: “- {shorten(marked[2], 30)}”"
        case "tuple_type":
            return f"this is {name_shape(value)}; write a list: one item a line, each after a dash"
        case "dict_type":
            row = _ROWS.get(str(mistake.keys[-1]) if mistake.keys else "", "an id and its exercise")
            return f"this is {name_shape(value)}; write a map: {row} on each line"
        case "model_type":
            name = context["class_name"]
            words = re.sub(r"(?<=.)([A-Z])", r" \1", name).lower()
            what = f"{'an' if name[0] in 'AEIOU' else 'a'} {words}"
            return f"this is {name_shape(value)}; {what} is a map: keys with values{_PURPOSES.get(name, '')}"
        case "too_short":
            return "the list is empty; write at least one"
        case "too_long":
            return f"there are {len(value):,}; at most {context['max_length']}"
    return f"“{shorten(str(value))}” cannot be read here"
