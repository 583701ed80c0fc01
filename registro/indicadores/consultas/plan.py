"""Los productos de la política: cuántos son y cuáles, con su definición y lo alcanzado."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from registro.catalogos.modelo import Sector
from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import db, tabla_de
from registro.fechas import hoy
from registro.indicadores.definiciones.consultas import versiones
from registro.indicadores.formulas import Tramo
from registro.indicadores.hechos import Hecho
from registro.indicadores.modelo import CifraDeProducto, CifraPublicada, Objetivo, Producto
from registro.indicadores.versiones import Definicion, Version, vigente
from registro.recordadas import recordar
from registro.textos import abreviar, clave, unir


@dataclass(frozen=True, slots=True)
class FichaDeProducto:
    """Un producto, la versión de su definición que rige el día pedido y todas las que ha tenido."""

    id: int
    codigo: str
    objetivo: int
    sector: str
    nombre: str
    version: Version
    versiones: tuple[Version, ...]
    alcanzados: tuple[Tramo, ...]

    @property
    def definicion(self) -> Definicion:
        """Cómo se define el día pedido."""
        return self.version.definicion


def objetivos() -> dict[int, str]:
    """Los objetivos específicos: número y texto."""
    filas = db.session.execute(select(Objetivo.numero, Objetivo.texto).order_by(Objetivo.numero))
    return dict(filas.all())


def contar_productos(sector_id: int | None = None, dia: date | None = None) -> list[Hecho]:
    """Cuántos productos hay por sector, objetivo y periodicidad."""
    cuantos = Counter((f.sector, f.objetivo, f.definicion.periodicidad) for f in productos(sector_id, dia))
    return [
        Hecho(n, {"sector": sector, "objetivo": str(objetivo), "periodicidad": periodicidad})
        for (sector, objetivo, periodicidad), n in cuantos.items()
    ]


def productos(sector_id: int | None = None, dia: date | None = None) -> list[FichaDeProducto]:
    """Todos, por código, como se definen ese día (hoy, si no se dice)."""
    donde, cuando = [] if sector_id is None else [Producto.sector_id == sector_id], dia or hoy()
    return list(recordar(("productos", sector_id, cuando), lambda: tuple(_fichas(donde, cuando))))


def producto(codigo: str, dia: date | None = None) -> FichaDeProducto:
    """Uno.

    :raises NoEncontrado: ninguno tiene ese código.
    """
    fichas = _fichas([Producto.codigo == codigo.strip()], dia or hoy())
    if not fichas:
        raise NoEncontrado(f"No hay un producto {abreviar(codigo)}. Búsquelo en la lista de productos.")
    return fichas[0]


def _fichas(donde: list[Any], dia: date) -> list[FichaDeProducto]:
    """Cuatro consultas: los productos, sus versiones, sus metas y lo que alcanzaron."""
    columnas = Producto.id, Producto.codigo, Producto.objetivo_numero, Sector.nombre, Producto.nombre
    orden = select(*columnas).join(Sector, Sector.id == Producto.sector_id).where(*donde)
    filas = db.session.execute(orden).all()
    cuales = [fila[0] for fila in filas] if donde else None
    de_cada_uno, alcanzado = versiones(cuales), _alcanzados(cuales)
    fichas = [
        FichaDeProducto(
            *fila, vigente(de_cada_uno[fila[0]], dia), tuple(de_cada_uno[fila[0]]), tuple(alcanzado[fila[0]])
        )
        for fila in filas
    ]
    return sorted(fichas, key=lambda ficha: por_codigo(ficha.codigo))


def por_codigo(codigo: str) -> tuple[int, ...]:
    """El orden de los códigos: 1.4.2 va antes que 1.4.10."""
    return tuple(int(parte) for parte in codigo.split("."))


def _alcanzados(cuales: list[int] | None) -> dict[int, list[Tramo]]:
    cifra = tabla_de(CifraDeProducto).c
    orden = select(cifra.producto_id, cifra.desde, cifra.hasta, cifra.valor)
    if cuales is not None:
        orden = orden.where(cifra.producto_id.in_(cuales))
    halladas: dict[int, list[Tramo]] = defaultdict(list)
    for producto_id, desde, hasta, valor in db.session.execute(orden.order_by(cifra.hasta, cifra.desde)):
        halladas[producto_id].append(Tramo(desde, hasta, valor))
    return halladas


def resolver_sector(texto: str) -> tuple[int, str]:
    """El sector que alguien nombró, con cualquier tilde o mayúscula.

    :raises ErrorDeRegistro: ninguno se llama así; la frase dice los que tienen productos.
    """
    hallado = db.session.execute(
        select(Sector.id, Sector.nombre).where(Sector.clave == clave(texto))
    ).one_or_none()
    if hallado is None:
        raise ErrorDeRegistro(
            f"«{abreviar(texto)}» no es un sector. Con productos están: "
            f"{unir([f'«{nombre}»' for nombre in sectores_con_productos()]) or 'ninguno todavía'}.",
            "sector",
        )
    return hallado.id, hallado.nombre


def sectores_con_productos() -> list[str]:
    """Los nombres de los sectores del plan, en orden alfabético."""
    orden = select(Sector.nombre).join(Producto, Producto.sector_id == Sector.id).distinct()
    return sorted(db.session.scalars(orden), key=clave)


def publicadas(tabla: str) -> dict[str, Decimal]:
    """Lo que un documento publicó para una tabla de una sola columna: fila y valor."""
    orden = select(CifraPublicada.fila, CifraPublicada.valor).where(CifraPublicada.tabla == tabla)
    return dict(db.session.execute(orden.order_by(CifraPublicada.id)).all())
