"""Lo aprobado: la única cifra de un reporte que cuenta. En un corte cerrado es la que quedó congelada."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, or_, select

from registro.extensiones import db
from registro.indicadores.avance import Aporte
from registro.indicadores.modelo import Producto
from registro.indicadores.reportes.estados import APROBADO
from registro.indicadores.reportes.modelo import CifraCongelada, CorteCerrado, DefinicionCongelada, Reporte
from registro.indicadores.reportes.periodos import TRIMESTRES, Periodo

SALDO, REGLA, APARTE = "saldo", "regla", "aparte"  # los orígenes de lo que no es un reporte oficial
Cifras: TypeAlias = Select[str, int, int, Decimal | None, Decimal | None, Decimal | None, str, Any, Any]


@dataclass(frozen=True, slots=True)
class Aprobado:
    """La cifra de un producto en un trimestre; sin valor, el sector dijo que no hubo dato."""

    codigo: str
    vigencia: int
    trimestre: int
    valor: Decimal | None
    numerador: Decimal | None
    denominador: Decimal | None
    texto: str
    reporte_id: int | None
    justificacion: str = ""


@dataclass(frozen=True, slots=True)
class Congelado:
    """Lo que un corte cerrado guardó: por código de producto, su versión de definición y sus aportes.

    ``medidas``: por código, los años cuya cifra salió de su regla sobre el registro.
    ``semaforo``: la clave de los rangos que regían al cerrarlo.
    """

    corte_id: int
    huella: str
    definiciones: dict[str, int] = field(default_factory=dict)
    aportes: dict[str, list[Aporte]] = field(default_factory=dict)
    medidas: dict[str, set[int]] = field(default_factory=dict)
    semaforo: str = ""


def aprobados(
    hasta: Periodo | None = None, *, desde: int | None = None, codigos: Collection[str] | None = None
) -> list[Aprobado]:
    """Las cifras aprobadas hasta un trimestre, por producto y en orden.

    Si ese trimestre es un corte cerrado son las que se congelaron con él, aunque después algo haya cambiado.

    :param desde: sólo las de esa vigencia en adelante.
    :param codigos: sólo las de esos productos.
    """
    corte = corte_cerrado(hasta) if hasta else None
    orden = _vivas() if corte is None else _congeladas(corte)
    vigencia = Reporte.vigencia if corte is None else CifraCongelada.hasta
    if hasta is not None and corte is None:
        orden = orden.where(_no_despues(hasta))
    if desde is not None:
        orden = orden.where(vigencia >= desde)
    if codigos is not None:
        orden = orden.where(Producto.codigo.in_(codigos))
    return [Aprobado(*fila) for fila in db.session.execute(orden)]


def aportes_aprobados(hasta: Periodo, *, codigos: Collection[str] | None = None) -> dict[str, list[Aporte]]:
    """Sólo las cifras vivas con que se calcula, por código y en orden; un trimestre sin dato no aporta."""
    columnas = Producto.codigo, Reporte.vigencia, Reporte.trimestre, Reporte.valor
    orden = (
        select(*columnas)
        .join(Producto, Producto.id == Reporte.producto_id)
        .where(Reporte.estado == APROBADO, Reporte.valor.is_not(None), Reporte.vigencia <= hasta.vigencia)
        .order_by(Reporte.producto_id, Reporte.vigencia, Reporte.trimestre)
    )
    if codigos is not None:
        orden = orden.where(Producto.codigo.in_(codigos))
    hallados: dict[str, list[Aporte]] = defaultdict(list)
    for codigo, vigencia, trimestre, valor in db.session.execute(orden):
        if valor is not None and (vigencia, trimestre) <= (hasta.vigencia, hasta.trimestre):
            hallados[codigo].append(Aporte(vigencia, vigencia, trimestre, valor))
    return hallados


def corte_cerrado(periodo: Periodo) -> int | None:
    """El identificador del corte cerrado de ese trimestre, si está cerrado."""
    return db.session.scalar(select(CorteCerrado.id).where(*_cerrado(periodo)))


def semaforo_del_corte(periodo: Periodo) -> str:
    """La clave de los rangos con que se cerró ese corte; vacía si está abierto."""
    return db.session.scalar(select(CorteCerrado.semaforo).where(*_cerrado(periodo))) or ""


def congelado(periodo: Periodo) -> Congelado | None:
    """Con qué se calcula un corte cerrado; nada si está abierto y hay que calcularlo de lo vivo."""
    corte = db.session.execute(
        select(CorteCerrado.id, CorteCerrado.huella, CorteCerrado.semaforo).where(*_cerrado(periodo))
    ).one_or_none()
    if corte is None:
        return None
    aportes: dict[str, list[Aporte]] = defaultdict(list)
    cifra = CifraCongelada
    orden = (
        select(Producto.codigo, cifra.desde, cifra.hasta, cifra.trimestre, cifra.valor, cifra.origen)
        .join(Producto, Producto.id == cifra.producto_id)
        .where(cifra.corte_id == corte.id, cifra.origen != APARTE)
        .order_by(cifra.hasta, cifra.trimestre)
    )
    medidas: dict[str, set[int]] = defaultdict(set)
    for codigo, desde, hasta, trimestre, valor, origen in db.session.execute(orden):
        if valor is not None:  # sin dato no es un aporte
            aportes[codigo].append(Aporte(desde, hasta, trimestre, valor))
        if origen == REGLA:
            medidas[codigo].add(hasta)
    definiciones = (
        select(Producto.codigo, DefinicionCongelada.definicion_id)
        .join(Producto, Producto.id == DefinicionCongelada.producto_id)
        .where(DefinicionCongelada.corte_id == corte.id)
    )
    versiones = dict(db.session.execute(definiciones).all())
    return Congelado(corte.id, corte.huella, versiones, dict(aportes), dict(medidas), corte.semaforo)


@dataclass(frozen=True, slots=True)
class CerradoAntes:
    """Lo que midieron las reglas hasta el último fin de año cerrado: por código y vigencia."""

    hasta: int = 0
    valores: dict[str, dict[int, Decimal | None]] = field(default_factory=dict)


def medido_al_cerrar(vigencia: int) -> CerradoAntes:
    """Lo congelado de las reglas en el último fin de año cerrado antes de esa vigencia, si hay uno."""
    ultimo = db.session.execute(
        select(CorteCerrado.id, CorteCerrado.vigencia)
        .where(
            CorteCerrado.vigencia < vigencia,
            CorteCerrado.trimestre == TRIMESTRES[-1],
            CorteCerrado.reabierto_en.is_(None),
        )
        .order_by(CorteCerrado.vigencia.desc())
        .limit(1)
    ).one_or_none()
    if ultimo is None:
        return CerradoAntes()
    orden = (
        select(Producto.codigo, CifraCongelada.hasta, CifraCongelada.valor)
        .join(Producto, Producto.id == CifraCongelada.producto_id)
        .where(CifraCongelada.corte_id == ultimo.id, CifraCongelada.origen == REGLA)
    )
    valores: dict[str, dict[int, Decimal | None]] = defaultdict(dict)
    for codigo, anual, valor in db.session.execute(orden):
        valores[codigo][anual] = valor
    return CerradoAntes(ultimo.vigencia, dict(valores))


def _vivas() -> Cifras:
    return (
        select(
            Producto.codigo,
            Reporte.vigencia,
            Reporte.trimestre,
            Reporte.valor,
            Reporte.numerador,
            Reporte.denominador,
            Reporte.texto,
            Reporte.id,
            Reporte.justificacion,
        )
        .join(Producto, Producto.id == Reporte.producto_id)
        .where(Reporte.estado == APROBADO)
        .order_by(Producto.id, Reporte.vigencia, Reporte.trimestre)
    )


def _congeladas(corte_id: int) -> Cifras:
    cifra = CifraCongelada
    return (
        select(
            Producto.codigo,
            cifra.hasta,
            cifra.trimestre,
            cifra.valor,
            cifra.numerador,
            cifra.denominador,
            cifra.texto,
            cifra.reporte_id,
            Reporte.justificacion,
        )
        .join(Producto, Producto.id == cifra.producto_id)
        .join(Reporte, Reporte.id == cifra.reporte_id)
        .where(cifra.corte_id == corte_id, cifra.reporte_id.is_not(None))
        .order_by(Producto.id, cifra.hasta, cifra.trimestre)
    )


def _no_despues(hasta: Periodo) -> ColumnElement[bool]:
    mismo = (Reporte.vigencia == hasta.vigencia) & (Reporte.trimestre <= hasta.trimestre)
    return or_(Reporte.vigencia < hasta.vigencia, mismo)


def _cerrado(periodo: Periodo) -> tuple[ColumnElement[bool], ...]:
    return (
        CorteCerrado.vigencia == periodo.vigencia,
        CorteCerrado.trimestre == periodo.trimestre,
        CorteCerrado.reabierto_en.is_(None),
    )
