"""Lo que ha salido del registro y con qué política: lo lee quien audita."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, or_, select

from registro.extensiones import db
from registro.fechas import ZONA, hoy
from registro.seguridad.divulgacion import libro
from registro.seguridad.divulgacion.exportaciones import Ficha, Salida, ficha_de, serie_de
from registro.seguridad.divulgacion.modelo import (
    Exportacion,
    PoliticaDeDivulgacion,
    PublicacionDeExportacion,
)
from registro.seguridad.divulgacion.politica import CLASES, EDICIONES
from registro.seguridad.permisos import Actor
from registro.textos import clave

SERIE = "E-"


@dataclass(frozen=True, slots=True)
class FichaDeSalida:
    """Un archivo que salió; de sus ``celdas`` publicadas, las ``ocultas``. Sin nada en el libro, ninguna."""

    serie: str
    cuando: datetime
    que: str
    clase: str
    proposito: str
    autora: str
    formato: str
    borrar_el: date | None
    celdas: int | None
    ocultas: int | None

    @property
    def vencida(self) -> bool:
        """Ya debió borrarse."""
        return self.borrar_el is not None and self.borrar_el < hoy()


@dataclass(frozen=True, slots=True)
class FichaDePolitica:
    """Una política con sus fechas y su acto."""

    edicion: str
    nombre: str
    umbral: int
    oculta_ceros: bool
    dias_de_guarda: int | None
    desde: date
    hasta: date | None
    acto: str
    rige: bool


def salidas(texto: str = "", *, desde: int = 0, cuantas: int = 50) -> tuple[list[FichaDeSalida], int]:
    """Lo que salió, lo último primero: con ``texto`` en su serie, su título, su edición o su autora."""
    orden = select(Exportacion)
    if texto:
        patron = f"%{texto}%"
        clases = [edicion for edicion, nombre in CLASES.items() if clave(texto) in clave(nombre)]
        orden = orden.where(
            or_(
                Exportacion.id == _numero(texto),
                Exportacion.clase.in_(clases),
                Exportacion.que.ilike(patron),
                Exportacion.autora.ilike(patron),
            )
        )
    total = db.session.scalar(select(func.count()).select_from(orden.subquery())) or 0
    filas = list(db.session.scalars(orden.order_by(Exportacion.id.desc()).offset(desde).limit(cuantas)))
    cuentas = _del_libro([fila.id for fila in filas])
    return [_ficha(fila, cuentas.get(fila.id)) for fila in filas], total


def _ficha(fila: Exportacion, cuenta: tuple[int, int] | None) -> FichaDeSalida:
    celdas, ocultas = cuenta or (None, None)
    return FichaDeSalida(
        serie=serie_de(fila.id, fila.hecha_en.astimezone(ZONA).date()),
        cuando=fila.hecha_en,
        que=fila.que,
        clase=CLASES[fila.clase],
        proposito=fila.proposito,
        autora=fila.autora,
        formato=fila.formato,
        borrar_el=fila.borrar_el,
        celdas=celdas,
        ocultas=ocultas,
    )


def salida_de_hoy(actor: Actor, salida: Salida) -> Ficha | None:
    """La ficha con que hoy mismo quedó asentado que lo sacó, para lo mismo y en ese formato."""
    desde = datetime.combine(hoy(), time(), ZONA)
    orden = select(Exportacion).where(
        Exportacion.hecha_en >= desde,
        Exportacion.usuaria_id == actor.usuaria_id,
        Exportacion.autora == actor.nombre,
        Exportacion.que == salida.que,
        Exportacion.formato == salida.formato,
    )
    filas = db.session.scalars(orden.order_by(Exportacion.id))
    iguales = (fila for fila in filas if fila.proposito == salida.proposito)  # va cifrado
    return next(map(ficha_de, iguales), None)


def _numero(texto: str) -> int | None:
    """El de una serie escrita: «E-2026-000012» es la 12."""
    _, _, final = texto.strip().upper().removeprefix(SERIE).partition("-")
    return int(final) if texto.upper().startswith(SERIE) and final.isascii() and final.isdecimal() else None


def _del_libro(exportaciones: Iterable[int]) -> dict[int, tuple[int, int]]:
    """De cada archivo, cuántas celdas publicó y cuántas quedaron ocultas."""
    orden = select(PublicacionDeExportacion.exportacion_id, PublicacionDeExportacion.publicacion_id)
    ligadas = db.session.execute(
        orden.where(PublicacionDeExportacion.exportacion_id.in_(list(exportaciones)))
    ).all()
    contadas = libro.ocultas({publicacion for _, publicacion in ligadas})
    sumas: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for exportacion, publicacion in ligadas:
        celdas, ocultas = contadas[publicacion]
        sumas[exportacion][0] += celdas
        sumas[exportacion][1] += ocultas
    return {exportacion: (celdas, ocultas) for exportacion, (celdas, ocultas) in sumas.items()}


def politicas() -> list[FichaDePolitica]:
    """Todas, por edición, la última primero."""
    propia, dia = PoliticaDeDivulgacion, hoy()
    filas = sorted(
        db.session.scalars(select(propia).order_by(propia.desde.desc())),
        key=lambda fila: list(EDICIONES).index(fila.edicion),
    )
    return [
        FichaDePolitica(
            *(fila.edicion, EDICIONES[fila.edicion], fila.umbral, fila.oculta_ceros, fila.dias_de_guarda),
            *(fila.desde, fila.hasta, fila.acto),
            rige=fila.desde <= dia and (fila.hasta is None or dia <= fila.hasta),
        )
        for fila in filas
    ]
