"""Recibir lecturas: cada una con su veredicto, reenviarlas no cambia nada y ninguna se pierde."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from registro.actividades import operaciones as de_actividades
from registro.actividades.base import Actividad
from registro.asistencia import consultas
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.operaciones import recibir_lote
from registro.extensiones import db
from registro.fechas import ahora
from registro.personas import operaciones as de_personas
from registro.personas.modelo import Credencial, Persona
from registro.seguridad.modelo import Anotacion
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas, inventar_codigo


def contar(actividad):
    db.session.rollback()
    return consultas.conteo(db.session.scalar(select(Actividad.id).where(Actividad.uuid == UUID(actividad))))


def recibir(*lecturas):
    return [(r.estado.value, r.motivo.value) for r in recibir_lote(ACTOR, lecturas)]


def una(consulta):
    db.session.rollback()
    return db.session.scalar(consulta)


def test_la_primera_lectura_de_una_tarjeta_en_blanco_es_una_persona_sin_nombre(contexto):
    actividad, (codigo,) = crear_actividad(), crear_tarjetas()
    assert recibir(crear_lectura(actividad, codigo)) == [("aceptada", "tarjeta_nueva")]
    assert una(select(Credencial.estado)) == "activa"
    assert una(select(func.count(Persona.id))) == 1
    assert contar(actividad).nominales == 1


def test_la_misma_tarjeta_dos_veces_cuenta_una(contexto):
    actividad, (codigo,) = crear_actividad(), crear_tarjetas()
    assert recibir(crear_lectura(actividad, codigo), crear_lectura(actividad, codigo)) == [
        ("aceptada", "tarjeta_nueva"),
        ("repetida", "ya_estaba"),
    ]
    assert recibir(crear_lectura(actividad, codigo.lower())) == [("repetida", "ya_estaba")]
    assert contar(actividad).total == 1


def test_la_misma_tarjeta_en_otra_actividad_cuenta_alla(contexto):
    una_jornada, otra, (codigo,) = crear_actividad(), crear_actividad(lugar="Mariposa"), crear_tarjetas()
    assert recibir(crear_lectura(una_jornada, codigo), crear_lectura(otra, codigo)) == [
        ("aceptada", "tarjeta_nueva"),
        ("aceptada", ""),
    ]


def test_un_codigo_nuestro_que_nadie_emitio_cuenta_suelto_y_espera(contexto):
    actividad, codigo = crear_actividad(), inventar_codigo(random.Random(3))
    assert recibir(crear_lectura(actividad, codigo)) == [("en_revision", "tarjeta_desconocida")]
    assert (contar(actividad).total, contar(actividad).por_revisar) == (1, 1)
    assert una(select(Credencial.codigo)) == codigo
    assert una(select(func.count(Persona.id))) == 0


def test_reenviar_devuelve_el_primer_veredicto_y_no_cambia_nada(contexto):
    actividad, codigos = crear_actividad(), crear_tarjetas(3)
    lecturas = [crear_lectura(actividad, codigo) for codigo in codigos]
    lecturas += [crear_lectura(actividad), {"roto": 1}, "ni siquiera es un objeto"]
    primera = recibir(*lecturas)
    de_actividades.cerrar(ACTOR, actividad)
    assert recibir(*lecturas) == primera
    assert contar(actividad).total == 4
    assert una(select(func.count(Lectura.id))) == 6


def test_la_misma_id_con_otro_contenido_va_a_revision_y_se_conserva(contexto):
    actividad, (una_tarjeta, otra) = crear_actividad(), crear_tarjetas(2)
    lectura = crear_lectura(actividad, una_tarjeta)
    cambiada = lectura | {"credencial": otra}
    assert recibir(lectura, cambiada, cambiada) == [
        ("aceptada", "tarjeta_nueva"),
        ("en_revision", "otro_contenido"),
        ("en_revision", "otro_contenido"),
    ]
    assert contar(actividad).total == 1
    assert otra in una(select(Lectura.crudo).where(Lectura.motivo == "otro_contenido"))


def test_una_lectura_mala_no_detiene_a_las_demas(contexto):
    actividad, (codigo,) = crear_actividad(), crear_tarjetas()
    estados = recibir(
        crear_lectura(actividad, "https://otro.example/R1"),
        crear_lectura(actividad, "x" * 10_000),
        crear_lectura(actividad, codigo[:-3]),
        crear_lectura(actividad, cantidad=-4),
        crear_lectura(actividad, cantidad=10**12),
        crear_lectura(actividad, "R1-\x00-🙂"),
        None,
        crear_lectura(actividad, codigo),
    )
    assert estados == [
        ("rechazada", "codigo_ajeno"),
        ("rechazada", "codigo_ajeno"),
        ("rechazada", "codigo_truncado"),
        ("rechazada", "cantidad_imposible"),
        ("rechazada", "cantidad_imposible"),
        ("rechazada", "codigo_truncado"),
        ("rechazada", "ilegible"),
        ("aceptada", "tarjeta_nueva"),
    ]
    assert contar(actividad).total == 1
    crudos = db.session.scalars(select(Lectura.crudo).where(Lectura.estado == "rechazada")).all()
    assert any("x" * 10_000 in crudo for crudo in crudos)


@pytest.mark.parametrize(
    "fecha",
    ["1970-01-01T00:00:00-05:00", "2099-12-31T00:00:00-05:00", "0001-01-01T00:00:00+14:00", "ayer", None],
)
def test_una_fecha_imposible_se_guarda_para_revisar(contexto, fecha):
    actividad, (codigo,) = crear_actividad(), crear_tarjetas()
    assert recibir(crear_lectura(actividad, codigo, leida_en=fecha)) == [("en_revision", "fecha_imposible")]
    assert contar(actividad).total == 0
    assert una(select(Credencial.estado)) == "en_blanco"


def test_un_reloj_adelantado_menos_de_cinco_minutos_se_entiende(contexto):
    actividad, codigos = crear_actividad(), crear_tarjetas(2)
    poco, mucho = ((ahora() + timedelta(minutes=minutos)).isoformat() for minutos in (4, 6))
    assert recibir(
        crear_lectura(actividad, codigos[0], leida_en=poco),
        crear_lectura(actividad, codigos[1], leida_en=mucho),
    ) == [("aceptada", "tarjeta_nueva"), ("en_revision", "fecha_imposible")]


def test_lo_leido_para_una_actividad_que_no_recibe_se_guarda(contexto):
    (codigo,) = crear_tarjetas()
    cerrada, anulada, programada = crear_actividad(), crear_actividad(), crear_actividad(estado="programada")
    de_actividades.cerrar(ACTOR, cerrada)
    de_actividades.anular(ACTOR, anulada, "Llovió")
    inventada = "7c0ffee0-0000-4000-8000-000000000000"
    assert recibir(*(crear_lectura(cual, codigo) for cual in (cerrada, anulada, programada, inventada))) == [
        ("en_revision", "actividad_cerrada"),
        ("en_revision", "actividad_anulada"),
        ("en_revision", "actividad_sin_abrir"),
        ("en_revision", "actividad_desconocida"),
    ]
    assert una(select(func.count(Asistencia.id))) == 0


def test_una_sesion_institucional_no_anota_que_tarjeta_se_leyo(contexto):
    actividad, (codigo,) = crear_actividad("mebog", estacion="Suba"), crear_tarjetas()
    assert recibir(crear_lectura(actividad, codigo), crear_lectura(actividad)) == [
        ("en_revision", "no_recibe_tarjetas"),
        ("en_revision", "no_recibe_tarjetas"),
    ]
    assert una(select(func.count(Lectura.credencial_id))) == 0
    assert contar(actividad).leidas == 0


def test_una_tarjeta_revocada_se_guarda_y_lo_leido_antes_de_revocarla_vale(contexto):
    actividad, (codigo,) = crear_actividad(), crear_tarjetas()
    antes = (ahora() - timedelta(minutes=3)).isoformat()
    de_personas.revocar(ACTOR, codigo, "La encontraron en la calle")
    ya = ahora().isoformat()
    assert recibir(
        crear_lectura(actividad, codigo, leida_en=ya), crear_lectura(actividad, codigo, leida_en=antes)
    ) == [("en_revision", "tarjeta_revocada"), ("aceptada", "")]


def test_el_lote_deja_una_linea_de_bitacora_sin_codigos(contexto):
    actividad, codigos = crear_actividad(), crear_tarjetas(2)
    recibir(*(crear_lectura(actividad, codigo) for codigo in codigos))
    linea = una(select(Anotacion).where(Anotacion.accion == "lecturas.recibir"))
    assert linea.detalle == {"lecturas": 2, "aceptada": 2}


def test_varias_tabletas_a_la_vez_cuentan_cada_tarjeta_una_vez(app, contexto):
    actividad, codigos = crear_actividad(), crear_tarjetas(12)
    lotes = [
        [crear_lectura(actividad, codigo) for codigo in codigos] + [crear_lectura(actividad)]
        for _ in range(4)
    ]

    def enviar(lote):
        with app.app_context():
            return [resultado.estado.value for resultado in recibir_lote(ACTOR, lote)]

    with ThreadPoolExecutor(4) as tabletas:
        estados = [estado for lote in tabletas.map(enviar, lotes + lotes) for estado in lote]
    assert contar(actividad).nominales == 12
    assert contar(actividad).anonimas == 4
    assert set(estados) == {"aceptada", "repetida"}
