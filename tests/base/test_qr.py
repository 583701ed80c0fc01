"""El QR dibujado se lee de vuelta y es pequeño."""

import random
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from registro import qr
from registro.personas.reglas import DELEGADA, TARJETA, generar_codigo

LADO_DE_LA_VERSION_2 = 25
ESPACIO = {"svg": "http://www.w3.org/2000/svg"}


def leer_svg(dibujo):
    return ET.fromstring(dibujo)  # noqa: S314 - lo acabamos de dibujar


def pintar(dibujo, modulo=4):
    """El SVG convertido en imagen, siguiendo su único trazo."""
    lado = int(dibujo.get("viewBox").split()[-1])
    imagen = Image.new("L", (lado * modulo, lado * modulo), 255)
    lapiz = ImageDraw.Draw(imagen)
    for trozo in dibujo.find("svg:path", ESPACIO).get("d").split("z")[:-1]:
        origen, largo = trozo.removeprefix("M").split("v")[0].split("h")
        x, y = (int(parte) * modulo for parte in origen.split())
        lapiz.rectangle((x, y, x + int(largo) * modulo - 1, y + modulo - 1), fill=0)
    return imagen


@pytest.mark.parametrize("prefijo", [TARJETA, DELEGADA])
def test_la_tarjeta_es_version_2_y_se_lee_de_vuelta(prefijo):
    azar = random.Random(3)
    for _ in range(20):
        codigo = generar_codigo(azar.getrandbits, prefijo)
        assert len(qr.matriz(codigo)) == LADO_DE_LA_VERSION_2
        leido = zxingcpp.read_barcode(pintar(leer_svg(qr.svg(codigo))))
        assert leido.text == codigo
        assert leido.ec_level == "Q"


def test_una_direccion_larga_tambien_se_lee():
    direccion = "http://127.0.0.1:8000/sesion/abc?firma=ñandú&vence=2026-11-22"
    assert zxingcpp.read_barcode(pintar(leer_svg(qr.svg(direccion)))).text == direccion


def test_el_de_una_pantalla_tiene_menos_cuadros_y_se_lee_lo_que_diga():
    azar = random.Random(5)
    for largo in range(8, 160, 7):
        texto = "otpauth://" + "".join(azar.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=largo))
        assert zxingcpp.read_barcode(pintar(leer_svg(qr.svg(texto, en_pantalla=True)))).text == texto
        assert len(qr.matriz(texto, en_pantalla=True)) <= len(qr.matriz(texto))


def test_el_dibujo_tiene_margen_titulo_y_un_solo_trazo():
    dibujo = leer_svg(qr.svg("R1", modulo=3, titulo='Sesión "8 & 9"'))
    lado = len(qr.matriz("R1")) + 8
    assert dibujo.get("viewBox") == f"0 0 {lado} {lado}"
    assert dibujo.get("width") == dibujo.get("height") == str(lado * 3)
    assert dibujo.find("svg:title", ESPACIO).text == dibujo.get("aria-label") == 'Sesión "8 & 9"'
    assert len(dibujo.findall("svg:path", ESPACIO)) == 1


def test_el_margen_queda_en_blanco():
    imagen = pintar(leer_svg(qr.svg("R1")))
    assert imagen.crop((0, 0, imagen.width, 16)).getextrema() == (255, 255)
    assert imagen.getpixel((16, 16)) == 0


def test_la_libreria_no_se_carga_hasta_dibujar():
    orden = "import sys, registro.qr; print('qrcode' in sys.modules)"
    salida = subprocess.run([sys.executable, "-c", orden], capture_output=True, text=True, check=True)
    assert salida.stdout.strip() == "False"
