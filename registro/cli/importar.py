"""``registro importar``: llevar al registro las filas de un CSV o de un Excel."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from registro.cli.contexto import NADA_HECHO, con_base, con_frases
from registro.errores import ErrorDeRegistro
from registro.intercambio import lectura, rechazos
from registro.intercambio.decidir import Resultado
from registro.intercambio.fila import Archivo
from registro.intercambio.operaciones import importar
from registro.intercambio.seguimiento import HOJAS
from registro.intercambio.tipos import TIPOS, tipo_de
from registro.intercambio.tipos.declaracion import TipoDeImportacion
from registro.numeros import escribir
from registro.seguridad.permisos import de_terminal

ALGUNAS_RECHAZADAS = 2
SEGUIMIENTO = "seguimiento"  # no es una clase de archivo: es el libro con varias
A_LA_VISTA = 20


@click.command()
@click.argument("tipo", required=False)
@click.argument("archivo", required=False)
@click.option("--simular", is_flag=True, help="Dice qué pasaría y no cambia nada.")
@click.option("--rechazos", "salida", metavar="F", help="Guarda en F las filas que no entran, con su razón.")
@click.option("--plantilla", metavar="TIPO", help="Escribe el encabezado de un archivo de TIPO y termina.")
@con_frases
def orden(tipo: str | None, archivo: str | None, **opciones: Any) -> None:
    """Importa ARCHIVO (.csv o .xlsx). El mismo archivo dos veces no cambia nada.

    Termina en 0 si todas las filas quedaron en el registro, en 2 si algunas se rechazaron y en 1 si no se
    hizo nada.
    """
    if opciones["plantilla"] is not None:
        print(tipo_de(opciones["plantilla"]).plantilla)
    elif tipo is None or archivo is None:
        raise ErrorDeRegistro(
            f"Falta qué importar: registro importar TIPO ARCHIVO. TIPO es: {', '.join(TIPOS)}, {SEGUIMIENTO}."
        )
    elif tipo == SEGUIMIENTO:
        sys.exit(_importar_seguimiento(Path(archivo), simular=opciones["simular"]))
    else:
        sys.exit(_importar(tipo_de(tipo), Path(archivo), opciones["salida"], simular=opciones["simular"]))


@con_base
def _importar(tipo: TipoDeImportacion, ruta: Path, salida: str | None, *, simular: bool) -> int:
    leido = lectura.leer_ruta(ruta, tipo)
    destino = _abrir_rechazos(salida, ruta) if salida else None
    al_avanzar = _progreso(len(leido.filas)) if sys.stderr.isatty() else lambda _resultado: None
    resultado = importar(de_terminal(), tipo, leido.filas, simular=simular, al_avanzar=al_avanzar)
    if destino is not None:
        with os.fdopen(destino, "wb") as abierto:
            abierto.write(rechazos.escribir(leido.encabezado, resultado.rechazos))
    _contar(leido, resultado, simular=simular)
    if not resultado.rechazadas:
        return 0
    return NADA_HECHO if resultado.rechazadas == resultado.vistas else ALGUNAS_RECHAZADAS


def _importar_seguimiento(ruta: Path, *, simular: bool) -> int:
    """Las hojas del libro que escribe «registro exportar seguimiento», en su orden."""
    try:
        hojas = lectura.excel.con_filas(ruta.read_bytes())
    except OSError as error:
        raise ErrorDeRegistro(f"No se pudo abrir «{ruta}». No se importó nada.") from error
    codigos = []
    for clave in HOJAS:
        if clave in hojas:
            print(f"{clave}: ", end="", flush=True)
            codigos.append(_importar(tipo_de(clave), ruta, None, simular=simular))
    if not codigos:
        raise ErrorDeRegistro(
            f"El libro no tiene ninguna de las hojas {', '.join(HOJAS)}. No se importó nada."
        )
    return ALGUNAS_RECHAZADAS if len(set(codigos)) > 1 else codigos[0]


def _abrir_rechazos(salida: str, ruta: Path) -> int:
    """Abre el destino antes de importar: si no se puede escribir, mejor saberlo ya."""
    if Path(salida).absolute() == ruta.absolute():
        raise ErrorDeRegistro(
            "El archivo de rechazos no puede ser el mismo que se importa. No se importó nada."
        )
    try:
        return os.open(salida, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise ErrorDeRegistro(f"No se puede escribir en «{salida}». No se importó nada.") from error


def _progreso(total: int) -> Callable[[Resultado], None]:
    def mostrar(resultado: Resultado) -> None:
        fin = "\n" if resultado.vistas == total else ""
        print(f"\r{escribir(resultado.vistas)} de {escribir(total)}", end=fin, file=sys.stderr, flush=True)

    return mostrar


def _contar(leido: Archivo, resultado: Resultado, *, simular: bool) -> None:
    """El resumen va a la salida; los avisos y las razones, a la de errores."""
    avisos = [*leido.avisos, *(f"Línea {aviso.linea}: {aviso.texto}" for aviso in resultado.avisos)]
    razones = [
        f"Línea {r.linea}{f', {r.columna}' if r.columna else ''}: {r.motivo}" for r in resultado.rechazos
    ]
    for frases in (avisos, razones):
        for frase in frases[:A_LA_VISTA]:
            print(frase, file=sys.stderr)
        if len(frases) > A_LA_VISTA:
            print(f"… y {escribir(len(frases) - A_LA_VISTA)} más.", file=sys.stderr)
    verbo = "Entrarían" if simular else "Entraron"
    print(
        f"{verbo} {escribir(resultado.nuevas)} de {escribir(resultado.vistas)} filas; "
        f"{escribir(resultado.repetidas)} ya estaban; {escribir(resultado.rechazadas)} rechazadas."
    )
