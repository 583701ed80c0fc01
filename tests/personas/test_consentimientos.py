"""Tres autorizaciones aparte, con texto, modo y fecha; sin la de reportes no se guarda ninguna respuesta."""

import pytest
from sqlalchemy import func, select

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import db
from registro.personas import consentimientos, consultas, operaciones
from registro.personas.modelo import Consentimiento, Respuesta, TextoDeConsentimiento
from tests.fabricas.campo import ACTOR


@pytest.fixture
def persona(contexto):
    (codigo,) = operaciones.emitir_lote(ACTOR, 1)
    return operaciones.asignar(ACTOR, codigo)


def vigentes():
    return select(Respuesta.valor).where(Respuesta.reemplazada_en.is_(None))


def test_los_textos_se_siembran_una_vez(contexto):
    operaciones.sembrar(ACTOR)
    assert operaciones.sembrar(ACTOR) is False
    assert db.session.scalar(select(func.count(TextoDeConsentimiento.id))) == len(consentimientos.FINALIDADES)
    assert "Es voluntario" in consultas.texto_de_autorizacion("reportes").texto


def test_sin_autorizar_no_se_guarda_ninguna_respuesta(persona):
    with pytest.raises(ErrorDeRegistro, match="Sin su autorización"):
        operaciones.responder(ACTOR, persona, {"genero": "mujer"})
    assert db.session.scalar(select(func.count(Respuesta.id))) == 0


def test_una_respuesta_nueva_releva_a_la_anterior_sin_borrarla(persona):
    operaciones.autorizar(ACTOR, persona, "reportes", "verbal")
    for valor in ("mujer", "Mujer", "mujer trans"):
        operaciones.responder(ACTOR, persona, {"genero": valor, "rango_edad": ""})
    assert db.session.scalars(vigentes()).all() == ["mujer trans"]
    assert db.session.scalar(select(func.count(Respuesta.id))) == 2


def test_autorizar_dos_veces_deja_la_primera_y_revocar_dice_si_la_tenia(persona):
    for _ in range(2):
        operaciones.autorizar(ACTOR, persona, "contacto", "escrito")
    assert db.session.scalar(select(func.count(Consentimiento.id))) == 1
    assert operaciones.revocar_autorizacion(ACTOR, persona, "contacto") is True
    assert operaciones.revocar_autorizacion(ACTOR, persona, "contacto") is False


@pytest.mark.parametrize("finalidad,medio", [("vender", "verbal"), ("reportes", "telepatía")])
def test_una_finalidad_o_un_modo_inventados_no_se_guardan(persona, finalidad, medio):
    with pytest.raises(ErrorDeRegistro, match="No se guardó nada"):
        operaciones.autorizar(ACTOR, persona, finalidad, medio)


def test_una_persona_que_no_existe_se_dice(contexto):
    with pytest.raises(NoEncontrado):
        operaciones.autorizar(ACTOR, 99, "reportes", "verbal")
