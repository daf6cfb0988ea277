"""The virtual machine that has radios: its kernel, its file system, what runs in it."""
