"""Coach a session live: print what happens, answer a wait, and stop after the third set."""

from voicecoach import Choices, NoticeKind, Performance, open_voice

with open_voice() as voice, Performance("gentle-daily", voice, choices=Choices(talk="short")) as performance:
    for notice in performance:
        if notice.kind is NoticeKind.CUE:
            print(notice.text)
        if notice.event is not None and notice.event.kind == "wait":
            performance.ask("done")
        if len(performance.record.done) == 3:
            performance.ask("quit")
print(f"{performance.record.seconds:.0f} s played")
