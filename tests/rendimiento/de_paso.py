"""Un registro de paso para medir: su base en SQLite, que se borra al terminar."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def registro_de_paso(*, con_la_demostracion: bool = False) -> Iterator[None]:
    """Adentro hay una aplicación lista; con la demostración cargada, si se pide."""
    with tempfile.TemporaryDirectory() as carpeta:
        os.environ["REGISTRO_DATOS"] = carpeta
        os.environ.pop("REGISTRO_BASE", None)
        from registro.aplicacion import desde_entorno
        from registro.cli.base import preparar_base
        from registro.intercambio.demostracion import operaciones
        from registro.seguridad.permisos import de_terminal

        preparar_base()
        with desde_entorno().app_context():
            if con_la_demostracion:
                operaciones.cargar(de_terminal("rendimiento"))
            yield


def sin_recordar(hacer):
    """Lo hace sin nada recordado de antes, como la primera persona que lo pide."""
    from registro import recordadas

    recordadas._DE.clear()
    return hacer()
