"""Render a routine that comes with voicecoach to an MP3, with a handout and a page that plays beside it."""

from voicecoach import Choices, open_voice, prepare, render

with open_voice("auto", speed=140) as voice:
    session = prepare("gentle-daily", Choices(level="steady", talk="short"), voice)
    for path in render(session, voice, "monday.mp3", words=["txt", "html"], quality="best"):
        print(path)
