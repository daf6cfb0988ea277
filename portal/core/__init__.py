"""What every room stands on: the clock, the console, text, settings files, memory on loan."""
