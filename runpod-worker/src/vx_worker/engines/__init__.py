"""What makes the frames. Nothing here is imported before a job asks for it: torch takes seconds to load."""
