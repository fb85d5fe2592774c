"""Who may sign in, for which organisation and in which roles; and for whom the database works in a request."""
