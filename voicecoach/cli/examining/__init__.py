"""What `voicecoach doctor` finds out, area by area."""
