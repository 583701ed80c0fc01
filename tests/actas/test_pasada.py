"""Una sesión que ya pasó se registra en una pantalla; lo que no cuadra se explica y no cuesta lo escrito."""

from datetime import date, timedelta

import pytest

from registro.actas import consultas
from registro.fechas import Semestre, hoy
from registro.instancias import consultas as de_instancias
from registro.instancias import operaciones
from registro.instancias.operaciones import DatosDeFuncion, DatosDePuesto
from tests.fabricas.institucional import crear_actividad, crear_instancia, presentes
from tests.fabricas.mesa import ACTOR, mesa, registrar

UNO_2020 = Semestre(2020, 1)
ENERO = {
    "fecha": "8/1",
    "clase": "ordinaria",
    "modalidad": "presencial",
    "asistieron": "2, 7-9",
    "funciones": "2 5",
}


@pytest.fixture
def instancia(app):
    return mesa(app)


@pytest.fixture
def enviar(como, instancia):
    secretaria = como("secretaria")
    ruta = f"/mesa/instancia/{instancia}/pasada?semestre=2020-1"
    secretaria.get(ruta)
    return lambda **cambios: secretaria.post(ruta, ENERO | cambios)


def las_de(app, instancia):
    with app.app_context():
        return consultas.sesiones(instancia, UNO_2020)


def test_basta_la_fecha_los_numeros_y_enter(app, instancia, enviar):
    hecha = enviar()
    assert (
        "Quedó registrada la sesión ordinaria del 8 de enero de 2020: 4 puestos y 2 funciones" in hecha.texto
    )
    (una,) = las_de(app, instancia)
    assert (una.estado, una.presentes, una.funciones, una.falta) == ("cerrada", 4, (2, 5), ())
    assert "4 de 12" in hecha.texto


def test_las_marcas_y_los_numeros_se_suman_y_se_puede_seguir_con_otra(app, instancia, enviar):
    with app.app_context():
        primero = de_instancias.puestos(instancia, date(2020, 1, 8))[0].id
    otra = enviar(asistieron="2", puesto=[str(primero)], funciones="", otra="si")
    assert otra.pagina.h1 == "Registrar una sesión pasada"
    assert "Ninguna función quedó desarrollada" in otra.texto
    (una,) = las_de(app, instancia)
    assert (una.presentes, una.falta) == (2, ("sin orden del día",))


def test_el_orden_del_dia_escrito_de_corrido_reparte_las_funciones(app, instancia, enviar):
    enviar(agenda="Alerta temprana (2, 5)\nInforme (8)")
    (una,) = las_de(app, instancia)
    with app.app_context():
        puntos = consultas.puntos_desarrollados(una.uuid)
    assert [(uno.punto.titulo, uno.punto.numeros) for uno in puntos] == [
        ("Alerta temprana", ["2", "5"]),
        ("Informe", ["8"]),
    ]


NO_CUADRAN = (
    ({"fecha": ""}, "Escriba la fecha"),
    ({"fecha": "31/2"}, "no existe"),
    ({"fecha": "8/7"}, "8 de julio de 2020 no está en el primer semestre de 2020"),
    ({"clase": "extraordinaria"}, "por qué se convocó"),
    ({"asistieron": "2, 40"}, "No hay puesto 40 en esa fecha: van de 1 a 12"),
    ({"funciones": "11"}, "No hay función 11"),
    ({"funciones": "dos"}, "«dos» no es un número"),
    ({"agenda": "Alerta (15)"}, "No hay función 15"),
)


def test_lo_que_no_cuadra_se_explica_y_no_cuesta_lo_escrito(app, instancia, enviar):
    for cambios, frase in NO_CUADRAN:
        respuesta = enviar(**cambios)
        assert respuesta.estado == 400, cambios
        assert frase in respuesta.texto
        casilla = next(e for e in respuesta.pagina.todos("input") if e.get("name") == "asistieron")
        assert casilla.get("value") == (ENERO | cambios)["asistieron"]
    assert not las_de(app, instancia)


def test_una_fecha_que_no_ha_llegado_se_convoca_no_se_registra(como, instancia):
    manana = hoy() + timedelta(days=1)
    semestre = f"{manana.year}-{1 if manana.month <= 6 else 2}"
    secretaria = como("secretaria")
    ruta = f"/mesa/instancia/{instancia}/pasada?semestre={semestre}"
    respuesta = secretaria.post(ruta, ENERO | {"fecha": manana.strftime("%d/%m/%Y")})
    assert "todavía no llega: convoque la sesión" in respuesta.texto


def test_dos_sesiones_el_mismo_dia_no_se_aceptan_ni_en_otra_pantalla(app, como, instancia, enviar):
    enviar()
    segunda = enviar(clase="extraordinaria", motivo="Alerta")
    assert "Ya hay una sesión ordinaria el 8 de enero de 2020" in segunda.texto
    secretaria = como("secretaria")
    secretaria.get("/actividades/nueva/zesai")
    datos = {"instancia_id": instancia, "fecha": "08/01/2020", "clase": "ordinaria", "modalidad": "virtual"}
    creada = secretaria.post("/actividades/nueva/zesai", datos)
    assert (creada.estado, "Ya hay una sesión ordinaria el 8 de enero" in creada.texto) == (400, True)
    sin_dia = secretaria.post("/actividades/nueva/zesai", datos | {"fecha": "enero de 2020"})
    assert "Escriba el día de la sesión" in sin_dia.texto
    al_reves = secretaria.post(
        "/actividades/nueva/zesai", datos | {"hora_inicio": "4 pm", "hora_fin": "2 pm", "enlace": "reunion"}
    )
    assert "termina antes de empezar" in al_reves.texto
    assert "empieza por https://" in al_reves.texto
    assert len(las_de(app, instancia)) == 1


def test_una_programada_que_nadie_abrio_no_estorba_pero_ya_no_se_abre(app, instancia, enviar, como):
    programada = crear_actividad(app, "zesai", date(2020, 1, 8), estado="programada")
    assert "Quedó registrada" in enviar().texto
    abrir = como("secretaria").post(f"/actividades/{programada}/abrir")
    assert (abrir.estado, "Ya hay una sesión ordinaria el 8 de enero" in abrir.texto) == (409, True)


def test_quien_no_integra_la_instancia_ese_dia_no_asiste(app, instancia, enviar):
    ajeno = crear_instancia(app)
    respuesta = enviar(asistieron="", puesto=[str(ajeno)])
    assert "no integraba la instancia el 8 de enero de 2020" in respuesta.texto
    with app.app_context():
        doce = de_instancias.puestos(instancia, date(2020, 1, 8))[-1]
        datos = DatosDePuesto(
            doce.entidades, doce.nombre, doce.sector_id, doce.rol, 12, hasta=date(2020, 3, 31)
        )
        operaciones.corregir_puesto(ACTOR, doce.id, datos)
    assert "No hay puesto 12" in enviar(fecha="13/5", asistieron="12").texto
    assert "1 puesto y" in enviar(fecha="11/3", asistieron="12").texto


def test_una_funcion_derogada_a_mitad_de_semestre_sirve_hasta_ese_dia(app, instancia, enviar, como):
    with app.app_context():
        quinta = de_instancias.funciones(instancia)[4]
        datos = DatosDeFuncion(5, quinta.texto, hasta=date(2020, 3, 31))
        operaciones.corregir_funcion(ACTOR, quinta.id, datos)
    assert "No hay función 5" in enviar(fecha="13/5", funciones="5").texto
    enviar(fecha="11/3", funciones="5")
    (una,) = las_de(app, instancia)
    assert una.funciones == (5,)
    secretaria = como("secretaria")
    secretaria.get(f"/actividades/{una.uuid}/corregir")
    movida = secretaria.post(
        f"/actividades/{una.uuid}/corregir",
        {
            "instancia_id": instancia,
            "fecha": "13/05/2020",
            "clase": "ordinaria",
            "modalidad": "virtual",
            "version": 1,
        },
    )
    assert "La función 5 rigió hasta el 31 de marzo de 2020" in movida.texto


def test_lo_que_se_va_escribiendo_se_guarda_y_se_recupera_hasta_registrarlo(app, instancia, como, enviar):
    secretaria = como("secretaria")
    ruta = f"/mesa/instancia/{instancia}/pasada"
    secretaria.get(ruta)
    guardado = secretaria.post(f"{ruta}/borrador", ENERO | {"asistieron": "9"})
    assert ":" in guardado.json["guardado"]
    pagina = secretaria.get(f"{ruta}?semestre=2020-1")
    assert "Esto es un borrador de las" in pagina.texto
    assert next(e for e in pagina.pagina.todos("input") if e.get("name") == "asistieron").get("value") == "9"
    assert (
        "borrador"
        not in secretaria.post(f"{ruta}/descartar?semestre=2020-1").texto.split("Se descartó el")[-1][12:]
    )
    secretaria.post(f"{ruta}/borrador", ENERO)
    secretaria.post(f"{ruta}?semestre=2020-1", ENERO)
    assert "Esto es un borrador" not in secretaria.get(ruta).texto


def test_la_delegada_que_queda_en_cada_sesion_es_la_que_ocupaba_el_puesto_ese_dia(app, instancia):
    with app.app_context():
        puesto = de_instancias.puestos(instancia, date(2020, 1, 8))[10]
        operaciones.nombrar_delegada(ACTOR, puesto.id, "Primera", date(2020, 1, 1))
        operaciones.nombrar_delegada(ACTOR, puesto.id, "Segunda", date(2020, 2, 1))
    enero, febrero = registrar(app, date(2020, 1, 8)), registrar(app, date(2020, 2, 12))
    assert presentes(app, enero) == presentes(app, febrero)
    with app.app_context():
        nombres = [consultas.contenido(uuid).asistentes[10].delegada for uuid in (enero, febrero)]
    assert nombres == ["Primera", "Segunda"]


def test_la_lista_dice_lo_programado_que_no_se_hizo_y_por_que(app, instancia, como):
    registrar(app, date(2020, 1, 8))
    secretaria = como("secretaria")
    ruta = f"/mesa/instancia/{instancia}"
    secretaria.get(f"{ruta}/programacion/2020-1")
    dias = "08/01/2020\n12/02/2020"
    programar = {"ordinarias": "2", "extraordinarias": "0", "fechas": dias, "mes_4": "Emergencia"}
    assert secretaria.post(f"{ruta}/programacion/2020-1", programar).estado == 200
    pagina = secretaria.get(f"{ruta}/sesiones?semestre=2020-1").texto
    assert "1 / 2" in pagina
    assert "La del 12 de febrero estaba programada y no hay sesión" in pagina
    assert "Abril no tuvo sesión: Emergencia" in pagina
    mal = secretaria.post(f"{ruta}/programacion/2020-1", programar | {"fechas": "08/07/2020"})
    assert (mal.estado, "no está en el primer semestre" in mal.texto) == (400, True)
    no_cuadra = secretaria.post(f"{ruta}/programacion/2020-1", programar | {"ordinarias": "3"})
    assert "Días escritos: 2. Ordinarias programadas: 3." in no_cuadra.texto
    assert (
        "«nunca» no es una fecha"
        in secretaria.post(f"{ruta}/programacion/2020-1", programar | {"fechas": "nunca"}).texto
    )
