"""The domain of the portal: records, dates, citations, views.

Knows no MkDocs, no Jinja, no network and no clock: `today` is an argument.
Arrows point one way: source, problems -> records -> catalog -> the rest.
"""
