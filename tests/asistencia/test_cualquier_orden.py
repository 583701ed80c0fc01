"""Cualquier orden, corte y repetición de los envíos termina en las mismas asistencias."""

import random
from contextlib import contextmanager
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from registro.actividades.base import Actividad
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.operaciones import recibir_lote
from registro.extensiones import db, transaccion
from registro.personas import credenciales
from registro.personas.modelo import Credencial
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas, inventar_codigo

envios = st.lists(st.lists(st.integers(0, 11), max_size=6), min_size=1, max_size=6)


def doce_lecturas():
    """Dos actividades; tarjetas que se cruzan, una desconocida, dos sumas y una dañada."""
    una, otra = crear_actividad(), crear_actividad(lugar="Mariposa")
    codigos, extrana = crear_tarjetas(3), inventar_codigo(random.Random(8))
    lecturas = [crear_lectura(actividad, codigo) for actividad in (una, otra) for codigo in codigos]
    lecturas += [crear_lectura(una, codigos[0]), crear_lectura(una, extrana), crear_lectura(otra, extrana)]
    lecturas += [crear_lectura(una, cantidad=4), crear_lectura(otra), crear_lectura(una, codigos[0][:8])]
    return lecturas


def asistencias():
    db.session.rollback()
    orden = (
        select(Actividad.uuid, Credencial.codigo, Asistencia.cantidad)
        .join(Actividad, Actividad.id == Asistencia.actividad_id)
        .outerjoin(Credencial, Credencial.id == Asistencia.credencial_id)
        .where(Asistencia.anulada_en.is_(None))
    )
    return sorted((str(uuid), codigo or "", cantidad) for uuid, codigo, cantidad in db.session.execute(orden))


def dejar_como_nuevo():
    with transaccion() as sesion:
        sesion.execute(delete(Lectura))
        sesion.execute(delete(Asistencia))
        sesion.execute(delete(Credencial).where(Credencial.estado == credenciales.DESCONOCIDA))
        en_blanco = {"estado": credenciales.EN_BLANCO, "persona_id": None, "cambiada_en": None}
        sesion.execute(update(Credencial).values(**en_blanco))


@contextmanager
def desde_cero():
    dejar_como_nuevo()
    yield


def test_cualquier_orden_corte_y_repeticion_da_lo_mismo(contexto):
    lecturas = doce_lecturas()
    recibir_lote(ACTOR, lecturas)
    esperadas = asistencias()
    assert len(esperadas) == 10

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(envios, st.permutations(range(12)))
    def en_cualquier_orden(antes, todas):
        with desde_cero():
            for envio in [*antes, todas, *antes]:
                recibir_lote(ACTOR, [lecturas[lugar] for lugar in envio])
            assert asistencias() == esperadas
            guardadas = set(db.session.scalars(select(Lectura.id)))
            assert guardadas == {UUID(lectura["id"]) for lectura in lecturas}

    en_cualquier_orden()
