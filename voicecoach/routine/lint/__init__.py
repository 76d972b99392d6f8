"""What a coach would remark on a file that can be read."""
