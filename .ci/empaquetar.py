"""Mete en el paquete lo que en el repositorio vive a su lado."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Empaquetar(BuildHookInterface[Any]):
    """Copia las carpetas hermanas dentro de registro/, salvo en la instalación editable, que ya las ve."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for carpeta in ("plantillas", "estaticos", "migraciones"):
            build_data["force_include"][str(Path(self.root, carpeta))] = f"registro/{carpeta}"
