"""El método distrital: las cuatro anualizaciones, con todo en ``Decimal`` y sin adivinar lo que falta.

Los porcentajes salen como 67.9. Un denominador en cero o una cifra que falta dan ``None``: *sin dato*.
Nombres del método: AV acumulado o nivel, LB línea base, MV meta de la vigencia, MVp la de la anterior, MF
meta final, MP meta al corte, MA meta acumulada, m mes del corte.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from registro.indicadores.formulas import SUMA, Tramo
from registro.indicadores.semaforo import Color, Conjunto, Estado, color_de
from registro.indicadores.versiones import Definicion

CONSTANTE, CRECIENTE, DECRECIENTE = "constante", "creciente", "decreciente"
CON_LINEA_BASE = frozenset({CRECIENTE, DECRECIENTE})  # suben o bajan desde donde estaban
MESES = 12
MESES_DEL_TRIMESTRE = 3
CUMPLIDO = "cumplido"
SIN_INICIAR = "sin_iniciar"
CIEN, CERO = Decimal(100), Decimal(0)
_EXACTO = Context(prec=50, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, order=True)
class Corte:
    """Hasta dónde se mira: una vigencia y cuántos trimestres suyos han terminado."""

    vigencia: int
    trimestre: int = 4

    @classmethod
    def en(cls, vigencia: int, dia: date) -> Corte:
        """El corte de una fecha: los trimestres de la vigencia que ya terminaron ese día."""
        if dia.year != vigencia:
            return cls(vigencia, 4 if dia.year > vigencia else 0)
        termino = dia.month % MESES_DEL_TRIMESTRE == 0 and (dia.month, dia.day) in _FINES
        return cls(vigencia, dia.month // MESES_DEL_TRIMESTRE if termino else (dia.month - 1) // 3)

    @property
    def mes(self) -> int:
        """m: 3, 6, 9 o 12; antes de que termine el primer trimestre, 0."""
        return self.trimestre * MESES_DEL_TRIMESTRE


_FINES = {(3, 31), (6, 30), (9, 30), (12, 31)}


@dataclass(frozen=True, slots=True)
class Aporte:
    """Lo que trae un reporte: un trimestre, un año entero (trimestre 4) o un saldo de varias vigencias."""

    desde: int
    hasta: int
    trimestre: int
    valor: Decimal


@dataclass(frozen=True, slots=True)
class Avance:
    """Todo lo que se dice de un producto a un corte; ``None`` es *sin dato*.

    :param estado: qué es fuera de los colores, si es algo.
    :param valor: lo de la vigencia. :param acumulado: AV. :param meta: MV. :param al_corte: MP.
    :param meta_acumulada: MA. :param p: % de la vigencia. :param a_la_fecha: % a la fecha.
    :param avance: % de la meta final, entre 0 y 100. :param sin_tope: lo mismo sin recortar.
    :param programado: lo que debía llevar. :param rezago: AV − MA en su unidad.
    """

    estado: Estado | None = None
    valor: Decimal | None = None
    acumulado: Decimal | None = None
    meta: Decimal | None = None
    al_corte: Decimal | None = None
    meta_acumulada: Decimal | None = None
    p: Decimal | None = None
    a_la_fecha: Decimal | None = None
    avance: Decimal | None = None
    sin_tope: Decimal | None = None
    programado: Decimal | None = None
    rezago: Decimal | None = None


def calcular(definicion: Definicion, aportes: Iterable[Aporte], corte: Corte) -> Avance:
    """El avance de un producto a un corte, según su tipo de anualización."""
    entran = sorted(
        (
            uno
            for uno in aportes
            if (termina(definicion, uno.hasta), uno.trimestre) <= (corte.vigencia, corte.trimestre)
        ),
        key=lambda uno: (uno.hasta, uno.trimestre, uno.desde),
    )
    with localcontext(_EXACTO):
        estado = estado_en(definicion, corte.vigencia)
        acumulado = _acumulado(definicion.anualizacion, entran)
        if estado is Estado.CUMPLIDO:
            return _cumplido(definicion, acumulado, corte.vigencia)
        return _en_curso(definicion, (entran, acumulado), corte, estado)


def termina(definicion: Definicion, hasta: int) -> int:
    """Un saldo de un producto cumplido se completó, a más tardar, en su última vigencia."""
    final = definicion.vigencia_final
    return min(hasta, final) if definicion.estado == CUMPLIDO and final is not None else hasta


def _cumplido(definicion: Definicion, acumulado: Decimal | None, vigencia: int) -> Avance:
    """Lo que se cumplió antes conserva su avance y lo programado; ya no se le pide nada del año."""
    metas = [
        Aporte(t.desde, t.hasta, 4, t.valor)
        for t in definicion.metas
        if termina(definicion, t.hasta) <= vigencia
    ]
    acumulada = _acumulado(definicion.anualizacion, metas)
    return Avance(
        Estado.CUMPLIDO,
        acumulado=acumulado,
        meta_acumulada=acumulada,
        avance=CIEN,
        sin_tope=CIEN,
        programado=CIEN,
        rezago=None if acumulado is None or acumulada is None else acumulado - acumulada,
    )


def estado_en(definicion: Definicion, vigencia: int) -> Estado | None:
    """Si en esa vigencia el producto está fuera de los colores: ya cumplido, o sin meta ese año."""
    inicial, final = definicion.vigencia_inicial, definicion.vigencia_final
    if definicion.estado == CUMPLIDO and final is not None and final < vigencia:
        return Estado.CUMPLIDO
    if (inicial is not None and vigencia < inicial) or (final is not None and vigencia > final):
        return Estado.SIN_META
    if definicion.estado == SIN_INICIAR and inicial is None:
        return Estado.SIN_META
    cubre = any(meta.desde <= vigencia <= meta.hasta for meta in definicion.metas)
    ya_iba = inicial is not None or any(meta.hasta < vigencia for meta in definicion.metas)
    if not cubre and ya_iba and any(meta.desde > vigencia for meta in definicion.metas):
        return Estado.SIN_META  # el plan sigue después, y para este año no puso nada
    return None  # antes de la primera meta conocida, sin saber cuándo empezó, no se sabe


def valor_de_la_vigencia(definicion: Definicion, aportes: Sequence[Aporte], vigencia: int) -> Decimal | None:
    """De sus trimestres: una suma los suma; un nivel es el último, y si es constante puede ser de antes."""
    propios = [uno.valor for uno in aportes if uno.desde == uno.hasta == vigencia]
    if definicion.anualizacion == SUMA:
        return sum(propios, CERO) if propios else None
    if definicion.anualizacion == CONSTANTE:
        return _acumulado(CONSTANTE, aportes)
    return propios[-1] if propios else None


def _acumulado(anualizacion: str, aportes: Sequence[Aporte]) -> Decimal | None:
    if not aportes:
        return None
    return sum((uno.valor for uno in aportes), CERO) if anualizacion == SUMA else aportes[-1].valor


def _en_curso(
    definicion: Definicion,
    llevado: tuple[Sequence[Aporte], Decimal | None],
    corte: Corte,
    estado: Estado | None,
) -> Avance:
    aportes, acumulado = llevado
    valor = valor_de_la_vigencia(definicion, aportes, corte.vigencia)
    meta = meta_de(definicion.metas, corte.vigencia)
    al_corte = meta_al_corte(definicion, corte)
    acumulada = _meta_acumulada(definicion, al_corte, corte.vigencia, estado)
    base = _base(definicion)
    sin_tope = _parte(acumulado, definicion.meta_final, base)
    constante = definicion.anualizacion == CONSTANTE
    programado = CIEN if constante else _parte(acumulada, definicion.meta_final, base)
    return Avance(
        estado=estado,
        valor=valor,
        acumulado=acumulado,
        meta=meta,
        al_corte=al_corte,
        meta_acumulada=acumulada,
        p=None if estado else _parte(valor, meta, base),
        a_la_fecha=_parte(acumulado, acumulada, base),
        avance=None if sin_tope is None else min(max(sin_tope, CERO), CIEN),
        sin_tope=sin_tope,
        programado=None if definicion.meta_final is None or acumulada is None else programado,
        rezago=None if acumulado is None or acumulada is None else acumulado - acumulada,
    )


def _base(definicion: Definicion) -> Decimal | None:
    """Desde dónde se mide: un decreciente tiene que decirlo; los demás parten de cero si no lo dicen."""
    if definicion.anualizacion == DECRECIENTE:
        return definicion.linea_base
    if definicion.anualizacion == CRECIENTE:
        return definicion.linea_base or CERO
    return CERO


def _parte(valor: Decimal | None, meta: Decimal | None, base: Decimal | None) -> Decimal | None:
    """(valor − base) ÷ (meta − base), en tanto por ciento; sin denominador no hay dato."""
    if valor is None or meta is None or base is None or meta == base:
        return None
    return (valor - base) * CIEN / (meta - base)


def meta_de(metas: Sequence[Tramo], vigencia: int) -> Decimal | None:
    """MV: la de esa vigencia sola; la de un saldo no se reparte."""
    return next((meta.valor for meta in metas if meta.desde == meta.hasta == vigencia), None)


def meta_al_corte(definicion: Definicion, corte: Corte) -> Decimal | None:
    """MP: lo que debía llevar la vigencia a ese mes."""
    meta = meta_de(definicion.metas, corte.vigencia)
    if meta is None or definicion.anualizacion == CONSTANTE:
        return meta
    if definicion.anualizacion == SUMA:
        return meta * corte.mes / MESES
    if corte.mes == MESES:
        return meta
    antes = _meta_anterior(definicion, corte.vigencia)
    return None if antes is None else (meta - antes) * corte.mes / MESES + antes


def _meta_anterior(definicion: Definicion, vigencia: int) -> Decimal | None:
    """MVp: la meta de la vigencia anterior; en la primera, la línea base."""
    previas = [meta for meta in definicion.metas if meta.hasta < vigencia]
    primera = definicion.vigencia_inicial in {None, vigencia}
    if not previas and primera:
        return _base(definicion)
    return next((meta.valor for meta in previas if meta.hasta == vigencia - 1), None)


def _meta_acumulada(
    definicion: Definicion, al_corte: Decimal | None, vigencia: int, estado: Estado | None
) -> Decimal | None:
    """MA: en una suma, las metas de antes más la del corte; en un nivel, la del corte.

    Un año sin meta no le pide nada más a una suma; si la meta del año no se conoce, no se sabe.
    """
    if definicion.anualizacion != SUMA:
        return al_corte
    if al_corte is None and estado is not Estado.SIN_META:
        return None
    previas = [meta.valor for meta in definicion.metas if meta.hasta < vigencia]
    if al_corte is None and not previas:
        return None
    return sum(previas, CERO) + (al_corte or CERO)


def color(avance: Avance, conjunto: Conjunto) -> Color | Estado:
    """El color de la vigencia, o el estado de quien no tiene color."""
    if avance.estado is not None:
        return avance.estado
    return Estado.SIN_DATO if avance.p is None else color_de(conjunto, avance.p)


@dataclass(frozen=True, slots=True)
class Agregado:
    """Promedio de un sector o de un objetivo: sobre cuántos productos y cuántos quedaron fuera.

    ``fuera`` cuenta los que no tienen meta final; ``sin_dato``, los que la tienen y les falta otra cifra.
    """

    avance: Decimal | None
    programado: Decimal | None
    diferencia: Decimal | None
    contados: int
    fuera: int
    sin_dato: int = 0


def agregar(productos: Sequence[tuple[Definicion, Avance]]) -> Agregado:
    """Media del avance menos media de lo programado, en puntos, sobre los que tienen meta final."""
    con_final = [avance for definicion, avance in productos if definicion.meta_final is not None]
    pares = [
        (avance.avance, avance.programado)
        for avance in con_final
        if avance.avance is not None and avance.programado is not None
    ]
    fuera = len(productos) - len(con_final)
    if not pares:
        return Agregado(None, None, None, 0, fuera, len(con_final))
    with localcontext(_EXACTO):
        avance = sum((par[0] for par in pares), CERO) / len(pares)
        programado = sum((par[1] for par in pares), CERO) / len(pares)
        return Agregado(
            avance, programado, avance - programado, len(pares), fuera, len(con_final) - len(pares)
        )
