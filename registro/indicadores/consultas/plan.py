"""Los productos de la política: cuántos son y cuáles, con sus metas y lo alcanzado."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from registro.catalogos.modelo import Sector
from registro.errores import ErrorDeRegistro
from registro.extensiones import db
from registro.indicadores.formulas import Tramo
from registro.indicadores.hechos import Hecho
from registro.indicadores.modelo import CifraPublicada, Objetivo, Producto
from registro.textos import abreviar, clave, unir

META, ALCANZADO = "meta", "alcanzado"


@dataclass(frozen=True, slots=True)
class FichaDeProducto:
    """Un producto; lo que termina en ``_origen`` dice si la cifra es deducida, publicada o por confirmar."""

    codigo: str
    objetivo: int
    sector: str
    nombre: str
    unidad: str
    anualizacion: str
    anualizacion_origen: str
    periodicidad: str
    estado: str
    vigencia_inicial: int | None
    vigencia_final: int | None
    linea_base: Decimal | None
    meta_final: Decimal | None
    meta_final_origen: str
    metas: tuple[Tramo, ...]
    alcanzados: tuple[Tramo, ...]


def objetivos() -> dict[int, str]:
    """Los objetivos específicos: número y texto."""
    filas = db.session.execute(select(Objetivo.numero, Objetivo.texto).order_by(Objetivo.numero))
    return dict(filas.all())


def contar_productos(sector_id: int | None = None) -> list[Hecho]:
    """Cuántos productos hay por sector, objetivo y periodicidad, en una consulta."""
    rasgos = Sector.nombre, Producto.objetivo_numero, Producto.periodicidad
    orden = select(*rasgos, func.count()).join(Sector, Sector.id == Producto.sector_id).group_by(*rasgos)
    if sector_id is not None:
        orden = orden.where(Producto.sector_id == sector_id)
    return [
        Hecho(cuantos, {"sector": sector, "objetivo": str(objetivo), "periodicidad": periodicidad})
        for sector, objetivo, periodicidad, cuantos in db.session.execute(orden)
    ]


def productos(sector_id: int | None = None) -> list[FichaDeProducto]:
    """Todos, por código; dos consultas: los productos y sus cifras."""
    orden = select(Producto).options(joinedload(Producto.sector), selectinload(Producto.cifras))
    if sector_id is not None:
        orden = orden.where(Producto.sector_id == sector_id)
    fichas = [_ficha(producto) for producto in db.session.scalars(orden)]
    return sorted(fichas, key=lambda ficha: [parte.zfill(4) for parte in ficha.codigo.split(".")])


def _ficha(producto: Producto) -> FichaDeProducto:
    return FichaDeProducto(
        codigo=producto.codigo,
        objetivo=producto.objetivo_numero,
        sector=producto.sector.nombre,
        nombre=producto.nombre,
        unidad=producto.unidad,
        anualizacion=producto.anualizacion,
        anualizacion_origen=producto.anualizacion_origen,
        periodicidad=producto.periodicidad,
        estado=producto.estado,
        vigencia_inicial=producto.vigencia_inicial,
        vigencia_final=producto.vigencia_final,
        linea_base=producto.linea_base,
        meta_final=producto.meta_final,
        meta_final_origen=producto.meta_final_origen,
        metas=_tramos(producto, META),
        alcanzados=_tramos(producto, ALCANZADO),
    )


def _tramos(producto: Producto, clase: str) -> tuple[Tramo, ...]:
    propios = (cifra for cifra in producto.cifras if cifra.clase == clase)
    return tuple(
        sorted((Tramo(c.desde, c.hasta, c.valor) for c in propios), key=lambda t: (t.hasta, t.desde))
    )


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
