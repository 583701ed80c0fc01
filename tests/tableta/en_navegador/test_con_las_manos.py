"""Con las manos: sumar, deshacer, entregar una tarjeta, anotar servicios, abrir una provisional."""

import pytest
from sqlalchemy import func, select, update

from registro.asistencia.ciudadana import Prestacion
from registro.extensiones import db
from registro.personas.modelo import Consentimiento, Respuesta
from registro.seguridad.dispositivos import consultas, operaciones
from registro.seguridad.dispositivos.modelo import Dispositivo
from tests.fabricas.campo import ACTOR

pytestmark = pytest.mark.navegador


def al_dia(aparato):
    assert aparato.enviar() == "Todo lo guardado aquí fue recibido."


def test_sumar_deshacer_y_volver_tarjeta_a_quien_no_tenia(en_jornada, tarjetas, conteo):
    aparato = en_jornada
    aparato.boton("Sin tarjeta, sumar una").click()
    aparato.esperar_personas(1)
    aparato.boton("Sumar varias").click()
    aparato.pagina.get_by_label("Cuántas").fill("12")
    aparato.pagina.get_by_text("Ciudadanía", exact=True).click()
    aparato.boton("Sumarlas").click()
    aparato.esperar_personas(13)
    aparato.boton("Deshacer la última").click()
    aparato.pagina.get_by_text("Se deshizo la última").wait_for()
    assert aparato.boton("Deshacer la última").is_disabled()
    aparato.boton("Más").click()
    aparato.boton("Entregar una tarjeta a quien se sumó sin ella").click()
    aparato.boton("Se sumó a las").click()
    aparato.pagina.get_by_label("Código impreso en la tarjeta").fill(tarjetas(1)[0].lower())
    aparato.boton("Entregar la tarjeta").click()
    aparato.boton("Sin tarjeta, sumar una").wait_for()
    al_dia(aparato)
    assert (conteo().nominales, conteo().anonimas) == (1, 0)


def test_un_codigo_mal_escrito_se_explica_junto_al_campo_y_se_conserva(en_jornada, tarjetas, conteo):
    aparato, codigo = en_jornada, tarjetas(1)[0]
    aparato.boton("Escribir código").click()
    casilla = aparato.pagina.get_by_label("Código impreso en la tarjeta")
    casilla.fill(codigo[:-3])
    aparato.boton("Registrar la tarjeta").click()
    aparato.pagina.get_by_text("El código está incompleto").wait_for()
    assert casilla.input_value() == codigo[:-3]
    casilla.fill(codigo.lower().replace("-", " "))
    aparato.boton("Registrar la tarjeta").click()
    aparato.esperar_personas(1)
    al_dia(aparato)
    assert conteo().nominales == 1


def test_servicios_y_respuestas_llegan_a_la_persona_de_la_tarjeta(app, en_jornada, tarjetas):
    aparato = en_jornada
    assert aparato.pasar(tarjetas(1)[0]) == "Registrada"
    aparato.boton("Empleo").click()
    aparato.boton("✓ Empleo").wait_for()
    aparato.boton("Jurídica").click()
    aparato.boton("✓ Jurídica").click()
    aparato.pagina.get_by_role("button", name="Jurídica", exact=True, pressed=False).wait_for()
    aparato.boton("+ servicio o remisión").click()
    aparato.boton("Defensoría del Pueblo").click()
    aparato.boton("✓ Defensoría del Pueblo").wait_for()
    aparato.boton("Volver a leer").click()
    aparato.boton("Preguntas opcionales").click()
    aparato.boton("Autorizó por escrito").click()
    aparato.pagina.get_by_text("Autorizó por escrito, con el texto 1.").wait_for()
    aparato.pagina.get_by_text("mujer trans", exact=True).click()
    aparato.boton("Guardar lo respondido").click()
    aparato.boton("Sin tarjeta, sumar una").wait_for()
    al_dia(aparato)
    with app.app_context():
        assert db.session.scalar(select(func.count(Prestacion.id))) == 2
        assert db.session.scalars(select(Respuesta.valor)).all() == ["mujer trans"]
        assert db.session.scalars(select(Consentimiento.medio)).all() == ["escrito"]


def test_sin_paquete_se_abre_una_provisional_y_cierra_con_su_resumen(tableta, invitar, tarjetas):
    aparato = tableta().encender().inscribir(invitar()).empezar_turno()
    aparato.boton("Abrir una provisional").wait_for()
    aparato.red(False)
    aparato.boton("Abrir una provisional").click()
    aparato.pagina.get_by_label("Lugar").fill("Parque Tercer Milenio")
    aparato.boton("Abrir la provisional").click()
    assert aparato.pasar(tarjetas(1)[0]) == "Registrada"
    assert aparato.pagina.locator("#titulo").inner_text() == "Parque Tercer Milenio"
    aparato.boton("Más").click()
    aparato.boton("Cerrar la actividad").click()
    assert aparato.pagina.locator(".resumen").inner_text() == "1 persona"
    aparato.boton("Cerrar la actividad").click()
    aparato.boton("Terminar el turno").click()
    aparato.pagina.get_by_text("no han sido recibidas").wait_for()
    assert aparato.pagina.locator("[data-terminar]").is_disabled()
    aparato.red(True)
    aparato.pagina.locator("#volver").click()
    al_dia(aparato)
    aparato.boton("Terminar el turno").click()
    aparato.pagina.locator("[data-terminar]").click()
    aparato.boton("Empezar el turno").wait_for()


def test_una_tableta_retirada_entrega_lo_que_tiene_y_se_borra(app, en_jornada, tarjetas, conteo):
    aparato = en_jornada
    aparato.red(False)
    assert aparato.pasar(tarjetas(1)[0]) == "Registrada"
    with app.app_context():
        operaciones.revocar(ACTOR, 1, "Se perdió en la calle")
    aparato.red(True)
    aparato.boton("Inscribir la tableta").wait_for()
    assert conteo().nominales + conteo().por_revisar == 1
    assert aparato.pagina.evaluate("indexedDB.databases().then((todas) => todas.length)") <= 1


def test_si_el_servidor_la_olvida_se_inscribe_otra_vez_desde_su_barra(
    app, en_jornada, invitar, tarjetas, conteo
):
    aparato = en_jornada
    with app.app_context():
        db.session.execute(update(Dispositivo).values(token_huella="otro"))
        db.session.commit()
        consultas._CONOCIDOS.clear()
    assert aparato.pasar(tarjetas(1)[0]) == "Registrada"
    aparato.boton("Inscribir otra vez").click()
    aparato.pagina.get_by_label("Código de inscripción").fill(invitar())
    aparato.boton("Inscribir la tableta").click()
    aparato.boton("Sin tarjeta, sumar una").wait_for()
    aparato.esperar_cuentas(1, 1, 1)
    assert conteo().nominales == 1


def test_en_dos_pestanas_una_espera_y_sigue_cuando_la_otra_se_cierra(en_jornada, tarjetas, conteo):
    aparato, (una, otra) = en_jornada, tarjetas(2)
    assert aparato.pasar(una) == "Registrada"
    segunda = aparato.contexto.new_page()
    segunda.goto("/campo/tableta")
    segunda.get_by_text("Ya está abierta en otra pestaña.").wait_for()
    aparato.pagina.close()
    aparato.desbloquear()
    assert aparato.pasar(otra) == "Registrada"
    al_dia(aparato)
    assert conteo().nominales == 2
