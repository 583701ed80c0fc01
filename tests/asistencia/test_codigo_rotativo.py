"""El código que rota en la pantalla de una sesión: quien lo lee a tiempo entra, y quien no, no."""

import json
import re
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image

from registro.asistencia import consultas_de_codigo
from registro.errores import NoPermitido
from registro.fechas import ahora
from registro.seguridad import rotativo
from tests.asistencia.test_mesa import crear_actividad
from tests.tableta.fixtures import RAIZ, correr_node

MESA = RAIZ / "estaticos" / "mesa"


@pytest.fixture
def reunion(app):
    return crear_actividad(app, "mebog")


def mostrado(como, reunion):
    """Lo que la pantalla de la secretaría muestra: la dirección del QR sin código, y el código."""
    pagina = como("secretaria").get(f"/mesa/sesion/{reunion}/codigo").pagina.texto
    base = re.search(r'data-direccion="http://localhost([^"]+)"', pagina)[1]
    return base, re.search(r"data-codigo>([\w-]+)<", pagina)[1]


def en(app, reunion, segundos):
    """El código de dentro de esos segundos."""
    with app.app_context():
        return rotativo.codigo_de(rotativo.secreto_de(reunion), ahora() + timedelta(seconds=segundos))


def test_con_el_qr_de_ahora_se_llega_a_registrarse(como, cliente, reunion):
    base, codigo = mostrado(como, reunion)
    assert "Puede registrarse sin escribir nada" in cliente.get(base + codigo.replace("-", "")).texto


def test_las_letras_se_escriben_de_cualquier_manera(como, cliente, reunion):
    _, codigo = mostrado(como, reunion)
    dictado = codigo.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert "Puede registrarse sin escribir nada" in cliente.post("/s", {"codigo": dictado}).texto


@pytest.mark.parametrize("segundos,sirve", [(-100, True), (20, True), (-200, False), (120, False)])
def test_el_codigo_se_acepta_sólo_en_su_ventana(app, como, cliente, reunion, segundos, sirve):
    base, _ = mostrado(como, reunion)
    codigo = en(app, reunion, segundos)
    for respuesta in (cliente.get(base + codigo), cliente.post("/s", {"codigo": codigo})):
        assert respuesta.estado == (200 if sirve else 400)
        assert ("ya cambió" in respuesta.texto) is not sirve


@pytest.mark.parametrize("ruta", ["/s/q/x/AAAAAA", "/s/q/ñ/AAAAAA", "/s/q/AAAAAAAAAAAAAAAAAAAAAA/ñ"])
def test_un_qr_inventado_se_explica(cliente, ruta):
    respuesta = cliente.get(ruta)
    assert (respuesta.estado, "ya cambió" in respuesta.texto) == (400, True)


def test_el_codigo_de_una_sesion_no_abre_otra(app, como, cliente, reunion):
    otra, _ = mostrado(como, crear_actividad(app, "mebog"))
    _, codigo = mostrado(como, reunion)
    assert cliente.get(otra + codigo.replace("-", "")).estado == 400


def test_una_sesion_que_no_esta_abierta_no_se_halla_por_sus_letras(app, cliente):
    codigo = en(app, crear_actividad(app, "mebog", estado="cerrada"), 0)
    assert cliente.post("/s", {"codigo": codigo}).estado == 400


@pytest.mark.parametrize("tipo", ["jornada", "encuentro", "casa_de_todas"])
def test_nunca_para_una_jornada_ni_para_casa_de_todas(app, como, cliente, tipo):
    ajena = crear_actividad(app, tipo)
    assert como("secretaria").get(f"/mesa/sesion/{ajena}/codigo").estado == 403
    codigo = en(app, ajena, 0)
    assert cliente.post("/s", {"codigo": codigo}).estado == 400
    with app.app_context(), pytest.raises(NoPermitido):
        consultas_de_codigo.enlace_del_qr(consultas_de_codigo.nombre_corto(ajena), codigo)


def test_la_pantalla_calcula_sin_red_lo_mismo_que_el_servidor(app, reunion):
    with app.app_context():
        secreto = rotativo.secreto_de(reunion)
    cuando = [ahora() + timedelta(minutes=minuto) for minuto in range(0, 600, 7)]
    guion = f"""
      import {{ crearRotativo, pasoDe }} from {json.dumps(str(MESA / "rotativo.mjs"))};
      const codigoDe = await crearRotativo(crypto, {json.dumps(consultas_de_codigo.en_base64(secreto))});
      const horas = {json.dumps([int(momento.timestamp() * 1000) for momento in cuando])};
      console.log(JSON.stringify(await Promise.all(horas.map((ms) => codigoDe(pasoDe(ms))))));
    """
    hecho = correr_node("--input-type=module", "-e", guion)
    assert json.loads(hecho.stdout or "[]") == [rotativo.codigo_de(secreto, momento) for momento in cuando]


@pytest.mark.parametrize("largo", [1, 14, 26, 27, 42, 62, 63, 84, 85, 106])
def test_el_qr_que_dibuja_la_pantalla_se_lee(largo):
    texto = ("https://registro.ejemplo.co/s/q/" * 4)[:largo]
    modulos = dibujado(texto)
    imagen = Image.new("L", (len(modulos) + 8, len(modulos) + 8), 255)
    for y, fila in enumerate(modulos):
        for x, oscuro in enumerate(fila):
            imagen.putpixel((x + 4, y + 4), 0 if oscuro else 255)
    leidos = zxingcpp.read_barcodes(
        imagen.resize((imagen.width * 4, imagen.height * 4), Image.Resampling.NEAREST)
    )
    assert [leido.text for leido in leidos] == [texto]


def test_una_direccion_que_no_cabe_se_dice():
    assert dibujado("x" * 107) is None


def dibujado(texto):
    guion = f"""import {{ matriz }} from {json.dumps(str(MESA / "qr.mjs"))};
      console.log(JSON.stringify(matriz({json.dumps(texto)})));"""
    return json.loads(correr_node("--input-type=module", "-e", guion).stdout)
