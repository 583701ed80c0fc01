"""Con qué se calcula un producto: lo que reportó cada trimestre y lo que entró como cifra anual o saldo."""

from collections.abc import Iterable

from registro.indicadores.avance import Aporte
from registro.indicadores.formulas import SUMA, Tramo
from registro.numeros import escribir_decimal

ULTIMO_TRIMESTRE = 4


def reunir(tramos: Iterable[Tramo], reportados: Iterable[Aporte]) -> tuple[Aporte, ...]:
    """En orden. Una vigencia con reportes ya no cuenta además su cifra anual; un saldo de varias, sí."""
    propios = list(reportados)
    con_reporte = {uno.hasta for uno in propios}
    sueltos = [
        Aporte(tramo.desde, tramo.hasta, ULTIMO_TRIMESTRE, tramo.valor)
        for tramo in tramos
        if tramo.desde != tramo.hasta or tramo.hasta not in con_reporte
    ]
    return tuple(sorted([*sueltos, *propios], key=lambda uno: (uno.hasta, uno.trimestre, uno.desde)))


def saldo_que_cubre(tramos: Iterable[Tramo], vigencia: int) -> Tramo | None:
    """El saldo de varias vigencias que ya incluye ese año, si lo hay."""
    return next((t for t in tramos if t.desde != t.hasta and t.desde <= vigencia <= t.hasta), None)


def ya_contado(tramos: Iterable[Tramo], anualizacion: str, vigencia: int) -> str:
    """La frase si un saldo ya suma esa vigencia; vacía si se puede reportar. Un nivel no cuenta dos veces."""
    saldo = saldo_que_cubre(tramos, vigencia) if anualizacion == SUMA else None
    if saldo is None:
        return ""
    cuanto = escribir_decimal(saldo.valor.normalize(), None)
    cual = f"el saldo {saldo.desde}–{saldo.hasta} ({cuanto})"
    return f"{vigencia} ya está contado en {cual}: no se suma otra vez"
