"""The store of spoken phrases: on this machine, and in a place that several machines share."""
