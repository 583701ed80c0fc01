"""Cada cifra de un producto, dicha con palabras y con los números de que sale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from registro.fechas import MESES
from registro.indicadores.avance import (
    CON_LINEA_BASE,
    CONSTANTE,
    DECRECIENTE,
    Aporte,
    Avance,
    Corte,
    meta_de,
    termina,
)
from registro.indicadores.formulas import SUMA
from registro.indicadores.magnitud import PORCENTAJE, de, escrita
from registro.indicadores.semaforo import Estado
from registro.indicadores.versiones import Definicion
from registro.numeros import escribir_decimal, redondear

CIFRAS: dict[str, str] = {
    "meta_acumulada": "Meta acumulada al corte",
    "acumulado": "Alcanzado acumulado",
    "meta": "Meta de la vigencia",
    "valor": "Alcanzado en la vigencia",
    "p": "Cumplimiento de la vigencia",
    "a_la_fecha": "Cumplimiento a la fecha",
    "avance": "Avance hacia la meta final",
    "programado": "Programado al corte",
    "rezago": "Rezago",
}
EN_PORCENTAJE = ("p", "a_la_fecha", "avance", "programado")


@dataclass(frozen=True, slots=True)
class Paso:
    """Un renglón del cálculo: qué es y cuánto."""

    que: str
    cuanto: str


def a_fecha(corte: Corte) -> str:
    """«junio de 2023»."""
    return f"{MESES[corte.mes - 1]} de {corte.vigencia}" if corte.mes else f"el comienzo de {corte.vigencia}"


def al_corte(corte: Corte) -> str:
    """«a junio de 2023», «al comienzo de 2023»."""
    return f"a {a_fecha(corte)}".replace("a el ", "al ", 1)


def cifra(avance: Avance, cual: str, definicion: Definicion) -> str:
    """La cifra pedida, escrita en su unidad; de un porcentaje a otro hay puntos."""
    if cual == "rezago" and avance.rezago is not None:
        return _distancia(avance.rezago, definicion.unidad)
    unidad = PORCENTAJE if cual in EN_PORCENTAJE else definicion.unidad
    return escrita(de(getattr(avance, cual), unidad))


def pasos(
    definicion: Definicion, avance: Avance, corte: Corte, cual: str, aportes: Sequence[Aporte] = ()
) -> list[Paso]:
    """Los números de que sale una cifra y, al final, la operación con su resultado.

    ``aportes`` son los que entraron en el cálculo: de ellos sale lo alcanzado.
    """
    if avance.estado is Estado.CUMPLIDO:
        cuando = f"Producto cumplido en {definicion.vigencia_final}"
        return [Paso(f"{cuando}: conserva su avance y lo programado", cifra(avance, cual, definicion))]
    formula = _formula(definicion, cual)
    if cual in {"valor", "acumulado"}:
        llevados = _de_los_aportes(definicion, aportes, corte, cual)
        return [*llevados, _resultado(definicion, avance, cual)]
    if formula is None:
        return [*_de_la_suma(definicion, avance, corte, cual), _resultado(definicion, avance, cual)]
    arriba, abajo, con_base = formula
    numerador, denominador = getattr(avance, arriba), _denominador(definicion, avance, abajo)
    renglones = [
        Paso(_nombre(arriba, corte), escrita(de(numerador, definicion.unidad))),
        Paso(_nombre(abajo, corte), escrita(de(denominador, definicion.unidad))),
    ]
    if con_base:
        renglones.append(Paso("Línea base", escrita(de(_base(definicion), definicion.unidad))))
    partes = _division(numerador, denominador, _base(definicion) if con_base else None)
    tipo = f", tipo {definicion.anualizacion}"
    renglones.append(Paso(f"{partes}{tipo}", cifra(avance, cual, definicion)))
    if cual == "avance" and avance.sin_tope is not None and avance.sin_tope != avance.avance:
        renglones.append(Paso("Sin recortar", escrita(de(avance.sin_tope, PORCENTAJE))))
    return renglones


def _formula(definicion: Definicion, cual: str) -> tuple[str, str, bool] | None:
    """(qué se divide, entre qué, si se les quita la línea base)."""
    con_base = definicion.anualizacion in CON_LINEA_BASE
    if cual == "programado" and definicion.anualizacion == CONSTANTE:
        return None
    return {
        "p": ("valor", "meta", con_base),
        "a_la_fecha": ("acumulado", "meta_acumulada", con_base),
        "avance": ("acumulado", "meta_final", con_base),
        "programado": ("meta_acumulada", "meta_final", con_base),
    }.get(cual)


def _denominador(definicion: Definicion, avance: Avance, cual: str) -> Decimal | None:
    hallado: Decimal | None = getattr(definicion if cual == "meta_final" else avance, cual)
    return hallado


def _base(definicion: Definicion) -> Decimal | None:
    if definicion.anualizacion == DECRECIENTE:
        return definicion.linea_base
    return definicion.linea_base or Decimal(0)


def _nombre(cual: str, corte: Corte) -> str:
    return {
        "valor": f"Alcanzado en {corte.vigencia}",
        "meta": f"Meta de {corte.vigencia}",
        "acumulado": f"Alcanzado hasta {a_fecha(corte)}",
        "meta_acumulada": f"Meta acumulada hasta {a_fecha(corte)}",
        "meta_final": "Meta final",
    }[cual]


def _division(arriba: Decimal | None, abajo: Decimal | None, base: Decimal | None) -> str:
    if base is None:
        return f"{_n(arriba)} ÷ {_n(abajo)}"
    return f"({_n(arriba)} − {_n(base)}) ÷ ({_n(abajo)} − {_n(base)})"


def _de_la_suma(definicion: Definicion, avance: Avance, corte: Corte, cual: str) -> list[Paso]:
    """De qué se hace una meta acumulada o una resta."""
    unidad = definicion.unidad
    if cual == "rezago":
        return [
            Paso(_nombre("acumulado", corte), escrita(de(avance.acumulado, unidad))),
            Paso(_nombre("meta_acumulada", corte), escrita(de(avance.meta_acumulada, unidad))),
        ]
    if cual == "programado":
        return [Paso("Una meta constante se espera completa en cualquier corte", "100\N{NO-BREAK SPACE}%")]
    if cual != "meta_acumulada":
        return []
    meta = meta_de(definicion.metas, corte.vigencia)
    renglones = [
        Paso(
            f"Meta {tramo.desde}" if tramo.desde == tramo.hasta else f"Metas {tramo.desde}–{tramo.hasta}",
            escrita(de(tramo.valor, unidad)),
        )
        for tramo in definicion.metas
        if tramo.hasta < corte.vigencia and definicion.anualizacion == SUMA
    ]
    renglones.append(Paso(f"Meta de {corte.vigencia}", escrita(de(meta, unidad))))
    if definicion.anualizacion != CONSTANTE:
        renglones.append(Paso(f"Al mes {corte.mes} de 12", escrita(de(avance.al_corte, unidad))))
    return renglones


def _de_los_aportes(definicion: Definicion, aportes: Sequence[Aporte], corte: Corte, cual: str) -> list[Paso]:
    """Cada cifra que entra: en una suma todas las del tramo; de un nivel, la última."""
    entran = sorted(
        (
            uno
            for uno in aportes
            if (termina(definicion, uno.hasta), uno.trimestre) <= (corte.vigencia, corte.trimestre)
        ),
        key=lambda uno: (uno.hasta, uno.trimestre, uno.desde),
    )
    if cual == "valor" and definicion.anualizacion != CONSTANTE:
        entran = [uno for uno in entran if uno.desde == uno.hasta == corte.vigencia]
    if definicion.anualizacion != SUMA:
        entran = entran[-1:]
    return [
        Paso(
            f"Cifra de {uno.hasta}-T{uno.trimestre}"
            if uno.desde == uno.hasta
            else f"Saldo {uno.desde}–{uno.hasta}",
            escrita(de(uno.valor, definicion.unidad)),
        )
        for uno in entran
    ]


def _resultado(definicion: Definicion, avance: Avance, cual: str) -> Paso:
    operacion = f"{_n(avance.acumulado)} − {_n(avance.meta_acumulada)}" if cual == "rezago" else CIFRAS[cual]
    return Paso(operacion, cifra(avance, cual, definicion))


def _n(numero: Decimal | None) -> str:
    return "sin dato" if numero is None else escribir_decimal(numero.normalize(), None)


def frase(definicion: Definicion, avance: Avance, corte: Corte) -> str:
    """«61 de 62,5 esperado a junio de 2023: van 1,5 por debajo»."""
    if avance.estado is Estado.CUMPLIDO:
        return f"Producto cumplido en {definicion.vigencia_final}."
    if avance.estado is Estado.SIN_META:
        inicial = definicion.vigencia_inicial
        if inicial is not None and inicial > corte.vigencia:
            return f"Inicia en {inicial}: en {corte.vigencia} no tiene meta."
        return f"En {corte.vigencia} no tiene meta."
    unidad, cuando = definicion.unidad, al_corte(corte)
    if avance.acumulado is None:
        return f"Sin dato hasta {a_fecha(corte)}: nadie ha reportado."
    llevado = escrita(de(avance.acumulado, unidad))
    if avance.meta_acumulada is None:
        return f"{llevado} {cuando}; no se conoce cuánto se esperaba."
    esperado = escrita(de(avance.meta_acumulada, unidad))
    sin_reporte = "" if avance.valor is not None else f"; de {corte.vigencia} no hay cifra"
    return f"{llevado} de {esperado} esperado {cuando}: {diferencia(definicion, avance)}{sin_reporte}."


def diferencia(definicion: Definicion, avance: Avance) -> str:
    """«van 32 por encima», «van 8 puntos por debajo» o «en cumplimiento».

    En un decreciente menos es mejor: «faltan 6 por bajar», «van 3 por debajo, mejor de lo esperado».
    """
    if avance.rezago is None:
        return "sin dato"
    if avance.rezago == 0:
        return "en cumplimiento"
    distancia = _distancia(abs(avance.rezago), definicion.unidad)
    if definicion.anualizacion == DECRECIENTE:
        return (
            f"faltan {distancia} por bajar"
            if avance.rezago > 0
            else f"van {distancia} por debajo, mejor de lo esperado"
        )
    return f"van {distancia} por {'encima' if avance.rezago > 0 else 'debajo'}"


def _distancia(cuanto: Decimal, unidad: str) -> str:
    """Entre dos porcentajes hay puntos, no un porcentaje."""
    if unidad != PORCENTAJE:
        return escribir_decimal(cuanto.normalize(), None)
    redondo = redondear(cuanto) or cuanto
    return f"{escribir_decimal(redondo.normalize(), None)} {'punto' if abs(redondo) == 1 else 'puntos'}"
