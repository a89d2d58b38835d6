"""What inspectors of government sites ask, and how the portal stands to it."""
