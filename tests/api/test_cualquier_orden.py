"""Reordenar, repetir y perder peticiones: las asistencias del final son siempre las mismas."""

import random
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from registro.actividades.base import Actividad
from registro.asistencia.ciudadana import Asistencia, Prestacion
from registro.extensiones import db
from registro.fechas import ahora
from registro.personas.modelo import Credencial
from tests.fabricas.campo import crear_actividad, crear_tarjetas
from tests.fabricas.tabletas import Tableta, sellar

TARJETAS, SERVICIOS = 4, 2


@pytest.fixture
def plaza(contexto):
    """Dos tabletas, una actividad abierta y unas tarjetas en blanco; la provisional la manda una tableta."""
    tabletas = [Tableta(contexto, nombre) for nombre in ("Roja", "Azul")]
    return tabletas, crear_tarjetas(TARJETAS)


@st.composite
def historias(draw):
    """Lo que pasó esa noche: quién leyó qué, qué se dijo de cada lectura, y si la actividad se cerró."""
    lecturas = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["fija", "provisional"]),
                st.one_of(st.none(), st.integers(0, TARJETAS - 1)),
                st.integers(1, 3),
            ),
            min_size=1,
            max_size=6,
        )
    )
    de = st.integers(0, len(lecturas) - 1)
    dichos = draw(
        st.lists(
            st.one_of(
                st.tuples(st.just("deshacer"), de, st.just(0)),
                st.tuples(st.just("tarjeta"), de, st.integers(0, TARJETAS - 1)),
                st.tuples(st.just("prestacion"), de, st.integers(1, SERVICIOS)),
                st.tuples(st.just("equivocada"), de, st.integers(1, SERVICIOS)),
            ),
            max_size=6,
        )
    )
    return lecturas, dichos, draw(st.booleans())


def armar(historia, fija, codigos):
    """Las piezas de esa historia, con identificadores que nadie ha usado."""
    lecturas, dichos, se_cierra = historia
    provisional = str(uuid4())
    hace = ahora() - timedelta(minutes=30)
    piezas = [
        {
            "id": provisional,
            "clase": "provisional",
            "tipo": "jornada",
            "lugar": f"Parque {provisional[:8]}",
            "localidad": "03",
            "fecha": hace.date().isoformat(),
            "abierta_en": hace.isoformat(),
        }
    ]
    for lugar, (donde, tarjeta, cantidad) in enumerate(lecturas):
        sin = tarjeta is None
        piezas.append(
            {
                "id": str(uuid4()),
                **({"actividad": fija} if donde == "fija" else {"provisional": provisional}),
                "credencial": None if sin else codigos[tarjeta],
                "medio": "anonima" if sin else "qr",
                "leida_en": (hace + timedelta(seconds=lugar)).isoformat(),
                "cantidad": cantidad if sin else 1,
            }
        )
    piezas += list(_dichas(dichos, piezas, codigos))
    if se_cierra:
        cierre = (hace + timedelta(minutes=5)).isoformat()
        piezas += [
            {"id": str(uuid4()), "clase": "cierre", "actividad": fija, "cerrada_en": cierre},
            {"id": str(uuid4()), "clase": "cierre", "provisional": provisional, "cerrada_en": cierre},
        ]
    return piezas, provisional


def _dichas(dichos, piezas, codigos):
    """Lo que se dijo de cada lectura; un servicio equivocado se anota y después se retira."""
    for clase, de, cual in dichos:
        dato = {"tarjeta": {"credencial": codigos[cual]}, "deshacer": {}}.get(clase, {"servicio": cual})
        propia, retirada = {"id": str(uuid4()), "lectura": piezas[1 + de]["id"]}, clase == "equivocada"
        yield {**propia, "clase": "prestacion" if retirada else clase, **dato}
        if retirada:
            yield {**propia, "id": str(uuid4()), "clase": "retiro", "prestacion": propia["id"]}


def asistencias(fija, provisional):
    """Lo que quedó: por actividad, tarjetas presentes, personas sin tarjeta y servicios de cada quien."""
    db.session.rollback()
    lugares = {UUID(fija): "fija", UUID(provisional): "provisional"}
    orden = (
        select(Actividad.uuid, Asistencia.id, Credencial.codigo, Asistencia.cantidad)
        .join(Asistencia, Asistencia.actividad_id == Actividad.id)
        .outerjoin(Credencial, Credencial.id == Asistencia.credencial_id)
        .where(Asistencia.anulada_en.is_(None), Actividad.uuid.in_(lugares))
    )
    quedo = []
    for uuid, asistencia_id, codigo, cantidad in db.session.execute(orden):
        recibio = db.session.scalars(
            select(Prestacion.servicio_id).where(
                Prestacion.asistencia_id == asistencia_id, Prestacion.anulada_en.is_(None)
            )
        )
        quedo.append((lugares[uuid], codigo or "", cantidad, tuple(sorted(recibio))))
    return sorted(quedo)


def entregar_revuelto(tabletas, piezas, azar):
    """En otro orden, en lotes de cualquier tamaño, con respuestas que se pierden y lotes que se repiten."""
    revueltas = azar.sample(piezas, len(piezas))
    while revueltas:
        cuantas = azar.randint(1, len(revueltas))
        lote, revueltas = revueltas[:cuantas], revueltas[cuantas:]
        lote = [sellar(pieza) if azar.random() < 0.3 else pieza for pieza in lote]
        for _ in range(azar.choice([1, 1, 2])):
            azar.choice(tabletas).veredictos(*lote)
    repetidas = azar.sample(piezas, azar.randint(0, len(piezas)))
    azar.choice(tabletas).veredictos(*repetidas)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(historia=historias(), semilla=st.integers(0, 2**32))
def test_cualquier_orden_repeticion_y_perdida_terminan_igual(plaza, historia, semilla):
    tabletas, codigos = plaza
    azar = random.Random(semilla)
    fija, otra_fija = crear_actividad(), crear_actividad(lugar="Mariposa")
    derechas, provisional = armar(historia, fija, codigos)
    for pieza in derechas:
        tabletas[0].veredictos(pieza)
    for _ in range(2):
        revueltas, otra_provisional = armar(historia, otra_fija, codigos)
        entregar_revuelto(tabletas, revueltas, azar)
        assert asistencias(otra_fija, otra_provisional) == asistencias(fija, provisional)
        otra_fija = crear_actividad(lugar=f"Plaza {azar.random()}")
