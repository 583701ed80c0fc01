"""Las columnas de un producto que llevan la vigencia en el título: metas, alcanzados y metas finales."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from registro.errores import ErrorDeRegistro
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.conteos import exacto
from registro.numeros import escribir_decimal

ANUAL = re.compile(r"(meta|alcanzado)_(20\d\d)")
ACUMULADA = re.compile(r"(meta|alcanzado)_acumulad[ao]_(20\d\d)_(20\d\d)")
TOTAL = re.compile(r"meta_total(?:_(20\d\d))?")
META, ALCANZADO = "meta", "alcanzado"
VARIABLES = (ANUAL.pattern, ACUMULADA.pattern, TOTAL.pattern)

# Un nivel no se acumula: el de varias vigencias es el de la última.
NIVELES = frozenset({"constante", "creciente", "decreciente"})


@dataclass(frozen=True, slots=True, order=True)
class Tramo:
    """Una cifra (meta o alcanzado) y las vigencias que cubre; más de una es un saldo de apertura."""

    clase: str
    desde: int
    hasta: int
    valor: Decimal

    def __str__(self) -> str:
        """«meta 2023: 15» o «alcanzado 2020 a 2022: 28»."""
        vigencias = str(self.desde) if self.desde == self.hasta else f"{self.desde} a {self.hasta}"
        return f"{self.clase} {vigencias}: {escribir_decimal(self.valor.normalize(), None)}"


def tramos(fila: Fila, anualizacion: str) -> tuple[Tramo, ...]:
    """Las cifras de la fila, sin contar ninguna dos veces.

    Lo acumulado 2020–2023 menos lo de 2023 es el saldo 2020–2022. En un nivel lo acumulado repite el del año.

    :raises ErrorDeRegistro: lo acumulado es menor que lo de una de sus vigencias.
    """
    anuales = {(clase, ano): valor for clase, ano, valor in _anuales(fila)}
    hallados = [Tramo(clase, ano, ano, valor) for (clase, ano), valor in anuales.items()]
    for columna in fila.columnas:
        partes = ACUMULADA.fullmatch(columna)
        valor = exacto(fila, columna) if partes else None
        if partes is None or valor is None:
            continue
        clase, desde, hasta = partes[1], int(partes[2]), int(partes[3])
        dentro = {ano: cifra for (de, ano), cifra in anuales.items() if de == clase and desde <= ano <= hasta}
        if anualizacion in NIVELES:
            hallados += [] if dentro.get(hasta) == valor else [Tramo(clase, desde, hasta, valor)]
        else:
            saldo = _saldo(columna, valor, dentro.values())
            hallados += _apertura(Tramo(clase, desde, hasta, saldo), set(dentro), columna)
    return tuple(sorted(hallados))


def _anuales(fila: Fila) -> Iterable[tuple[str, int, Decimal]]:
    for columna in fila.columnas:
        partes = ANUAL.fullmatch(columna)
        valor = exacto(fila, columna) if partes else None
        if partes is not None and valor is not None:
            yield partes[1], int(partes[2]), valor


def _saldo(columna: str, acumulado: Decimal, sabidas: Iterable[Decimal]) -> Decimal:
    saldo = acumulado - sum(sabidas, Decimal(0))
    if saldo < 0:
        raise ErrorDeRegistro(
            "Lo acumulado es menor que la suma de sus vigencias. Revise las cifras.", columna
        )
    return saldo


def _apertura(todo: Tramo, sabidas: set[int], columna: str) -> list[Tramo]:
    """El tramo que queda al quitar las vigencias que ya se saben, que deben ser las últimas."""
    quedan = [ano for ano in range(todo.desde, todo.hasta + 1) if ano not in sabidas]
    if not quedan:
        return []
    if quedan != list(range(todo.desde, quedan[-1] + 1)):
        raise ErrorDeRegistro(
            "De lo acumulado se conoce una vigencia intermedia: no se puede saber cómo se reparte el resto.",
            columna,
        )
    return [Tramo(todo.clase, todo.desde, quedan[-1], todo.valor)]


def meta_final(fila: Fila) -> tuple[int | None, Decimal | None]:
    """La vigencia en que termina y la meta final, si están."""
    for columna in fila.columnas:
        partes = TOTAL.fullmatch(columna)
        if partes is not None:
            return int(partes[1]) if partes[1] else None, exacto(fila, columna)
    return None, None
