"""Lo que sólo se ve en un navegador: la cámara del escritorio, lo escrito sin red y la lista por números."""

from datetime import date

import pytest

from registro.actas import consultas
from registro.extensiones import db
from registro.fechas import Semestre, hoy
from tests.fabricas.institucional import crear_actividad, nombrar, presentes, puesto_llamado
from tests.fabricas.mesa import mesa, registrar
from tests.navegacion.navegador import OPCIONES, cual_chromium, entrar_en
from tests.tableta.en_navegador.camara import grabar

pytestmark = pytest.mark.navegador
DEFENSORIA = "Defensoría del Pueblo"


def test_una_sesion_pasada_se_registra_sin_soltar_el_teclado(app, abrir):
    instancia = mesa(app)
    pagina = abrir("secretaria")
    pagina.goto(f"/mesa/instancia/{instancia}/pasada?semestre=2020-1")
    teclas = pagina.keyboard
    teclas.type("19/3")
    teclas.press("Tab")
    teclas.type("e")
    teclas.press("Tab")
    teclas.type("Alerta temprana")
    teclas.press("Tab")
    teclas.type("2 7-9")
    marcadas = pagina.locator("[name=puesto]:checked")
    assert [marca.get_attribute("data-numero") for marca in marcadas.all()] == ["2", "7", "8", "9"]
    pagina.get_by_label("Defensoría del Pueblo").check()
    assert pagina.get_by_label("Puestos que asistieron", exact=True).input_value() == "2, 7-9, 11"
    pagina.get_by_label("Funciones que desarrolló", exact=True).focus()
    teclas.type("2, 5")
    teclas.press("Enter")
    pagina.get_by_text("5 puestos y 2 funciones").wait_for()
    with app.app_context():
        (una,) = consultas.sesiones(instancia, Semestre(2020, 1))
        assert (una.clase, una.motivo, una.presentes) == ("Extraordinaria", "Alerta temprana", 5)


def test_lo_escrito_sin_red_se_conserva_y_se_envia_cuando_vuelve(app, abrir):
    sesion = registrar(app, date(2020, 1, 8))
    pagina = abrir("secretaria")
    ruta = f"/mesa/sesion/{sesion}/desarrollo"
    pagina.goto(ruta)
    pagina.context.set_offline(True)
    apertura = pagina.get_by_label("Apertura")
    apertura.press_sequentially("Se verifica")
    estado = pagina.locator("[data-guardado]")
    pagina.get_by_text("Sin red: lo escrito está guardado en este equipo").wait_for()
    pagina.get_by_role("button", name="Guardar el desarrollo").click()
    assert apertura.input_value() == "Se verifica"
    pagina.context.set_offline(False)
    pagina.get_by_text("Borrador guardado a las").wait_for()
    assert pagina.evaluate("localStorage.length") == 0
    pagina.context.set_offline(True)
    apertura.press_sequentially(" el quórum")
    pagina.goto("about:blank")
    pagina.context.set_offline(False)
    pagina.goto(ruta)  # se cerró antes de enviarse: vuelve de lo que quedó en este equipo
    assert apertura.input_value() == "Se verifica el quórum"
    estado.filter(has_text="Borrador guardado").wait_for()
    guardar = pagina.get_by_role("button", name="Guardar el desarrollo")
    pagina.route("**/desarrollo*", lambda pedido: pedido.abort())  # la red se cae justo al guardar
    apertura.press_sequentially(".")
    with pagina.expect_event("requestfailed"):
        guardar.click(no_wait_after=True)
    pagina.unroute("**/desarrollo*")
    pagina.goto(ruta)
    assert apertura.input_value() == "Se verifica el quórum."
    guardar.click()
    pagina.get_by_text("Quedó guardado el desarrollo").wait_for()
    assert pagina.evaluate("localStorage.length") == 0
    with app.app_context():
        assert consultas.contenido(sesion).apertura == "Se verifica el quórum."
        db.session.rollback()


def test_la_camara_del_escritorio_lee_a_la_delegada_y_el_quorum_se_pone_al_dia(
    app, servidor, playwright_vivo, tmp_path
):
    codigo = nombrar(app, DEFENSORIA, hoy())
    sesion = crear_actividad(app, "zesai")
    video = grabar(tmp_path / "camara.mjpeg", [codigo])
    ojos = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    navegador = playwright_vivo.chromium.launch(
        executable_path=cual_chromium(),
        args=[*OPCIONES, *ojos, f"--use-file-for-fake-video-capture={video}"],
    )
    try:
        contexto = navegador.new_context(base_url=servidor, permissions=["camera"], locale="es-CO")
        pagina = entrar_en(contexto.new_page(), "secretaria")
        pagina.goto(f"/mesa/sesion/{sesion}")
        pagina.get_by_role("button", name="Usar la cámara").click()
        pagina.locator("[data-dicho]").filter(has_text=DEFENSORIA).wait_for()
        pagina.get_by_text("1 de 12").wait_for()
        assert pagina.get_by_label(DEFENSORIA).is_checked()
    finally:
        navegador.close()
    assert presentes(app, sesion) == [puesto_llamado(app, DEFENSORIA)]
