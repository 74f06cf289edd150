"""What all sections share: unknown keys are errors, and secrets are named, not written."""

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from agent.failure import UsageFailure


class Strict(BaseModel):
    """A part of the file: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Secret(Strict):
    """Where a secret is: `{env: NAME}`, `{file: PATH}` or `{keyring: NAME}`."""

    env: str | None = None
    file: str | None = None
    keyring: str | None = None
    literal: str | None = Field(default=None, repr=False)

    def __str__(self) -> str:
        return "********" if self.literal is not None else f"from {self.where}"

    @property
    def where(self) -> str:
        """Where it is kept, without the secret."""
        for name in ("env", "file", "keyring"):
            if getattr(self, name):
                return f"{name} {getattr(self, name)}"
        return "the configuration file itself"

    def reveal(self) -> str:
        """The secret.

        Raises:
            UsageFailure: it is not where the configuration says.
        """
        if self.literal is not None:
            return self.literal
        if self.env:
            if self.env not in os.environ:
                raise UsageFailure(f"secret: environment variable {self.env!r} is not set", f"export {self.env}=...")
            return os.environ[self.env]
        if self.file:
            try:
                return Path(self.file).expanduser().read_text().strip()
            except OSError as error:
                raise UsageFailure(f"secret: {self.file}: {error.strerror}", "name a readable file") from error
        return _from_keyring(self.keyring or "")


def _from_keyring(name: str) -> str:
    try:
        import keyring
    except ImportError as error:
        raise UsageFailure("secret: the keyring library is not installed", "pip install keyring") from error
    value = keyring.get_password("labkeeper", name)
    if value is None:
        raise UsageFailure(f"secret: the keyring has no {name!r} under 'labkeeper'", f"keyring set labkeeper {name}")
    return str(value)
