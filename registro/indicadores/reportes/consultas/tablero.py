"""Quién debe qué y desde cuándo: lo que falta por reportar, lo devuelto y lo que falta por revisar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registro.catalogos.modelo import Sector
from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.fechas import hoy
from registro.indicadores.consultas import plan
from registro.indicadores.reportes import estados
from registro.indicadores.reportes.aportes import ya_contado
from registro.indicadores.reportes.consultas.fichas import (
    CONGELADO,
    ESTADOS,
    SIN_EMPEZAR,
    SIN_REPORTE,
    calendario_de,
)
from registro.indicadores.reportes.consultas.plazos import CalendarioDePlazos, calendario
from registro.indicadores.reportes.modelo import Alcance, CorteCerrado, Reporte
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.reportes.plazos import Urgencia, cuanto_falta, urgencia
from registro.indicadores.reportes.recordatorio import Pendiente
from registro.recordadas import recordada

DEL_SECTOR = frozenset({SIN_EMPEZAR, estados.BORRADOR, estados.DEVUELTO})
# Lo que se cerró sin reporte ya no se debe: enviarlo no se puede mientras el corte no se reabra.
EN_LO_CERRADO = dict.fromkeys(DEL_SECTOR, SIN_REPORTE) | {estados.APROBADO: CONGELADO}


@dataclass(frozen=True, slots=True)
class Renglon:
    """Un producto en un trimestre: en qué va y cuándo vence."""

    codigo: str
    nombre: str
    sector: str
    periodo: Periodo
    estado: str
    vence: date | None
    hoy: date
    periodicidad_publicada: bool = True
    version: int = 0
    alcance_pendiente: bool = False

    @property
    def nombre_del_estado(self) -> str:
        """«Sin empezar»."""
        return ESTADOS[self.estado]

    @property
    def en_manos_del_sector(self) -> bool:
        """Si es el sector quien debe hacer algo."""
        return self.estado in DEL_SECTOR

    @property
    def urgencia(self) -> Urgencia | None:
        """Qué tan cerca está el plazo; nada si ese trimestre no tiene."""
        return None if self.vence is None else urgencia(self.vence, self.hoy)

    @property
    def plazo(self) -> str:
        """«venció hace 12 días hábiles»."""
        return "" if self.vence is None else cuanto_falta(self.vence, self.hoy)


@recordada
def debidos(sector_id: int | None = None, dia: date | None = None) -> tuple[Renglon, ...]:
    """Lo que los sectores deben de los trimestres terminados que tienen plazo, lo más viejo primero."""
    dia = dia or hoy()
    vigente_hoy = calendario()
    filas = _renglones(_exigidos(vigente_hoy, dia), sector_id, (vigente_hoy, dia))
    propios = [uno for uno in filas if uno.en_manos_del_sector]
    return tuple(sorted(propios, key=lambda uno: (uno.vence or dia, uno.sector, plan.por_codigo(uno.codigo))))


@recordada
def del_trimestre(
    periodo: Periodo, sector_id: int | None = None, dia: date | None = None
) -> tuple[Renglon, ...]:
    """Todos los productos que se reportan en un trimestre, en cualquier estado."""
    return tuple(_renglones([periodo], sector_id, (calendario(), dia or hoy())))


def por_revisar(dia: date | None = None) -> list[Renglon]:
    """Lo que espera a la Dirección: reportes enviados y alcances, lo más viejo primero."""
    dia, vigente_hoy = dia or hoy(), calendario()
    con_alcance = select(Alcance.reporte_id).where(Alcance.estado == "pendiente")
    esperan = (
        select(Reporte)
        .where(or_(Reporte.estado == estados.ENVIADO, Reporte.id.in_(con_alcance)))
        .order_by(Reporte.enviado_en, Reporte.id)
    )
    fichas, sectores = {ficha.id: ficha for ficha in plan.productos()}, plan.nombres_de_sectores()
    renglones = []
    for uno in db.session.scalars(esperan):
        ficha, periodo = fichas[uno.producto_id], Periodo(uno.vigencia, uno.trimestre)
        definicion = ficha.definida(periodo.fin)
        renglones.append(
            Renglon(
                codigo=ficha.codigo,
                nombre=definicion.nombre,
                sector=sectores[definicion.sector_id],
                periodo=periodo,
                estado=uno.estado,
                vence=vigente_hoy.vence(periodo),
                hoy=dia,
                version=uno.version,
                alcance_pendiente=uno.estado != estados.ENVIADO,
            )
        )
    return renglones


def pendientes(renglones: Iterable[Renglon]) -> list[Pendiente]:
    """Los mismos, para recordárselos al sector."""
    return [
        Pendiente(
            codigo=uno.codigo,
            nombre=uno.nombre,
            trimestre=uno.periodo.nombre,
            estado=uno.nombre_del_estado,
            vence=uno.vence,
            plazo=uno.plazo,
        )
        for uno in renglones
    ]


def sector(sector_id: int) -> str:
    """Su nombre.

    :raises NoEncontrado: no existe.
    """
    nombre = db.session.scalar(select(Sector.nombre).where(Sector.id == sector_id))
    if nombre is None:
        raise NoEncontrado("Ese sector no existe. Vuelva al tablero.")
    return nombre


def _exigidos(vigente_hoy: CalendarioDePlazos, dia: date) -> Iterator[Periodo]:
    """Los trimestres terminados que tienen plazo."""
    periodo = vigente_hoy.primero
    while periodo is not None and periodo.fin < dia:
        if vigente_hoy.vence(periodo) is not None:
            yield periodo
        periodo = periodo.siguiente


def _renglones(
    periodos: Iterable[Periodo], sector_id: int | None, reloj: tuple[CalendarioDePlazos, date]
) -> Iterator[Renglon]:
    vigente_hoy, dia = reloj
    pedidos = list(periodos)
    if not pedidos:
        return
    guardados = _guardados(pedidos)
    cerrados = ultimos_cerrados(db.session())
    sectores = plan.nombres_de_sectores()
    for ficha in plan.productos():
        con_cifra = {t.hasta for t in ficha.alcanzados if t.desde == t.hasta}
        for periodo in pedidos:
            definicion = ficha.definida(periodo.fin)
            propio = calendario_de(definicion)
            if sector_id not in {None, definicion.sector_id} or not propio.debe(periodo):
                continue
            estado, version = guardados.get((ficha.id, periodo), (SIN_EMPEZAR, 0))
            en_saldo = ya_contado(ficha.alcanzados, definicion.anualizacion, periodo.vigencia)
            if estado == SIN_EMPEZAR and (periodo.vigencia in con_cifra or en_saldo):
                continue  # ese año ya entró con su cifra o en un saldo, sin reporte
            if _cubierto(periodo, cerrados):
                estado = EN_LO_CERRADO.get(estado, estado)
            yield Renglon(
                codigo=ficha.codigo,
                nombre=definicion.nombre,
                sector=sectores[definicion.sector_id],
                periodo=periodo,
                estado=estado,
                vence=vigente_hoy.vence(periodo),
                hoy=dia,
                periodicidad_publicada=propio.publicada,
                version=version,
            )


def _guardados(periodos: list[Periodo]) -> dict[tuple[int, Periodo], tuple[str, int]]:
    """Por producto y trimestre, en qué va y su versión."""
    filas = db.session.execute(
        select(
            Reporte.producto_id, Reporte.vigencia, Reporte.trimestre, Reporte.estado, Reporte.version
        ).where(Reporte.vigencia.between(min(periodos).vigencia, max(periodos).vigencia))
    )
    return {
        (producto, Periodo(vigencia, trimestre)): (estado, version)
        for producto, vigencia, trimestre, estado, version in filas
    }


def ultimos_cerrados(sesion: Session) -> dict[int, int]:
    """Por vigencia, el último trimestre cerrado."""
    filas = sesion.execute(
        select(CorteCerrado.vigencia, CorteCerrado.trimestre).where(CorteCerrado.reabierto_en.is_(None))
    )
    ultimo: dict[int, int] = {}
    for vigencia, trimestre in filas:
        ultimo[vigencia] = max(trimestre, ultimo.get(vigencia, 0))
    return ultimo


def _cubierto(periodo: Periodo, cerrados: dict[int, int]) -> bool:
    return periodo.trimestre <= cerrados.get(periodo.vigencia, 0)
