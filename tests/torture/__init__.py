"""Long and heavy runs against the real program; each prints its figures and fails with 1."""
