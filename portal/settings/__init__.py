"""What the camera remembers: ``wifi.txt``, its second copy, and the files beside it."""
