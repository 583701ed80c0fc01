"""La bandeja: cada lectura que espera se decide en palabras, las cifras cambian y nada se pierde."""

import random
import re

import pytest
from sqlalchemy import func, select

from registro.actividades import operaciones as de_actividades
from registro.actividades.consultas import ficha
from registro.asistencia import consultas
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.operaciones import recibir_lote
from registro.extensiones import db
from registro.personas import operaciones as de_personas
from registro.personas.modelo import Credencial
from registro.seguridad.modelo import Anotacion
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas, inventar_codigo
from tests.fabricas.tarjetas import entregar


@pytest.fixture
def jornada(contexto):
    return crear_actividad()


@pytest.fixture
def secretaria(como):
    return como("secretaria")


def recibir(*lecturas):
    recibir_lote(ACTOR, lecturas)


def una(consulta):
    db.session.rollback()
    return db.session.scalar(consulta)


def la_que_espera():
    return str(una(select(Lectura.id).where(Lectura.resuelta_en.is_(None), Lectura.estado != "aceptada")))


def contadas(jornada):
    db.session.rollback()
    return consultas.conteo(ficha(jornada).id)


def decidir(secretaria, salida, **datos):
    return secretaria.post(f"/bandeja/{la_que_espera()}/{salida}", datos)


def test_cada_motivo_se_lista_con_sus_palabras_y_se_filtra(secretaria, jornada):
    recibir(
        crear_lectura(jornada, inventar_codigo(random.Random(1))),
        crear_lectura(jornada, "https://wifi.example"),
        crear_lectura(jornada, cantidad=-1),
    )
    bandeja = secretaria.get("/bandeja").texto
    for rotulo in ("Tarjeta que no está en la lista", "No es una tarjeta", "Cantidad imposible"):
        assert rotulo in bandeja
    filtrada = secretaria.get("/bandeja?motivo=codigo_ajeno").pagina
    assert len([enlace for enlace in filtrada.todos("th") if enlace.get("scope") == "row"]) == 1


def test_la_bandeja_vacia_dice_que_es(secretaria):
    assert "No hay lecturas por revisar" in secretaria.get("/bandeja").texto
    assert "Todavía no se ha decidido ninguna" in secretaria.get("/bandeja?ver=decididas").texto


def test_una_desconocida_se_une_a_la_tarjeta_que_ya_tenia(secretaria, jornada):
    otra_jornada, extrana = crear_actividad(lugar="Mariposa"), inventar_codigo(random.Random(2))
    (suya,) = crear_tarjetas()
    persona = entregar(suya)
    recibir(
        crear_lectura(jornada, extrana),
        crear_lectura(otra_jornada, extrana),
        crear_lectura(otra_jornada, suya),
    )
    assert contadas(otra_jornada).total == 2
    respuesta = decidir(secretaria, "unir", codigo=suya.lower())
    assert "No queda ninguna" in respuesta.texto
    assert (contadas(jornada).total, contadas(otra_jornada).total) == (1, 1)
    assert set(db.session.scalars(select(Credencial.persona_id))) == {persona}


def test_una_desconocida_puede_quedar_suelta_o_descartarse(secretaria, jornada):
    azar = random.Random(3)
    recibir(crear_lectura(jornada, inventar_codigo(azar)))
    decidir(secretaria, "suelta")
    assert (contadas(jornada).total, contadas(jornada).por_revisar) == (1, 0)
    recibir(crear_lectura(jornada, inventar_codigo(azar)))
    assert "Escriba por qué" in decidir(secretaria, "descartar", motivo=" ").texto
    decidir(secretaria, "descartar", motivo="Era de prueba")
    assert contadas(jornada).total == 1
    decididas = secretaria.get("/bandeja?ver=decididas").texto
    assert "Descartada: era de prueba" in decididas


def test_lo_que_llego_despues_de_cerrar_se_acepta_y_cuenta(secretaria, jornada):
    (codigo,) = crear_tarjetas()
    de_actividades.cerrar(ACTOR, jornada)
    recibir(crear_lectura(jornada, codigo))
    assert contadas(jornada).total == 0
    assert "Contarla" in secretaria.get(f"/bandeja/{la_que_espera()}").texto
    decidir(secretaria, "aceptar", actividad=jornada)
    assert contadas(jornada).nominales == 1
    assert una(select(Credencial.estado)) == "activa"


def test_una_suma_que_llego_tarde_se_acepta_con_su_cantidad_y_su_publico(secretaria, jornada):
    de_actividades.cerrar(ACTOR, jornada)
    recibir(crear_lectura(jornada, cantidad=7, publico="asp"))
    decidir(secretaria, "aceptar", actividad=jornada)
    assert (una(select(Asistencia.cantidad)), una(select(Asistencia.publico))) == (7, "asp")


def test_lo_de_una_actividad_anulada_se_acepta_en_otra(secretaria, jornada):
    otra, (codigo,) = crear_actividad(lugar="Mariposa"), crear_tarjetas()
    de_actividades.anular(ACTOR, jornada, "Llovió")
    recibir(crear_lectura(jornada, codigo))
    assert decidir(secretaria, "aceptar", actividad=jornada).estado == 409
    assert decidir(secretaria, "aceptar", actividad="nada").estado == 404
    decidir(secretaria, "aceptar", actividad=otra)
    assert contadas(otra).nominales == 1


def test_una_fecha_imposible_aceptada_cuenta_con_la_hora_en_que_llego(secretaria, jornada):
    (codigo,) = crear_tarjetas()
    recibir(crear_lectura(jornada, codigo, leida_en="2099-01-01T00:00:00-05:00"))
    decidir(secretaria, "aceptar", actividad=jornada)
    assert una(select(Asistencia.leida_en)).year < 2099
    assert contadas(jornada).nominales == 1


def test_una_tarjeta_retirada_se_cuenta_como_la_persona_que_era(secretaria, jornada):
    (codigo,) = crear_tarjetas()
    entregar(codigo)
    de_personas.revocar(ACTOR, codigo, "Se dañó")
    recibir(crear_lectura(jornada, codigo, leida_en="al recibir"))
    decidir(secretaria, "aceptar", actividad=jornada)
    assert contadas(jornada).nominales == 1


def test_un_codigo_incompleto_se_une_a_la_tarjeta_que_alguien_escribe(secretaria, jornada):
    (codigo,) = crear_tarjetas()
    recibir(crear_lectura(jornada, codigo[:9]))
    pagina = secretaria.get(f"/bandeja/{la_que_espera()}").texto
    assert codigo[:9] in pagina
    assert "incompleto" in decidir(secretaria, "unir", actividad=jornada, codigo=codigo[:9]).texto
    decidir(secretaria, "unir", actividad=jornada, codigo=codigo)
    assert contadas(jornada).nominales == 1


def test_lo_ilegible_se_cuenta_sin_tarjeta_con_la_cantidad_que_se_escriba(secretaria, jornada):
    recibir("roto")
    assert "Elija una actividad" in secretaria.get(f"/bandeja/{la_que_espera()}").texto
    assert "entre 1 y 500" in decidir(secretaria, "suelta", actividad=jornada, cantidad="900").texto
    assert decidir(secretaria, "suelta", actividad=jornada, cantidad="-2").estado == 400
    decidir(secretaria, "suelta", actividad=jornada, cantidad="3")
    assert contadas(jornada).anonimas == 3


def test_lo_que_llego_con_otro_contenido_se_puede_aceptar(secretaria, jornada):
    una, otra = crear_tarjetas(2)
    lectura = crear_lectura(jornada, una)
    recibir(lectura, lectura | {"credencial": otra})
    decidir(secretaria, "aceptar", actividad=jornada)
    assert contadas(jornada).nominales == 2


def test_dos_personas_no_deciden_lo_mismo_dos_veces(secretaria, jornada):
    recibir(crear_lectura(jornada, inventar_codigo(random.Random(4))))
    lectura = la_que_espera()
    secretaria.post(f"/bandeja/{lectura}/suelta")
    segunda = secretaria.post(f"/bandeja/{lectura}/descartar", {"motivo": "No"})
    assert segunda.estado == 409
    assert "Ya lo decidió Secretaría técnica" in segunda.texto
    assert contadas(jornada).total == 1
    assert "Ya se decidió" in secretaria.get(f"/bandeja/{lectura}").texto


def test_cada_vista_y_cada_decision_quedan_anotadas_sin_codigos(secretaria, jornada):
    codigo = inventar_codigo(random.Random(5))
    recibir(crear_lectura(jornada, codigo))
    secretaria.get(f"/bandeja/{la_que_espera()}")
    decidir(secretaria, "suelta")
    db.session.rollback()
    de_la_bandeja = select(Anotacion).where(Anotacion.accion.startswith("bandeja.")).order_by(Anotacion.id)
    lineas = db.session.scalars(de_la_bandeja).all()
    assert [linea.accion for linea in lineas] == ["bandeja.abrir", "bandeja.suelta"]
    assert not any(codigo in f"{linea.objeto}{linea.detalle}" for linea in lineas)


def test_una_decision_que_no_cabe_se_niega(secretaria, jornada):
    (codigo,) = crear_tarjetas()
    recibir(crear_lectura(jornada, codigo), crear_lectura(jornada, inventar_codigo(random.Random(6))))
    aceptada = db.session.scalar(select(Lectura.id).where(Lectura.estado == "aceptada"))
    assert secretaria.get(f"/bandeja/{aceptada}").estado == 404
    assert decidir(secretaria, "aceptar", actividad=jornada).estado == 409
    assert decidir(secretaria, "bailar").estado == 404
    assert una(select(func.count(Lectura.resuelta_en))) == 0


def test_un_texto_enorme_se_muestra_cortado_y_se_conserva_entero(secretaria, jornada):
    recibir(crear_lectura(jornada, "=cmd|" + "é" * 10_000))
    pagina = secretaria.get(f"/bandeja/{la_que_espera()}").texto
    assert re.search(r"=cmd\|é+… \(10005 caracteres\)", pagina)
    assert len(pagina) < 5_000
