"""Los lugares nacen al usarse: el equipo escribe cómo los conoce y el catálogo los recuerda."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.catalogos.modelo import Lugar
from registro.errores import ErrorDeRegistro
from registro.textos import clave, limpiar

LARGO = 200


def obtener_lugar(sesion: Session, nombre: str, localidad_codigo: str | None) -> Lugar:
    """El lugar con ese nombre en esa localidad; si no existe lo crea dentro de la transacción de quien llama.

    :raises ErrorDeRegistro: el nombre está vacío o es demasiado largo.
    """
    nombre = " ".join(limpiar(nombre, LARGO, "lugar").split())
    buscada = clave(nombre)[:LARGO]
    if not buscada:
        raise ErrorDeRegistro("Escriba el lugar. No se guardó nada.", "lugar")
    mismo = select(Lugar).where(Lugar.clave == buscada, Lugar.localidad_codigo == localidad_codigo)
    lugar = sesion.scalar(mismo.order_by(Lugar.id).limit(1))
    if lugar is None:
        lugar = Lugar(nombre=nombre, clave=buscada, localidad_codigo=localidad_codigo, activo=True)
        sesion.add(lugar)
        sesion.flush()
    return lugar
