"""Las hojas del libro: cada una lleva las columnas con que se importa."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from sqlalchemy import select

from registro.extensiones import db
from registro.indicadores.consultas import plan
from registro.indicadores.formulas import Tramo
from registro.indicadores.modelo import CifraPublicada
from registro.indicadores.reportes import consultas
from registro.indicadores.reportes.lectura import DUDOSO, PORCENTAJE
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.versiones import Definicion, vigente
from registro.intercambio.tipos.definiciones import DESDE_EL_COMIENZO
from registro.intercambio.tipos.reportes import SIN_DATO
from registro.numeros import escribir_decimal

Celda: TypeAlias = str | int | Decimal | date | None
HOJAS = ("productos", "definiciones", "reportes", "publicados")  # en el orden en que se importan
CIFRAS_DE_EXCEL = 15
DE_LO_DICHO = ("texto", "numerador", "denominador", "justificacion")
DE_DEFINICION = (
    *("unidad", "anualizacion", "anualizacion_origen", "periodicidad", "estado", "anio_inicio", "anio_fin"),
    *("linea_base", "meta_total_origen", "fuente_oficial", "semaforo", "regla", "meta_total"),
    *("responsable", "corresponsables"),
)


@dataclass(frozen=True, slots=True)
class Hoja:
    """Un encabezado y sus filas."""

    nombre: str
    encabezado: tuple[str, ...]
    filas: tuple[tuple[Celda, ...], ...]


def todas() -> list[Hoja]:
    """Productos con su primera definición, sus otras versiones, los reportes aprobados y lo publicado."""
    fichas = plan.productos()
    return [_productos(fichas), _definiciones(fichas), _reportes(fichas), _publicados()]


def _productos(fichas: Sequence[plan.FichaDeProducto]) -> Hoja:
    metas, sectores = (
        _columnas("meta", (m for f in fichas for m in f.versiones[0].definicion.metas)),
        plan.nombres_de_sectores(),
    )
    alcanzados = _columnas("alcanzado", (t for f in fichas for t in f.alcanzados))
    filas = []
    for ficha in fichas:
        definicion = ficha.versiones[0].definicion
        propias = (ficha.codigo, ficha.objetivo, *_quien_es(definicion, sectores), *_de(definicion))
        filas.append((*propias, *_en(metas, definicion.metas), *_en(alcanzados, ficha.alcanzados)))
    encabezado = ("codigo", "objetivo", "sector", "nombre", *DE_DEFINICION, *metas, *alcanzados)
    return Hoja("productos", encabezado, tuple(filas))


def _definiciones(fichas: Sequence[plan.FichaDeProducto]) -> Hoja:
    siguientes = [(ficha, version) for ficha in fichas for version in ficha.versiones[1:]]
    metas = _columnas("meta", (m for _, version in siguientes for m in version.definicion.metas))
    sectores = plan.nombres_de_sectores()
    filas = [
        (
            *(ficha.codigo, version.desde or DESDE_EL_COMIENZO, version.acto or None),
            *_quien_es(version.definicion, sectores),
            *(*_de(version.definicion), *_en(metas, version.definicion.metas)),
        )
        for ficha, version in siguientes
    ]
    encabezado = ("codigo", "desde", "acto", "sector", "nombre", *DE_DEFINICION, *metas)
    return Hoja("definiciones", encabezado, tuple(filas))


def _quien_es(definicion: Definicion, sectores: Mapping[int, str]) -> tuple[str, str]:
    return sectores[definicion.sector_id], definicion.nombre


def _reportes(fichas: Sequence[plan.FichaDeProducto]) -> Hoja:
    de_cada_uno = {ficha.codigo: ficha for ficha in fichas}
    filas = []
    for uno in sorted(
        consultas.aprobados(), key=lambda r: (plan.por_codigo(r.codigo), r.vigencia, r.trimestre)
    ):
        fin = Periodo(uno.vigencia, uno.trimestre).fin
        unidad = vigente(de_cada_uno[uno.codigo].versiones, fin).definicion.unidad
        valor = (
            SIN_DATO if uno.valor is None else _cifra(uno.valor, unidad, con_partes=uno.numerador is not None)
        )
        partes = (_exacta(uno.numerador), _exacta(uno.denominador))
        dicho = (uno.texto or None, *partes, uno.justificacion or None)
        filas.append((uno.codigo, uno.vigencia, uno.trimestre, valor, *dicho))
    encabezado = ("codigo", "vigencia", "trimestre", "valor", *DE_LO_DICHO)
    return Hoja("reportes", encabezado, tuple(filas))


def _publicados() -> Hoja:
    cifra = CifraPublicada
    donde = cifra.tabla, cifra.fila, cifra.columna, cifra.periodo
    filas = db.session.execute(select(*donde, cifra.valor).order_by(*donde))
    encabezado = ("tabla", "fila", "columna", "periodo", "valor")
    return Hoja("publicados", encabezado, tuple((t, f, c, p or None, _exacta(v)) for t, f, c, p, v in filas))


def _de(definicion: Definicion) -> tuple[Celda, ...]:
    """Lo que dice una definición, en el orden de ``DE_DEFINICION``."""
    return (
        *(definicion.unidad, definicion.anualizacion, definicion.anualizacion_origen or None),
        *(definicion.periodicidad or None, definicion.estado),
        *(definicion.vigencia_inicial, definicion.vigencia_final, _exacta(definicion.linea_base)),
        *(definicion.meta_final_origen or None, definicion.fuente_oficial, definicion.semaforo or None),
        *(definicion.regla.como_texto if definicion.regla else None, _exacta(definicion.meta_final)),
        *(definicion.responsable or None, definicion.corresponsables or None),
    )


def _columnas(clase: str, tramos: Iterable[Tramo]) -> dict[str, tuple[int, int]]:
    """Una columna por vigencia o saldo que exista: «meta_2023», «meta_acumulada_2020_2022»."""
    acumulada = "meta_acumulada" if clase == "meta" else "alcanzado_acumulado"
    return {
        f"{clase}_{desde}" if desde == hasta else f"{acumulada}_{desde}_{hasta}": (desde, hasta)
        for desde, hasta in sorted({(tramo.desde, tramo.hasta) for tramo in tramos})
    }


def _en(columnas: dict[str, tuple[int, int]], tramos: Sequence[Tramo]) -> tuple[Celda, ...]:
    sabidos = {(tramo.desde, tramo.hasta): tramo.valor for tramo in tramos}
    return tuple(_exacta(sabidos.get(cual)) for cual in columnas.values())


def _cifra(valor: Decimal, unidad: str, *, con_partes: bool) -> Celda:
    """Un porcentaje que sin signo se preguntaría lleva el signo."""
    if unidad == PORCENTAJE and 0 < valor <= DUDOSO and not con_partes:
        return f"{escribir_decimal(valor.normalize(), None)} %"
    return _exacta(valor)


def _exacta(valor: Decimal | None) -> Celda:
    """Un número; si tiene más cifras de las que guarda una hoja de cálculo, escrito."""
    if valor is None or len(valor.normalize().as_tuple().digits) <= CIFRAS_DE_EXCEL:
        return valor
    return escribir_decimal(valor.normalize(), None).replace(".", "")
