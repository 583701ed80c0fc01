"""Lo que las filas de metas, reportes y definiciones comparten: el producto y su definición en una fecha."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.fechas import hoy, leer_fecha
from registro.indicadores.consultas import plan
from registro.indicadores.definiciones.consultas import versiones
from registro.indicadores.modelo import Producto
from registro.indicadores.reportes.lectura import Escrito, Medida, leer
from registro.indicadores.versiones import Version
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.memoria import Memoria


def producto(fila: Fila, memoria: Memoria) -> plan.FichaDeProducto:
    """El producto que nombra la columna «codigo».

    :raises ErrorDeRegistro: no está en el plan.
    """
    codigo = fila.obligatorio("codigo", 12)
    ficha: plan.FichaDeProducto = memoria.recordar(("producto", codigo), lambda: _buscar(codigo))
    return ficha


def _buscar(codigo: str) -> plan.FichaDeProducto:
    return plan.producto(codigo)


def medida(fila: Fila, unidad: str, columna: str = "valor") -> Medida:
    """La cifra de la fila en la unidad del producto; la escala de un porcentaje nunca se adivina."""
    partes = (None, None) if columna != "valor" else (fila["numerador"], fila["denominador"])
    try:
        return leer(Escrito(fila[columna], *partes), unidad)
    except ErrorDeRegistro as error:
        raise ErrorDeRegistro(error.mensaje, columna if error.campo == "valor" else error.campo) from error


def acto(fila: Fila) -> tuple[str, date | None]:
    """El acto y desde cuándo rige; los dos, o ninguno.

    :raises ErrorDeRegistro: sólo está uno.
    """
    escrito, desde = fila.texto("acto", 300), fila["desde"] if fila.texto("desde") else None
    if escrito and desde is None:
        raise ErrorDeRegistro("El acto no dice desde cuándo rige. Escriba la fecha en «desde».", "desde")
    if desde is not None and not escrito:
        raise ErrorDeRegistro("Falta el acto que la cambia desde esa fecha. Escríbalo en «acto».", "acto")
    return escrito, None if desde is None else leer_fecha(desde, "desde")


def versiones_de(sesion: Session, codigos: Iterable[str]) -> dict[str, tuple[int, list[Version]]]:
    """Por código, el id del producto y las versiones de su definición tal como están ahora."""
    filas = sesion.execute(
        select(Producto.id, Producto.codigo).where(Producto.codigo.in_(set(codigos)))
    ).all()
    halladas = versiones([fila.id for fila in filas], sesion)
    return {fila.codigo: (fila.id, halladas[fila.id]) for fila in filas}


def dia_de(desde: date | None) -> date:
    """Con qué día se busca la versión: el del acto, o hoy."""
    return desde or hoy()
