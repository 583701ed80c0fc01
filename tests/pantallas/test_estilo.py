"""El estilo se lee: contraste en los dos ánimos, poco peso y nada escrito dentro de las páginas."""

import re

import pytest

from registro import rutas
from registro.web import pwa

HOJAS = sorted((rutas.estaticos() / "estilo").glob("*.css"))
PLANTILLAS = sorted(rutas.plantillas().rglob("*.html"))
TEXTO, CONTROL = 4.5, 3.0
PARES = [
    *[
        (tinta, fondo, TEXTO)
        for tinta in ("tinta", "gris")
        for fondo in ("fondo", "papel", "tenue", "marcado")
    ],
    *[("acento", fondo, TEXTO) for fondo in ("fondo", "papel", "marcado")],
    ("sobre-acento", "acento", TEXTO),
    ("sobre-acento", "acento-fuerte", TEXTO),
    *[("rojo", fondo, TEXTO) for fondo in ("fondo", "papel", "rojo-tenue")],
    *[("tinta", f"{color}-tenue", TEXTO) for color in ("verde", "amarillo", "rojo", "azul")],
    *[(color, f"{color}-tenue", CONTROL) for color in ("verde", "amarillo", "rojo", "azul")],
    *[(color, "fondo", CONTROL) for color in ("verde", "amarillo", "azul", "foco", "borde")],
    *[(color, "papel", CONTROL) for color in ("verde", "amarillo", "azul", "foco", "borde")],
]


def fichas(animo: str) -> dict[str, str]:
    """Los colores de un ánimo; el de campo parte de los del escritorio."""
    base = (rutas.estaticos() / "estilo" / "base.css").read_text(encoding="utf-8")
    bloques = [":root"] if animo == "escritorio" else [":root", ".animo-campo"]
    colores: dict[str, str] = {}
    for bloque in bloques:
        cuerpo = base.split(f"{bloque} {{", 1)[1].split("}", 1)[0]
        colores |= dict(re.findall(r"--([\w-]+): (#\w+);", cuerpo))
    return colores


def luz(color: str) -> float:
    """La luminancia relativa que define WCAG 2.2."""
    hexa = color[1:] if len(color) == 7 else "".join(cifra * 2 for cifra in color[1:])
    canales = [int(hexa[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    rojo, verde, azul = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canales]
    return 0.2126 * rojo + 0.7152 * verde + 0.0722 * azul


def contraste(uno: str, otro: str) -> float:
    claro, oscuro = sorted((luz(uno), luz(otro)), reverse=True)
    return (claro + 0.05) / (oscuro + 0.05)


def test_el_contraste_se_mide_como_manda_wcag():
    assert contraste("#fff", "#000000") == pytest.approx(21)
    assert contraste("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("animo", ["escritorio", "campo"])
def test_cada_par_de_colores_se_distingue(animo):
    colores = fichas(animo)
    flojos = {
        (tinta, fondo): round(contraste(colores[tinta], colores[fondo]), 2)
        for tinta, fondo, minimo in PARES
        if contraste(colores[tinta], colores[fondo]) < minimo
    }
    assert flojos == {}


def test_todo_el_estilo_pesa_poco():  # y ninguna página pide todas las hojas
    assert sum(hoja.stat().st_size for hoja in HOJAS) <= 56_000


def test_ninguna_hoja_llama_a_otro_sitio():
    assert [hoja.name for hoja in HOJAS if re.search(r"url\(|@import|//", hoja.read_text("utf-8"))] == []


def test_ninguna_plantilla_lleva_estilo_ni_guion_por_dentro():
    suelto = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
    assert [str(p) for p in PLANTILLAS if suelto.search(p.read_text(encoding="utf-8"))] == []


def test_cada_hoja_que_se_pide_existe_y_ninguna_sobra():
    pedidas: set[str] = set()
    for plantilla in PLANTILLAS:
        texto = plantilla.read_text(encoding="utf-8")
        for lista in re.findall(r"for hoja in \[([^\]]+)\]", texto):
            pedidas |= set(re.findall(r'"(\w+)"', lista))
        pedidas |= set(re.findall(r"estilo/(\w+)\.css", texto))
    pedidas |= set(pwa.HOJAS)  # las que la tableta guarda para abrir sin red
    assert pedidas == {hoja.stem for hoja in HOJAS}
