"""How a desk is set up: where it listens, for whom, and how people are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LARGEST_FORM = 6_000_000
"""Bytes of a form; a name into which a megabyte was pasted is refused by the check, in its words."""
LARGEST_UPLOAD = 12_000_000
"""Bytes of a request that carries a workbook or a photo."""
MOST_FIELDS = 60_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What `portal desk` was told."""

    root: Path
    """The repository: a work tree, or with `is_served` the bare one on the server."""
    state: Path
    host: str = "127.0.0.1"
    port: int = 8020
    is_served: bool = False
    user_header: str = ""
    """The header in which a proxy names who has logged in."""
    proxies: tuple[str, ...] = ("127.0.0.1",)
    """The addresses from which that header counts."""
    allowed_hosts: tuple[str, ...] = ()
    """Names the desk answers to, beside its own address."""
    is_demo: bool = False
    program: Path = Path(__file__).resolve().parents[2]
    """Where mkdocs.yml and overrides/ are found if the repository has none."""

    @property
    def hosts(self) -> frozenset[str]:
        """What a request's Host may be."""
        if self.allowed_hosts:
            return frozenset(self.allowed_hosts)
        names = {self.host, "127.0.0.1", "localhost"} if self.host in ("127.0.0.1", "localhost") else {self.host}
        return frozenset({f"{name}:{self.port}" for name in names})
