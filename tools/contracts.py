"""The import contract that import-linter does not bring: a room's doors are its own."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """No module imports a view, form, url, api, admin or task of another room, save the porters.

    Options: `doors` (names of modules that are doors), `porters` (packages that may know every door).
    """

    type_name = "doors"

    doors = fields.SetField(subfield=fields.StringField())
    porters = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at each direct import once; an indirect one is a direct one of somebody else."""
        intruders = sorted(
            (importer, imported)
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if self._is_door(imported) and room_of(importer) != room_of(imported) and not self._is_porter(importer)
        )
        return ContractCheck(kept=not intruders, metadata={"intruders": intruders})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each intrusion in one line."""
        for importer, imported in check.metadata["intruders"]:
            output.print_error(f"{importer} goes through a door of another room: {imported}")

    def _is_door(self, module: str) -> bool:
        return not set(self.doors).isdisjoint(module.split(".")[2:])  # type: ignore[call-overload]

    def _is_porter(self, module: str) -> bool:
        return any(f"{module}.".startswith(f"{porter}.") for porter in self.porters)  # type: ignore[attr-defined]


def room_of(module: str) -> str:
    """The first two parts of a module's name, `metronome.record` of `metronome.record.views`."""
    return ".".join(module.split(".")[:2])
