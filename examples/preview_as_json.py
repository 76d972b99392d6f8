"""List when each exercise begins, from the JSON that other programs read too."""

import json

from voicecoach import Choices, open_voice, prepare, preview

with open_voice("silent") as voice:
    session = prepare("gentle-daily", Choices(), voice)
for chapter in json.loads(preview(session, "json"))["chapters"]:
    print(f"{chapter['start']:7.1f} s  {chapter['title']}")
