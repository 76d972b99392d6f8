"""A practice with many patients: its folder becomes a private page, files and a feed for each patient.

    practice folder --folder--> Practice --jobs--> files of each session --site--> a folder that any web server can serve

`folder` reads and checks what the practice wrote; `pages` makes what a patient opens; `jobs` makes the sound and the pages of
sessions, on this machine or on several; `site` decides what has to be made again, and moves it into place as a whole.
"""
