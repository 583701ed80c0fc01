"""Las reglas de una lectura, probadas sin base: todo lo que puede llegar tiene un veredicto."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registro.asistencia import reglas
from registro.asistencia.reglas import (
    Estado,
    LecturaLeida,
    Motivo,
    SituacionDeActividad,
    SituacionDeTarjeta,
    decidir,
    leer,
)
from registro.personas.reglas import generar_codigo

AHORA = datetime(2026, 3, 13, 20, 42, tzinfo=UTC)
CODIGO = generar_codigo(random.Random(1).getrandbits)
ACTIVIDAD = "7c0ffee0-0000-4000-8000-000000000001"
ESTADOS_DE_TARJETA = ["en_blanco", "activa", "reemplazada", "revocada", "desconocida"]

actividades = st.builds(
    SituacionDeActividad,
    st.sampled_from(["programada", "abierta", "cerrada", "anulada"]),
    st.dates(date(2010, 1, 1), date(2030, 12, 31)),
    st.booleans(),
    st.booleans(),
)
momentos = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - lleva zona
tarjetas = st.builds(SituacionDeTarjeta, st.sampled_from(ESTADOS_DE_TARJETA), st.none() | momentos)
lecturas = st.builds(
    LecturaLeida,
    st.none() | st.uuids(),
    st.none() | st.just(CODIGO),
    st.sampled_from(reglas.MEDIOS),
    st.none() | momentos,
    st.integers(1, 500),
    st.just(""),
    st.sampled_from([Motivo.NINGUNO, Motivo.NINGUNO, Motivo.ILEGIBLE, Motivo.CODIGO_AJENO]),
)


def abierta(**otros):
    datos = {"estado": "abierta", "fecha": AHORA.date(), "con_tarjetas": True, "institucional": False}
    return SituacionDeActividad(**datos | otros)


def leida(codigo=CODIGO, leida_en=AHORA, **otros):
    return LecturaLeida(None, codigo, "qr", leida_en, **otros)


def veredicto(lectura=None, actividad=None, tarjeta=None, *, ya_estaba=False):
    dado = decidir(lectura or leida(), actividad or abierta(), tarjeta, ya_estaba=ya_estaba, ahora=AHORA)
    return dado.estado.value, dado.motivo.value


@given(lecturas, st.none() | actividades, st.none() | tarjetas, st.booleans())
def test_toda_lectura_tiene_veredicto_y_solo_lo_que_cuenta_crea(lectura, actividad, tarjeta, ya_estaba):
    dado = decidir(lectura, actividad, tarjeta, ya_estaba=ya_estaba, ahora=AHORA)
    cuenta = dado.estado is Estado.ACEPTADA or dado.motivo is Motivo.TARJETA_DESCONOCIDA
    assert dado.crea_asistencia == cuenta
    assert not dado.crea_persona or (tarjeta is not None and tarjeta.estado == "en_blanco")
    if dado.crea_asistencia:
        assert actividad.estado == "abierta"
        assert not actividad.institucional
        assert not ya_estaba
        assert not lectura.problema
        assert lectura.leida_en <= AHORA + timedelta(minutes=5)


@given(lecturas, tarjetas)
def test_una_sesion_institucional_nunca_conserva_la_tarjeta(lectura, tarjeta):
    dado = decidir(lectura, abierta(institucional=True), tarjeta, ya_estaba=False, ahora=AHORA)
    assert not dado.conserva_tarjeta
    assert not dado.crea_asistencia


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda hijos: st.lists(hijos, max_size=3) | st.dictionaries(st.text(max_size=10), hijos, max_size=3),
    max_leaves=5,
)
CAMPOS = st.sampled_from(["id", "actividad", "credencial", "medio", "leida_en", "cantidad", "publico"])


@given(JSON | st.dictionaries(CAMPOS, JSON | st.just(CODIGO) | st.just("qr")))
def test_cualquier_cosa_que_llegue_se_entiende_o_se_dice_por_que_no(cruda):
    lectura = leer(cruda, AHORA)
    assert lectura.problema or lectura.medio in reglas.MEDIOS
    assert 1 <= lectura.cantidad <= reglas.MAXIMO_SIN_TARJETA
    assert lectura.codigo in {None, CODIGO}


def cruda(**otros):
    base = {
        "id": "x",
        "actividad": ACTIVIDAD,
        "credencial": CODIGO,
        "medio": "qr",
        "leida_en": reglas.AL_RECIBIR,
    }
    return leer(base | otros, AHORA)


def test_una_lectura_buena_se_entiende_entera():
    lectura = cruda(credencial=CODIGO.lower().replace("-", " "), leida_en="2026-03-13T15:40:00-05:00")
    assert str(lectura.actividad) == ACTIVIDAD
    assert (lectura.codigo, lectura.medio, lectura.cantidad) == (CODIGO, "qr", 1)
    assert lectura.leida_en == datetime(2026, 3, 13, 20, 40, tzinfo=UTC)
    assert cruda(leida_en=reglas.AL_RECIBIR).leida_en == AHORA
    assert cruda(credencial=None, medio="anonima", cantidad=4, publico="asp").publico == "asp"


@pytest.mark.parametrize(
    "cambio,problema",
    [
        ({"medio": "telepatía"}, Motivo.ILEGIBLE),
        ({"medio": "anonima"}, Motivo.ILEGIBLE),
        ({"credencial": None}, Motivo.ILEGIBLE),
        ({"credencial": 17}, Motivo.ILEGIBLE),
        ({"publico": "marcianos"}, Motivo.ILEGIBLE),
        ({"publico": ["asp"]}, Motivo.ILEGIBLE),
        ({"cantidad": 2}, Motivo.CANTIDAD_IMPOSIBLE),
        ({"cantidad": True}, Motivo.CANTIDAD_IMPOSIBLE),
        ({"cantidad": "3"}, Motivo.CANTIDAD_IMPOSIBLE),
        ({"credencial": None, "medio": "anonima", "cantidad": 0}, Motivo.CANTIDAD_IMPOSIBLE),
        ({"credencial": None, "medio": "anonima", "cantidad": 501}, Motivo.CANTIDAD_IMPOSIBLE),
        ({"credencial": CODIGO[:9]}, Motivo.CODIGO_TRUNCADO),
        ({"credencial": "79.123.456"}, Motivo.CODIGO_AJENO),
        ({"credencial": CODIGO[:-1] + ("0" if CODIGO[-1] != "0" else "1")}, Motivo.CODIGO_MAL_LEIDO),
    ],
)
def test_lo_que_no_se_puede_leer_dice_por_que(cambio, problema):
    assert cruda(**cambio).problema is problema
    assert veredicto(cruda(**cambio)) == ("rechazada", problema.value)


@pytest.mark.parametrize(
    "fecha",
    ["1969-12-31T00:00:00-05:00", "2150-01-01T00:00:00-05:00", "2026-03-13T15:40:00", "ayer", 5, None],
)
def test_una_hora_sin_zona_o_de_otro_siglo_no_es_una_hora(fecha):
    assert cruda(leida_en=fecha).leida_en is None
    assert veredicto(cruda(leida_en=fecha)) == ("en_revision", "fecha_imposible")


@pytest.mark.parametrize(
    "estado,esperado",
    [
        ("en_blanco", ("aceptada", "tarjeta_nueva")),
        ("activa", ("aceptada", "")),
        ("desconocida", ("en_revision", "tarjeta_desconocida")),
        ("revocada", ("en_revision", "tarjeta_revocada")),
        ("reemplazada", ("en_revision", "tarjeta_reemplazada")),
    ],
)
def test_cada_estado_de_la_tarjeta_tiene_su_veredicto(estado, esperado):
    assert veredicto(tarjeta=SituacionDeTarjeta(estado, AHORA)) == esperado


def test_lo_leido_antes_de_retirar_la_tarjeta_vale():
    retirada = SituacionDeTarjeta("revocada", AHORA + timedelta(minutes=1))
    assert veredicto(tarjeta=retirada) == ("aceptada", "")
    assert veredicto(tarjeta=SituacionDeTarjeta("revocada")) == ("en_revision", "tarjeta_revocada")


@pytest.mark.parametrize(
    "minutos,esperado",
    [(5, "aceptada"), (6, "en_revision"), (-60 * 24, "aceptada"), (-60 * 72, "en_revision")],
)
def test_ni_en_el_futuro_ni_dias_antes_de_la_actividad(minutos, esperado):
    lectura = leida(leida_en=AHORA + timedelta(minutes=minutos))
    assert veredicto(lectura, tarjeta=SituacionDeTarjeta("activa"))[0] == esperado


def test_repetir_se_dice_aunque_la_actividad_ya_se_haya_cerrado():
    assert veredicto(actividad=abierta(estado="cerrada"), ya_estaba=True) == ("repetida", "ya_estaba")


def test_sin_tarjeta_cuenta_donde_no_se_leen_tarjetas_pero_no_en_lo_institucional():
    sin_tarjeta = LecturaLeida(None, None, "anonima", AHORA, 3)
    assert veredicto(sin_tarjeta, abierta(con_tarjetas=False)) == ("aceptada", "")
    assert veredicto(actividad=abierta(con_tarjetas=False)) == ("en_revision", "no_recibe_tarjetas")
    assert veredicto(sin_tarjeta, abierta(institucional=True)) == ("en_revision", "no_recibe_tarjetas")
