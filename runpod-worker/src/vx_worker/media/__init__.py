"""Frames to files, and files looked at."""
