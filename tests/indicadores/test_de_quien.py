"""De quién es cada asistencia: lo que la base agrupa es lo mismo que contar los registros uno por uno."""

from collections import Counter, defaultdict
from datetime import date
from random import Random

import pytest
from sqlalchemy import select

from registro.actividades.base import Actividad
from registro.asistencia.ciudadana import Asistencia, Atencion
from registro.extensiones import ahora_utc, db
from registro.indicadores.consultas.alcance import Alcance
from registro.indicadores.consultas.atendidas import por_area
from registro.indicadores.consultas.autorizadas import asistencias_sin_autorizar, sin_autorizar
from registro.indicadores.consultas.medidas import medir
from registro.indicadores.consultas.mujeres import Revuelto, mujeres
from registro.indicadores.hechos import Medicion
from registro.indicadores.reglas import ATENCIONES, Medida, Regla
from registro.personas.consentimientos import REPORTES
from registro.personas.modelo import Consentimiento, Credencial, Persona, TextoDeConsentimiento
from tests.fabricas.tablas import asistir, atender, crear_actividad, crear_persona, crear_tarjeta

ANUAL, A_MARZO = Alcance(date(2023, 1, 1), date(2023, 12, 31)), Alcance(date(2023, 1, 1), date(2023, 3, 31))


@pytest.fixture
def registro(contexto):
    """Un registro cualquiera: tarjetas de nadie, personas que son otra, anuladas, sin autorizar."""
    azar = Random(2026)
    personas = [crear_persona() for _ in range(6)]
    personas += [crear_persona(fusionada_en=azar.choice(personas).persona_id) for _ in range(3)]
    personas += [crear_tarjeta(personas[0].persona_id), crear_tarjeta()]
    texto = db.session.scalars(select(TextoDeConsentimiento.id).filter_by(finalidad=REPORTES)).first()
    for tarjeta in azar.sample(personas[:9], 5):
        revocado = azar.choice((None, None, ahora_utc()))
        dado = {"texto_id": texto, "medio": "verbal", "dado_en": ahora_utc(), "revocado_en": revocado}
        db.session.add(Consentimiento(persona_id=tarjeta.persona_id, finalidad=REPORTES, **dado))
    dias = ("2022-12-31", "2023-01-01", "2023-03", "2023-03-31", "2023-04-01", "2023", "2024-01-01")
    for tipo in ("casa_de_todas", "jornada"):
        for dia in dias:
            estado = azar.choice(("cerrada", "abierta", "abierta", "anulada"))
            actividad = crear_actividad(tipo, dia, estado=estado)
            for tarjeta in [*azar.sample(personas, 3), None]:
                asistencia = asistir(actividad, tarjeta, anulada=azar.random() < 0.15)
                for area in azar.choices(("juridica", "psicosocial"), k=2) if tipo != "jornada" else ():
                    atender(asistencia, area, anulada=azar.random() < 0.15)


def hechos(tipo, alcance, *con):
    """(vigencia, persona que quedó o nadie, área) de cada registro que cuenta, mirándolos uno por uno."""
    orden = select(Actividad, Asistencia, *con).join(Asistencia, Asistencia.actividad_id == Actividad.id)
    if con:
        orden = orden.join(Atencion, Atencion.asistencia_id == Asistencia.id)
    for actividad, asistencia, *resto in db.session.execute(orden.where(Actividad.tipo == tipo)):
        vale = actividad.estado in {"abierta", "cerrada"}
        dentro = alcance.desde <= actividad.fecha and actividad.fin <= alcance.hasta
        if vale and dentro and not any(uno.anulada_en for uno in (asistencia, *resto)):
            tarjeta = db.session.get(Credencial, asistencia.credencial_id or 0)
            persona = db.session.get(Persona, (tarjeta and tarjeta.persona_id) or 0)
            quien = persona and (persona.fusionada_en_id or persona.id)
            yield actividad.fecha.year, quien, *(atencion.area for atencion in resto)


def autorizaron():
    dieron = db.session.scalars(select(Consentimiento).filter_by(revocado_en=None)).all()
    personas = [db.session.get(Persona, uno.persona_id) for uno in dieron]
    return {persona.fusionada_en_id or persona.id for persona in personas}


def test_agrupar_en_la_base_es_contar_uno_por_uno(registro):
    for alcance in (ANUAL, A_MARZO):
        son_las_mismas_atenciones(alcance)
        son_las_mismas_asistencias(alcance)
    son_las_mismas_personas(Alcance(date(2022, 1, 1), date(2024, 12, 31)))


def son_las_mismas_atenciones(alcance):
    atenciones = list(hechos("casa_de_todas", alcance, Atencion))
    conocidas = Counter(quien for _, quien, _ in atenciones if quien)
    calladas = set(conocidas) - autorizaron()
    areas, todas = por_area(alcance)
    assert (todas.atenciones, todas.mujeres) == (len(atenciones), len(conocidas))
    assert (todas.sin_persona, todas.calladas) == (len(atenciones) - conocidas.total(), len(calladas))
    for area, contada in areas.items():
        suyas = [quien for _, quien, de_area in atenciones if de_area == area]
        assert (contada.atenciones, contada.mujeres) == (len(suyas), len(set(suyas) - {None}))
    assert sin_autorizar(conocidas) == len(calladas)
    revuelto = Revuelto(20_261_126 << 40)
    paginas = [mujeres(alcance, revuelto, salto=salto, cuantas=2) for salto in range(0, 14, 2)]
    assert {(p.todas, p.calladas) for p in paginas} == {(len(conocidas), len(calladas))}
    assert Counter(dict(par for p in paginas for par in p.pagina)) == conocidas
    en_orden = [persona for p in paginas for persona, _ in p.pagina]
    assert sorted(en_orden) == sorted(conocidas)
    assert en_orden != sorted(en_orden)


def son_las_mismas_asistencias(alcance):
    jornadas = list(hechos("jornada", alcance))
    assert asistencias_sin_autorizar(alcance, ("jornada", "mebog")) == sum(
        quien is not None and quien not in autorizaron() for _, quien in jornadas
    )


def son_las_mismas_personas(alcance):
    for fuente, contados in (
        ("jornada", [(anual, quien) for anual, quien in hechos("jornada", alcance)]),
        (ATENCIONES, [(anual, quien) for anual, quien, _ in hechos("casa_de_todas", alcance, Atencion)]),
    ):
        por_anual = defaultdict(list)
        for anual, quien in contados:
            por_anual[anual].append(quien)
        medidas = medir(Regla(fuente, Medida.PERSONAS), alcance.desde, alcance.hasta)
        esperadas = {
            anual: Medicion(len(set(quienes) - {None}), len(quienes), quienes.count(None))
            for anual, quienes in por_anual.items()
        }
        assert {anual: medidas[anual] for anual in esperadas} == esperadas
