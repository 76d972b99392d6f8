"""Making what sessions consist of: what a job is made from, how it is done, and who does several, here or on other machines."""
