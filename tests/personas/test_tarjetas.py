"""Emitir, asignar, revocar, reemplazar y fusionar: la persona sigue siendo una."""

import pytest
from sqlalchemy import distinct, func, select

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, db, transaccion
from registro.personas import consentimientos, consultas, credenciales, operaciones
from registro.personas.contestar import guardar_respuestas
from registro.personas.modelo import Consentimiento, Credencial, Persona, Respuesta
from registro.personas.reglas import leer_codigo
from registro.seguridad.modelo import Anotacion
from tests.fabricas.campo import ACTOR


def estado_de(codigo):
    db.session.rollback()
    return credenciales.buscar(db.session(), codigo).estado


def personas_distintas():
    db.session.rollback()
    quien = func.coalesce(Persona.fusionada_en_id, Persona.id)
    orden = select(func.count(distinct(quien))).join(Credencial, Credencial.persona_id == Persona.id)
    return db.session.scalar(orden)


def test_un_lote_de_cinco_mil_sale_con_codigos_distintos(contexto):
    codigos = operaciones.emitir_lote(ACTOR, 5_000, "Marzo")
    assert len(set(codigos)) == 5_000
    assert leer_codigo(codigos[0]) == codigos[0]
    assert [(lote.nombre, lote.cantidad, lote.en_blanco) for lote in consultas.lotes()] == [
        ("Marzo", 5_000, 5_000)
    ]


def test_la_base_no_guarda_ningun_codigo_en_claro(contexto):
    (codigo,) = operaciones.emitir_lote(ACTOR, 1)
    conexion = db.session.connection()
    crudo = " ".join(str(fila) for fila in conexion.exec_driver_sql("select huella, codigo from credencial"))
    assert codigo not in crudo
    assert codigo.replace("-", "") not in crudo


@pytest.mark.parametrize("cantidad", [0, -1, 20_001])
def test_una_cantidad_imposible_no_emite_ninguna(contexto, cantidad):
    with pytest.raises(ErrorDeRegistro, match="Emita entre 1 y"):
        operaciones.emitir_lote(ACTOR, cantidad)
    assert consultas.lotes() == []


def test_dos_lotes_no_se_llaman_igual(contexto):
    operaciones.emitir_lote(ACTOR, 1, "Marzo")
    with pytest.raises(EnConflicto, match="Ya hay un lote «Marzo»"):
        operaciones.emitir_lote(ACTOR, 1, "Marzo")


def test_reimprimir_solo_trae_las_que_siguen_en_blanco_y_queda_anotado(contexto):
    primera, segunda = operaciones.emitir_lote(ACTOR, 2, "Marzo")
    operaciones.asignar(ACTOR, primera)
    assert operaciones.reimprimir_lote(ACTOR, consultas.lotes()[0].id) == (segunda,)
    assert db.session.scalar(select(Anotacion.accion).where(Anotacion.accion == "tarjetas.reimprimir"))
    with pytest.raises(NoEncontrado):
        operaciones.reimprimir_lote(ACTOR, 99)


def test_reemplazar_una_tarjeta_perdida_deja_a_la_misma_persona(contexto):
    perdida, nueva = operaciones.emitir_lote(ACTOR, 2)
    persona = operaciones.asignar(ACTOR, perdida)
    assert operaciones.reemplazar(ACTOR, perdida.lower(), nueva, "La perdió") == persona
    assert (estado_de(perdida), estado_de(nueva)) == ("reemplazada", "activa")
    assert personas_distintas() == 1
    with pytest.raises(EnConflicto, match="ya no se usa"):
        operaciones.asignar(ACTOR, perdida)


def test_no_se_reemplaza_por_una_tarjeta_que_ya_es_de_alguien(contexto):
    perdida, ajena = operaciones.emitir_lote(ACTOR, 2)
    operaciones.asignar(ACTOR, ajena)
    with pytest.raises(EnConflicto, match="no está en blanco"):
        operaciones.reemplazar(ACTOR, perdida, ajena, "La perdió")
    assert estado_de(perdida) == "en_blanco"


def test_revocar_pide_motivo_y_no_se_hace_dos_veces(contexto):
    (codigo,) = operaciones.emitir_lote(ACTOR, 1)
    with pytest.raises(ErrorDeRegistro, match="Escriba el motivo"):
        operaciones.revocar(ACTOR, codigo, "  ")
    operaciones.revocar(ACTOR, codigo, "La encontraron en la calle")
    with pytest.raises(EnConflicto, match="ya estaba revocada"):
        operaciones.revocar(ACTOR, codigo, "Otra vez")


def test_un_codigo_que_ninguna_tarjeta_tiene_se_dice(contexto):
    (codigo,) = operaciones.emitir_lote(ACTOR, 1)
    with pytest.raises(ErrorDeRegistro, match="incompleto"):
        operaciones.asignar(ACTOR, codigo[:8])
    from tests.fabricas.tarjetas import codigo_nuevo

    with pytest.raises(NoEncontrado, match="Ninguna tarjeta tiene ese código"):
        operaciones.asignar(ACTOR, codigo_nuevo())


def test_fusionar_cuenta_una_persona_y_sigue_contando_una_si_se_encadena(contexto):
    una, otra, tercera = operaciones.emitir_lote(ACTOR, 3)
    for codigo in (una, otra, tercera):
        operaciones.asignar(ACTOR, codigo)
    operaciones.fusionar(ACTOR, otra, una, "Tenía dos tarjetas")
    queda = operaciones.fusionar(ACTOR, tercera, otra, "Tenía tres")
    assert personas_distintas() == 1
    assert set(db.session.scalars(select(Persona.fusionada_en_id))) == {None, queda}
    with pytest.raises(EnConflicto, match="ya son de la misma persona"):
        operaciones.fusionar(ACTOR, una, tercera, "Otra vez")


def test_no_se_fusiona_con_una_tarjeta_que_no_es_de_nadie(contexto):
    una, en_blanco = operaciones.emitir_lote(ACTOR, 2)
    operaciones.asignar(ACTOR, una)
    with pytest.raises(EnConflicto, match="todavía no es de nadie"):
        operaciones.fusionar(ACTOR, una, en_blanco, "Se parecen")


def test_al_fusionar_se_completan_las_respuestas_y_lo_revocado_queda_revocado(contexto):
    una, otra = operaciones.emitir_lote(ACTOR, 2)
    queda, sobra = operaciones.asignar(ACTOR, una), operaciones.asignar(ACTOR, otra)
    ahora = ahora_utc()
    with transaccion() as sesion:
        guardar_respuestas(sesion, queda, {"genero": "mujer"}, ahora)
        guardar_respuestas(sesion, sobra, {"genero": "otro", "rango_edad": "60+"}, ahora)
        consentimientos.dar(sesion, sobra, consentimientos.REPORTES, "verbal", ahora)
        consentimientos.dar(sesion, queda, consentimientos.CONTACTO, "verbal", ahora)
        consentimientos.dar(sesion, sobra, consentimientos.CONTACTO, "verbal", ahora)
        consentimientos.revocar(sesion, sobra, consentimientos.CONTACTO, ahora)
    operaciones.fusionar(ACTOR, una, otra, "Tenía dos tarjetas")
    suyas = select(Respuesta.pregunta, Respuesta.valor).where(Respuesta.persona_id == queda)
    assert dict(iter(db.session.execute(suyas))) == {"genero": "mujer", "rango_edad": "60+"}
    vigentes = select(Consentimiento.finalidad).where(
        Consentimiento.persona_id == queda, Consentimiento.revocado_en.is_(None)
    )
    assert db.session.scalars(vigentes).all() == ["reportes"]
