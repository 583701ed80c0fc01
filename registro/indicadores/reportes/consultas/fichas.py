"""Un reporte con su historia, sus alcances y sus archivos, para mostrarlo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from registro.catalogos.modelo import Sector
from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.fechas import fecha_larga, hoy
from registro.indicadores.definiciones.consultas import versiones
from registro.indicadores.formulas import Tramo
from registro.indicadores.modelo import Producto
from registro.indicadores.reportes.aportes import ya_contado
from registro.indicadores.reportes.estados import APROBADO, EN_MANOS_DEL_SECTOR, NOMBRES
from registro.indicadores.reportes.lectura import Medida
from registro.indicadores.reportes.modelo import Adjunto, Alcance, CorteCerrado, PasoDeReporte, Reporte
from registro.indicadores.reportes.periodos import Calendario, Periodo
from registro.indicadores.reportes.quien import exigir_que_vea, lo_ve
from registro.indicadores.versiones import Definicion, Version, vigente
from registro.seguridad.permisos import Actor
from registro.textos import abreviar

SIN_EMPEZAR, CONGELADO, SIN_REPORTE = "sin_empezar", "congelado", "sin_reporte"
SIN_CIFRA = Medida()
ESTADOS: dict[str, str] = NOMBRES | {
    SIN_EMPEZAR: "Sin empezar",
    CONGELADO: "Congelado",
    SIN_REPORTE: "Cerrado sin reporte",
}


@dataclass(frozen=True, slots=True)
class FichaDePaso:
    """Un paso de la historia."""

    paso: str
    momento: datetime
    actor: str
    dicho: str
    valor: Decimal | None


@dataclass(frozen=True, slots=True)
class FichaDeAlcance:
    """Un alcance y, si ya se resolvió, la respuesta."""

    id: int
    estado: str
    medida: Medida
    texto: str
    enviado_en: datetime
    enviado_por: str
    resuelto_por: str
    respuesta: str


@dataclass(frozen=True, slots=True)
class FichaDeAdjunto:
    """Un archivo que acompaña al reporte."""

    uuid: UUID
    nombre: str
    bytes: int
    subido_en: datetime
    subido_por: str


@dataclass(frozen=True, slots=True)
class FichaDeProductoReportado:
    """Lo que un reporte necesita saber de su producto, como se define al terminar su trimestre.

    ``sectores``: los que ven ese reporte: el que respondía por él y el que responde hoy.
    """

    id: int
    codigo: str
    sector: str
    definicion: Definicion
    sectores: frozenset[int]
    alcanzados: tuple[Tramo, ...] = ()

    @property
    def nombre(self) -> str:
        """Cómo se llama."""
        return self.definicion.nombre

    @property
    def unidad(self) -> str:
        """Numero o porcentaje."""
        return self.definicion.unidad

    @property
    def calendario(self) -> Calendario:
        """Cuándo se reporta."""
        return calendario_de(self.definicion)

    def por_que_no(self, periodo: Periodo) -> str:
        """Por qué no se reporta en ese trimestre; vacía si sí."""
        anualizacion = self.definicion.anualizacion
        return self.calendario.por_que_no(periodo) or ya_contado(
            self.alcanzados, anualizacion, periodo.vigencia
        )


@dataclass(frozen=True, slots=True)
class FichaDeReporte:
    """Un reporte; el que todavía no existe tiene versión 0 y está sin empezar."""

    id: int | None
    producto: FichaDeProductoReportado
    periodo: Periodo
    estado: str
    medida: Medida = SIN_CIFRA
    sin_dato: bool = False
    texto: str = ""
    justificacion: str = ""
    version: int = 0
    cambiado_en: datetime | None = None
    cambiado_por: str = ""
    pasos: tuple[FichaDePaso, ...] = ()
    alcances: tuple[FichaDeAlcance, ...] = ()
    adjuntos: tuple[FichaDeAdjunto, ...] = ()

    @property
    def nombre_del_estado(self) -> str:
        """«Devuelto»."""
        return ESTADOS[self.estado]


def reporte(actor: Actor, codigo: str, periodo: Periodo) -> FichaDeReporte:
    """El reporte de un producto en un trimestre, exista o no.

    :raises NoEncontrado: no hay ese producto.
    :raises NoPermitido: es de otro sector.
    """
    producto = buscar_producto(db.session(), codigo)
    propio = ficha_de_producto(db.session(), producto, periodo)
    exigir_que_vea(actor, propio.sectores)
    guardado = db.session.scalar(_con_todo().where(*del_periodo(producto.id, periodo)))
    return (
        FichaDeReporte(None, propio, periodo, SIN_EMPEZAR) if guardado is None else _ficha(guardado, propio)
    )


def por_que_no(ficha: FichaDeReporte) -> tuple[str, str] | None:
    """Por qué el sector no puede enviarlo, con su título; nada si puede."""
    periodo = ficha.periodo
    if razon := ficha.producto.por_que_no(periodo):
        return "No le toca", f"Este producto no se reporta en el {periodo.nombre}: {razon}."
    if periodo.inicio > hoy():
        return "Todavía no", f"El {periodo.nombre} todavía no empieza."
    corte = corte_que_cubre(db.session(), periodo)
    if corte is None or ficha.estado not in EN_MANOS_DEL_SECTOR | {SIN_EMPEZAR}:
        return None
    frase = f"El corte al {fecha_larga(corte.fin)} se cerró sin este reporte."
    return "Corte cerrado", f"{frase} Para enviarlo, la Dirección lo reabre con su motivo."


def de_producto(codigo: str) -> list[FichaDeReporte]:
    """Los reportes que un producto ha tenido, el más reciente primero."""
    orden = _con_todo().join(Producto).where(Producto.codigo == codigo)
    orden = orden.order_by(Reporte.vigencia.desc(), Reporte.trimestre.desc())
    sesion, hallados = db.session(), db.session.scalars(orden).all()
    todas = versiones([uno.producto_id for uno in hallados[:1]], sesion)
    return [
        _ficha(
            uno,
            _como_se_define(
                sesion, uno.producto, Periodo(uno.vigencia, uno.trimestre), todas[uno.producto_id]
            ),
        )
        for uno in hallados
    ]


def de_su_sector(actor: Actor, fichas: Sequence[FichaDeReporte]) -> list[Periodo]:
    """Los trimestres cuyo reporte puede abrir."""
    return [ficha.periodo for ficha in fichas if lo_ve(actor, ficha.producto.sectores)]


def alcance(ficha: FichaDeReporte, alcance_id: int) -> FichaDeAlcance:
    """Uno de los alcances de un reporte.

    :raises NoEncontrado: no es de ese reporte.
    """
    hallado = next((uno for uno in ficha.alcances if uno.id == alcance_id), None)
    if hallado is None:
        raise NoEncontrado("Ese alcance no es de este reporte. Vuelva al reporte.")
    return hallado


def buscar_producto(sesion: Session, codigo: str) -> Producto:
    """El producto con ese código.

    :raises NoEncontrado: no está en el plan.
    """
    hallado = sesion.scalar(select(Producto).where(Producto.codigo == codigo))
    if hallado is None:
        raise NoEncontrado(f"No hay un producto {abreviar(codigo)} en el plan. No se cambió nada.", "codigo")
    return hallado


def ficha_de_producto(sesion: Session, producto: Producto, periodo: Periodo) -> FichaDeProductoReportado:
    """Lo que el reporte de un trimestre necesita saber de él."""
    return _como_se_define(sesion, producto, periodo, versiones([producto.id], sesion)[producto.id])


def _como_se_define(
    sesion: Session, producto: Producto, periodo: Periodo, todas: list[Version]
) -> FichaDeProductoReportado:
    definicion = vigente(todas, periodo.fin).definicion
    return FichaDeProductoReportado(
        id=producto.id,
        codigo=producto.codigo,
        sector=sesion.get_one(Sector, definicion.sector_id).nombre,
        definicion=definicion,
        sectores=frozenset({definicion.sector_id, vigente(todas, hoy()).definicion.sector_id}),
        alcanzados=tramos_de(producto),
    )


def tramos_de(producto: Producto) -> tuple[Tramo, ...]:
    """Lo que alcanzó sin reporte: cifras anuales y saldos."""
    return tuple(Tramo(uno.desde, uno.hasta, uno.valor) for uno in producto.cifras)


def definicion_en(sesion: Session, producto_id: int, periodo: Periodo) -> Definicion:
    """La que rige al terminar el trimestre."""
    return vigente(versiones([producto_id], sesion)[producto_id], periodo.fin).definicion


def calendario_de(definicion: Definicion) -> Calendario:
    """Cuándo se reporta."""
    return Calendario(definicion.periodicidad, definicion.vigencia_inicial, definicion.vigencia_final)


def corte_que_cubre(sesion: Session, periodo: Periodo) -> Periodo | None:
    """El corte cerrado de esa vigencia que ya contiene el trimestre, si lo hay."""
    trimestre = sesion.scalar(
        select(CorteCerrado.trimestre)
        .where(
            CorteCerrado.vigencia == periodo.vigencia,
            CorteCerrado.trimestre >= periodo.trimestre,
            CorteCerrado.reabierto_en.is_(None),
        )
        .order_by(CorteCerrado.trimestre)
        .limit(1)
    )
    return None if trimestre is None else Periodo(periodo.vigencia, trimestre)


def _con_todo() -> Select[Reporte]:
    return select(Reporte).options(
        selectinload(Reporte.pasos), selectinload(Reporte.alcances), selectinload(Reporte.adjuntos)
    )


def del_periodo(producto_id: int, periodo: Periodo) -> tuple[ColumnElement[bool], ...]:
    """Las condiciones con que se encuentra un reporte."""
    return (
        Reporte.producto_id == producto_id,
        Reporte.vigencia == periodo.vigencia,
        Reporte.trimestre == periodo.trimestre,
    )


def _ficha(uno: Reporte, producto: FichaDeProductoReportado) -> FichaDeReporte:
    periodo = Periodo(uno.vigencia, uno.trimestre)
    congelado = uno.estado == APROBADO and corte_que_cubre(db.session(), periodo) is not None
    return FichaDeReporte(
        id=uno.id,
        producto=producto,
        periodo=periodo,
        estado=CONGELADO if congelado else uno.estado,
        medida=Medida(uno.valor, uno.numerador, uno.denominador),
        sin_dato=uno.sin_dato,
        texto=uno.texto,
        justificacion=uno.justificacion,
        version=uno.version,
        cambiado_en=uno.cambiado_en,
        cambiado_por=uno.cambiado_por,
        pasos=tuple(_paso(paso) for paso in uno.pasos),
        alcances=tuple(_alcance(alcance) for alcance in uno.alcances),
        adjuntos=tuple(_adjunto(adjunto) for adjunto in uno.adjuntos if adjunto.retirado_en is None),
    )


def _paso(paso: PasoDeReporte) -> FichaDePaso:
    return FichaDePaso(paso.paso, paso.momento, paso.actor, paso.dicho, paso.valor)


def _alcance(alcance: Alcance) -> FichaDeAlcance:
    return FichaDeAlcance(
        alcance.id,
        alcance.estado,
        Medida(alcance.valor, alcance.numerador, alcance.denominador),
        alcance.texto,
        alcance.enviado_en,
        alcance.enviado_por,
        alcance.resuelto_por,
        alcance.respuesta,
    )


def _adjunto(adjunto: Adjunto) -> FichaDeAdjunto:
    return FichaDeAdjunto(adjunto.uuid, adjunto.nombre, adjunto.bytes, adjunto.subido_en, adjunto.subido_por)
