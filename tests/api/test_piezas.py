"""Lo que una tableta dice de sus lecturas: se aplica una vez, y espera si lo que nombra no ha llegado."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from registro.actividades.base import Actividad
from registro.asistencia import consultas
from registro.asistencia.ciudadana import Asistencia, Lectura, Prestacion
from registro.catalogos import consultas as de_catalogos
from registro.extensiones import db
from registro.fechas import ahora
from registro.personas.modelo import Consentimiento, Respuesta
from registro.seguridad.modelo import Anotacion
from tests.fabricas.campo import crear_actividad, crear_lectura, crear_tarjetas
from tests.fabricas.tabletas import Tableta

ACEPTADA, ESPERA = ("aceptada", ""), ("en_revision", "espera_lectura")


@pytest.fixture
def tableta(contexto):
    return Tableta(contexto)


def pieza(clase, **datos):
    return {"id": str(uuid4()), "clase": clase, **datos}


def contar(actividad):
    db.session.rollback()
    return consultas.conteo(db.session.scalar(select(Actividad.id).where(Actividad.uuid == UUID(actividad))))


def vigentes():
    db.session.rollback()
    orden = select(Prestacion.servicio_id, Prestacion.entidad_id).where(Prestacion.anulada_en.is_(None))
    return sorted(tuple(fila) for fila in db.session.execute(orden))


def test_un_servicio_llega_antes_que_su_lectura_y_espera(tableta):
    actividad, (codigo,) = crear_actividad(), crear_tarjetas()
    servicio = de_catalogos.servicios()[0].id
    lectura = crear_lectura(actividad, codigo)
    prestacion = pieza("prestacion", lectura=lectura["id"], servicio=servicio)
    assert tableta.veredictos(prestacion) == [ESPERA]
    assert vigentes() == []
    assert tableta.veredictos(lectura) == [("aceptada", "tarjeta_nueva")]
    assert vigentes() == [(servicio, None)]
    assert tableta.veredictos(prestacion, prestacion) == [ACEPTADA, ACEPTADA]
    assert vigentes() == [(servicio, None)]


def test_un_servicio_anotado_por_error_se_retira_aunque_el_retiro_llegue_primero(tableta):
    actividad, (codigo,) = crear_actividad(), crear_tarjetas()
    uno, otro = (servicio.id for servicio in de_catalogos.servicios()[:2])
    lectura = crear_lectura(actividad, codigo)
    buena, mala = (pieza("prestacion", lectura=lectura["id"], servicio=cual) for cual in (uno, otro))
    retiro = pieza("retiro", lectura=lectura["id"], prestacion=mala["id"])
    assert tableta.veredictos(retiro, lectura, buena) == [ACEPTADA, ("aceptada", "tarjeta_nueva"), ACEPTADA]
    assert tableta.veredictos(mala) == [("aceptada", "sin_efecto")]
    assert vigentes() == [(uno, None)]
    tableta.veredictos(pieza("retiro", lectura=lectura["id"], prestacion=buena["id"]))
    assert vigentes() == []
    assert contar(actividad).nominales == 1
    assert tableta.veredictos(pieza("retiro", lectura=lectura["id"])) == [("rechazada", "ilegible")]


def test_deshacer_quita_la_asistencia_y_lo_que_recibio(tableta):
    actividad, (codigo,) = crear_actividad(), crear_tarjetas()
    lectura = crear_lectura(actividad, codigo)
    entidad = de_catalogos.entidades()[0].id
    remision = pieza("prestacion", lectura=lectura["id"], remitida_a=entidad)
    tableta.veredictos(lectura, remision)
    assert vigentes() == [(None, entidad)]
    tableta.veredictos(pieza("deshacer", lectura=lectura["id"]))
    assert (contar(actividad).total, vigentes()) == (0, [])
    assert tableta.veredictos(pieza("prestacion", lectura=lectura["id"], servicio=1)) == [
        ("aceptada", "sin_efecto")
    ]


def test_si_otra_tableta_leyo_la_misma_tarjeta_deshacer_una_no_borra_la_otra(contexto, tableta):
    otra, actividad, (codigo,) = Tableta(contexto, "Otra"), crear_actividad(), crear_tarjetas()
    lectura = crear_lectura(actividad, codigo)
    tableta.veredictos(lectura)
    assert otra.veredictos(crear_lectura(actividad, codigo)) == [("repetida", "otra_tableta")]
    tableta.veredictos(pieza("deshacer", lectura=lectura["id"]))
    assert contar(actividad).nominales == 1


def test_quien_se_anoto_sin_tarjeta_recibe_una_y_sigue_siendo_una(tableta):
    actividad, (codigo,) = crear_actividad(), crear_tarjetas()
    suma = crear_lectura(actividad, cantidad=3)
    entrega = pieza("tarjeta", lectura=suma["id"], credencial=codigo)
    assert tableta.veredictos(entrega, suma) == [ACEPTADA, ACEPTADA]
    assert (contar(actividad).nominales, contar(actividad).anonimas) == (1, 2)
    tableta.veredictos(entrega)
    assert contar(actividad).total == 3
    tableta.veredictos(pieza("deshacer", lectura=entrega["id"]))
    assert (contar(actividad).nominales, contar(actividad).anonimas) == (0, 3)


def test_lo_que_respondio_se_guarda_sólo_con_su_autorizacion(tableta):
    actividad, (una, otra) = crear_actividad(), crear_tarjetas(2)
    con, sin = crear_lectura(actividad, una), crear_lectura(actividad, otra)
    valores = {"genero": "mujer trans", "rango_edad": "18-28", "inventada": "x"}
    autorizacion = {"texto_version": 1, "medio": "escrito"}
    assert tableta.veredictos(
        con,
        sin,
        pieza("respuestas", lectura=con["id"], valores=valores, autorizacion=autorizacion),
        pieza("respuestas", lectura=sin["id"], valores=valores),
    )[2:] == [ACEPTADA, ("aceptada", "sin_efecto")]
    assert sorted(db.session.scalars(select(Respuesta.valor))) == ["18-28", "mujer trans"]
    (dada,) = db.session.scalars(select(Consentimiento)).all()
    assert (dada.medio, dada.finalidad) == ("escrito", "reportes")


def crear_provisional(**datos):
    return pieza(
        "provisional",
        tipo="jornada",
        lugar="Parque nuevo",
        localidad="03",
        fecha=ahora().date().isoformat(),
        abierta_en=ahora().isoformat(),
        **datos,
    )


def test_lo_leido_en_una_provisional_que_no_ha_llegado_espera_por_ella(tableta):
    provisional, (codigo,) = crear_provisional(), crear_tarjetas()
    lectura = crear_lectura(None, codigo, provisional=provisional["id"])
    suma = crear_lectura(None, cantidad=4, provisional=provisional["id"])
    entrega = pieza("tarjeta", lectura=suma["id"], credencial=crear_tarjetas(1, "otro")[0])
    assert tableta.veredictos(lectura, suma) == [("en_revision", "actividad_desconocida")] * 2
    tableta.veredictos(entrega)
    assert tableta.veredictos(provisional) == [ACEPTADA]
    cuenta = contar(provisional["id"])
    assert (cuenta.nominales, cuenta.anonimas, cuenta.por_revisar) == (2, 3, 0)


def test_una_programada_se_abre_con_la_primera_lectura_de_la_calle(tableta):
    actividad = crear_actividad(estado="programada")
    assert tableta.veredictos(crear_lectura(actividad)) == [ACEPTADA]
    db.session.rollback()
    assert db.session.scalar(select(Actividad.estado)) == "abierta"


def test_lo_leido_antes_del_cierre_vale_aunque_llegue_despues(tableta):
    actividad, cierre = crear_actividad(), ahora()
    cerrar = pieza("cierre", actividad=actividad, cerrada_en=cierre.isoformat())
    antes = crear_lectura(actividad, leida_en=(cierre - timedelta(minutes=2)).isoformat())
    despues = crear_lectura(actividad, leida_en=(cierre + timedelta(minutes=2)).isoformat())
    assert tableta.veredictos(cerrar) == [ACEPTADA]
    assert tableta.veredictos(antes, despues) == [ACEPTADA, ("en_revision", "actividad_cerrada")]
    mas_tarde = pieza("cierre", actividad=actividad, cerrada_en=(cierre + timedelta(hours=1)).isoformat())
    tableta.veredictos(mas_tarde)
    assert (contar(actividad).total, contar(actividad).por_revisar) == (2, 0)


def test_la_alerta_de_una_menor_no_deja_a_nadie(tableta):
    menor = pieza("menor", actividad=crear_actividad())
    assert tableta.veredictos(menor, menor) == [ACEPTADA, ACEPTADA]
    db.session.rollback()
    alertas = db.session.scalars(select(Anotacion).where(Anotacion.accion == "proteccion.alerta")).all()
    assert [(a.objeto, a.detalle) for a in alertas] == [("proteccion", {})]
    assert db.session.scalars(select(Asistencia)).all() == []


def test_un_apunte_que_no_se_entiende_se_guarda_y_se_dice(tableta):
    malas = [
        pieza("prestacion", lectura=str(uuid4())),
        pieza("tarjeta", lectura=str(uuid4()), credencial="R1-XX"),
        pieza("cierre", actividad=str(uuid4()), cerrada_en="ayer"),
        pieza("provisional", tipo="zesai", lugar="x", fecha="2026-11-22"),
        pieza("baile", lectura=str(uuid4())),
        {"clase": ["deshacer"]},
    ]
    assert tableta.veredictos(*malas) == [("rechazada", "ilegible")] * 6
    db.session.rollback()
    assert all(db.session.scalars(select(Lectura.crudo)))


def test_el_mismo_id_con_otro_contenido_va_a_revision(tableta):
    deshacer = pieza("deshacer", lectura=str(uuid4()))
    assert tableta.veredictos(deshacer, deshacer | {"lectura": str(uuid4())}) == [
        ESPERA,
        ("en_revision", "otro_contenido"),
    ]
