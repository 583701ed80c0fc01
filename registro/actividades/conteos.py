"""Qué significan las personas que un equipo declara haber contado. Puro.

Un conteo tiene un total (público ``''``), un desglose por público, o ambos. Lo declarado es el total cuando
se escribió y, si no, la suma del desglose. El desglose puede quedar por debajo del total (el resto es «sin
desagregar») pero nunca por encima. Sin ningún conteo no hay dato: no es lo mismo que cero.
"""

from __future__ import annotations

from collections.abc import Mapping

from registro.errores import ErrorDeRegistro
from registro.numeros import escribir

TOTAL = ""
PUBLICOS: dict[str, str] = {
    TOTAL: "Sin desagregar",
    "asp": "Personas que realizan ASP",
    "ciudadania": "Ciudadanía",
    "fuerza_publica": "Fuerza pública",
    "servidoras": "Servidoras y servidores",
    "establecimientos": "Personal de establecimientos",
    "otro": "Otro",
}
MAXIMO = 100_000


def declaradas(conteos: Mapping[str, int]) -> int | None:
    """Cuántas personas declaró el equipo, o ``None`` si no contó."""
    return conteos.get(TOTAL, sum(conteos.values())) if conteos else None


def contadas(leidas: int, declaradas: int | None) -> int:
    """Asistencias de una actividad: lo leído, más lo que el equipo declaró y no alcanzó a leerse."""
    return leidas + max(0, (declaradas or 0) - leidas)


def excede(leidas: int, declaradas: int | None) -> bool:
    """Se leyó más de lo que el equipo declaró: alguien debe mirar cuál está bien."""
    return declaradas is not None and leidas > declaradas


def por_publico(conteos: Mapping[str, int]) -> dict[str, int]:
    """El desglose que suma lo declarado: cada público escrito y, si sobra, el resto sin desagregar."""
    desglose = {publico: conteos[publico] for publico in PUBLICOS if publico != TOTAL and publico in conteos}
    resto = (declaradas(conteos) or 0) - sum(desglose.values())
    return desglose | ({TOTAL: resto} if resto or (conteos and not desglose) else {})


def revisar(conteos: Mapping[str, int]) -> None:
    """Acepta los conteos o dice qué no cuadra.

    :raises ErrorDeRegistro: un público que no existe, una cantidad imposible o un desglose mayor al total.
    """
    for publico, cantidad in conteos.items():
        campo = f"conteo_{publico or 'total'}"
        if publico not in PUBLICOS:
            raise ErrorDeRegistro(f"«{publico[:30]}» no es un público. No se guardó nada.", campo)
        if not 0 <= cantidad <= MAXIMO:
            raise ErrorDeRegistro(
                f"{escribir(cantidad)} no puede ser un conteo: escriba un número de 0 a {escribir(MAXIMO)}.",
                campo,
            )
    sumados = sum(cantidad for publico, cantidad in conteos.items() if publico != TOTAL)
    if TOTAL in conteos and sumados > conteos[TOTAL]:
        raise ErrorDeRegistro(
            f"Por público suman {escribir(sumados)} y el total dice {escribir(conteos[TOTAL])}. "
            "Corrija el total o el desglose; no se guardó nada.",
            "conteo_total",
        )
