"""One camera: the commands that ask it something, and what they say."""
