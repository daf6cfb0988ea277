"""What people give: the CSV file of their cameras, passwords; checked, and never shown."""
