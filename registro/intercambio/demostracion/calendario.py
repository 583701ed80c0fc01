"""Los días en que la Casa atendió: los hábiles de 2023, sin fines de semana ni festivos."""

from __future__ import annotations

from datetime import date

from registro.festivos import dias_habiles


def dias_habiles_de_2023() -> list[date]:
    """En orden."""
    return list(dias_habiles(date(2023, 1, 1), date(2023, 12, 31)))
