"""Tarjetas perdidas, encontradas o repetidas: se resuelven en pantalla y con motivo."""

import pytest
from sqlalchemy import select

from registro.extensiones import db
from registro.personas.modelo import Consentimiento, Credencial, Persona
from tests.fabricas.campo import crear_tarjetas
from tests.fabricas.tarjetas import codigo_nuevo, entregar


@pytest.fixture
def secretaria(como):
    return como("secretaria")


def estados():
    db.session.rollback()
    return db.session.scalars(select(Credencial.estado).order_by(Credencial.id)).all()


def test_se_reemplaza_una_tarjeta_perdida(secretaria, contexto):
    perdida, nueva = crear_tarjetas(2)
    entregar(perdida)
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
        entregar(codigo)
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


def test_con_la_tarjeta_presente_se_anota_que_autoriza_y_que_retira(secretaria, contexto):
    (codigo,) = crear_tarjetas()
    persona = entregar(codigo)
    ruta = "/bandeja/tarjetas/autorizaciones"
    assert "¿Autoriza usar sus respuestas" in secretaria.get(ruta).texto
    da = {"codigo": codigo, "atencion": "da", "contacto": "da", "medio": "escrito"}
    falta = secretaria.post(ruta, da)
    assert (falta.estado, "cómo quiere que la contacten" in falta.texto) == (400, True)
    assert "como ella dijo" in secretaria.post(ruta, da | {"contacto_con": "300 000 0000"}).texto
    assert "como ella dijo" in secretaria.post(ruta, {"codigo": codigo, "contacto": "retira"}).texto
    db.session.rollback()
    vigentes = select(Consentimiento.finalidad, Consentimiento.medio).where(
        Consentimiento.revocado_en.is_(None), Consentimiento.persona_id == persona
    )
    assert db.session.execute(vigentes).all() == [("atencion", "escrito")]
    assert db.session.scalar(select(Persona.contacto)) is None


def test_las_autorizaciones_no_dicen_que_tenia_nadie_y_piden_marcar_algo(secretaria, contexto):
    (codigo,) = crear_tarjetas()
    nada = secretaria.post("/bandeja/tarjetas/autorizaciones", {"codigo": codigo})
    assert (nada.estado, "Marque qué autoriza" in nada.texto) == (400, True)
    ajeno = secretaria.post("/bandeja/tarjetas/autorizaciones", {"codigo": codigo_nuevo(), "atencion": "da"})
    assert (ajeno.estado, "Ninguna tarjeta tiene ese código" in ajeno.texto) == (404, True)
