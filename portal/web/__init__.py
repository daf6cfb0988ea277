"""The page: what each request gets, from the guard to the last byte of HTML."""
