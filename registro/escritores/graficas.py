"""Gráficas en SVG, con su título y su descripción, que sobreviven al blanco y negro.

Los identificadores empiezan por la clave de la gráfica, para que varias quepan en una misma página.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from registro.escritores.trazos import (
    GRIS,
    LINEA,
    PAPEL,
    TINTA,
    Pinta,
    Punto,
    Rotulo,
    ancho_de,
    caja,
    ficha,
    forma,
    marco,
    pinta,
    raya,
    svg,
    texto,
    tramas,
)
from registro.numeros import escribir_decimal

ANCHO = 720
RENGLON, BARRA = 40, 24


@dataclass(frozen=True, slots=True)
class Parte:
    """Un trozo de barra: a qué serie pertenece, cuánto mide y cómo se escribe."""

    serie: str
    valor: Decimal
    escrito: str = ""

    @property
    def texto(self) -> str:
        """Lo que dice; si no se escribió, el número tal cual."""
        return self.escrito or escribir_decimal(self.valor.normalize(), None)


@dataclass(frozen=True, slots=True)
class Linea:
    """Una serie a lo largo de las vigencias; donde no hay dato la línea se corta.

    :param escalonada: cada valor dura hasta el siguiente, como una meta.
    """

    nombre: str
    valores: tuple[Decimal | None, ...]
    color: str
    forma: str
    escalonada: bool = False


def barras(rotulo: Rotulo, partes: Sequence[Parte], *, ancho: int = ANCHO) -> str:
    """Una barra por serie, con su forma y su nombre a la izquierda y su cifra al final.

    Sin series se lee la descripción: una figura de alto cero no se puede poner en un papel.
    """
    if not partes:
        dicho = texto(rotulo.descripcion, (Decimal(0), Decimal(RENGLON // 2)), GRIS)
        return svg(rotulo, (ancho, RENGLON), [dicho], [])
    margen = max(ancho_de(parte.serie) for parte in partes) + 40
    cola = max(ancho_de(parte.texto) for parte in partes) + 16
    mayor = max(parte.valor for parte in partes)
    cabe = Decimal(ancho) - margen - cola
    piezas = []
    for lugar, parte in enumerate(partes):
        arriba = Decimal(lugar * RENGLON + (RENGLON - BARRA) // 2)
        medio = arriba + BARRA // 2
        largo = parte.valor * cabe / mayor if mayor else Decimal(0)
        piezas += [
            forma(pinta(parte.serie), (Decimal(10), medio)),
            texto(parte.serie, (Decimal(28), medio), TINTA),
            _trozo(rotulo.clave, parte, (margen, arriba), (largo, Decimal(BARRA))),
            texto(parte.texto, (margen + largo + 8, medio), TINTA, grueso=True),
        ]
    piezas.append(raya((margen, Decimal(0)), (margen, Decimal(len(partes) * RENGLON)), TINTA))
    return svg(rotulo, (ancho, len(partes) * RENGLON), piezas, _usadas(partes))


def apilada(rotulo: Rotulo, partes: Sequence[Parte], *, ancho: int = ANCHO, alto: int = 32) -> str:
    """Una sola barra repartida; la forma y la cifra van dentro de cada trozo donde caben."""
    total = sum((parte.valor for parte in partes), Decimal(0))
    piezas: list[str] = []
    desde = Decimal(0)
    for parte in partes:
        largo = parte.valor * ancho / total if total else Decimal(0)
        piezas.append(_trozo(rotulo.clave, parte, (desde, Decimal(0)), (largo, Decimal(alto))))
        if largo >= ancho_de(parte.texto) + 34:
            piezas += _dentro(parte, desde, Decimal(alto) / 2)
        desde += largo
    return svg(rotulo, (ancho, alto), piezas, _usadas(partes))


def renglon(partes: Sequence[Parte], mayor: Decimal, clave: str, *, ancho: int = 260, alto: int = 18) -> str:
    """Una barra repartida sin texto, a la escala de las demás: para ir junto a cifras que ya lo dicen."""
    piezas: list[str] = []
    desde = Decimal(0)
    for parte in partes:
        largo = parte.valor * ancho / mayor if mayor else Decimal(0)
        piezas.append(_trozo(clave, parte, (desde, Decimal(0)), (largo, Decimal(alto))))
        desde += largo
    return marco((ancho, alto), 'aria-hidden="true"', [*tramas(clave, _usadas(partes)), *piezas])


def _dentro(parte: Parte, desde: Decimal, medio: Decimal) -> list[str]:
    """La forma y la cifra sobre una placa lisa, en el color que se lee en ella."""
    propia = pinta(parte.serie)
    sobre = PAPEL if propia.fondo == propia.color else TINTA
    ancho = ancho_de(parte.texto) + 30
    return [
        caja((desde + 4, medio - 11), (ancho, Decimal(22)), f'fill="{propia.fondo}"'),
        forma(Pinta(sobre, sobre, "lisa", propia.forma), (desde + 14, medio)),
        texto(parte.texto, (desde + 26, medio), sobre, grueso=True),
    ]


def _usadas(partes: Sequence[Parte]) -> list[str]:
    return list(dict.fromkeys(parte.serie for parte in partes))


def _trozo(clave: str, parte: Parte, donde: Punto, mide: Punto) -> str:
    """Un trozo de barra con su trama; entre dos queda un filo blanco."""
    if mide[0] <= 0:
        return ""
    propia = pinta(parte.serie)
    relleno = f"url(#{clave}-{ficha(parte.serie)})" if propia.dibujo else propia.fondo
    borde = PAPEL if propia.fondo == propia.color else propia.color
    return caja(donde, mide, f'fill="{relleno}" stroke="{borde}"')


# La trayectoria de un producto: sus metas, como escalones, y lo que alcanzó.
ALTO, IZQUIERDA, DERECHA, ARRIBA, ABAJO = 300, 76, 24, 44, 36
MARCAS = 4


def trayectoria(
    rotulo: Rotulo, etiquetas: Sequence[str], lineas: Sequence[Linea], *, unidad: str = ""
) -> str:
    """Las líneas sobre las mismas vigencias, con su leyenda arriba y el eje desde cero."""
    sabidos = [valor for linea in lineas for valor in linea.valores if valor is not None]
    tope = _tope(max([*sabidos, Decimal(1)]))
    marcas = [(n, _medida(tope * n / MARCAS, unidad)) for n in range(MARCAS + 1)]
    desde = max(Decimal(IZQUIERDA), *(ancho_de(escrita) + 16 for _, escrita in marcas))
    piezas = [*_eje(marcas, desde), *_pie(etiquetas, desde), *_leyenda(lineas, desde)]
    paso = (ANCHO - desde - DERECHA) / max(len(etiquetas), 1)

    def punto(lugar: int, valor: Decimal) -> Punto:
        alto = Decimal(ALTO - ARRIBA - ABAJO)
        return desde + paso * lugar + paso / 2, ARRIBA + alto - valor * alto / tope

    for linea in lineas:
        piezas += _trazo(linea, punto, paso)
    return svg(rotulo, (ANCHO, ALTO), piezas, [])


def _trazo(linea: Linea, punto: Callable[[int, Decimal], Punto], paso: Decimal) -> list[str]:
    """Los tramos seguidos con dato y una marca en cada uno."""
    piezas: list[str] = []
    anterior: Punto | None = None
    propia = Pinta(linea.color, linea.color, "lisa", linea.forma)
    for lugar, valor in enumerate(linea.valores):
        if valor is None:
            anterior = None
            continue
        aqui = punto(lugar, valor)
        if linea.escalonada:
            desde, hasta = (aqui[0] - paso / 2, aqui[1]), (aqui[0] + paso / 2, aqui[1])
            piezas.append(raya(desde, hasta, linea.color, 'stroke-width="3" stroke-dasharray="7 4"'))
        elif anterior is not None:
            piezas.append(raya(anterior, aqui, linea.color, 'stroke-width="2.5"'))
        anterior = aqui
        piezas.append(forma(propia, aqui))
    return piezas


def _tope(mayor: Decimal) -> Decimal:
    """El primer número redondo que lo contiene: 1, 2, 2,5 o 5 por una potencia de diez."""
    orden = Decimal(10) ** mayor.adjusted()
    return next(
        veces * orden for veces in map(Decimal, ("1", "2", "2.5", "5", "10")) if mayor <= veces * orden
    )


def _eje(marcas: Sequence[tuple[int, str]], desde: Decimal) -> list[str]:
    """Las rayas del fondo y, a su izquierda, lo que vale cada una; ``desde`` deja lugar a la más larga."""
    piezas = []
    alto = Decimal(ALTO - ARRIBA - ABAJO)
    for marca, escrita in marcas:
        y = ARRIBA + alto - alto * marca / MARCAS
        piezas += [
            raya((desde, y), (Decimal(ANCHO - DERECHA), y), TINTA if marca == 0 else LINEA),
            texto(escrita, (desde - 10, y), GRIS, ancla="end"),
        ]
    return piezas


def _medida(valor: Decimal, unidad: str) -> str:
    exacto = valor == valor.to_integral_value()
    escrito = (
        escribir_decimal(valor, 0 if exacto else 2).rstrip("0") if not exacto else escribir_decimal(valor, 0)
    )
    return f"{escrito}{unidad}"


def _pie(etiquetas: Sequence[str], desde: Decimal) -> list[str]:
    paso = (ANCHO - desde - DERECHA) / max(len(etiquetas), 1)
    y = Decimal(ALTO - ABAJO // 2 + 2)
    return [
        texto(etiqueta, (desde + paso * lugar + paso / 2, y), TINTA, ancla="middle")
        for lugar, etiqueta in enumerate(etiquetas)
    ]


def _leyenda(lineas: Sequence[Linea], desde: Decimal) -> list[str]:
    piezas: list[str] = []
    for linea in lineas:
        como = 'stroke-width="3" stroke-dasharray="7 4"' if linea.escalonada else 'stroke-width="2.5"'
        propia = Pinta(linea.color, linea.color, "lisa", linea.forma)
        piezas += [
            raya((desde, Decimal(16)), (desde + 32, Decimal(16)), linea.color, como),
            forma(propia, (desde + 16, Decimal(16))),
            texto(linea.nombre, (desde + 40, Decimal(16)), TINTA),
        ]
        desde += ancho_de(linea.nombre) + 64
    return piezas
