"""Servicios en un toque, remisiones en dos, preguntas opcionales con autorización y la ruta de protección."""

import re

import pytest
from sqlalchemy import func, select

from registro.asistencia.ciudadana import Asistencia, Lectura, Prestacion
from registro.catalogos import consultas as catalogos
from registro.extensiones import db
from registro.personas.modelo import Consentimiento, Credencial, Persona, Respuesta
from registro.personas.respuestas import PREGUNTAS
from registro.seguridad.modelo import Anotacion
from tests.campo.test_lectura import leer, sumar, ultima
from tests.fabricas.campo import crear_actividad, crear_tarjetas
from tests.fabricas.tarjetas import codigo_nuevo


@pytest.fixture
def jornada(contexto):
    return crear_actividad()


@pytest.fixture
def campo(como):
    return como("campo")


@pytest.fixture
def nueva(campo, jornada):
    """La dirección de la lectura de una tarjeta nueva."""
    (codigo,) = crear_tarjetas()
    return f"/campo/{jornada}/lecturas/{ultima(leer(campo, jornada, codigo))}"


def cuantas(columna, *condiciones):
    db.session.rollback()
    return db.session.scalar(select(func.count(columna)).where(*condiciones))


def test_un_servicio_se_anota_de_un_toque_y_se_quita_de_otro(campo, nueva):
    salud = catalogos.servicios()[0]
    for _ in range(2):
        respuesta = campo.post(f"{nueva}/servicios", {"servicio": salud.id, "poner": "si"})
        assert f"✓ {salud.nombre}" in respuesta.texto
    assert cuantas(Prestacion.id, Prestacion.anulada_en.is_(None)) == 1
    respuesta = campo.post(f"{nueva}/servicios", {"servicio": salud.id, "poner": "no"})
    assert f"✓ {salud.nombre}" not in respuesta.texto
    assert cuantas(Prestacion.id, Prestacion.anulada_en.is_(None)) == 0


def test_leer_su_tarjeta_no_dice_que_le_anoto_otra_persona(como, campo, jornada):
    salud, entidad = catalogos.servicios()[0], catalogos.entidades()[0]
    (codigo,) = crear_tarjetas()
    otra = como("secretaria")
    suya = f"/campo/{jornada}/lecturas/{ultima(leer(otra, jornada, codigo))}"
    otra.post(f"{suya}/servicios", {"servicio": salud.id, "poner": "si"})
    otra.post(f"{suya}/remitir", {"entidad": entidad.id, "poner": "si"})
    repetida = leer(campo, jornada, codigo)
    assert "Ya estaba" in repetida.texto
    assert "✓" not in repetida.texto
    propia = f"/campo/{jornada}/lecturas/{ultima(repetida)}"
    anotada = campo.post(f"{propia}/servicios", {"servicio": salud.id, "poner": "si"})
    assert "Servicio anotado." in anotada.texto
    assert cuantas(Prestacion.id, Prestacion.clase == "recibido") == 1


def test_remitir_son_dos_toques_y_queda_pendiente_hasta_saber_el_resultado(campo, nueva):
    entidad = catalogos.entidades()[0]
    assert entidad.nombre in campo.get(f"{nueva}/remitir").texto
    assert "✓ Remitida" in campo.post(f"{nueva}/remitir", {"entidad": entidad.id, "poner": "si"}).texto
    db.session.rollback()
    remision = db.session.scalar(select(Prestacion))
    assert (remision.clase, remision.resultado, remision.entidad_id) == ("remision", "pendiente", entidad.id)


def test_la_secretaria_anota_en_que_quedo_cada_remision(como, campo, nueva, jornada):
    salud, entidad = catalogos.servicios()[0], catalogos.entidades()[0]
    campo.post(f"{nueva}/servicios", {"servicio": salud.id, "poner": "si"})
    campo.post(f"{nueva}/remitir", {"entidad": entidad.id, "poner": "si"})
    secretaria = como("secretaria")
    pagina = secretaria.get(f"/actividades/{jornada}/remisiones")
    assert (entidad.nombre in pagina.texto, "Pendiente: 1" in pagina.texto) == (True, True)
    assert f"{salud.nombre} 1" in pagina.texto
    db.session.rollback()
    remision = db.session.scalar(select(Prestacion.id).where(Prestacion.clase == "remision"))
    guardada = secretaria.post(f"/actividades/{jornada}/remisiones", {f"remision-{remision}": "efectiva"})
    assert "1 remisión" in guardada.texto
    assert "Efectiva: 1" in guardada.texto
    vieja = {f"remision-{remision}": "pendiente", f"antes-{remision}": "pendiente"}
    assert "como estaban" in secretaria.post(f"/actividades/{jornada}/remisiones", vieja).texto
    inventado = secretaria.post(f"/actividades/{jornada}/remisiones", {f"remision-{remision}": "quizás"})
    assert (inventado.estado, "en qué quedó" in inventado.texto) == (400, True)
    otra = crear_actividad(lugar="Plazoleta Mariposa")
    ajena = secretaria.post(f"/actividades/{otra}/remisiones", {f"remision-{remision}": "no_efectiva"})
    assert ajena.estado == 404
    db.session.rollback()
    assert db.session.scalar(select(Prestacion.resultado).where(Prestacion.id == remision)) == "efectiva"
    assert campo.get(f"/actividades/{jornada}/remisiones").estado == 403
    assert secretaria.get(f"/actividades/{crear_actividad('casa_de_todas')}/remisiones").estado == 404


def test_la_jornada_ofrece_solo_los_servicios_que_marco(campo, contexto):
    todos = catalogos.servicios()
    jornada = crear_actividad(servicios=[todos[4].id])
    (codigo,) = crear_tarjetas()
    lectura = ultima(leer(campo, jornada, codigo))
    pagina = campo.get(f"/campo/{jornada}/lecturas/{lectura}/servicios").texto
    assert todos[4].nombre in pagina
    assert todos[0].nombre not in pagina


@pytest.mark.parametrize(
    "datos,estado", [({"servicio": "999", "poner": "si"}, 404), ({"servicio": "x"}, 400), ({}, 400)]
)
def test_un_servicio_que_no_existe_no_se_anota(campo, nueva, datos, estado):
    assert campo.post(f"{nueva}/servicios", datos).estado == estado
    assert cuantas(Prestacion.id) == 0


def test_a_una_suma_de_varias_no_se_le_anotan_servicios(campo, jornada):
    respuesta = sumar(campo, jornada, 5)
    assert "+ servicio" not in respuesta.texto
    lectura = ultima(respuesta)
    assert (
        campo.post(f"/campo/{jornada}/lecturas/{lectura}/servicios", {"servicio": 1, "poner": "si"}).estado
        == 404
    )


def test_deshacer_la_lectura_quita_lo_que_colgaba_de_ella(campo, jornada, nueva):
    campo.post(f"{nueva}/servicios", {"servicio": catalogos.servicios()[0].id, "poner": "si"})
    campo.post(f"/campo/{jornada}/deshacer", {"lectura": nueva.rsplit("/", 1)[1]})
    assert cuantas(Prestacion.id, Prestacion.anulada_en.is_(None)) == 0
    assert campo.get(f"{nueva}/servicios").estado == 404


def test_a_quien_se_sumo_sin_tarjeta_se_le_entrega_una(campo, jornada):
    lectura = ultima(sumar(campo, jornada))
    campo.post(
        f"/campo/{jornada}/lecturas/{lectura}/servicios",
        {"servicio": catalogos.servicios()[0].id, "poner": "si"},
    )
    codigo, ocupada = crear_tarjetas(2)
    leer(campo, jornada, ocupada)
    tarjeta = f"/campo/{jornada}/lecturas/{lectura}/tarjeta"
    assert "ya estaba" in campo.post(tarjeta, {"codigo": ocupada}).texto
    assert "incompleto" in campo.post(tarjeta, {"codigo": codigo[:9]}).texto
    respuesta = campo.post(tarjeta, {"codigo": codigo.lower()})
    assert "Tarjeta nueva. Puede entregarla." in respuesta.texto
    assert "Preguntas opcionales" in respuesta.texto
    assert "2 personas hasta ahora" in respuesta.texto
    suya = select(Asistencia.id).join(Credencial, Credencial.id == Asistencia.credencial_id)
    assert cuantas(Prestacion.id, Prestacion.asistencia_id.in_(suya)) == 1


def test_si_la_tarjeta_que_se_le_pone_no_esta_en_la_lista_cuenta_y_espera_en_la_bandeja(como, campo, jornada):
    lectura = ultima(sumar(campo, jornada))
    tarjeta = f"/campo/{jornada}/lecturas/{lectura}/tarjeta"
    respuesta = campo.post(tarjeta, {"codigo": codigo_nuevo()})
    assert "La tarjeta no está en la lista. Su asistencia ya cuenta" in respuesta.texto
    assert "1 persona hasta ahora" in respuesta.texto
    assert "Tarjeta que no está en la lista" in como("secretaria").get("/bandeja").texto
    assert cuantas(Persona.id) == 0


def test_las_preguntas_se_hacen_despues_de_autorizar_y_se_pueden_saltar(campo, nueva):
    assert "Es voluntario" in campo.get(f"{nueva}/autorizacion").texto
    negada = campo.post(f"{nueva}/preguntas", {"genero": "mujer"})
    assert negada.estado == 400
    assert "Diga si autorizó" in campo.post(f"{nueva}/autorizacion", {"medio": "importado"}).texto
    preguntas = campo.post(f"{nueva}/autorizacion", {"medio": "escrito"})
    assert all(pregunta.frase in preguntas.texto for pregunta in PREGUNTAS.values())
    respuesta = campo.post(f"{nueva}/preguntas", {"rango_edad": "29-59", "migrante": "no"})
    assert "Sus respuestas quedaron guardadas" in respuesta.texto
    db.session.rollback()
    assert set(db.session.scalars(select(Respuesta.valor))) == {"29-59", "no"}
    medio = db.session.execute(select(Consentimiento.finalidad, Consentimiento.medio)).one()
    assert tuple(medio) == ("reportes", "escrito")
    assert "checked" not in campo.get(f"{nueva}/preguntas").pagina.texto
    assert "quedaron guardadas" not in campo.post(f"{nueva}/preguntas", {}).texto


def test_una_respuesta_inventada_no_se_guarda(campo, nueva):
    campo.post(f"{nueva}/autorizacion")
    assert campo.post(f"{nueva}/preguntas", {"genero": "=cmd|calc"}).estado == 400
    assert cuantas(Respuesta.id) == 0


def test_a_una_tarjeta_conocida_no_se_le_pregunta(campo, jornada, contexto):
    otra = crear_actividad(lugar="Mariposa")
    (codigo,) = crear_tarjetas()
    leer(campo, jornada, codigo)
    respuesta = leer(campo, otra, codigo)
    assert "Preguntas opcionales" not in respuesta.texto
    assert campo.get(f"/campo/{otra}/lecturas/{ultima(respuesta)}/autorizacion").estado == 404


def test_una_menor_no_queda_registrada_y_su_tarjeta_vuelve_a_estar_en_blanco(campo, jornada, nueva):
    campo.post(f"{nueva}/autorizacion")
    campo.post(f"{nueva}/preguntas", {"migrante": "no"})
    respuesta = campo.post(f"/campo/{jornada}/menor", {"lectura": nueva.rsplit("/", 1)[1]})
    for dicho in ("No se registró a nadie", "123", "141", "Integración Social", "01 8000 112 137"):
        assert dicho in respuesta.texto
    assert cuantas(Persona.id) == cuantas(Respuesta.id) == cuantas(Consentimiento.id) == 0
    assert cuantas(Asistencia.credencial_id) == cuantas(Lectura.credencial_id) == 0
    assert db.session.scalar(select(Credencial.estado)) == "en_blanco"
    assert "0 personas hasta ahora" in campo.get(f"/campo/{jornada}").texto


def test_si_se_nota_al_leerla_otra_vez_tampoco_queda_registrada(campo, jornada):
    (codigo,) = crear_tarjetas()
    leer(campo, jornada, codigo)
    repetida = ultima(leer(campo, jornada, codigo))
    campo.post(f"/campo/{jornada}/menor", {"lectura": repetida})
    assert cuantas(Persona.id) == cuantas(Asistencia.credencial_id) == cuantas(Lectura.credencial_id) == 0
    assert "0 personas hasta ahora" in campo.get(f"/campo/{jornada}").texto


def test_la_alerta_no_lleva_ningun_dato(campo, jornada):
    campo.post(f"/campo/{jornada}/menor")
    alerta = db.session.scalar(select(Anotacion).where(Anotacion.accion == "proteccion.alerta"))
    assert (alerta.objeto, alerta.detalle) == ("proteccion", {})


def test_desde_mas_se_llega_a_todo_lo_que_se_usa_menos(campo, jornada):
    lectura = ultima(sumar(campo, jornada))
    mas = campo.get(f"/campo/{jornada}/mas?lectura={lectura}").texto
    for dicho in ("Entregar una tarjeta", "menor de 18", "Cambiar de actividad", "Cerrar la jornada"):
        assert re.search(dicho, mas)
