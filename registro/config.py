"""Configuración congelada del proceso y claves propias de la instalación.

Todo sale de dos variables: ``REGISTRO_DATOS`` (carpeta de la base y de las claves) y ``REGISTRO_BASE``
(URL de SQLAlchemy; sin ella, SQLite dentro de la carpeta). Un servidor sin claves, o con claves débiles,
no arranca: es preferible a uno que firme sesiones con un secreto adivinable.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from registro.errores import ErrorDeRegistro

ARCHIVO_DE_CLAVES = "claves.json"
ARCHIVO_DE_BASE = "registro.sqlite3"
BYTES_DE_CLAVE = 32


class ErrorDeConfiguracion(ErrorDeRegistro):
    """La instalación no puede arrancar así; la frase dice qué orden la arregla."""


@dataclass(frozen=True, slots=True)
class Claves:
    """Secretos de la instalación; ninguno vive en la base de datos.

    ``sesion`` firma las galletas, ``enlaces`` los QR de sesión institucional, ``huella`` es la clave de los
    índices ciegos y ``cifrado`` el llavero de las columnas cifradas (identificador → llave de 32 bytes).
    """

    sesion: bytes = field(repr=False)
    enlaces: bytes = field(repr=False)
    huella: bytes = field(repr=False)
    cifrado: dict[str, bytes] = field(repr=False)
    cifrado_actual: str = "1"


@dataclass(frozen=True, slots=True)
class Config:
    """Lo que el proceso sabe de su instalación."""

    datos: Path
    base: str
    claves: Claves
    url_publica: str = ""
    minutos_de_inactividad: int = 60
    horas_de_sesion: int = 12
    minutos_confirmada: int = 15  # cuánto vale haber escrito la contraseña para administrar o descargar
    megabytes_por_archivo: int = 20

    @property
    def cookie_segura(self) -> bool:
        """La galleta sólo viaja por https cuando la instalación está publicada con https."""
        return self.url_publica.startswith("https://")

    @classmethod
    def desde_entorno(cls) -> Config:
        """Lee el entorno y las claves.

        :raises ErrorDeConfiguracion: faltan las claves o no son de 32 bytes.
        """
        datos = carpeta_de_datos()
        return cls(
            datos=datos,
            base=os.environ.get("REGISTRO_BASE") or f"sqlite:///{datos / ARCHIVO_DE_BASE}",
            claves=leer_claves(datos),
            url_publica=os.environ.get("REGISTRO_URL_PUBLICA", "").rstrip("/"),
        )


def carpeta_de_datos() -> Path:
    """``REGISTRO_DATOS`` o, sin ella, ``~/.local/share/registro``."""
    return Path(os.environ.get("REGISTRO_DATOS") or Path.home() / ".local" / "share" / "registro").absolute()


def crear_claves(datos: Path) -> Claves:
    """Crea la carpeta y el archivo de claves (modo 0600) si faltan, y las devuelve.

    :raises ErrorDeConfiguracion: ya hay una base, y se perdieron las suyas.
    """
    datos.mkdir(parents=True, exist_ok=True, mode=0o700)
    archivo = datos / ARCHIVO_DE_CLAVES
    if not archivo.exists():
        _exigir_sin_base(datos)
        nuevas = {nombre: secrets.token_hex(BYTES_DE_CLAVE) for nombre in ("sesion", "enlaces", "huella")}
        contenido = nuevas | {"cifrado": {"1": secrets.token_hex(BYTES_DE_CLAVE)}, "cifrado_actual": "1"}
        descriptor = os.open(archivo, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as salida:
            json.dump(contenido, salida, indent=1)
    return leer_claves(datos)


def _exigir_sin_base(datos: Path) -> None:
    """Unas claves nuevas sobre una base que ya existe no abrirían nada y romperían la cadena de la bitácora.

    :raises ErrorDeConfiguracion: en la carpeta hay una base.
    """
    if (datos / ARCHIVO_DE_BASE).exists():
        raise ErrorDeConfiguracion(
            f"En {datos} hay una base y falta su «{ARCHIVO_DE_CLAVES}». Póngalo ahí, de la copia que guardó "
            "aparte; no se crean otras claves porque no abrirían lo que está cifrado. No se cambió nada."
        )


def estrenar_llave(datos: Path) -> str:
    """Añade al llavero una llave de cifrado y la deja vigente; devuelve su nombre. Las demás se quedan."""
    archivo = datos / ARCHIVO_DE_CLAVES
    leer_claves(datos)  # no se toca un archivo que no se entiende
    contenido = json.loads(archivo.read_text(encoding="utf-8"))
    nombre = str(max(int(llave) for llave in contenido["cifrado"]) + 1)
    contenido["cifrado"][nombre], contenido["cifrado_actual"] = secrets.token_hex(BYTES_DE_CLAVE), nombre
    provisional = archivo.with_suffix(".nuevo")
    provisional.unlink(missing_ok=True)
    descriptor = os.open(provisional, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as salida:
        json.dump(contenido, salida, indent=1)
        salida.flush()
        os.fsync(salida.fileno())
    provisional.replace(archivo)
    return nombre


def leer_claves(datos: Path) -> Claves:
    """Lee y revisa las claves de ``datos``.

    :raises ErrorDeConfiguracion: el archivo no está, no se entiende, lo leen otras personas o es débil.
    """
    archivo = datos / ARCHIVO_DE_CLAVES
    if not archivo.exists():
        _exigir_sin_base(datos)
        raise ErrorDeConfiguracion(
            f"No hay claves en {datos}. Ejecute «registro base migrar» (o «registro demo») una vez: las crea."
        )
    if archivo.stat().st_mode & 0o077:
        raise ErrorDeConfiguracion(
            f"Otras personas de la máquina pueden leer {archivo}. Ejecute «chmod 600 {archivo}»."
        )
    try:
        crudas = json.loads(archivo.read_text(encoding="utf-8"))
        claves = Claves(
            sesion=bytes.fromhex(crudas["sesion"]),
            enlaces=bytes.fromhex(crudas["enlaces"]),
            huella=bytes.fromhex(crudas["huella"]),
            cifrado={nombre: bytes.fromhex(llave) for nombre, llave in crudas["cifrado"].items()},
            cifrado_actual=crudas["cifrado_actual"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ErrorDeConfiguracion(
            f"El archivo de claves {archivo} está dañado. Restáurelo de la copia de seguridad; no cree otro: "
            "lo cifrado con las claves anteriores no se podría leer."
        ) from error
    todas = [claves.sesion, claves.enlaces, claves.huella, *claves.cifrado.values()]
    debiles = any(len(llave) < BYTES_DE_CLAVE or len(set(llave)) < BYTES_DE_CLAVE // 4 for llave in todas)
    if debiles or claves.cifrado_actual not in claves.cifrado:
        raise ErrorDeConfiguracion(
            f"Las claves de {archivo} son débiles o están incompletas: el servidor no arranca así."
        )
    return claves
