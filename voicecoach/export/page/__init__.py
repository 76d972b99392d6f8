"""What is looked at: the page that plays, the printed handout, the cover, a picture of the session."""
