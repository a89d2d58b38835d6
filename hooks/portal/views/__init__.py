"""Views: plain data for templates, one module for each kind of page.

A view holds what is shown, already chosen, worded and ordered for one language; templates
neither sort nor compute. Addresses in a view are paths below the language's root.
"""
