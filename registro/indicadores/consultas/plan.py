"""Los productos de la política: cuántos son y cuáles, con su definición y lo alcanzado."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from registro.catalogos.modelo import Sector
from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import db, tabla_de
from registro.fechas import hoy
from registro.indicadores.definiciones.consultas import congeladas, versiones
from registro.indicadores.definiciones.modelo import DefinicionDeProducto
from registro.indicadores.formulas import Tramo
from registro.indicadores.hechos import Hecho
from registro.indicadores.modelo import CifraDeProducto, CifraPublicada, Objetivo, Producto
from registro.indicadores.versiones import Definicion, Version, vigente
from registro.recordadas import recordar
from registro.textos import abreviar, clave, unir


@dataclass(frozen=True, slots=True)
class FichaDeProducto:
    """Un producto, la versión de su definición que rige el día pedido y todas las que ha tenido.

    ``sector`` es el nombre del que responde por él ese día; al fin de un corte cerrado, con el que se cerró.
    """

    id: int
    codigo: str
    objetivo: int
    sector: str
    version: Version
    versiones: tuple[Version, ...]
    alcanzados: tuple[Tramo, ...]

    @property
    def definicion(self) -> Definicion:
        """Cómo se define el día pedido."""
        return self.version.definicion

    @property
    def nombre(self) -> str:
        """Cómo se llama el día pedido."""
        return self.definicion.nombre

    def definida(self, dia: date) -> Definicion:
        """Cómo se define otro día, se haya cerrado o no."""
        return vigente(self.versiones, dia).definicion


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
    cuando = dia or hoy()
    todas = recordar(("productos", cuando), lambda: tuple(_fichas([], cuando)))
    return [ficha for ficha in todas if sector_id in {None, ficha.definicion.sector_id}]


def producto(codigo: str, dia: date | None = None) -> FichaDeProducto:
    """Uno.

    :raises NoEncontrado: ninguno tiene ese código.
    """
    fichas = _fichas([Producto.codigo == codigo.strip()], dia or hoy())
    if not fichas:
        raise NoEncontrado(f"No hay un producto {abreviar(codigo)}. Búsquelo en la lista de productos.")
    return fichas[0]


def _fichas(donde: list[Any], dia: date) -> list[FichaDeProducto]:
    """Unas pocas consultas: los productos, sus versiones, sus metas, lo que alcanzaron y lo que se cerró."""
    orden = select(Producto.id, Producto.codigo, Producto.objetivo_numero).where(*donde)
    filas = db.session.execute(orden).all()
    cuales = [fila[0] for fila in filas] if donde else None
    de_cada_uno, alcanzado = versiones(cuales), _alcanzados(cuales)
    sectores, cerradas = nombres_de_sectores(), congeladas(dia)
    fichas = []
    for propio, codigo, objetivo in filas:
        suyas = de_cada_uno[propio]
        version = next((v for v in suyas if v.id == cerradas.get(propio)), None) or vigente(suyas, dia)
        sector = sectores[version.definicion.sector_id]
        fichas.append(
            FichaDeProducto(propio, codigo, objetivo, sector, version, tuple(suyas), tuple(alcanzado[propio]))
        )
    return sorted(fichas, key=lambda ficha: por_codigo(ficha.codigo))


def nombres_de_sectores() -> dict[int, str]:
    """El nombre de cada sector del catálogo, también de los que ya no se eligen."""
    return dict(db.session.execute(select(Sector.id, Sector.nombre)).all())


def mudados(fichas: Iterable[FichaDeProducto]) -> list[tuple[str, str, str]]:
    """Los que hoy son de otro sector: (código, el de entonces, el de hoy)."""
    dia = hoy()
    hallados = [(f, otro) for f in fichas if (otro := f.definida(dia).sector_id) != f.definicion.sector_id]
    nombres = nombres_de_sectores() if hallados else {}
    return [(ficha.codigo, ficha.sector, nombres[otro]) for ficha, otro in hallados]


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
    """Los nombres de los sectores que tienen o han tenido productos del plan, en orden alfabético."""
    definicion = DefinicionDeProducto
    orden = select(Sector.nombre).join(definicion, definicion.sector_id == Sector.id).distinct()
    return sorted(db.session.scalars(orden), key=clave)


def publicadas(tabla: str) -> dict[str, Decimal]:
    """Lo que un documento publicó para una tabla de una sola columna: fila y valor."""
    orden = select(CifraPublicada.fila, CifraPublicada.valor).where(CifraPublicada.tabla == tabla)
    return dict(db.session.execute(orden.order_by(CifraPublicada.id)).all())
