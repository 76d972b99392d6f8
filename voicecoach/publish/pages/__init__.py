"""What a patient opens: the files beside the sound of a session, the page of all sessions, the feed, the calendar."""
