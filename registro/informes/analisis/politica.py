"""La política de un vistazo: los productos por color, y cada sector u objetivo con su avance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from registro.indicadores.avance import Agregado, agregar
from registro.indicadores.consultas import plan
from registro.indicadores.consultas.avances import Lectura, Leido
from registro.informes.analisis.colores import PorColor, barra, contar, pequena
from registro.informes.catalogo.semaforo import con_vigencia, leer, por_sector
from registro.informes.parametros import Parametros
from registro.numeros import escribir, escribir_decimal, escribir_porcentaje, redondear
from registro.recordadas import recordada

POR_SECTOR, POR_OBJETIVO = "sector", "objetivo"
CELDAS_POR_GRUPO = 20
VISTAS = {POR_SECTOR: "Sector", POR_OBJETIVO: "Objetivo"}


@dataclass(frozen=True, slots=True)
class Grupo:
    """Un sector o un objetivo."""

    clave: str
    nombre: str
    productos: tuple[Leido, ...]
    colores: tuple[PorColor, ...]
    barra: str
    suma: Agregado

    @property
    def corto(self) -> str:
        """«Objetivo 1», o el sector entero."""
        return self.nombre.partition(". ")[0]

    @property
    def sin_meta_final(self) -> tuple[Leido, ...]:
        """Los que el promedio deja por fuera."""
        return tuple(uno for uno in self.productos if uno.definicion.meta_final is None)

    @property
    def frase(self) -> str:
        """Cuánto lleva, cuánto debía llevar, y a cuántos productos deja por fuera."""
        return " ".join([_del_avance(self.suma), *_de_los_que_faltan(self.suma)])


@dataclass(frozen=True, slots=True)
class Politica:
    """Todo lo que muestra la portada del análisis."""

    parametros: Parametros
    lectura: Lectura
    colores: tuple[PorColor, ...]
    barra: str
    vista: str
    grupos: tuple[Grupo, ...]

    @property
    def total(self) -> int:
        """Cuántos productos son."""
        return len(self.lectura.productos)

    @property
    def celdas(self) -> int:
        """Lo que pesa recordarla: el dibujo de cada grupo."""
        return CELDAS_POR_GRUPO * (1 + len(self.grupos))


def mirar(pedidos: Parametros, vista: str) -> Politica:
    """La política a un corte, agrupada por sector o por objetivo."""
    return _mirar(con_vigencia(pedidos), vista if vista in VISTAS else POR_SECTOR)


@recordada
def _mirar(parametros: Parametros, elegida: str) -> Politica:
    lectura = leer(parametros)
    colores = tuple(contar(lectura.productos, lectura.conjunto))
    titulo = f"Productos por color, vigencia {parametros.vigencia}"
    return Politica(
        parametros,
        lectura,
        colores,
        barra("todos", titulo, colores),
        elegida,
        tuple(_grupos(lectura, elegida)),
    )


def sector(pedidos: Parametros) -> Politica:
    """Lo mismo, de un solo sector: ``pedidos`` ya lo dice."""
    return mirar(pedidos, POR_SECTOR)


def _grupos(lectura: Lectura, vista: str) -> list[Grupo]:
    if vista == POR_OBJETIVO:
        productos = lectura.productos
        nombrados = [
            (str(numero), f"Objetivo {numero}. {texto}", [p for p in productos if p.ficha.objetivo == numero])
            for numero, texto in plan.objetivos().items()
        ]
    else:
        nombrados = [(nombre, nombre, suyos) for nombre, suyos in por_sector(lectura.productos)]
    mayor = max([len(suyos) for _, _, suyos in nombrados] or [0])
    return [_grupo(lectura, f"g{n}", uno, mayor) for n, uno in enumerate(nombrados)]


def _grupo(lectura: Lectura, clave: str, nombrado: tuple[str, str, Sequence[Leido]], mayor: int) -> Grupo:
    propia, nombre, suyos = nombrado
    colores = tuple(contar(suyos, lectura.conjunto))
    suma = agregar([(producto.definicion, producto.avance) for producto in suyos])
    return Grupo(propia, nombre, tuple(suyos), colores, pequena(clave, colores, mayor), suma)


def _del_avance(suma: Agregado) -> str:
    if suma.avance is None or suma.programado is None or suma.diferencia is None:
        return "Sin dato: ningún producto tiene meta final y cifras con que calcularlo."
    redonda = redondear(suma.diferencia)
    puntos = f"{escribir_decimal(abs(redonda))} puntos"
    va = f"va {puntos} por {'encima' if redonda > 0 else 'debajo'}" if redonda else "va en cumplimiento"
    llevado, debido = escribir_porcentaje(suma.avance), escribir_porcentaje(suma.programado)
    return f"Lleva {llevado} de su meta final y se esperaba {debido}: {va}."


def _de_los_que_faltan(suma: Agregado) -> list[str]:
    frases = []
    if suma.fuera:
        frases.append(
            "1 producto no tiene meta final y no se cuenta."
            if suma.fuera == 1
            else f"{escribir(suma.fuera)} productos no tienen meta final y no se cuentan."
        )
    if suma.sin_dato:
        frases.append(
            "A 1 producto le falta alguna cifra y no se cuenta."
            if suma.sin_dato == 1
            else f"A {escribir(suma.sin_dato)} productos les falta alguna cifra y no se cuentan."
        )
    return frases


def con_signo(numero: Decimal | None) -> tuple[str, str]:
    """La diferencia con su forma: («▲», «0,7»), («▼», «5,5») o («», «0,0»)."""
    if numero is None:
        return "", "sin dato"
    redondo = redondear(numero)
    return "▲" if redondo > 0 else "▼" if redondo < 0 else "", escribir_decimal(abs(redondo))
