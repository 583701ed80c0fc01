"""Tres autorizaciones aparte, con texto, modo y fecha; lo que se retira deja de valer y de conservarse."""

import pytest
from sqlalchemy import func, select

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import ahora_utc, db, transaccion
from registro.personas import consentimientos, consultas, credenciales, operaciones
from registro.personas.contestar import guardar_respuestas
from registro.personas.modelo import Consentimiento, Persona, Respuesta, TextoDeConsentimiento
from registro.personas.operaciones import Cambios
from registro.seguridad.modelo import Anotacion
from tests.fabricas.campo import ACTOR, crear_tarjetas
from tests.fabricas.tarjetas import crear_tarjeta, entregar


@pytest.fixture
def codigo(contexto):
    (codigo,) = crear_tarjetas()
    entregar(codigo)
    return codigo


def vigentes():
    db.session.rollback()
    orden = select(Consentimiento.finalidad).where(Consentimiento.revocado_en.is_(None))
    return sorted(db.session.scalars(orden))


def contacto():
    db.session.rollback()
    return db.session.scalar(select(Persona.contacto))


def test_los_textos_se_siembran_una_vez(contexto):
    operaciones.sembrar(ACTOR)
    assert operaciones.sembrar(ACTOR) is False
    assert db.session.scalar(select(func.count(TextoDeConsentimiento.id))) == len(consentimientos.FINALIDADES)
    assert "Es voluntario" in consultas.texto_de_autorizacion("reportes").texto


def test_una_respuesta_nueva_releva_a_la_anterior_sin_borrarla(codigo):
    for valor in ("mujer", "Mujer", "mujer trans"):
        with transaccion() as sesion:
            guardar_respuestas(sesion, 1, {"genero": valor, "rango_edad": ""}, ahora_utc())
    relevan = select(Respuesta.valor).where(Respuesta.reemplazada_en.is_(None))
    assert db.session.scalars(relevan).all() == ["mujer trans"]
    assert db.session.scalar(select(func.count(Respuesta.id))) == 2


def test_cada_autorizacion_se_da_y_se_retira_aparte_y_repetirla_deja_la_primera(codigo):
    for _ in range(2):
        operaciones.cambiar_autorizaciones(ACTOR, codigo, Cambios(da=("atencion", "reportes")))
    assert vigentes() == ["atencion", "reportes"]
    operaciones.cambiar_autorizaciones(ACTOR, codigo, Cambios(retira=("reportes",)))
    assert vigentes() == ["atencion"]
    assert db.session.scalar(select(func.count(Consentimiento.id))) == 2


def test_sin_autorizar_el_contacto_no_se_conserva_como_contactarla(codigo):
    with pytest.raises(ErrorDeRegistro, match="cómo quiere que la contacten"):
        operaciones.cambiar_autorizaciones(ACTOR, codigo, Cambios(da=("contacto",)))
    operaciones.cambiar_autorizaciones(ACTOR, codigo, Cambios(da=("contacto",), contacto="300 000 0000"))
    assert contacto() == "300 000 0000"
    operaciones.cambiar_autorizaciones(ACTOR, codigo, Cambios(retira=("contacto",)))
    assert (contacto(), vigentes()) == (None, [])


@pytest.mark.parametrize(
    "cambios", [Cambios(da=("vender",)), Cambios(da=("reportes",), medio="telepatía"), Cambios()]
)
def test_lo_que_no_existe_no_se_guarda(codigo, cambios):
    with pytest.raises(ErrorDeRegistro, match="No se"):
        operaciones.cambiar_autorizaciones(ACTOR, codigo, cambios)
    assert vigentes() == []


def test_la_bitacora_dice_que_se_autorizo_y_no_de_quien(codigo):
    operaciones.cambiar_autorizaciones(ACTOR, codigo, Cambios(da=("contacto",), contacto="300 000 0000"))
    db.session.rollback()
    linea = db.session.scalars(select(Anotacion).order_by(Anotacion.id.desc())).first()
    assert (linea.accion, linea.detalle["da"]) == ("consentimiento.cambiar", ["contacto"])
    assert not any(texto in f"{linea.objeto} {linea.detalle}" for texto in ("persona", codigo, "300 000"))


def test_una_tarjeta_que_espera_en_la_bandeja_no_se_vuelve_de_nadie_por_autorizar(app, contexto):
    desconocida = crear_tarjeta(app, credenciales.DESCONOCIDA)
    with pytest.raises(EnConflicto, match="Por revisar"):
        operaciones.cambiar_autorizaciones(ACTOR, desconocida, Cambios(da=("reportes",)))
    assert db.session.scalar(select(func.count(Persona.id))) == 0
