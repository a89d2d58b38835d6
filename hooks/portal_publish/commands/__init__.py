"""The publishing commands of `portal`, one module each; shaped like `portal/commands/`."""
