"""Lo que ve la cámara de mentira: un video de códigos QR, cada uno un momento."""

import io
from pathlib import Path

from PIL import Image, ImageDraw

from registro import qr

ANCHO, ALTO, LADO = 640, 480, 300
MARGEN = 4


def grabar(archivo: Path, textos, *, cuadros=12, vacios=4) -> Path:
    """JPEG seguidos, que es lo que entiende Chromium; al terminar vuelve a empezar."""
    vacio = _cuadro("")
    archivo.write_bytes(b"".join(_cuadro(texto) * cuadros + vacio * vacios for texto in textos))
    return archivo


def _cuadro(texto: str) -> bytes:
    imagen = Image.new("RGB", (ANCHO, ALTO), (120, 118, 116))
    if texto:
        dibujo = _dibujo(texto)
        imagen.paste(dibujo, ((ANCHO - dibujo.width) // 2, (ALTO - dibujo.height) // 2))
    salida = io.BytesIO()
    imagen.save(salida, "JPEG", quality=80)
    return salida.getvalue()


def _dibujo(texto: str) -> Image.Image:
    modulos = qr.matriz(texto)
    lado = LADO // (len(modulos) + 2 * MARGEN)
    imagen = Image.new("RGB", ((len(modulos) + 2 * MARGEN) * lado,) * 2, "white")
    pincel = ImageDraw.Draw(imagen)
    for y, fila in enumerate(modulos, start=MARGEN):
        for x, oscuro in enumerate(fila, start=MARGEN):
            if oscuro:
                pincel.rectangle((x * lado, y * lado, (x + 1) * lado - 1, (y + 1) * lado - 1), fill="black")
    return imagen
