"""What pyproject.toml cannot say: the wheel also holds the files a town's project is made of."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

PROJECT = "portal_project"
"""The folder beside the packages; `portal new-town` copies it (portal_publish/town_projects.py)."""
TREES = ("overrides", "docs", "content/common", "content/_examples", "content/.schema")
FILES = (
    "mkdocs.yml", "hooks/events.py", "content/README.md", ".gitignore", ".vscode/settings.json",
    ".vscode/extensions.json",
)  # fmt: skip


class BuildWithProject(build_py):
    """Builds the packages, and beside them the program's own files of a project."""

    def run(self) -> None:
        """Copy what no package holds; an editable installation finds it where it stands."""
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib) / PROJECT
        shutil.rmtree(target, ignore_errors=True)
        for tree in TREES:
            shutil.copytree(tree, target / tree, ignore=shutil.ignore_patterns("__pycache__"))
        for file in FILES:
            if Path(file).is_file():
                (target / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target / file)


setup(cmdclass={"build_py": BuildWithProject})
