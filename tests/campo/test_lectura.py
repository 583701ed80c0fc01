"""La pantalla de lectura: se lee, se dice en grande qué pasó, se deshace y nunca se muestra quién vino."""

import random
import re
from uuid import uuid4

import pytest

from registro.actividades import operaciones as de_actividades
from registro.personas import operaciones as de_personas
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas, inventar_codigo

LARGO = "x" * 10_000


@pytest.fixture
def jornada(contexto):
    return crear_actividad()


@pytest.fixture
def campo(como):
    return como("campo")


def ficha_de(respuesta):
    return re.search(r'name="ficha" value="([^"]+)"', respuesta.pagina.texto)[1]


def leer(campo, jornada, codigo, **otros):
    ficha = ficha_de(campo.get(f"/campo/{jornada}"))
    return campo.post(f"/campo/{jornada}/lecturas", {"ficha": ficha, "codigo": codigo, **otros})


def sumar(campo, jornada, cuantas=None, publico="", **otros):
    ficha = ficha_de(campo.get(f"/campo/{jornada}"))
    if cuantas is None:
        return campo.post(f"/campo/{jornada}/una", {"ficha": ficha})
    return campo.post(f"/campo/{jornada}/varias", {"ficha": ficha, "cantidad": cuantas, "publico": publico})


def ultima(respuesta):
    return re.search(r"lectura=([0-9a-f-]{36})", respuesta.cruda.request.url)[1]


def test_la_portada_muestra_lo_abierto_y_abre_lo_de_hoy(campo, jornada):
    programada = crear_actividad(lugar="Plazoleta Mariposa", estado="programada")
    crear_actividad("mebog", estacion="Suba", lugar="Estación Suba")
    portada = campo.get("/campo")
    assert "Alameda" in portada.texto
    assert "Plazoleta Mariposa" in portada.texto
    assert "Suba" not in portada.texto
    abierta = campo.post(f"/campo/{programada}/abrir")
    assert (abierta.pagina.h1, "Lista para leer" in abierta.texto) == ("Plazoleta Mariposa", True)


def test_sin_nada_abierto_se_dice_que_sigue(campo):
    assert "No hay nada abierto" in campo.get("/campo").texto


def test_una_tarjeta_nueva_se_entrega_y_la_cuenta_sube(campo, jornada):
    (codigo,) = crear_tarjetas()
    respuesta = leer(campo, jornada, codigo)
    assert "Registrada Tarjeta nueva. Puede entregarla." in respuesta.texto
    assert "1 persona hasta ahora" in respuesta.texto
    assert "Preguntas opcionales" in respuesta.texto


@pytest.mark.parametrize(
    "escribir", [str.lower, lambda c: c.replace("-", " "), lambda c: f" {c.replace('-', '')}\r"]
)
def test_un_codigo_escrito_a_mano_vale_igual(campo, jornada, escribir):
    (codigo,) = crear_tarjetas()
    assert "Escribir código" in campo.get(f"/campo/{jornada}/escribir").pagina.titulo
    assert "Registrada" in leer(campo, jornada, escribir(codigo), medio="manual").texto


def test_la_segunda_vez_dice_cuando_se_leyo_antes(campo, jornada):
    (codigo,) = crear_tarjetas()
    leer(campo, jornada, codigo)
    respuesta = leer(campo, jornada, codigo)
    assert re.search(r"Ya estaba, \d{1,2}:\d\d [ap]\. m\. No se cuenta dos veces", respuesta.texto)
    assert "1 persona hasta ahora" in respuesta.texto


def test_enviar_dos_veces_el_mismo_formulario_es_la_misma_lectura(campo, jornada):
    (codigo,) = crear_tarjetas()
    ficha = ficha_de(campo.get(f"/campo/{jornada}"))
    for _ in range(2):
        respuesta = campo.post(f"/campo/{jornada}/lecturas", {"ficha": ficha, "codigo": codigo})
        assert "Tarjeta nueva" in respuesta.texto
    for _ in range(2):
        respuesta = campo.post(f"/campo/{jornada}/una", {"ficha": ficha})
    assert "2 personas hasta ahora" in respuesta.texto


@pytest.mark.parametrize(
    "codigo,palabra",
    [
        ("https://wifi.example/R1", "No es una tarjeta"),
        (LARGO, "No es una tarjeta"),
        ("R1-AAAA", "Código incompleto"),
        ("R1-AAAAA-AAAAA-AAAAA-AA", "No se leyó bien"),
        ("🙂\x00=cmd|' /C calc'!A0", "No es una tarjeta"),
    ],
)
def test_lo_que_no_es_una_tarjeta_se_dice_y_se_guarda(campo, jornada, codigo, palabra):
    respuesta = leer(campo, jornada, codigo)
    assert palabra in respuesta.texto
    assert "0 personas hasta ahora" in respuesta.texto
    assert por_revisar(respuesta) == "1 por revisar"


def por_revisar(respuesta):
    return re.search(r"\d+ por revisar", respuesta.texto)[0]


def test_un_codigo_nuestro_que_no_esta_en_la_lista_cuenta_y_espera(campo, jornada):
    respuesta = leer(campo, jornada, inventar_codigo(random.Random(2)))
    assert "Guardada para revisar" in respuesta.texto
    assert "1 persona hasta ahora" in respuesta.texto
    assert por_revisar(respuesta) == "1 por revisar"


def test_una_tarjeta_retirada_se_guarda_y_se_dice_que_hacer(campo, jornada):
    (codigo,) = crear_tarjetas()
    de_personas.revocar(ACTOR, codigo, "La encontraron en la calle")
    assert "Esta tarjeta se retiró. Entréguele una nueva" in leer(campo, jornada, codigo).texto


def test_lo_leido_en_una_jornada_cerrada_o_anulada_se_guarda(campo, jornada):
    (codigo,) = crear_tarjetas()
    de_actividades.cerrar(ACTOR, jornada)
    assert "La actividad ya se cerró" in leer(campo, jornada, codigo).texto
    de_actividades.anular(ACTOR, jornada, "Llovió")
    assert "La actividad se anuló" in leer(campo, jornada, codigo).texto


def test_sin_tarjeta_se_suma_una_o_varias_de_un_publico(campo, jornada):
    assert "Sumada Sin tarjeta" in sumar(campo, jornada).texto
    respuesta = sumar(campo, jornada, 12, "asp")
    assert "Sumadas 12" in respuesta.texto
    assert "13 personas hasta ahora" in respuesta.texto


@pytest.mark.parametrize("cuantas", ["-4", "0", "501", "mil", "1,5", "9" * 400, ""])
def test_una_cantidad_imposible_no_suma_y_conserva_lo_escrito(campo, jornada, cuantas):
    respuesta = sumar(campo, jornada, cuantas)
    assert respuesta.estado == 400
    assert "Hay algo por corregir" in respuesta.texto
    assert f'value="{cuantas}"' in respuesta.pagina.texto
    assert "0 contadas" in campo.get(f"/campo/{jornada}").texto


def test_deshacer_quita_la_ultima_y_repetirlo_no_quita_otra(campo, jornada):
    una, otra = crear_tarjetas(2)
    leer(campo, jornada, una)
    lectura = ultima(leer(campo, jornada, otra))
    for _ in range(2):
        respuesta = campo.post(f"/campo/{jornada}/deshacer", {"lectura": lectura})
        assert "Deshecha" in respuesta.texto
        assert "1 persona hasta ahora" in respuesta.texto
    assert "Registrada" in leer(campo, jornada, otra).texto


def test_nadie_deshace_ni_mira_lo_que_leyo_otra_persona(como, campo, jornada):
    (codigo,) = crear_tarjetas()
    lectura = ultima(leer(campo, jornada, codigo))
    with campo.app.app_context():
        from registro.seguridad import operaciones
        from tests.bases.plantillas import CLAVE

        operaciones.crear_usuaria(ACTOR, "otra", "Otra", ["campo"], CLAVE)
    otra = como("otra")
    assert "Lista para leer" in otra.get(f"/campo/{jornada}?lectura={lectura}").texto
    assert otra.post(f"/campo/{jornada}/deshacer", {"lectura": lectura}).estado == 403
    secretaria = como("secretaria")
    assert "Deshecha" in secretaria.post(f"/campo/{jornada}/deshacer", {"lectura": lectura}).texto


def test_cerrar_muestra_el_resumen_y_pide_confirmar(campo, jornada):
    (codigo,) = crear_tarjetas()
    leer(campo, jornada, codigo)
    sumar(campo, jornada, 3)
    resumen = campo.get(f"/campo/{jornada}/cerrar")
    assert "4 personas Con tarjeta 1 Sin tarjeta 3" in resumen.texto
    cerrada = campo.post(f"/campo/{jornada}/cerrar")
    assert cerrada.ruta == "/campo"
    assert "quedó cerrada con 4 personas" in cerrada.texto
    assert campo.post(f"/campo/{jornada}/cerrar").estado == 409


def test_ninguna_pantalla_de_campo_muestra_un_codigo(campo, jornada):
    (codigo,) = crear_tarjetas()
    lectura = ultima(leer(campo, jornada, codigo))
    rutas = [
        "",
        f"?lectura={lectura}",
        "/mas",
        "/cerrar",
        "/varias",
        "/escribir",
        f"/lecturas/{lectura}/servicios",
    ]
    paginas = [campo.get(f"/campo/{jornada}{ruta}").pagina.texto for ruta in rutas]
    grupo = codigo.split("-")[2]
    assert all(grupo not in pagina for pagina in paginas)


def test_una_sesion_institucional_no_se_abre_en_campo(campo, contexto):
    sesion = crear_actividad("mebog", estacion="Suba")
    assert campo.get(f"/campo/{sesion}").estado == 404
    assert campo.get(f"/campo/{uuid4()}").estado == 404


def test_el_campo_no_lee_en_la_casa_ni_pregunta_quien_ha_ido(campo, contexto):
    dia = crear_actividad("casa_de_todas", lugar="Casa de Todas")
    (codigo,) = crear_tarjetas()
    assert campo.get(f"/campo/{dia}").estado == 404
    leida = campo.post(f"/campo/{dia}/lecturas", {"ficha": str(uuid4()), "codigo": codigo})
    assert (leida.estado, "Ya estaba" in leida.texto) == (404, False)
    assert campo.post(f"/campo/{dia}/cerrar").estado == 404


def test_leer_nada_vuelve_a_la_espera(campo, jornada):
    assert "Lista para leer" in leer(campo, jornada, "  ").texto
    assert campo.post(f"/campo/{jornada}/lecturas", {"codigo": "R1"}).estado == 400


def test_la_pantalla_quieta_se_actualiza_sola_y_con_veredicto_no(campo, jornada):
    (codigo,) = crear_tarjetas()
    assert 'http-equiv="refresh"' in campo.get(f"/campo/{jornada}").pagina.texto
    assert 'http-equiv="refresh"' not in leer(campo, jornada, codigo).pagina.texto


def test_lo_que_llega_de_otra_tableta_se_ve_en_la_cuenta(campo, jornada):
    from registro.asistencia.operaciones import recibir_lote

    recibir_lote(ACTOR, [crear_lectura(jornada, codigo) for codigo in crear_tarjetas(5)])
    assert "5 personas hasta ahora" in campo.get(f"/campo/{jornada}").texto
