"""`python -m portal`: the command where no script of it is installed (a server's hooks)."""

from portal.cli import main

raise SystemExit(main())
