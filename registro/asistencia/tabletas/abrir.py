"""Abrir lo sellado de un lote y dejar cada pieza lista para recibirla."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from registro.seguridad.sellado import llaves


class Pieza(NamedTuple):
    """Lo que llegó, ya abierto; ``abierta`` es falso si venía sellado y no se pudo abrir."""

    contenido: Any
    abierta: bool = True


def abrir_lote(sesion: Session, crudas: Sequence[Any]) -> list[Pieza]:
    """Cada pieza abierta, en el mismo orden; las que no venían selladas quedan igual."""
    de_llave = {llave for cruda in crudas if (llave := _llave_de(cruda))}
    abridores = llaves.abridores(sesion, de_llave) if de_llave else {}
    return [_abrir(cruda, abridores) if esta_sellada(cruda) else Pieza(cruda) for cruda in crudas]


def esta_sellada(cruda: Any) -> bool:
    """Si la pieza viene sellada."""
    return isinstance(cruda, dict) and isinstance(cruda.get("sellado"), str)


def _llave_de(cruda: Any) -> str:
    return cruda["sellado"].partition(".")[0] if esta_sellada(cruda) else ""


def _abrir(cruda: Any, abridores: dict[str, tuple[Any, bytes]]) -> Pieza:
    llave, _, cuerpo = cruda["sellado"].partition(".")
    id_ = cruda.get("id")
    if not isinstance(id_, str):
        return Pieza(cruda, abierta=False)
    try:
        contenido = llaves.abrir(abridores.get(llave), id_, cuerpo)
    except llaves.NoSeAbre:
        return Pieza(cruda, abierta=False)
    # La de afuera ata lo sellado a su lugar: si la de adentro dice otra cosa, no es de fiar.
    return Pieza(contenido if isinstance(contenido, dict) and contenido.get("id") == id_ else {"id": id_})
