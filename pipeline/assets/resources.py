"""The one resource: the data root, and the right to write to it, held from a run's first step to its last."""

from contextlib import ExitStack

import dagster as dg
from pydantic import PrivateAttr

from pipeline.assets.instance import settle
from pipeline.errors import Problem
from pipeline.settings import Settings


class DataRoot(dg.ConfigurableResource[object]):
    """Settings, and the writer's lock for as long as the run lasts.

    The lock is the store's `flock`, never a Dagster pool: it dies with its holder, so a killed run blocks nobody.
    """

    _held: ExitStack = PrivateAttr(default_factory=ExitStack)

    def setup_for_execution(self, context: dg.InitResourceContext) -> None:
        """Take the lock, or fail with the name of who holds it."""
        from pipeline.store.lock import writer_lock  # noqa: PLC0415 - loading the definitions imports no database

        if context.instance is None or context.run is None:
            raise Problem("the data root is written to by runs of the job only: use `masthead run`, or materialize assets in the UI.")
        self._held.enter_context(writer_lock(self.settings.home, f"run {context.run.run_id}"))
        settle(context.instance, but=context.run.run_id)

    def teardown_after_execution(self, context: dg.InitResourceContext) -> None:  # noqa: ARG002 - the signature is Dagster's
        """Let the lock go."""
        self._held.close()

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        from pipeline.settings import load  # noqa: PLC0415

        return load()
