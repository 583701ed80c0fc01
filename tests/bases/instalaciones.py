"""Aplicaciones de prueba: cada plantilla se llena una vez por sesión y motor, y de ella salen las copias."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from filelock import FileLock
from flask import Flask

from registro.config import ARCHIVO_DE_CLAVES, Config, crear_claves, leer_claves
from tests.bases.aplicaciones import prestada
from tests.bases.motores import Motor
from tests.bases.plantillas import recien_instalada
from tests.navegacion.cliente import Entrada, entradas

Llenar = Callable[[Flask], None]


class Instalaciones:
    """Las claves son las mismas en todas: lo que una plantilla cifra, sus copias lo leen."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta / "instalaciones"
        self._entradas: dict[tuple[str, str], dict[str, Entrada]] = {}
        with FileLock(carpeta / "instalaciones.candado"):
            crear_claves(self.carpeta)

    @contextmanager
    def copia(self, motor: Motor, llenar: Llenar, datos: Path) -> Iterator[Flask]:
        """Una aplicación sobre una copia de la plantilla, con su carpeta `datos`; al salir se devuelve."""
        datos.mkdir(parents=True)
        shutil.copy(self.carpeta / ARCHIVO_DE_CLAVES, datos)
        plantilla = self.llenar(motor, llenar)
        nombre, url = motor.prestar(plantilla)
        with prestada(_config(datos, url), conectada=motor.repite) as app:
            app.config["ENTRADAS"] = self._entradas[motor.nombre, plantilla]
            yield app
        motor.devolver(nombre)

    @contextmanager
    def suelta(self, motor: Motor, llenar: Llenar) -> Iterator[Flask]:
        """Una copia que se puede llevar y traer entre revisiones: no vuelve a nadie."""
        nombre, url = motor.copiar(self.llenar(motor, llenar))
        with self.abierta(url) as app:
            yield app
        motor.borrar(nombre)

    def abierta(self, url: str) -> AbstractContextManager[Flask]:
        """Una aplicación sobre la base que sea."""
        return prestada(_config(self.carpeta, url))

    def llenar(self, motor: Motor, como: Llenar) -> str:
        """La primera vez la llena: la de recién instalada desde nada, y toda otra sobre una copia de ella."""
        nombre = f"plantilla_{como.__name__}"
        base = None if como is recien_instalada else self.llenar(motor, recien_instalada)
        lista = self.carpeta / f"{motor.nombre}-{nombre}.lista"
        with FileLock(lista.with_suffix(".candado")):
            if not lista.exists():
                motor.borrar(nombre)  # lo que dejara a medias un intento que falló
                with self.abierta(motor.crear(nombre, base)) as app:
                    como(app)
                    entraron = entradas(app)
                motor.sellar(nombre)
                lista.write_text(json.dumps(entraron), encoding="utf-8")
        if (motor.nombre, nombre) not in self._entradas:
            self._entradas[motor.nombre, nombre] = json.loads(lista.read_text(encoding="utf-8"))
        return nombre


def _config(datos: Path, url: str) -> Config:
    # La entrada guardada de cada rol puede tener un buen rato: aquí no se pide la contraseña otra vez.
    return Config(datos=datos, base=url, claves=leer_claves(datos), minutos_confirmada=600)
