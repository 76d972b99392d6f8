"""Pictures of exercises: found beside a file, checked, and rid of what does not show."""
