"""``registro tabla``: cualquier tabla del catálogo, en la terminal o en un archivo."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from registro.cli.contexto import con_base
from registro.errores import ErrorDeRegistro
from registro.escritores import en_csv, en_json, en_texto, en_xlsx
from registro.informes import catalogo
from registro.informes.parametros import Parametros
from registro.informes.publicas import operaciones
from registro.seguridad.divulgacion.operaciones import RESERVADA, Ficha, Salida, asentar_consulta
from registro.seguridad.permisos import de_terminal
from registro.tabla import Tabla

FORMATOS = ("texto", "csv", "json", "xlsx")
EN_LA_TERMINAL = "Consulta de trabajo en la terminal"
CON_FORMA_FIJA = ("csv", "json")


@click.command()
@click.argument("nombre")
@click.option("--vigencia", metavar="AÑO", help="Sólo lo de ese año. Sin ella, todo.")
@click.option("--corte", metavar="FECHA", help="Hasta ese día. Por defecto, el fin de la vigencia.")
@click.option("--localidad", metavar="L", help="Nombre o código de una localidad.")
@click.option("--tipo", metavar="T", help="Tipo de actividad.")
@click.option("--sector", metavar="S", help="Sector, en las tablas del plan.")
@click.option("--instancia", metavar="I", help="Sigla de la instancia, en las matrices de una mesa.")
@click.option("--semestre", metavar="AAAA-N", help="Semestre de la mesa, por ejemplo 2020-1.")
@click.option(
    "--reglas", metavar="R", help="Rangos del semáforo, por ejemplo SDP. Sin decirlo, los que rigen."
)
@click.option("--publica", is_flag=True, help="Su edición pública: oculta lo que podría exponer a alguien.")
@click.option("--motivo", default="", metavar="T", help="Para qué es el archivo.")
@click.option("--formato", type=click.Choice(FORMATOS), default="texto", show_default=True)
@click.option("--salida", type=click.Path(dir_okay=False, path_type=Path), help="Archivo en que se escribe.")
@con_base
def orden(nombre: str, formato: str, salida: Path | None, **escritos: str | None) -> None:
    """Escribe la tabla NOMBRE, calculada de los registros. Un nombre que no existe muestra la lista."""
    publica, motivo = escritos.pop("publica"), escritos.pop("motivo") or ""
    parametros = Parametros.leer(escritos)
    if formato == "texto" and salida is None and not publica and en_pantalla():
        _consultar(nombre, parametros, motivo or EN_LA_TERMINAL)
        return
    exigir_destino(formato, salida)
    sacar = operaciones.publicar_tabla if publica else operaciones.sacar_tabla
    entrega = sacar(de_terminal(), nombre, parametros, motivo, formato)
    entregar(_escribir(entrega.tabla, formato, entrega.ficha), salida)
    if formato in CON_FORMA_FIJA:
        _decir_aparte(entrega.ficha, entrega.tabla.notas, salida)


def _consultar(nombre: str, parametros: Parametros, motivo: str) -> None:
    """Leerla en la pantalla no deja un archivo: queda anotada, y no lleva ficha."""
    calculada = catalogo.tabla(nombre, parametros)
    entregar(_escribir(calculada, "texto"), None)
    asentar_consulta(de_terminal(), Salida(calculada.titulo, RESERVADA, motivo, "texto"))


def _escribir(tabla: Tabla, formato: str, ficha: Ficha | None = None) -> bytes:
    """Con ficha, el libro y el texto la llevan adentro."""
    pares = dict(ficha.pares) if ficha else None
    if formato == "xlsx":
        return en_xlsx.escribir([tabla], pares)
    if formato == "csv":
        return en_csv.escribir(tabla)
    if formato == "json":
        return f"{en_json.escribir(tabla)}\n".encode()
    return en_texto.escribir(tabla, pares).encode()


def _decir_aparte(ficha: Ficha, notas: tuple[str, ...], salida: Path | None) -> None:
    """Otros programas leen esas columnas: la ficha y las notas van en un archivo al lado o en los avisos."""
    if salida is not None:
        lado = salida.with_name(f"{salida.name}.ficha.json")
        dichos = ficha.datos | {"notas": list(notas)}
        entregar(f"{json.dumps(dichos, ensure_ascii=False)}\n".encode(), lado)
    else:
        for linea in (ficha.renglon, *(f"Nota: {nota}" for nota in notas)):
            print(linea, file=sys.stderr)


def en_pantalla() -> bool:
    """Si lo escrito lo lee una persona en la terminal, y no otro programa ni un archivo."""
    return sys.stdout.isatty()


def exigir_destino(formato: str, salida: Path | None) -> None:
    """Antes de asentar que sale: un libro de Excel no se vuelca en la pantalla.

    :raises ErrorDeRegistro: no se dijo a dónde va.
    """
    if formato == "xlsx" and salida is None and en_pantalla():
        raise ErrorDeRegistro(
            "Un libro de Excel no se lee en la terminal. Diga dónde va con --salida. No salió nada.", "salida"
        )


def entregar(contenido: bytes, salida: Path | None) -> None:
    """Al archivo o a la salida."""
    if salida is not None:
        try:
            salida.write_bytes(contenido)
        except OSError as error:
            raise ErrorDeRegistro(
                f"No se pudo escribir {salida}: {error.strerror}. Elija otra carpeta o revise los permisos.",
                "salida",
            ) from error
        print(f"Se escribió {salida}.", file=sys.stderr)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(contenido)
    sys.stdout.buffer.flush()
