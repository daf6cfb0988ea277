"""The installer's side: cameras set up from a computer, without a phone."""
