"""Making the files of sessions: what a job holds, how it is done, and who does many, here or on other machines."""
