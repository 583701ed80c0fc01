"""Las primeras filas de un archivo como se entendieron, para revisarlas antes de guardarlas."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from registro.fechas import Fecha, fecha_larga
from registro.intercambio.decidir import Resultado
from registro.intercambio.fila import Archivo, Fila
from registro.intercambio.tipos.conteos import en_cifras
from registro.intercambio.tipos.declaracion import Leida
from registro.intercambio.tipos.memoria import Memoria
from registro.numeros import escribir
from registro.textos import abreviar

MAXIMO_DE_AVISOS = 50
CIFRA = re.compile(r"\d{1,3}(\.\d{3})*(,\d+)?")
ANCHO = 80
# Su código no hace falta para revisar el archivo, y la pantalla la puede ver quien pase.
TAPADA = "credencial"


@dataclass(frozen=True, slots=True)
class Muestra:
    """El encabezado del archivo, sus columnas reconocidas, las primeras filas entendidas y los avisos."""

    encabezado: tuple[str, ...] = ()
    columnas: tuple[str, ...] = ()
    filas: tuple[tuple[str, ...], ...] = ()
    avisos: tuple[str, ...] = ()

    @property
    def de_cifras(self) -> frozenset[int]:
        """Las posiciones de las columnas que sólo traen números: se alinean a la derecha."""
        numericas = enumerate(zip(*self.filas, strict=True))
        return frozenset(n for n, celdas in numericas if all(CIFRA.fullmatch(celda) for celda in celdas))

    def en_json(self) -> str:
        """Para guardarla."""
        return json.dumps([self.encabezado, self.columnas, self.filas, self.avisos], ensure_ascii=False)

    @classmethod
    def de_json(cls, texto: str) -> Muestra:
        """La que se guardó."""
        encabezado, columnas, filas, avisos = json.loads(texto)
        return cls(tuple(encabezado), tuple(columnas), tuple(tuple(fila) for fila in filas), tuple(avisos))


def preparar(archivo: Archivo, resultado: Resultado) -> Muestra:
    """La muestra de un archivo ya simulado."""
    memoria = Memoria()
    por_linea = {fila.linea: fila for fila in archivo.filas}
    columnas = tuple(archivo.filas[0].columnas)
    filas = [_fila(columnas, por_linea[leida.linea], leida, memoria) for leida in resultado.muestra]
    return Muestra(archivo.encabezado, columnas, tuple(filas), avisos(archivo.avisos, resultado))


def avisos(del_archivo: Sequence[str], resultado: Resultado) -> tuple[str, ...]:
    """Los avisos del archivo y de sus filas; si son muchos, los primeros y cuántos faltan."""
    todos = [*del_archivo, *(f"Línea {aviso.linea}: {aviso.texto}" for aviso in resultado.avisos)]
    faltan = len(todos) - MAXIMO_DE_AVISOS
    return (*todos[:MAXIMO_DE_AVISOS], *([f"… y {escribir(faltan)} avisos más."] if faltan > 0 else []))


def _fila(columnas: Sequence[str], fila: Fila, leida: Leida, memoria: Memoria) -> tuple[str, ...]:
    return tuple(_celda(columna, leida.datos.get(columna), fila, memoria) for columna in columnas)


def _celda(columna: str, dato: Any, fila: Fila, memoria: Memoria) -> str:
    """El dato entendido, escrito para leerlo; lo que no cambió va como venía."""
    escrito = abreviar(fila.texto(columna, 20_000), ANCHO)
    if columna == TAPADA:
        return "con tarjeta" if escrito else "sin tarjeta"
    if columna == "localidad":
        return memoria.nombre_de_localidad(dato)
    if isinstance(dato, Fecha):
        return dato.larga
    if isinstance(dato, date):
        return fecha_larga(dato)
    if isinstance(dato, Decimal):
        return en_cifras(dato)
    if isinstance(dato, int) and not isinstance(dato, bool):
        return escribir(dato) if columna not in {"anio_inicio", "anio_fin"} else str(dato)
    return abreviar(dato, ANCHO) if isinstance(dato, str) and dato else escrito
