"""Productos por color: cuántos, cómo se dicen y cómo se dibujan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from registro.escritores.graficas import Parte, apilada, barras, renglon
from registro.escritores.trazos import Rotulo
from registro.indicadores.consultas.avances import Leido
from registro.indicadores.semaforo import FORMAS, Color, Conjunto, Estado, en_corto
from registro.numeros import escribir
from registro.textos import unir

# Del que va mejor al que pide atención, y al final lo que no tiene color.
ORDEN: tuple[Color | Estado, ...] = (
    *(Color.VERDE, Color.NARANJA, Color.AMARILLO, Color.ROJO),
    *(Estado.CUMPLIDO, Estado.SIN_META, Estado.SIN_DATO),
)
NOMBRES: dict[Color | Estado, str] = {
    Estado.CUMPLIDO: "Cumplidos antes",
    Estado.SIN_META: "Sin meta en la vigencia",
    Estado.SIN_DATO: "Sin dato",
}


@dataclass(frozen=True, slots=True)
class PorColor:
    """Cuántos productos hay de un color o de un estado."""

    color: Color | Estado
    cuantos: int
    rango: str

    @property
    def forma(self) -> str:
        """La que lo acompaña siempre."""
        return FORMAS[self.color]

    @property
    def nombre(self) -> str:
        """«Verde» o «Cumplidos antes»."""
        return NOMBRES.get(self.color, self.color.value)


def contar(productos: Sequence[Leido], conjunto: Conjunto) -> list[PorColor]:
    """Los colores que hay, en su orden, cada uno con su rango."""
    return contar_colores([producto.color for producto in productos], conjunto)


def contar_colores(propios: Sequence[Color | Estado], conjunto: Conjunto) -> list[PorColor]:
    """Lo mismo, de los colores sueltos."""
    rangos = dict(en_corto(conjunto))
    hallados = [(color, sum(propio == color for propio in propios)) for color in ORDEN]
    return [
        PorColor(color, cuantos, rangos[color] if isinstance(color, Color) and color in rangos else "")
        for color, cuantos in hallados
        if cuantos
    ]


def partes(contados: Sequence[PorColor]) -> list[Parte]:
    """Lo mismo, como lo piden las gráficas."""
    return [Parte(uno.color.value, Decimal(uno.cuantos)) for uno in contados]


def en_frase(contados: Sequence[PorColor]) -> str:
    """«56 en verde, 1 en amarillo y 11 en rojo»."""
    return unir([f"{escribir(uno.cuantos)} {_dicho(uno)}" for uno in contados])


def _dicho(uno: PorColor) -> str:
    return f"en {uno.color.value.lower()}" if isinstance(uno.color, Color) else uno.nombre.lower()


def barra(clave: str, titulo: str, contados: Sequence[PorColor]) -> str:
    """Una barra repartida."""
    return apilada(Rotulo(clave, titulo, f"{en_frase(contados)}."), partes(contados), ancho=960, alto=44)


def por_color(clave: str, titulo: str, contados: Sequence[PorColor]) -> str:
    """Una barra por color."""
    return barras(Rotulo(clave, titulo, f"{en_frase(contados)}."), partes(contados))


def pequena(clave: str, contados: Sequence[PorColor], mayor: int) -> str:
    """La que acompaña a un renglón de una tabla."""
    return renglon(partes(contados), Decimal(mayor), clave)
