"""Las sesiones de un semestre: las que hubo, las que faltan y en qué va el acta de cada una."""

from __future__ import annotations

from flask import render_template

from registro.actas import consultas as de_actas
from registro.actividades.estados import ANULADA, REALIZADA
from registro.fechas import MESES, Semestre, hoy
from registro.informes.gestion.avisos import por_abordar
from registro.instancias import consultas
from registro.textos import unir
from registro.web.mesa.instancias import bp
from registro.web.mesa.semestres import para_elegir, pedido


@bp.get("/instancia/<int:instancia_id>/sesiones")
def de_la_instancia(instancia_id: int) -> str:
    """La lista, con lo que le falta a cada una."""
    semestre = pedido()
    ficha, programado = consultas.instancia(instancia_id), consultas.semestre(instancia_id, semestre)
    sesiones = de_actas.sesiones(instancia_id, semestre)
    cuentan = [una for una in sesiones if una.estado in REALIZADA]
    return render_template(
        "mesa/sesiones.html",
        instancia=ficha,
        semestre=semestre,
        semestres=para_elegir(semestre),
        sesiones=sesiones,
        puestos=consultas.cuantos_puestos(instancia_id, semestre.inicio, semestre.fin),
        cifras=_cifras(programado, cuentan),
        por_hacer=_por_hacer(programado, sesiones),
        explicados=[
            (MESES[mes.month - 1].capitalize(), motivo) for mes, motivo in programado.meses_sin_sesion
        ],
        sin_motivo=unir(_sin_motivo(semestre, programado, cuentan)),
        por_abordar=por_abordar(ficha.sigla, semestre),
        vencidos=de_actas.vencidos(instancia_id),
    )


def _cifras(
    programado: consultas.FichaDeSemestre, cuentan: list[de_actas.SesionDelSemestre]
) -> list[tuple[str, str]]:
    """Realizadas / programadas de cada clase, siempre en ese orden, y las actas aprobadas."""
    ordinarias = [una for una in cuentan if una.clase == "Ordinaria"]
    de_cada = (
        (ordinarias, programado.ordinarias, "ordinarias realizadas / programadas"),
        ([una for una in cuentan if una not in ordinarias], programado.extraordinarias, "extraordinarias"),
    )
    cifras = [
        (f"{len(hechas)} / {'sin dato' if programadas is None else programadas}", rotulo)
        for hechas, programadas, rotulo in de_cada
    ]
    aprobadas = sum(una.acta == "aprobada" for una in cuentan)
    return [*cifras, (f"{aprobadas} de {len(cuentan)}", "actas aprobadas")]


def _por_hacer(
    programado: consultas.FichaDeSemestre, sesiones: tuple[de_actas.SesionDelSemestre, ...]
) -> list[tuple[bool, str]]:
    """Las fechas programadas en cuyo mes no hay sesión ni se dijo por qué: (si ya pasó, la fecha)."""
    con_sesion = {una.dia.month for una in sesiones if una.estado != ANULADA}
    con_sesion |= {mes.month for mes, _motivo in programado.meses_sin_sesion}
    return [
        (dia < hoy(), f"{dia.day} de {MESES[dia.month - 1]}")
        for dia in programado.fechas
        if dia.month not in con_sesion
    ]


def _sin_motivo(
    semestre: Semestre, programado: consultas.FichaDeSemestre, cuentan: list[de_actas.SesionDelSemestre]
) -> list[str]:
    """Los meses que ya terminaron sin sesión y sin que nadie haya escrito por qué."""
    explicados = {mes.month for mes, _motivo in programado.meses_sin_sesion}
    con_sesion = {una.dia.month for una in cuentan}
    primero = (hoy().year, hoy().month)
    return [
        MESES[mes - 1]
        for mes in semestre.meses
        if (semestre.vigencia, mes) < primero and mes not in con_sesion | explicados
    ]
