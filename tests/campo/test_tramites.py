"""Tarjetas perdidas, encontradas o repetidas: se resuelven en pantalla y con motivo."""

import pytest
from sqlalchemy import select

from registro.extensiones import db
from registro.personas import operaciones
from registro.personas.modelo import Credencial, Persona
from tests.fabricas.campo import ACTOR, crear_tarjetas
from tests.fabricas.tarjetas import codigo_nuevo


@pytest.fixture
def secretaria(como):
    return como("secretaria")


def estados():
    db.session.rollback()
    return db.session.scalars(select(Credencial.estado).order_by(Credencial.id)).all()


def test_se_reemplaza_una_tarjeta_perdida(secretaria, contexto):
    perdida, nueva = crear_tarjetas(2)
    operaciones.asignar(ACTOR, perdida)
    datos = {"perdida": perdida.lower(), "nueva": nueva, "motivo": "La perdió"}
    assert "La tarjeta nueva ya es suya" in secretaria.post("/bandeja/tarjetas/reemplazar", datos).texto
    assert estados() == ["reemplazada", "activa"]
    repetida = secretaria.post("/bandeja/tarjetas/reemplazar", datos)
    assert repetida.estado == 409
    assert "no está en blanco" in repetida.texto


def test_se_retira_una_tarjeta_con_su_motivo(secretaria, contexto):
    (codigo,) = crear_tarjetas()
    sin_motivo = secretaria.post("/bandeja/tarjetas/retirar", {"codigo": codigo, "motivo": ""})
    assert sin_motivo.estado == 400
    assert codigo in sin_motivo.pagina.texto
    secretaria.post("/bandeja/tarjetas/retirar", {"codigo": codigo, "motivo": "La encontraron"})
    assert estados() == ["revocada"]


def test_dos_tarjetas_de_la_misma_persona_cuentan_una(secretaria, contexto):
    una, otra = crear_tarjetas(2)
    for codigo in (una, otra):
        operaciones.asignar(ACTOR, codigo)
    datos = {"queda": una, "sobra": otra, "motivo": "Olvidó que ya tenía"}
    assert "cuentan como una persona" in secretaria.post("/bandeja/tarjetas/fusionar", datos).texto
    db.session.rollback()
    assert db.session.scalars(select(Persona.motivo_de_fusion)).all().count("Olvidó que ya tenía") == 1


def test_un_codigo_que_no_sirve_se_dice_junto_a_su_casilla(secretaria, contexto):
    secretaria.get("/bandeja/tarjetas")
    respuesta = secretaria.post("/bandeja/tarjetas/retirar", {"codigo": codigo_nuevo(), "motivo": "Prueba"})
    assert respuesta.estado == 404
    assert "Ninguna tarjeta tiene ese código" in respuesta.texto
    assert secretaria.get("/bandeja/tarjetas/quemar").estado == 404
