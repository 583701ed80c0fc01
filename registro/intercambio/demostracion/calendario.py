"""Los días en que la Casa atendió: los hábiles de 2023, sin fines de semana ni festivos."""

from __future__ import annotations

from datetime import date, timedelta

SABADO = 5
# Festivos de Colombia en 2023 (Ley 51 de 1983), sin los que cayeron en fin de semana.
FESTIVOS_2023 = frozenset(
    date(2023, mes, dia)
    for mes, dia in (
        *((1, 9), (3, 20), (4, 6), (4, 7), (5, 1), (5, 22), (6, 12), (6, 19), (7, 3)),
        *((7, 20), (8, 7), (8, 21), (10, 16), (11, 6), (11, 13), (12, 8), (12, 25)),
    )
)


def dias_habiles_de_2023() -> list[date]:
    """En orden."""
    todos = (date(2023, 1, 1) + timedelta(days=numero) for numero in range(365))
    return [dia for dia in todos if dia.weekday() < SABADO and dia not in FESTIVOS_2023]
