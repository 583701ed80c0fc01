"""De qué se hace una gráfica: pintas, formas, tramas y textos. Sólo atributos de SVG.

Ni guiones, ni letras de fuera, ni reglas de estilo que una página tenga que permitir.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TypeAlias

TINTA, GRIS, LINEA, PAPEL = "#1c1a22", "#5d5969", "#dedbe4", "#ffffff"
LETRA = "system-ui, 'Segoe UI', sans-serif"
TEXTO = 15
POR_LETRA = Decimal("0.56")  # ancho medio de una letra, en partes de su alto


@dataclass(frozen=True, slots=True)
class Pinta:
    """Cómo se ve una serie: su color, el de su fondo si lleva trama, y la forma que la acompaña."""

    color: str
    fondo: str
    trama: str  # lisa · rayas · cortes · puntos
    forma: str  # circulo · triangulo · cuadrado · rombo · pentagono · aro · raya
    dibujo: str = ""  # de qué color es la trama


PINTAS: dict[str, Pinta] = {
    "Verde": Pinta("#1f7a4d", "#1f7a4d", "lisa", "circulo"),
    "Amarillo": Pinta("#9a6700", "#fbf0d3", "rayas", "triangulo", "#9a6700"),
    "Rojo": Pinta("#b3261e", "#b3261e", "cortes", "cuadrado", "#ffffff"),
    "Naranja": Pinta("#a34a00", "#fde6d2", "puntos", "pentagono", "#a34a00"),
    "Cumplido": Pinta("#1f5f99", "#1f5f99", "puntos", "rombo", "#ffffff"),
    "Sin meta": Pinta("#827d8e", "#ffffff", "lisa", "aro"),
    "sin dato": Pinta("#827d8e", "#f5f3f8", "puntos", "raya", "#827d8e"),
}
OTRA = Pinta("#5b3a8e", "#5b3a8e", "lisa", "circulo")


@dataclass(frozen=True, slots=True)
class Rotulo:
    """Lo que una gráfica dice de sí misma: su clave en la página, su título y su texto alternativo."""

    clave: str
    titulo: str
    descripcion: str


Punto: TypeAlias = tuple[Decimal, Decimal]


def pinta(serie: str) -> Pinta:
    """La de una serie conocida o, si no lo es, la del acento."""
    return PINTAS.get(serie, OTRA)


def forma(propia: Pinta, centro: Punto) -> str:
    """La forma de una serie, dibujada: no depende de ninguna letra."""
    x, y = centro
    relleno = f'fill="{propia.color}"'
    match propia.forma:
        case "circulo":
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="5.5" {relleno}/>'
        case "aro":
            hueco = f'fill="none" stroke="{propia.color}" stroke-width="2"'
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="4.5" {hueco}/>'
        case "cuadrado":
            return caja((x - 5, y - 5), (Decimal(10), Decimal(10)), relleno)
        case "raya":
            return caja((x - 5, y - Decimal("1.5")), (Decimal(10), Decimal(3)), relleno)
    puntas = " ".join(f"{_n(x + dx)},{_n(y + dy)}" for dx, dy in _PUNTAS[propia.forma])
    return f'<polygon points="{puntas}" {relleno}/>'


_PUNTAS: dict[str, tuple[Punto, ...]] = {
    nombre: tuple((Decimal(x), Decimal(y)) for x, y in puntas)
    for nombre, puntas in {
        "triangulo": (("0", "-6"), ("6", "5"), ("-6", "5")),
        "rombo": (("0", "-6.5"), ("6.5", "0"), ("0", "6.5"), ("-6.5", "0")),
        "pentagono": (("0", "-6"), ("6", "-1.5"), ("3.7", "5.5"), ("-3.7", "5.5"), ("-6", "-1.5")),
    }.items()
}


def _n(numero: Decimal | int) -> str:
    """Un número de SVG: con punto y sin decimales de sobra."""
    return f"{Decimal(numero).quantize(Decimal('0.01')).normalize():f}"


def ancho_de(texto: str) -> Decimal:
    """Cuánto ocupa un texto, aproximadamente."""
    return len(texto) * TEXTO * POR_LETRA


def caja(donde: Punto, mide: Punto, como: str) -> str:
    """Un rectángulo."""
    return (
        f'<rect x="{_n(donde[0])}" y="{_n(donde[1])}" width="{_n(mide[0])}" height="{_n(mide[1])}" {como}/>'
    )


def raya(desde: Punto, hasta: Punto, color: str, como: str = "") -> str:
    """Una línea recta."""
    puntos = f'x1="{_n(desde[0])}" y1="{_n(desde[1])}" x2="{_n(hasta[0])}" y2="{_n(hasta[1])}"'
    return f'<line {puntos} stroke="{color}" {como}/>'


def texto(que: str, donde: Punto, color: str, *, grueso: bool = False, ancla: str = "start") -> str:
    """Un texto centrado a lo alto en su punto."""
    peso = ' font-weight="700"' if grueso else ""
    linea = donde[1] + TEXTO * Decimal("0.35")
    return (
        f'<text x="{_n(donde[0])}" y="{_n(linea)}" fill="{color}" text-anchor="{ancla}"{peso}>'
        f"{escape(que)}</text>"
    )


def ficha(serie: str) -> str:
    """El nombre de una serie como parte de un identificador."""
    return "".join(letra if letra.isalnum() else "-" for letra in serie.lower())


def tramas(clave: str, series: Sequence[str]) -> list[str]:
    """Rayas o puntos de las series que los llevan."""
    definidas = [
        f'<pattern id="{clave}-{ficha(serie)}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{propia.fondo}"/>{_TRAMAS[propia.trama].format(propia.dibujo)}'
        "</pattern>"
        for serie, propia in ((serie, pinta(serie)) for serie in series)
        if propia.dibujo
    ]
    return ["<defs>", *definidas, "</defs>"] if definidas else []


_TRAMAS = {
    "rayas": '<path d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6" stroke="{}" stroke-width="1.8"/>',
    "cortes": '<path d="M-2 6 L2 10 M0 0 L8 8 M6 -2 L10 2" stroke="{}" stroke-width=".7"/>',
    "puntos": '<path d="M1 1h2v2h-2z M5 5h2v2h-2z" fill="{}"/>',
}


def svg(rotulo: Rotulo, mide: tuple[int, int], piezas: Sequence[str], series: Sequence[str]) -> str:
    """La gráfica completa, con su título, su descripción y las tramas de sus series."""
    nombrada = f'role="img" aria-labelledby="{rotulo.clave}-titulo {rotulo.clave}-texto"'
    dicho = [
        f'<title id="{rotulo.clave}-titulo">{escape(rotulo.titulo)}</title>',
        f'<desc id="{rotulo.clave}-texto">{escape(rotulo.descripcion)}</desc>',
    ]
    return marco(mide, nombrada, [*dicho, *tramas(rotulo.clave, series), *piezas])


def marco(mide: tuple[int, int], como: str, piezas: Sequence[str]) -> str:
    """El lienzo; ``como`` dice si se lee o si sólo acompaña."""
    ancho, alto = mide
    lienzo = f'viewBox="0 0 {ancho} {alto}" width="{ancho}" height="{alto}"'
    letras = f'font-family="{LETRA}" font-size="{TEXTO}"'
    abre = f'<svg xmlns="http://www.w3.org/2000/svg" {lienzo} {como} {letras}>'
    return f"{abre}{''.join(piezas)}</svg>"
