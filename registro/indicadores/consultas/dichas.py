"""Lo que respondió cada quien y se puede cruzar: lo que hoy autoriza.

Retirar una autorización cambia todo lo que está abierto. Lo de un corte cerrado queda como cuando se cerró:
se cruza con lo que entonces estaba autorizado.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from registro.extensiones import db
from registro.fechas import Fecha, Precision
from registro.indicadores import formulas
from registro.indicadores.reportes.modelo import CorteCerrado
from registro.indicadores.reportes.periodos import Periodo
from registro.personas.consentimientos import REPORTES
from registro.personas.modelo import Consentimiento, Respuesta
from registro.personas.respuestas import SIN_INFORMACION

RESPUESTAS = ("rango_edad", "genero")
CALLADA = (SIN_INFORMACION, SIN_INFORMACION)
Dicho = tuple[str, str]
Lapso = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Dichas:
    """Lo que hoy se puede cruzar y, de quien lo retiró, qué había dicho y entre cuándo y cuándo sirvió."""

    vigentes: Mapping[int | None, Dicho]
    retiradas: Mapping[int | None, tuple[Dicho, list[Lapso]]]
    cierres: Mapping[Periodo, datetime]

    def de(self, persona: int | None, dia: date, precision: str) -> Dicho:
        """Lo que se cruza de lo que esa persona recibió ese día."""
        dicho = self.vigentes.get(persona)
        if dicho is not None:
            return dicho
        if persona not in self.retiradas:
            return CALLADA
        cerrado = self.cierres.get(Periodo.de(Fecha(dia, Precision(precision)).fin))
        antes, lapsos = self.retiradas[persona]
        sirvio = cerrado is not None and any(desde <= cerrado < hasta for desde, hasta in lapsos)
        return antes if sirvio else CALLADA


def leer(con: Mapping[int, int]) -> Dichas:
    """Las de todas, de una vez; ``con`` dice quién resultó ser la misma que quién."""
    de_reportes = Consentimiento.finalidad == REPORTES
    vigentes = _respondido(con, de_reportes, Consentimiento.revocado_en.is_(None))
    lapsos: defaultdict[int | None, list[Lapso]] = defaultdict(list)
    orden = select(Consentimiento.persona_id, Consentimiento.dado_en, Consentimiento.revocado_en)
    for persona, desde, hasta in db.session.execute(
        orden.where(de_reportes, Consentimiento.revocado_en.is_not(None))
    ):
        if hasta is not None:
            lapsos[formulas.persona_final(persona, con)].append((desde, hasta))
    if not lapsos:
        return Dichas(vigentes, {}, {})
    de_antes = _respondido(con, de_reportes, Consentimiento.revocado_en.is_not(None))
    return Dichas(vigentes, {una: (dicho, lapsos[una]) for una, dicho in de_antes.items()}, _cierres())


def _respondido(con: Mapping[int, int], *consentido: ColumnElement[bool]) -> dict[int | None, Dicho]:
    """De quienes lo consintieron así; de una fusionada vale lo que no dijo la otra."""
    orden = select(Respuesta.persona_id, Respuesta.pregunta, Respuesta.valor).where(
        Respuesta.reemplazada_en.is_(None),
        Respuesta.pregunta.in_(RESPUESTAS),
        Respuesta.persona_id.in_(select(Consentimiento.persona_id).where(*consentido)),
    )
    dichas: dict[int, dict[str, str]] = {}
    for persona, pregunta, valor in db.session.execute(orden):
        final = formulas.persona_final(persona, con)
        propias = dichas.setdefault(final, {})
        if persona == final or pregunta not in propias:
            propias[pregunta] = valor
    return {
        persona: (propias.get("rango_edad", SIN_INFORMACION), propias.get("genero", SIN_INFORMACION))
        for persona, propias in dichas.items()
    }


def _cierres() -> dict[Periodo, datetime]:
    """Cuándo se cerró cada trimestre: cerrar uno cierra también los anteriores de su año."""
    propio = CorteCerrado
    cerrados = select(propio.vigencia, propio.trimestre, propio.cerrado_en).where(
        propio.reabierto_en.is_(None)
    )
    cierres: dict[Periodo, datetime] = {}
    for vigencia, hasta, cuando in db.session.execute(cerrados):
        for trimestre in range(1, hasta + 1):
            periodo = Periodo(vigencia, trimestre)
            cierres[periodo] = min(cuando, cierres.get(periodo, cuando))
    return cierres
