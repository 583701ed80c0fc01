"""Quien se lleve la tableta no encuentra en ella ni un código, ni una respuesta, ni un lugar."""

import pytest

pytestmark = pytest.mark.navegador

LUGAR = "Esquina del Samán"
RESPUESTAS = ("mujer trans", "29-59")


def test_ni_un_byte_de_lo_guardado_dice_un_codigo_una_respuesta_ni_un_nombre(
    tableta_entera, invitar, jornada, tarjetas
):
    codigos = tarjetas(4)
    aparato = tableta_entera().encender().inscribir(invitar()).empezar_turno().abrir("Alameda")
    aparato.red(False)
    assert {aparato.pasar(codigo) for codigo in codigos} == {"Registrada"}
    aparato.boton("Preguntas opcionales").click()
    aparato.boton("Sí, autoriza").click()
    for respuesta in RESPUESTAS:
        aparato.pagina.get_by_text(respuesta, exact=True).click()
    aparato.boton("Guardar lo respondido").click()
    aparato.boton("Salud").click()
    aparato.boton("✓ Salud").wait_for()
    aparato.boton("Más").click()
    aparato.boton("Cambiar de actividad").click()
    aparato.boton("Abrir una provisional").click()
    aparato.pagina.get_by_label("Lugar").fill(LUGAR)
    aparato.boton("Abrir la provisional").click()
    assert aparato.pasar(codigos[0]) == "Registrada"
    aparato.esperar_cuentas(8, 0, 0)

    volcado = aparato.volcado()
    aparato.apagar()
    crudo = aparato.bytes_guardados()
    # La revisión ve: lo que sí se guarda a la vista aparece en los dos.
    assert "tableta-apunte" in crudo.decode("latin-1")
    assert "Nadie recuerda el PIN" in volcado
    secretos = [*codigos, *(codigo.replace("-", "") for codigo in codigos), *RESPUESTAS, LUGAR, "Alameda"]
    for secreto in secretos:
        assert secreto not in volcado
        for como in ("utf-8", "utf-16-le", "latin-1"):
            assert secreto.encode(como) not in crudo, f"{secreto} quedó escrito en {como}"


def test_ocultar_es_un_gesto_y_deja_un_cuaderno_vacio(en_jornada, tarjetas):
    aparato = en_jornada
    aparato.pasar(tarjetas(1)[0])
    aparato.esperar_cuentas(1, 1, 1)
    aparato.pagina.keyboard.press("Escape")
    aparato.boton("Abrir").wait_for()
    assert aparato.pagina.locator("body").inner_text().split() == ["Notas", "Nota", "Abrir"]
    assert aparato.pagina.title() == "Notas"
    aparato.boton("Abrir").click()
    aparato.pagina.get_by_label("PIN").fill("111222")
    aparato.boton("Abrir").click()
    aparato.pagina.get_by_text("Ese no es el PIN del turno").wait_for()
    aparato.pagina.locator("#volver").click()
    aparato.desbloquear().esperar_personas(1)
