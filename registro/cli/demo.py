"""``registro demo``: un registro con las cifras reales, sus cuentas y el servidor andando."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import click

from registro.cli.base import preparar_base
from registro.cli.contexto import aplicacion_lista, con_frases
from registro.cli.servir import exigir_libre
from registro.config import carpeta_de_datos
from registro.intercambio.demostracion import cuentas, operaciones
from registro.seguridad.permisos import de_terminal

EN_LIMPIO = ("-P", "-c", "from registro.cli import main; main()")


@click.command()
@click.option(
    "--datos",
    type=click.Path(file_okay=False, path_type=Path),
    help="Carpeta de la base y las claves; si falta, la de REGISTRO_DATOS.",
)
@click.option("--puerto", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--sin-servidor", is_flag=True, help="Prepara todo y termina.")
@con_frases
def orden(datos: Path | None, puerto: int, *, sin_servidor: bool) -> None:
    """Prepara la demostración (repetirla no cambia nada), muestra sus cuentas y la sirve."""
    if datos is not None:
        os.environ["REGISTRO_DATOS"] = str(datos.absolute())
    preparar_base()
    with aplicacion_lista():
        actor = de_terminal("la demostración")
        if operaciones.cargar(actor, al_terminar=lambda parte: print(f"  {parte}: listo", flush=True)):
            print("Demostración cargada.\n")
        _mostrar(cuentas.preparar_cuentas(actor, carpeta_de_datos()))
    if sin_servidor:
        print("Para servirla, repita la orden sin «--sin-servidor».")
        return
    exigir_libre("127.0.0.1", puerto)
    print(f"Abra http://127.0.0.1:{puerto} y entre con una de ellas. Ctrl+C termina.", flush=True)
    _servir(puerto)


def _servir(puerto: int) -> None:
    """En un proceso limpio: el que cargó la demostración le dejaría su memoria a cada trabajador."""
    llamada = [sys.executable, *EN_LIMPIO, "servir", "--puerto", str(puerto)]
    os.execv(sys.executable, llamada)  # noqa: S606 - órdenes propias, sin intérprete


def _orden_de_aqui(*palabras: str) -> str:
    """La orden que sirve pegada en cualquier terminal: este programa y esta base, con sus rutas."""
    donde = {"REGISTRO_DATOS": str(carpeta_de_datos())}
    if base := os.environ.get("REGISTRO_BASE"):
        donde["REGISTRO_BASE"] = base
    programa = Path(sys.executable).with_name("registro")
    llamada = [str(programa)] if programa.exists() else [sys.executable, *EN_LIMPIO]
    entorno = (f"{nombre}={shlex.quote(valor)}" for nombre, valor in donde.items())
    return " ".join([*entorno, shlex.join([*llamada, *palabras])])


def _mostrar(todas: list[cuentas.Cuenta]) -> None:
    """Una tabla alineada: con qué entra cada una y qué hace."""
    filas = [("Usuario", "Contraseña", "Secreto del código", "Qué hace")]
    filas += [
        (cuenta.usuario, cuenta.clave or "(la que ya tenía)", cuenta.secreto or "—", cuenta.que_hace)
        for cuenta in todas
    ]
    anchos = [max(len(fila[columna]) for fila in filas) for columna in range(3)]
    for *con_que, que_hace in filas:
        alineadas = [f"{texto:<{ancho}}" for texto, ancho in zip(con_que, anchos, strict=True)]
        print("  " + "  ".join([*alineadas, que_hace]))
    print(
        "\nDonde hay un secreto se pide además un código: póngalo en una aplicación de códigos, o pida el de"
    )
    print("este momento con esta orden, entera (aquí, para la cuenta casa):\n")
    print(f"  {_orden_de_aqui('usuaria', 'codigo', 'casa')}")
    print(f"\nLas contraseñas quedan en {carpeta_de_datos() / cuentas.ARCHIVO}.")
    print("Es una demostración: no anote en ella datos de nadie.")
