"""Lo que las tabletas añaden a las reglas: relojes corregidos, provisionales y cierres que llegan tarde."""

from datetime import UTC, date, datetime, timedelta

import pytest

from registro.asistencia.reglas import (
    Estado,
    LecturaLeida,
    Motivo,
    SituacionDeActividad,
    SituacionDeTarjeta,
    decidir,
    leer,
)

AHORA = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
LEIDA = AHORA - timedelta(minutes=10)
ID = "00000000-0000-4000-8000-000000000001"


def juzgar(estado="abierta", *, valen_hasta=None, tarjeta=None, **datos):
    lectura = LecturaLeida(None, "R1" if tarjeta else None, "qr", LEIDA, **datos)
    actividad = SituacionDeActividad(
        estado, date(2026, 11, 21), con_tarjetas=True, institucional=False, valen_hasta=valen_hasta
    )
    situacion = SituacionDeTarjeta(tarjeta) if tarjeta else None
    veredicto = decidir(lectura, actividad, situacion, ya_estaba=False, ahora=AHORA)
    return veredicto.estado, veredicto.motivo


@pytest.mark.parametrize(
    "minutos, esperado",
    [
        (0, (Estado.ACEPTADA, Motivo.NINGUNO)),
        (1, (Estado.ACEPTADA, Motivo.NINGUNO)),
        (-1, (Estado.EN_REVISION, Motivo.ACTIVIDAD_CERRADA)),
    ],
)
def test_lo_leido_antes_de_que_la_tableta_cerrara_vale(minutos, esperado):
    assert juzgar("cerrada", valen_hasta=LEIDA + timedelta(minutes=minutos)) == esperado


def test_si_la_cerro_una_persona_en_pantalla_va_a_revision():
    assert juzgar("cerrada") == (Estado.EN_REVISION, Motivo.ACTIVIDAD_CERRADA)


def test_una_anulada_no_vale_aunque_una_tableta_la_hubiera_cerrado():
    assert juzgar("anulada", valen_hasta=AHORA) == (Estado.EN_REVISION, Motivo.ACTIVIDAD_ANULADA)


def test_un_reloj_corregido_se_dice_con_tarjeta_y_sin_ella():
    dicho = (Estado.ACEPTADA, Motivo.RELOJ_CORREGIDO)
    assert juzgar(desfase_s=0) == dicho
    assert juzgar(desfase_s=-900, tarjeta="activa") == dicho
    assert juzgar(desfase_s=900, tarjeta="en_blanco") == (Estado.ACEPTADA, Motivo.TARJETA_NUEVA)


@pytest.mark.parametrize(
    "reloj, desfase",
    [
        ({"corregida": True, "desfase_s": -10_800}, -10_800),
        ({"corregida": True, "desfase_s": 10**30}, 2**31 - 1),
        ({"corregida": True, "desfase_s": "mucho"}, 0),
        ({"corregida": True}, 0),
        ({"corregida": "sí"}, None),
        ({"corregida": False, "desfase_s": 900}, None),
        (3, None),
    ],
)
def test_el_reloj_se_lee_sólo_si_lo_dice_claro(reloj, desfase):
    cruda = {"actividad": ID, "credencial": None, "medio": "anonima", "leida_en": LEIDA.isoformat()}
    assert leer(cruda | {"reloj": reloj}, AHORA).desfase_s == desfase


def test_la_provisional_es_la_actividad_de_la_lectura():
    cruda = {"provisional": ID, "credencial": None, "medio": "anonima", "leida_en": LEIDA.isoformat()}
    assert str(leer(cruda, AHORA).actividad) == ID
