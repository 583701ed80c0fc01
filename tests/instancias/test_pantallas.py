"""Manejar una instancia por sus pantallas: integrantes, relevos, funciones y programación."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from registro.extensiones import db
from registro.instancias import consultas
from registro.personas.reglas import DELEGADA, leer_codigo
from registro.seguridad.modelo import Anotacion
from tests.fabricas.institucional import puesto_llamado

DEFENSORIA = "Defensoría del Pueblo"


@pytest.fixture
def secretaria(como):
    return como("secretaria")


@pytest.fixture
def mesa(app):
    with app.app_context():
        return consultas.resolver_instancia("ZESAI").id


def test_desde_la_lista_se_llega_a_los_integrantes_y_sus_roles(secretaria, mesa):
    assert "ZESAI" in secretaria.get("/mesa").texto
    pagina = secretaria.get(f"/mesa/instancia/{mesa}?semestre=2020-1").texto
    assert "Secretaría Distrital del Hábitat" in pagina
    assert "Invitado Permanente" in pagina
    assert "Alto volumen de trabajo de las entidades por la emergencia de covid-19" in pagina
    assert "Sin nombrar" in pagina


@pytest.mark.parametrize(
    "ruta", ["/mesa/instancia/999", "/mesa/puesto/999", "/mesa/funcion/999", "/mesa/delegada/999/codigo"]
)
def test_lo_que_no_existe_se_dice(secretaria, ruta):
    assert secretaria.get(ruta).estado == 404


def test_un_semestre_mal_escrito_se_dice(secretaria, mesa):
    respuesta = secretaria.get(f"/mesa/instancia/{mesa}?semestre=2020-3")
    assert (respuesta.estado, "no es un semestre" in respuesta.texto) == (400, True)


def test_se_nombra_a_quien_ocupa_un_puesto_y_se_imprime_su_codigo(app, secretaria):
    puesto = puesto_llamado(app, DEFENSORIA)
    datos = {"delegada-nombre": "Delegada de prueba", "delegada-desde": "13 de marzo de 2026"}
    pagina = secretaria.post(f"/mesa/puesto/{puesto}/delegada", datos)
    assert "Quedó nombrada" in pagina.texto
    assert "13 mar 2026" in pagina.texto
    enlace = next(e.get("href") for e in pagina.pagina.todos("a") if "/codigo" in (e.get("href") or ""))
    carne = secretaria.get(enlace)
    codigo = re.search(r"D1-[0-9A-Z-]+", carne.texto)[0]
    assert leer_codigo(codigo, DELEGADA) == codigo
    assert "<svg" in carne.cruda.text


def test_imprimir_un_codigo_queda_en_la_bitacora_sin_el_codigo(app, secretaria, como):
    puesto = puesto_llamado(app, DEFENSORIA)
    secretaria.post(
        f"/mesa/puesto/{puesto}/delegada", {"delegada-nombre": "D", "delegada-desde": "01/02/2026"}
    )
    with app.app_context():
        delegada = consultas.delegadas(puesto)[0].id
    secretaria.get(f"/mesa/delegada/{delegada}/codigo")
    bitacora = como("auditoria").get("/bitacora").texto
    assert "Imprimió el código de una delegada" in bitacora
    assert "D1-" not in bitacora


@pytest.mark.parametrize(
    "desde, frase",
    [
        ("", "Escriba desde cuándo"),
        ("31/02/2026", "no existe"),
        ("01/01/1970", "anterior"),
        ("01/01/2099", "más de dos años"),
        ("ayer", "no es una fecha"),
    ],
)
def test_una_fecha_de_nombramiento_imposible_se_explica_y_conserva_lo_escrito(app, secretaria, desde, frase):
    puesto = puesto_llamado(app, DEFENSORIA)
    datos = {"delegada-nombre": "Delegada de prueba", "delegada-desde": desde}
    respuesta = secretaria.post(f"/mesa/puesto/{puesto}/delegada", datos)
    assert respuesta.estado == 400
    assert frase in respuesta.texto
    assert "Delegada de prueba" in respuesta.cruda.text
    with app.app_context():
        assert consultas.delegadas(puesto) == []


def test_quien_deja_el_puesto_queda_con_su_fecha(app, secretaria):
    puesto = puesto_llamado(app, DEFENSORIA)
    secretaria.post(
        f"/mesa/puesto/{puesto}/delegada", {"delegada-nombre": "D", "delegada-desde": "01/02/2026"}
    )
    with app.app_context():
        delegada = consultas.delegadas(puesto)[0].id
    ruta = f"/mesa/delegada/{delegada}/salida"
    assert "no puede dejarlo antes" in secretaria.post(ruta, {"hasta": "31/01/2026"}).texto
    assert "28 feb 2026" in secretaria.post(ruta, {"hasta": "28/02/2026"}).texto


def test_se_corrige_un_puesto_sin_perder_sus_demas_datos(app, secretaria, mesa):
    puesto = puesto_llamado(app, DEFENSORIA)
    pagina = secretaria.get(f"/mesa/puesto/{puesto}").pagina
    valores = {
        e.get("name"): e.get("value")
        for e in pagina.todos("input")
        if e.get("name") in {"orden", "desde", "hasta", "version"}
    }
    datos = valores | {"entidades": f"{DEFENSORIA}\nProcuraduría", "nombre": "Delegada", "rol": "IP"}
    assert "Quedó guardado el puesto" in secretaria.post(f"/mesa/puesto/{puesto}", datos).texto
    with app.app_context():
        guardado = consultas.puesto(puesto)
    assert (guardado.entidades, guardado.orden, guardado.rol) == ((DEFENSORIA, "Procuraduría"), 11, "IP")


def test_se_retira_un_puesto_y_se_ve_aparte(app, secretaria, mesa):
    puesto = puesto_llamado(app, DEFENSORIA)
    datos = {
        "entidades": DEFENSORIA,
        "nombre": "Delegada(o)",
        "rol": "IP",
        "hasta": "31/12/2024",
        "version": "1",
    }
    secretaria.post(f"/mesa/puesto/{puesto}", datos)
    pagina = secretaria.get(f"/mesa/instancia/{mesa}").texto
    assert "Puestos que no rigen hoy (1)" in pagina
    assert "hasta el 31 de diciembre de 2024" in pagina


def test_se_anade_un_puesto(app, secretaria, mesa):
    ruta = f"/mesa/instancia/{mesa}/puesto"
    assert "Escriba la entidad que ocupa el puesto." in secretaria.post(ruta, {"rol": "I"}).texto
    datos = {"entidades": "Secretaría de Ambiente", "nombre": "Delegada", "rol": "I", "orden": "13"}
    assert "Quedó añadido el puesto" in secretaria.post(ruta, datos).texto
    assert "Ya hay un puesto con el orden 13" in secretaria.post(ruta, datos).texto


def test_se_cambia_una_funcion_con_fechas(app, secretaria, mesa):
    with app.app_context():
        primera = consultas.funciones(mesa)[0]
    retirada = {"numero": "1", "texto": primera.texto, "hasta": "31/12/2025", "version": "1"}
    assert "Quedó guardada la función 1" in secretaria.post(f"/mesa/funcion/{primera.id}", retirada).texto
    nueva = {"numero": "1", "texto": "Texto nuevo", "desde": "01/01/2026"}
    assert "Texto nuevo" in secretaria.post(f"/mesa/instancia/{mesa}/funcion", nueva).texto
    with app.app_context():
        assert consultas.funciones(mesa, date(2025, 6, 1))[0].texto == primera.texto


def test_se_programa_un_semestre_con_el_motivo_de_un_mes_sin_sesion(secretaria, mesa):
    ruta = f"/mesa/instancia/{mesa}/programacion/2026-2"
    datos = {"ordinarias": "6", "extraordinarias": "0", "mes_8": "Cambio de secretaría técnica"}
    pagina = secretaria.post(ruta, datos).texto
    assert "programación del segundo semestre de 2026" in pagina
    assert "Agosto : Cambio de secretaría técnica" in pagina
    assert "entre 0 y 200" in secretaria.post(ruta, {**datos, "ordinarias": "201"}).texto
    assert secretaria.post(ruta, {**datos, "ordinarias": "-1"}).estado == 400
    assert "Escriba cuántas ordinarias" in secretaria.post(ruta, {**datos, "ordinarias": " "}).texto


COMITE = {
    "sigla": "Comité",
    "nombre": "Comité de seguimiento de la política",
    "norma_creacion": "Decreto 1 de 2024",
    "normas": "Resolución 7 de 2024\n\nAcuerdo 2 de 2025\nResolución 7 de 2024",
}


def test_se_crea_una_instancia_y_recibe_puestos_funciones_y_sesiones(app, secretaria):
    assert "Añadir una instancia" in secretaria.get("/mesa").texto
    creada = secretaria.post("/mesa/instancia", COMITE)
    assert (creada.pagina.h1, "Acuerdo 2 de 2025" in creada.texto) == ("Comité", True)
    with app.app_context():
        comite = consultas.resolver_instancia("comite")
    assert comite.normas == ("Resolución 7 de 2024", "Acuerdo 2 de 2025")
    puesto = {"entidades": "Secretaría de Ambiente", "nombre": "Delegada", "rol": "I"}
    assert "Quedó añadido el puesto" in secretaria.post(f"/mesa/instancia/{comite.id}/puesto", puesto).texto
    assert "Comité" in secretaria.get("/actividades/nueva/zesai").texto


def test_el_informe_de_una_instancia_se_abre_y_se_descarga_con_cualquier_sigla(secretaria):
    creada = secretaria.post("/mesa/instancia", COMITE | {"sigla": "Mesa Ñ-2020-1"})
    sesiones = secretaria.get(f"{creada.cruda.request.path}/sesiones?semestre=2026-1").pagina
    pestana = next(e.get("href") for e in sesiones.todos("a") if "/gestion/" in (e.get("href") or ""))
    assert secretaria.get(pestana).pagina.h1 == "Informe de gestión Mesa Ñ-2020-1, 2026-1"
    descargado = secretaria.get(f"{pestana}/descargar/html").cruda.headers["Content-Disposition"]
    assert descargado == 'attachment; filename="gestion-mesa-ñ-2020-1-2026-1.html"'


@pytest.mark.parametrize(
    "cambio, frase",
    [
        ({"sigla": " "}, "Escriba la sigla"),
        ({"nombre": ""}, "Escriba el nombre"),
        ({"norma_creacion": ""}, "Escriba la norma"),
        ({"sigla": "zesai"}, "Ya hay una instancia «zesai»"),
        ({"sigla": "ZESAI/2"}, "sólo con letras"),
        ({"sigla": "Mesa – 2"}, "guiones (-)"),
        ({"nombre": "x" * 10_000}, "2000"),
    ],
)
def test_una_instancia_a_medias_se_explica_y_conserva_lo_escrito(app, secretaria, cambio, frase):
    respuesta = secretaria.post("/mesa/instancia", COMITE | cambio)
    assert (respuesta.estado, frase in respuesta.texto) == (400, True)
    assert "Acuerdo 2 de 2025" in respuesta.cruda.text
    with app.app_context():
        assert [ficha.sigla for ficha in consultas.instancias()] == ["ZESAI"]


def test_corregir_una_instancia_conserva_en_la_bitacora_lo_que_decia(app, secretaria, mesa):
    with app.app_context():
        antes = consultas.instancia(mesa)
    formulario = secretaria.get(f"/mesa/instancia/{mesa}/corregir").cruda.text
    assert "\n".join(antes.normas) in formulario
    datos = {
        "version": "1",
        "sigla": "ZESAI",
        "nombre": antes.nombre,
        "norma_creacion": antes.norma_creacion,
        "reglamento": "",
        "secretaria_tecnica": antes.secretaria_tecnica,
        "normas": "\n".join(["Decreto 9 de 2026", *antes.normas[1:]]),
    }
    assert "Decreto 9 de 2026" in secretaria.post(f"/mesa/instancia/{mesa}/corregir", datos).texto
    with app.app_context():
        assert consultas.instancia(mesa).normas == ("Decreto 9 de 2026", *antes.normas[1:])
        orden = select(Anotacion.detalle).where(Anotacion.accion == "instancia.corregir")
        guardado = db.session.scalar(orden)["antes"]
    assert guardado == {"normas": list(antes.normas), "reglamento": antes.reglamento}


def test_lo_escrito_en_el_informe_sobrevive_a_que_la_sigla_se_corrija(app, secretaria, mesa):
    dicho = "Lo que explica el semestre."
    secretaria.post("/informes/gestion/ZESAI-2020-1/seccion/analisis", {"texto": dicho, "version": "0"})
    with app.app_context():
        ficha = consultas.instancia(mesa)
    nueva = {"sigla": "Zesai 2", "nombre": ficha.nombre, "norma_creacion": ficha.norma_creacion} | {
        "version": "1"
    }
    secretaria.post(f"/mesa/instancia/{mesa}/corregir", nueva)
    assert dicho in secretaria.get("/informes/gestion/Zesai 2-2020-1/seccion/analisis").texto


def test_lo_que_se_corrige_de_un_puesto_una_funcion_o_un_semestre_queda_en_la_bitacora(app, secretaria, mesa):
    puesto = puesto_llamado(app, DEFENSORIA)
    with app.app_context():
        funcion = consultas.funciones(mesa)[0]
    nuevo = {"entidades": "Procuraduría", "nombre": "Delegada", "rol": "IP", "orden": "11", "version": "1"}
    secretaria.post(f"/mesa/puesto/{puesto}", nuevo)
    secretaria.post(f"/mesa/funcion/{funcion.id}", {"numero": "1", "texto": "Otro texto", "version": "1"})
    sin_motivo = {"ordinarias": "5", "extraordinarias": "0", "mes_4": ""}
    secretaria.post(f"/mesa/instancia/{mesa}/programacion/2020-1", sin_motivo)
    with app.app_context():
        acciones = ("puesto.corregir", "funcion.corregir", "instancia.programar")
        orden = select(Anotacion.accion, Anotacion.detalle).where(Anotacion.accion.in_(acciones))
        antes = {accion: detalle["antes"] for accion, detalle in db.session.execute(orden)}
    assert antes["puesto.corregir"]["entidades"] == DEFENSORIA
    assert antes["funcion.corregir"]["texto"] == funcion.texto
    assert antes["instancia.programar"]["ordinarias"] == "6"
    assert "covid-19" in antes["instancia.programar"]["2020-04-01"]
