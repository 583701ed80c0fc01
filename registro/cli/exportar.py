"""``registro exportar``: conteos públicos o reservados, y el seguimiento que otro registro lee."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from registro.cli.contexto import con_base
from registro.cli.tabla import entregar, exigir_destino
from registro.errores import ErrorDeRegistro, NoEncontrado, NoPermitido
from registro.escritores import en_csv, en_json, en_xlsx
from registro.informes.conteos import operaciones, pedido
from registro.informes.conteos.operaciones import Entrega
from registro.intercambio import seguimiento
from registro.seguridad.consultas import usuarias
from registro.seguridad.divulgacion.operaciones import RESERVADA, Salida, registrar
from registro.seguridad.permisos import PERMISOS, ROLES, Actor, de_terminal
from registro.textos import unir

FORMATOS = ("csv", "json", "xlsx")
PARA_GUARDAR = "Copia de trabajo del seguimiento"


@click.group()
def orden() -> None:
    """Sacar cifras del registro; cada archivo lleva su serie, su propósito y cuándo se borra."""


@orden.command()
@click.option("--filas", required=True, metavar="X", help="Por qué se cuenta: localidad, mes, genero…")
@click.option("--columnas", default="", metavar="Y", help="Con qué se cruza.")
@click.option("--capas", multiple=True, metavar="Z", help="Un cruce más; se puede repetir.")
@click.option("--medida", type=click.Choice(list(pedido.MEDIDAS)), default="asistencias", show_default=True)
@click.option("--filtro", "filtros", multiple=True, metavar="CAMPO=VALOR", help="Se puede repetir.")
@click.option("--unir", "unidas", multiple=True, metavar="CAMPO=A+B", help="Cuenta juntos esos valores.")
@click.option("--publico", is_flag=True, help="Oculta lo que podría exponer a alguien.")
@click.option("--datos-abiertos", is_flag=True, help="Como --publico, con el umbral de los datos abiertos.")
@click.option("--usuaria", metavar="U", help="Quién lo pide, si es reservado.")
@click.option("--motivo", default="", metavar="T", help="Para qué; obligatorio si es reservado.")
@click.option("--formato", type=click.Choice(FORMATOS), default="csv", show_default=True)
@click.option("--salida", type=click.Path(dir_okay=False, path_type=Path), help="Archivo en que se escribe.")
@con_base
def conteos(formato: str, salida: Path | None, **opciones: object) -> None:
    """Cuenta asistencias o personas por lo que se pida, con todos los totales."""
    pedida = pedido.leer(
        (str(opciones["filas"]), str(opciones["columnas"]), _varias(opciones["capas"])),
        str(opciones["medida"]),
        _varias(opciones["filtros"]),
        _varias(opciones["unidas"]),
    )
    exigir_destino(formato, salida)
    entrega = _exportar(pedida, opciones, formato)
    entregar(_escribir(entrega, formato), salida)


@orden.command(name="seguimiento")
@click.option("--formato", type=click.Choice(["xlsx"]), default="xlsx", show_default=True)
@click.option("--motivo", default=PARA_GUARDAR, show_default=True, metavar="T", help="Para qué.")
@click.option("--salida", required=True, type=click.Path(dir_okay=False, path_type=Path))
@con_base
def exportar_seguimiento(formato: str, motivo: str, salida: Path) -> None:
    """El seguimiento entero: productos, definiciones, reportes y lo publicado. Se importa y queda igual."""
    ficha = registrar(de_terminal(), Salida(seguimiento.QUE_ES, RESERVADA, motivo, formato))
    entregar(seguimiento.libro(dict(ficha.pares)), salida)


def _varias(opcion: object) -> tuple[str, ...]:
    return tuple(str(una) for una in opcion) if isinstance(opcion, tuple) else ()


def _exportar(pedida: pedido.Pedido, opciones: dict[str, object], formato: str) -> Entrega:
    motivo, usuaria = str(opciones["motivo"]), opciones["usuaria"]
    actor = _quien(str(usuaria)) if usuaria else de_terminal()
    if not actor.puede(operaciones.EXPORTAR):
        quienes = unir([ROLES[rol] for rol in sorted(PERMISOS[operaciones.EXPORTAR])])
        raise NoPermitido(
            f"La usuaria «{usuaria}» no tiene permiso de exportar conteos: es de {quienes}. "
            "No se exportó nada."
        )
    if opciones["publico"] or opciones["datos_abiertos"]:
        edicion = "datos_abiertos" if opciones["datos_abiertos"] else "publica"
        return operaciones.exportar_publico(actor, pedida, edicion, motivo, formato)
    if not usuaria:
        raise ErrorDeRegistro(
            "Un conteo exacto es reservado: diga quién lo pide (--usuaria) y para qué (--motivo), o use "
            "--publico. No se exportó nada.",
            "usuaria",
        )
    return operaciones.exportar_reservado(actor, pedida, motivo, formato)


def _quien(usuario: str) -> Actor:
    for ficha in usuarias():
        if ficha.usuario == usuario.strip().lower() and ficha.activa:
            return replace(ficha.como_actor(), origen="terminal")
    raise NoEncontrado(f"No hay ninguna usuaria activa «{usuario}». No se exportó nada.", "usuaria")


def _escribir(entrega: Entrega, formato: str) -> bytes:
    pares = dict(entrega.ficha.pares)
    if formato == "xlsx":
        return en_xlsx.escribir([entrega.tabla], pares)
    if formato == "json":
        return f"{en_json.escribir(entrega.tabla, entrega.ficha.datos)}\n".encode()
    return en_csv.escribir(entrega.tabla, pares)
