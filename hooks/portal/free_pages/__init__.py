"""Free pages: Markdown of docs/ that is no explainer, such as the page about this portal."""
