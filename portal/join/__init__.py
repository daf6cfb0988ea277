"""Joining a network: what is in range, what opens it, one attempt, and why it ended as it did."""
