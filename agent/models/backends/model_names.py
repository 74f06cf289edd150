"""Which installed model a name means. Pure."""

from agent.models.api import InstalledModel


def find(models: tuple[InstalledModel, ...], name: str) -> InstalledModel | None:
    """The model of a name; one without a tag is `latest`."""
    whole = name if ":" in name.rpartition("/")[2] else f"{name}:latest"
    return next((model for model in models if model.name in (name, whole)), None)
