"""A voice of your own: it hums each word of a phrase. Any object with these five members is a Voice."""

import numpy as np

from voicecoach import Choices, Clip, Frames, prepare, render


class Humming:
    id, rate = "humming:low", 22050

    def length(self, text: str) -> Frames:
        return Frames(len(text.split()) * self.rate // 4)

    def say(self, text: str) -> Clip:
        time = np.arange(self.length(text)) / self.rate
        hum = 9000 * np.sin(2 * np.pi * 180 * time) * np.sin(4 * np.pi * time) ** 2
        return Clip(hum.astype(np.int16), self.rate, onset=Frames(0))

    def close(self) -> None: ...


voice = Humming()
print(*render(prepare("gentle-daily", Choices(talk="counts"), voice), voice, "hummed.wav"))
