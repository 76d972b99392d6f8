"""What a patient opens: the pages of each session, the page of all sessions, the feed, the calendar."""
