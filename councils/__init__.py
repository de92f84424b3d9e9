"""Who: councils, people, bodies, meetings and what each may do."""
