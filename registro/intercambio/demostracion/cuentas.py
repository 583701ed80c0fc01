"""Una cuenta por rol, con contraseñas al azar que sólo puede leer quien administra la máquina."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from registro.seguridad import claves_de_acceso, permisos
from registro.seguridad.consultas import usuarias
from registro.seguridad.operaciones import crear_usuaria

ARCHIVO = "cuentas_demo.txt"
QUE_HACEN: dict[str, str] = {
    permisos.CAMPO: "asistencia con tarjeta o sin ella, servicios y remisiones",
    permisos.CASA: "atenciones de Casa de Todas; sólo esta cuenta las abre",
    permisos.SECRETARIA: "actividades, lista de la mesa, lecturas por revisar, importar",
    permisos.ANALISTA: "tablas, los registros de cada cifra, descargas, importar",
    permisos.ENLACE: "tablas y descargas, sin abrir registros",
    permisos.ADMINISTRACION: "usuarias y roles, catálogos, lotes de tarjetas, bitácora",
    permisos.AUDITORIA: "tablas, registros y bitácora; no cambia nada",
}


@dataclass(frozen=True, slots=True)
class Cuenta:
    """Con qué se entra. ``clave`` falta si la usuaria ya existía con otra contraseña."""

    usuario: str
    clave: str | None
    que_hace: str


def preparar_cuentas(actor: permisos.Actor, datos: Path) -> list[Cuenta]:
    """Crea las cuentas que falten, que se llaman como su rol, y las devuelve todas.

    Las contraseñas se guardan antes de crear las cuentas: si algo se interrumpe, ninguna se pierde.
    """
    archivo = datos / ARCHIVO
    existentes = {usuaria.usuario for usuaria in usuarias()}
    faltan = [rol for rol in QUE_HACEN if rol not in existentes]
    claves = _leer(archivo)
    nuevas = {rol: claves.get(rol) or _clave_para(rol) for rol in faltan}
    if nuevas:
        claves |= nuevas
        _guardar(archivo, claves)
    for rol in faltan:
        crear_usuaria(actor, rol, permisos.ROLES[rol], [rol], claves[rol])
    return [Cuenta(rol, claves.get(rol), que_hace) for rol, que_hace in QUE_HACEN.items()]


def _clave_para(usuario: str) -> str:
    """Una contraseña que no contiene el nombre de usuario: una así no se aceptaría."""
    while usuario in (clave := claves_de_acceso.clave_nueva()):
        continue
    return clave


def _leer(archivo: Path) -> dict[str, str]:
    if not archivo.exists():
        return {}
    lineas = archivo.read_text(encoding="utf-8").splitlines()
    return dict(linea.split(maxsplit=1) for linea in lineas if linea.strip())


def _guardar(archivo: Path, claves: dict[str, str]) -> None:
    """Modo 0600 desde que nace."""
    provisional = archivo.with_suffix(".nuevo")
    provisional.unlink(missing_ok=True)
    descriptor = os.open(provisional, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as salida:
        salida.writelines(f"{usuario} {clave}\n" for usuario, clave in claves.items())
    provisional.replace(archivo)
