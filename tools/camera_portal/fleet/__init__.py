"""Many cameras, one after the other: from a CSV file to a report that can be signed."""
