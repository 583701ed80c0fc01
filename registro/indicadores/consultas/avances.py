"""El avance de los productos a un corte: qué definición, qué cifras y de dónde salió cada una."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from registro.fechas import hoy
from registro.indicadores import semaforo
from registro.indicadores.avance import Aporte, Avance, Corte, calcular, color
from registro.indicadores.consultas import aportes, plan
from registro.indicadores.consultas.aportes import Reunido
from registro.indicadores.consultas.plan import FichaDeProducto
from registro.indicadores.consultas.rangos import conjuntos
from registro.indicadores.hechos import Medicion
from registro.indicadores.reportes.consultas.aprobados import Congelado, congelado, semaforo_del_corte
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.semaforo import Color, Conjunto, Estado
from registro.indicadores.versiones import REGLA, REPORTE, Definicion, Version, vigente

CELDAS_POR_PRODUCTO = 60


@dataclass(frozen=True, slots=True)
class Pedido:
    """Qué se quiere leer: una vigencia hasta un día, de un sector o de todos, con unos rangos."""

    vigencia: int
    dia: date
    sector_id: int | None = None
    reglas: str = ""

    @property
    def corte(self) -> Corte:
        """El corte del método: la vigencia y los trimestres que ya terminaron."""
        return Corte.en(self.vigencia, self.dia)


@dataclass(frozen=True, slots=True)
class Leido:
    """Un producto a un corte.

    :param oficial: de dónde salió lo de la vigencia: ``reporte``, ``regla``, o nada.
    :param por_regla: lo que la regla mide en la vigencia, si se midió.
    :param cerrado: son las cifras y la definición con que se cerró el corte.
    :param reportado: lo que dicen los reportes de la vigencia, sin mirar la regla.
    :param medidas: las vigencias cuya cifra oficial la midió una regla.
    """

    ficha: FichaDeProducto
    avance: Avance
    color: Color | Estado
    conjunto: Conjunto
    aportes: tuple[Aporte, ...]
    oficial: str
    reportado: Decimal | None
    por_regla: Medicion | None = None
    cerrado: bool = False
    medidas: frozenset[int] = frozenset()

    @property
    def definicion(self) -> Definicion:
        """La que se usó."""
        return self.ficha.definicion


@dataclass(frozen=True, slots=True)
class Lectura:
    """Los productos a un corte y los rangos con que se leyeron."""

    pedido: Pedido
    conjunto: Conjunto
    productos: tuple[Leido, ...]

    @property
    def celdas(self) -> int:
        """Lo que pesa, comparada con una tabla: cada producto trae su definición, sus metas y sus cifras."""
        return CELDAS_POR_PRODUCTO * len(self.productos)

    def de(self, pedido: Pedido) -> Lectura:
        """Lo de un sector, cuando ésta es la misma de todos."""
        suyos = tuple(uno for uno in self.productos if uno.definicion.sector_id == pedido.sector_id)
        return Lectura(pedido, self.conjunto, suyos)


def leer(pedido: Pedido) -> Lectura:
    """Todos los productos pedidos, cada uno con la definición que regía ese día."""
    fichas = plan.productos(pedido.sector_id, pedido.dia)
    return Lectura(pedido, conjunto(pedido), tuple(_leidos(fichas, pedido, medir_todo=False)))


def leer_uno(codigo: str, pedido: Pedido, *, con_su_regla: bool = True) -> Leido:
    """Un producto, con lo que mide su regla aunque no sea la fuente oficial, si se quiere.

    :raises NoEncontrado: ninguno tiene ese código.
    """
    return _leidos([plan.producto(codigo, pedido.dia)], pedido, medir_todo=con_su_regla)[0]


def _leidos(fichas: Sequence[FichaDeProducto], pedido: Pedido, *, medir_todo: bool) -> list[Leido]:
    todos = conjuntos()
    cerrado = _cerrado(pedido)
    al_cerrar = cerrado.semaforo if cerrado is not None else ""
    general = semaforo.elegir(todos, pedido.reglas or al_cerrar, _dia(pedido))
    congelados = () if cerrado is None or medir_todo else cerrado.definiciones.keys()
    reunidos = aportes.reunir(
        fichas, pedido.vigencia, pedido.dia, medir_todo=medir_todo, congelados=congelados
    )
    leidos = []
    for ficha in fichas:
        reunido = reunidos[ficha.id]
        if cerrado is not None and ficha.codigo in cerrado.definiciones:
            reunido = _como_se_cerro(ficha, reunido, cerrado, pedido.vigencia)
        propia = ficha.definicion.semaforo
        rangos = semaforo.elegir(todos, propia, pedido.dia) if propia and not pedido.reglas else general
        avance = calcular(ficha.definicion, reunido.aportes, pedido.corte)
        leidos.append(
            Leido(
                ficha=ficha,
                avance=avance,
                color=color(avance, rangos),
                conjunto=rangos,
                aportes=reunido.aportes,
                oficial=reunido.oficial,
                reportado=reunido.reportado,
                por_regla=reunido.por_regla,
                cerrado=cerrado is not None,
                medidas=reunido.medidas,
            )
        )
    return leidos


def _cerrado(pedido: Pedido) -> Congelado | None:
    """Lo congelado, si lo pedido es justo el fin de un corte cerrado."""
    periodo = _periodo(pedido)
    return None if periodo is None else congelado(periodo)


def _periodo(pedido: Pedido) -> Periodo | None:
    """El trimestre cuyo fin es justo lo pedido, si lo es de alguno."""
    corte = pedido.corte
    periodo = Periodo(corte.vigencia, corte.trimestre) if corte.trimestre else None
    return periodo if periodo is not None and periodo.fin == pedido.dia else None


def _como_se_cerro(ficha: FichaDeProducto, vivo: Reunido, cerrado: Congelado, vigencia: int) -> Reunido:
    """Las cifras con que se cerró; al lado siguen las vivas."""
    suyos = tuple(cerrado.aportes.get(ficha.codigo, ()))
    con_cifra = any(uno.desde <= vigencia <= uno.hasta for uno in suyos)
    medidas = frozenset(cerrado.medidas.get(ficha.codigo, ()))
    oficial = REGLA if vigencia in medidas else REPORTE if con_cifra else ""
    return replace(vivo, aportes=suyos, oficial=oficial, medidas=medidas)


def conjunto(pedido: Pedido) -> Conjunto:
    """Los rangos pedidos, los que regían al cerrarse el corte o, si está abierto, los que rigen ese día."""
    periodo = _periodo(pedido)
    clave = pedido.reglas or (semaforo_del_corte(periodo) if periodo is not None else "")
    return semaforo.elegir(conjuntos(), clave, _dia(pedido))


def _dia(pedido: Pedido) -> date:
    """Hasta dónde se mira: después de terminar la vigencia ya nada cambia sus rangos."""
    return min(pedido.dia, date(pedido.vigencia, 12, 31))


def color_con(leido: Leido, otros: Conjunto, pedido: Pedido) -> Color | Estado | None:
    """La otra lectura del color: con esos rangos, si lo cambian y no se pidieron ni son suyos otros."""
    if pedido.reglas or leido.definicion.semaforo:
        return None
    otro = color(leido.avance, otros)
    return None if otro == leido.color else otro


def conjunto_de_hoy() -> Conjunto:
    """El que rige hoy para todos."""
    return semaforo.que_rige(conjuntos(), hoy())


def con_la_de_hoy(leido: Leido, pedido: Pedido) -> tuple[Version, Avance] | None:
    """La otra lectura: el mismo producto con la definición que rige hoy, si cambia qué es o sus cifras."""
    actual = vigente(leido.ficha.versiones, hoy())
    if actual.id == leido.ficha.version.id:
        return None
    otro = calcular(actual.definicion, leido.aportes, pedido.corte)
    antes, ahora = ((una.nombre, una.sector_id) for una in (leido.definicion, actual.definicion))
    return (actual, otro) if antes != ahora or cambian(leido.avance, otro) else None


def cambian(uno: Avance, otro: Avance) -> bool:
    """Si las dos lecturas de un producto no dicen lo mismo."""
    cifras = ("estado", "p", "a_la_fecha", "avance", "programado", "rezago")
    return any(getattr(uno, cual) != getattr(otro, cual) for cual in cifras)


def vigencias_del_plan() -> list[int]:
    """Las que tienen metas o cifras en algún producto, de la más reciente a la más antigua."""
    fichas = plan.productos()
    tramos = [t for ficha in fichas for t in (*ficha.definicion.metas, *ficha.alcanzados)]
    return sorted({vigencia for t in tramos for vigencia in (t.desde, t.hasta)}, reverse=True)
