"""`labkeeper bench`: what measures the program itself."""

from agent.cli.command_group import command_app, group_of

MEASURES = ("detector", "voice", "codegen", "models")

app = command_app(cls=group_of("agent.cli.bench", MEASURES), no_args_is_help=True, help="Measure the program itself.")


@app.callback()
def bench() -> None:
    """Measure the program itself."""
