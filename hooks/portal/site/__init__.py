"""The site: which pages, texts and files there are."""
