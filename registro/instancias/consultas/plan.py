"""El plan de trabajo de una instancia, con lo que lleva cada parte y lo reportado en un semestre."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.fechas import Semestre
from registro.instancias.avance import promediar
from registro.instancias.plan_de_trabajo import (
    ComponenteDePlan,
    EvidenciaDeReporte,
    PlanDeTrabajo,
    ProductoDePlan,
    ReporteDePlan,
    ResponsableDeSubproducto,
    SubproductoDePlan,
)
from registro.instancias.plan_escrito import (
    ComponenteEscrito,
    ProductoEscrito,
    SubproductoEscrito,
    escribir_estructura,
)


@dataclass(frozen=True, slots=True)
class FichaDeEvidencia:
    """Un enlace o un archivo."""

    id: int
    nombre: str
    enlace: str


@dataclass(frozen=True, slots=True)
class FichaDeReporte:
    """Lo que se hizo en un semestre."""

    id: int
    semestre: str
    texto: str
    avance: int
    creado_en: datetime
    creado_por: str
    evidencias: tuple[FichaDeEvidencia, ...]


@dataclass(frozen=True, slots=True)
class FichaDeSubproducto:
    """Lo que se entrega. ``avance`` es el del último reporte; ``None`` si no hay ninguno."""

    id: int
    codigo: str
    nombre: str
    vence: date | None
    responsables: tuple[str, ...]
    avance: Decimal | None
    reportes: tuple[FichaDeReporte, ...]
    retirado_el: date | None
    motivo_del_retiro: str

    def vencido(self, dia: date) -> bool:
        """Su fecha pasó y no está completo."""
        pendiente = self.avance is None or self.avance < 100  # noqa: PLR2004 - por ciento
        return bool(self.vence and self.vence < dia and pendiente and not self.retirado_el)


@dataclass(frozen=True, slots=True)
class FichaDeProducto:
    """Un producto y sus subproductos."""

    id: int
    numero: int
    nombre: str
    subproductos: tuple[FichaDeSubproducto, ...]
    avance: Decimal | None


@dataclass(frozen=True, slots=True)
class FichaDeComponente:
    """Un componente y sus productos."""

    id: int
    nombre: str
    productos: tuple[FichaDeProducto, ...]
    avance: Decimal | None


@dataclass(frozen=True, slots=True)
class FichaDePlan:
    """El plan entero."""

    id: int
    instancia_id: int
    nombre: str
    desde: date
    hasta: date
    aprobado_el: date | None
    como_se_aprobo: str
    componentes: tuple[FichaDeComponente, ...]
    avance: Decimal | None


def planes(instancia_id: int) -> list[FichaDePlan]:
    """Los de la instancia, el más reciente primero."""
    orden = select(PlanDeTrabajo).where(PlanDeTrabajo.instancia_id == instancia_id).options(_TODO)
    return [_ficha(plan, None) for plan in db.session.scalars(orden.order_by(PlanDeTrabajo.desde.desc()))]


def plan_del_semestre(instancia_id: int, semestre: Semestre) -> FichaDePlan | None:
    """El que rige algún día del semestre, con lo reportado hasta entonces."""
    orden = (
        select(PlanDeTrabajo)
        .where(
            PlanDeTrabajo.instancia_id == instancia_id,
            PlanDeTrabajo.desde <= semestre.fin,
            PlanDeTrabajo.hasta >= semestre.inicio,
        )
        .options(_TODO)
        .order_by(PlanDeTrabajo.desde.desc())
    )
    hallado = db.session.scalars(orden).first()
    return _ficha(hallado, semestre) if hallado else None


def plan(plan_id: int) -> FichaDePlan:
    """Un plan.

    :raises NoEncontrado: no existe.
    """
    hallado = db.session.get(PlanDeTrabajo, plan_id, options=[_TODO])
    if hallado is None:
        raise NoEncontrado("Ese plan de trabajo no existe.")
    return _ficha(hallado, None)


def estructura(plan_id: int) -> str:
    """El plan como se escribe en su formulario, sin lo retirado."""
    return escribir_estructura(
        [
            ComponenteEscrito(
                componente.nombre,
                [
                    ProductoEscrito(
                        producto.numero,
                        producto.nombre,
                        [_escrito(uno) for uno in producto.subproductos if not uno.retirado_el],
                    )
                    for producto in componente.productos
                ],
            )
            for componente in plan(plan_id).componentes
        ]
    )


def subproducto(subproducto_id: int) -> tuple[FichaDePlan, FichaDeProducto, FichaDeSubproducto]:
    """Un subproducto, con el plan y el producto de los que es parte.

    :raises NoEncontrado: no existe.
    """
    hallado = db.session.get(SubproductoDePlan, subproducto_id)
    producto = db.session.get(ProductoDePlan, hallado.producto_id) if hallado else None
    componente = db.session.get(ComponenteDePlan, producto.componente_id) if producto else None
    if hallado is None or producto is None or componente is None:
        raise NoEncontrado("Ese subproducto no existe.")
    ficha = plan(componente.plan_id)
    de_todos = [
        (uno, sub) for parte in ficha.componentes for uno in parte.productos for sub in uno.subproductos
    ]
    propio, sub = next((uno, sub) for uno, sub in de_todos if sub.id == subproducto_id)
    return ficha, propio, sub


def archivo(evidencia_id: int) -> tuple[str, bytes]:
    """El nombre y el contenido de una evidencia guardada aquí.

    :raises NoEncontrado: no existe, o es un enlace.
    """
    hallada = db.session.get(EvidenciaDeReporte, evidencia_id)
    if hallada is None or hallada.contenido is None:
        raise NoEncontrado("Ese archivo no existe.")
    return hallada.nombre, base64.b64decode(hallada.contenido)


_SUBPRODUCTOS = (
    selectinload(PlanDeTrabajo.componentes)
    .selectinload(ComponenteDePlan.productos)
    .selectinload(ProductoDePlan.subproductos)
)
_TODO = _SUBPRODUCTOS.options(
    selectinload(SubproductoDePlan.responsables).selectinload(ResponsableDeSubproducto.entidad),
    selectinload(SubproductoDePlan.reportes).selectinload(ReporteDePlan.evidencias),
)


def _escrito(sub: FichaDeSubproducto) -> SubproductoEscrito:
    return SubproductoEscrito(int(sub.codigo.rpartition(".")[2]), sub.nombre, sub.responsables, sub.vence)


def _ficha(plan: PlanDeTrabajo, semestre: Semestre | None) -> FichaDePlan:
    componentes = tuple(_componente(uno, semestre) for uno in plan.componentes)
    return FichaDePlan(
        plan.id,
        plan.instancia_id,
        plan.nombre,
        plan.desde,
        plan.hasta,
        plan.aprobado_el,
        plan.como_se_aprobo,
        componentes,
        promediar([sub.avance for sub in _cuentan(componentes)]),
    )


def _componente(componente: ComponenteDePlan, semestre: Semestre | None) -> FichaDeComponente:
    productos = tuple(_producto(uno, semestre) for uno in componente.productos)
    ficha = FichaDeComponente(componente.id, componente.nombre, productos, None)
    avance = promediar([sub.avance for sub in _cuentan((ficha,))])
    return FichaDeComponente(componente.id, componente.nombre, productos, avance)


def _producto(producto: ProductoDePlan, semestre: Semestre | None) -> FichaDeProducto:
    subproductos = tuple(_subproducto(producto, uno, semestre) for uno in producto.subproductos)
    cuentan = [sub.avance for sub in subproductos if not sub.retirado_el]
    return FichaDeProducto(producto.id, producto.numero, producto.nombre, subproductos, promediar(cuentan))


def _cuentan(componentes: tuple[FichaDeComponente, ...]) -> list[FichaDeSubproducto]:
    """Todos los subproductos que no se han retirado."""
    return [
        sub
        for componente in componentes
        for producto in componente.productos
        for sub in producto.subproductos
        if not sub.retirado_el
    ]


def _subproducto(
    producto: ProductoDePlan, sub: SubproductoDePlan, semestre: Semestre | None
) -> FichaDeSubproducto:
    """Con ``semestre``, lo reportado hasta él."""
    reportes = tuple(
        _reporte(uno)
        for uno in sorted(sub.reportes, key=lambda uno: (uno.semestre, uno.id))
        if uno.anulado_en is None and (semestre is None or uno.semestre <= str(semestre))
    )
    return FichaDeSubproducto(
        sub.id,
        f"{producto.numero}.{sub.numero}",
        sub.nombre,
        sub.vence,
        tuple(responde.entidad.nombre for responde in sub.responsables),
        Decimal(reportes[-1].avance) if reportes else None,
        reportes,
        sub.retirado_el,
        sub.motivo_del_retiro,
    )


def _reporte(reporte: ReporteDePlan) -> FichaDeReporte:
    return FichaDeReporte(
        reporte.id,
        reporte.semestre,
        reporte.texto,
        reporte.avance,
        reporte.creado_en,
        reporte.creado_por,
        tuple(FichaDeEvidencia(una.id, una.nombre, una.enlace) for una in reporte.evidencias),
    )
