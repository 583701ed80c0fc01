"""Jornadas, sesiones MEBOG, mesas técnicas y productos: entran por la puerta de los archivos importados."""

from __future__ import annotations

from sqlalchemy.orm import Session

from registro import rutas
from registro.intercambio.lectura import leer_ruta
from registro.intercambio.tipos import jornadas, mebog, mesas_tecnicas, productos
from registro.intercambio.tipos.declaracion import TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria

# Las jornadas van antes: una mesa técnica que es también una jornada la busca por su fecha.
ACTIVIDADES: tuple[tuple[TipoDeImportacion, str], ...] = (
    (jornadas.TIPO, "jornadas_2023.csv"),
    (mebog.TIPO, "mebog_2023.csv"),
    (mesas_tecnicas.TIPO, "mesas_tecnicas_2023.csv"),
)


def escribir_actividades(sesion: Session, quien: str) -> None:
    """Las actividades de 2023 que se publicaron una por una."""
    for tipo, archivo in ACTIVIDADES:
        _importar(sesion, tipo, archivo, quien)


def escribir_productos(sesion: Session, quien: str) -> None:
    """Los 73 productos con su saldo de apertura 2020–2022 y sus cifras de 2023."""
    _importar(sesion, productos.TIPO, "ppasp_productos.csv", quien)


def _importar(sesion: Session, tipo: TipoDeImportacion, archivo: str, quien: str) -> None:
    leido = leer_ruta(rutas.datos_demostracion() / archivo, tipo)
    memoria = Memoria()
    tipo.crear(sesion, [tipo.leer(fila, memoria) for fila in leido.filas], quien)
