"""Por qué una cifra publicada puede no ser la calculada. Propone una causa; nunca mueve una cifra."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CIEN = Decimal(100)
DECIMA = Decimal("0.1")
SIN_CAUSA = "sin causa reconocida"


@dataclass(frozen=True, slots=True)
class Caso:
    """Una cifra publicada que no es la calculada, y lo que se sabe de alrededor.

    :param vecinas: de las demás columnas de su fila, lo publicado (si se publicó) y lo calculado.
    :param componentes: si la fila es un total, sus sumandos, por nombre.
    :param contados: sobre cuántos se calculó, si es un promedio o una parte. :param otros: sobre cuántos más
        pudo calcularse.
    :param otros_cortes: lo que valía en otras fechas; sólo se pregunta si nada más lo explica.
    """

    publicado: Decimal
    calculado: Decimal
    es_porcentaje: bool = False
    vecinas: Mapping[str, tuple[Decimal | None, Decimal]] = field(default_factory=dict)
    componentes: Mapping[str, Decimal] = field(default_factory=dict)
    contados: Decimal = Decimal(0)
    otros: Sequence[Decimal] = ()
    otros_cortes: Callable[[], Mapping[str, Decimal]] = dict


def coinciden(publicado: Decimal, calculado: Decimal, *, es_porcentaje: bool) -> bool:
    """Iguales como se publican: un porcentaje lleva una cifra decimal."""
    return publicado == (calculado.quantize(DECIMA, ROUND_HALF_UP) if es_porcentaje else calculado)


def probable(caso: Caso) -> str:
    """La primera causa que explica exactamente la diferencia."""
    for explicar in _CAUSAS:
        if causa := explicar(caso):
            return causa
    return SIN_CAUSA


def _columnas_cambiadas(caso: Caso) -> str:
    for columna, (publicado, calculado) in caso.vecinas.items():
        if publicado is not None and (publicado, caso.publicado) == (caso.calculado, calculado):
            return f"cambiada de lugar con la columna «{columna}»"
    return ""


def _signo(caso: Caso) -> str:
    exacto = _como_se_publica(caso, caso.calculado)
    return "signo contrario" if caso.publicado == -exacto and exacto else ""


def _digitos(caso: Caso) -> str:
    """Dos cifras vecinas en el orden contrario: 513 por 531."""
    uno, otro = (
        f"{_como_se_publica(caso, valor).normalize():f}" for valor in (caso.publicado, caso.calculado)
    )
    distintos = [lugar for lugar, (a, b) in enumerate(zip(uno, otro, strict=False)) if a != b]
    if len(uno) != len(otro) or len(distintos) != 2:  # noqa: PLR2004 - un cambio de orden toca dos lugares
        return ""
    primero, segundo = distintos
    cruzados = (uno[primero], uno[segundo]) == (otro[segundo], otro[primero])
    return "dígitos cambiados de orden" if cruzados and segundo - primero == 1 else ""


def _redondeo(caso: Caso) -> str:
    cifras = max(0, -int(caso.publicado.normalize().as_tuple().exponent))
    paso = Decimal(1).scaleb(-cifras)
    if caso.calculado == caso.calculado.quantize(paso):
        return ""
    if caso.publicado == caso.calculado.quantize(paso, ROUND_DOWN):
        return "truncado: se cortaron las cifras decimales"
    return "redondeado" if caso.publicado == caso.calculado.quantize(paso, ROUND_HALF_UP) else ""


def _complemento(caso: Caso) -> str:
    """Un porcentaje escrito como lo que le falta para 100."""
    esperado = _como_se_publica(caso, CIEN - caso.calculado)
    return "100 menos el porcentaje" if caso.es_porcentaje and caso.publicado == esperado else ""


def _fila_repetida(caso: Caso) -> str:
    if caso.es_porcentaje:
        return ""
    for nombre, valor in caso.componentes.items():
        if valor and caso.publicado == caso.calculado + valor:
            return f"una fila contada dos veces: {nombre}"
    doble = caso.calculado and caso.publicado == 2 * caso.calculado
    return "la fila contada dos veces" if doble else ""


def _denominador(caso: Caso) -> str:
    for otro in caso.otros:
        if caso.es_porcentaje and otro and caso.contados:
            esperado = _como_se_publica(caso, caso.calculado * caso.contados / otro)
            if caso.publicado == esperado:
                return f"otro denominador: {otro:f} en lugar de {caso.contados:f}"
    return ""


def _corte(caso: Caso) -> str:
    for cuando, valor in caso.otros_cortes().items():
        if coinciden(caso.publicado, valor, es_porcentaje=caso.es_porcentaje):
            return f"otro corte: {cuando}"
    return ""


def _como_se_publica(caso: Caso, valor: Decimal) -> Decimal:
    return valor.quantize(DECIMA, ROUND_HALF_UP) if caso.es_porcentaje else valor


_CAUSAS: tuple[Callable[[Caso], str], ...] = (
    *(_columnas_cambiadas, _signo, _digitos, _redondeo, _complemento),
    *(_fila_repetida, _denominador, _corte),
)
