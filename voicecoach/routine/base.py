"""The strict, frozen base of everything that is read from a file, and what its fields are declared with.

This is a small reader of our own: the import of pydantic alone takes longer than the whole of `voicecoach preview` may, and its
findings would have to be translated into words for authors. What is read is plain data (maps, lists, texts); mistakes are
gathered, each with its keys, and none of them stops the rest from being read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple, Self, TypeAlias, dataclass_transform

from voicecoach.errors import RoutineError

Keys: TypeAlias = tuple[str | int, ...]
"""Where something stands in a file: ("steps", 3, "hold")."""


class Fault(NamedTuple):
    """A mistake at `keys`, in a sentence for the author."""

    message: str
    keys: Keys
    at_key: bool = False
    """Whether the key itself is wrong, and not its value."""
    missing: bool = False
    """Whether the last of the keys is not written at all."""


class Reader:
    """Reads one kind of value; both a text from a file and a value that is right already."""

    def read(self, value: Any, keys: Keys, faults: list[Fault]) -> Any:
        """The checked value; what is returned after a fault was added means nothing."""
        try:
            return self.one(value)
        except ValueError as error:
            at = f"{keys[-1]}: " if keys and isinstance(keys[-1], str) else ""
            faults.append(Fault(at + str(error), keys))

    def one(self, value: Any) -> Any:
        """The checked value of something that has no parts; raises ValueError with a sentence."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """What JSON Schema says of such a value."""
        raise NotImplementedError


class FieldSpec(NamedTuple):
    """How a field is read, and what it is where it is left out."""

    reader: Reader
    default: Any
    required: bool


_REQUIRED: Any = object()


def field(reader: Reader, *, default: Any = _REQUIRED) -> Any:
    """Declares a field of a FileModel; without a default it must be written."""
    return FieldSpec(reader, default, default is _REQUIRED)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class FileModel:
    """Unknown keys are refused and values are frozen; the docstring under a field is its description in the schema."""

    model_fields: ClassVar[dict[str, FieldSpec]] = {}
    """Each field by name, inherited ones first."""

    def __init_subclass__(cls) -> None:
        own = {name: spec for name, spec in vars(cls).items() if type(spec) is FieldSpec}
        cls.model_fields = {**cls.model_fields, **own}
        for name in own:
            delattr(cls, name)

    def __init__(self, **values: Any) -> None:
        """Checks the values as those of a file; raises RoutineError with every mistake."""
        faults: list[Fault] = []
        found = self.read_fields(values, (), faults)
        if faults:
            raise _refusal(faults)
        self.__dict__.update(found)

    @classmethod
    def model_validate(cls, value: Any) -> Self:
        """Reads plain data, as YAML and JSON have it; raises RoutineError with every mistake, without places."""
        faults: list[Fault] = []
        found = ModelOf(cls).read(value, (), faults)
        if faults:
            raise _refusal(faults)
        assert isinstance(found, cls)
        return found

    @classmethod
    def unchecked(cls, **values: Any) -> Self:
        """An instance of values that were checked before; what is left out is its default."""
        made = object.__new__(cls)
        made.__dict__.update({name: spec.default for name, spec in cls.model_fields.items()} | values)
        return made

    @classmethod
    def read_fields(cls, values: dict[str, Any], keys: Keys, faults: list[Fault]) -> dict[str, Any]:
        """The checked value of every field; its mistakes are added to `faults`."""
        before = len(faults)
        found: dict[str, Any] = {}
        if not values.keys() <= cls.model_fields.keys():
            for name in values:
                if name not in cls.model_fields:
                    from voicecoach.routine.mistakes import unknown_key

                    faults.append(Fault(unknown_key(str(name), cls), (*keys, name), at_key=True))
        for name, spec in cls.model_fields.items():
            value = values.get(name)
            if value is not None:
                found[name] = spec.reader.read(value, (*keys, name), faults)
            elif spec.required:
                faults.append(Fault(f"“{name}” is missing{cls.purpose()}", (*keys, name), missing=True))
            else:
                found[name] = spec.default
        if len(faults) == before and (whole := cls.fault(found)):
            faults.append(Fault(whole, keys))
        return found

    @classmethod
    def fault(cls, values: dict[str, Any]) -> str | None:
        """What is wrong with fields that are right each by itself; None where nothing is."""
        return None

    @classmethod
    def purpose(cls) -> str:
        """What it is made of, for somebody who left a part out; begins with a semicolon, or is empty."""
        return ""

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *map(_hashable, self.__dict__.values())))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._written())})"

    def _written(self) -> Iterator[tuple[str, Any]]:
        for name, spec in self.model_fields.items():
            value = self.__dict__[name]
            if spec.required or value != spec.default:
                yield name, value


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, dict) else value


class ModelOf(Reader):
    """A map that is read into a model."""

    def __init__(self, model: type[FileModel]) -> None:
        self.model = model

    def read(self, value: Any, keys: Keys, faults: list[Fault]) -> Any:
        if type(value) is dict:
            before = len(faults)
            found = self.model.read_fields(value, keys, faults)
            return self.model.unchecked(**found) if len(faults) == before else None
        if type(value) is self.model:
            return value
        name = self.model.__name__.lower()
        text = f"this is {shape(value)}; {name_with_article(name)} is a map: keys with values{self.model.purpose()}"
        faults.append(Fault(lead(keys) + text, keys))
        return None

    def schema(self) -> dict[str, Any]:
        return {"$ref": f"#/$defs/{self.model.__name__}"}


def name_with_article(name: str) -> str:
    """`an exercise`."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def lead(keys: Keys) -> str:
    """`hold: `, the last named of `keys`; empty where there is none."""
    for part in reversed(keys):
        if isinstance(part, str):
            return f"{part}: "
    return ""


def shape(value: Any) -> str:
    """What an author would call the shape of a value."""
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a map"
    return "a text" if isinstance(value, str) else "a number" if isinstance(value, int | float) else "nothing"


def _refusal(faults: list[Fault]) -> RoutineError:
    errors = [RoutineError(fault.message, field=".".join(map(str, fault.keys)) or None) for fault in faults]
    errors[0].others = tuple(errors[1:])
    return errors[0]
