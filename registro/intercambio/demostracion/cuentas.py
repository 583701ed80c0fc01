"""Una cuenta por rol, con contraseñas al azar que sólo puede leer quien administra la máquina."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from registro.extensiones import ahora_utc
from registro.indicadores.consultas.plan import resolver_sector
from registro.seguridad import claves_de_acceso, permisos
from registro.seguridad.codigos import SEGUNDOS_POR_PASO, codigo_en
from registro.seguridad.consultas import usuarias
from registro.seguridad.operaciones import confirmar_codigo, crear_usuaria, poner_sector, proponer_codigo

ARCHIVO = "cuentas_demo.txt"
SECTOR_DEL_ENLACE = "Integración Social"
QUE_HACEN: dict[str, str] = {
    permisos.CAMPO: "asistencia con tarjeta o sin ella, servicios y remisiones",
    permisos.CASA: "atenciones de Casa de Todas; sólo esta cuenta las abre",
    permisos.SECRETARIA: "actividades, lista de la mesa, lecturas por revisar, importar",
    permisos.ANALISTA: "revisa reportes y cierra cortes, tablas, registros de cada cifra, importar",
    permisos.ENLACE: "lo que reporta el sector Integración Social, tablas y descargas",
    permisos.ADMINISTRACION: "usuarias y roles, catálogos, lotes de tarjetas, bitácora",
    permisos.AUDITORIA: "tablas, registros y bitácora; no cambia nada",
}


@dataclass(frozen=True, slots=True)
class Cuenta:
    """Con qué se entra. ``clave`` falta si la usuaria ya existía; ``secreto`` es el de sus códigos."""

    usuario: str
    clave: str | None
    secreto: str
    que_hace: str


def preparar_cuentas(actor: permisos.Actor, datos: Path) -> list[Cuenta]:
    """Crea las cuentas que falten, que se llaman como su rol, y las devuelve todas.

    Las contraseñas se guardan antes de crear las cuentas: si algo se interrumpe, ninguna se pierde.
    """
    archivo = datos / ARCHIVO
    existentes = {usuaria.usuario for usuaria in usuarias()}
    faltan = [rol for rol in QUE_HACEN if rol not in existentes]
    claves = _leer(archivo)
    nuevas = {rol: claves.get(rol) or (_clave_para(rol), "") for rol in faltan}
    if nuevas:
        claves |= nuevas
        _guardar(archivo, claves)
    for rol in faltan:
        usuaria_id, _ = crear_usuaria(actor, rol, permisos.ROLES[rol], [rol], claves[rol][0])
        if rol == permisos.ENLACE:
            poner_sector(actor, usuaria_id, resolver_sector(SECTOR_DEL_ENLACE)[0])
        if rol in permisos.CON_SEGUNDO_FACTOR:
            propia = permisos.Actor(usuaria_id, permisos.ROLES[rol], frozenset({rol}), actor.origen)
            claves[rol] = claves[rol][0], _inscribir(propia)
            _guardar(archivo, claves)
    return [_cuenta(rol, claves.get(rol, (None, ""))) for rol in QUE_HACEN]


def _cuenta(rol: str, con_que: tuple[str | None, str]) -> Cuenta:
    clave, secreto = con_que
    return Cuenta(rol, clave, secreto, QUE_HACEN[rol])


def _inscribir(propia: permisos.Actor) -> str:
    """Como si ella misma leyera el QR con su teléfono; devuelve el secreto que quedó en él.

    Lo confirma con el código de hace medio minuto, que aún vale: el de ahora queda para quien entre.
    """
    secreto, ahora = proponer_codigo(propia).secreto, ahora_utc()
    confirmar_codigo(propia, codigo_en(secreto, ahora - timedelta(seconds=SEGUNDOS_POR_PASO)), ahora)
    return secreto


def _clave_para(usuario: str) -> str:
    """Una contraseña que no contiene el nombre de usuario: una así no se aceptaría."""
    while usuario in (clave := claves_de_acceso.clave_nueva()):
        continue
    return clave


def _leer(archivo: Path) -> dict[str, tuple[str, str]]:
    if not archivo.exists():
        return {}
    lineas = archivo.read_text(encoding="utf-8").splitlines()
    partes = [[*linea.split(), ""] for linea in lineas if linea.strip()]
    return {usuario: (clave, secreto) for usuario, clave, secreto, *_ in partes}


def _guardar(archivo: Path, claves: dict[str, tuple[str, str]]) -> None:
    """Modo 0600 desde que nace."""
    provisional = archivo.with_suffix(".nuevo")
    provisional.unlink(missing_ok=True)
    descriptor = os.open(provisional, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as salida:
        for usuario, con_que in claves.items():
            salida.write(f"{usuario} {' '.join(con_que)}".rstrip() + "\n")
    provisional.replace(archivo)
