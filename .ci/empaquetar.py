"""Mete en el paquete lo que en el repositorio vive a su lado, y trae las librerías de JavaScript."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# hatchling carga este archivo por su ruta: lo que vive a su lado no se encuentra solo.
sys.path.insert(0, str(Path(__file__).resolve().parent))
import terceros


class Empaquetar(BuildHookInterface[Any]):
    """Copia las carpetas hermanas dentro de registro/, salvo en la instalación editable, que ya las ve."""

    def dependencies(self) -> list[str]:
        return [] if terceros.node_del_sistema() else [terceros.NODE_DE_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        terceros.traer(Path(self.root))
        if version == "editable":
            return
        for carpeta in ("plantillas", "estaticos", "migraciones"):
            build_data["force_include"][str(Path(self.root, carpeta))] = f"registro/{carpeta}"
