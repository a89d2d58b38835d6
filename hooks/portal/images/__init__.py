"""Pictures: photos of advisers, and the share pictures of pages."""
