"""Una vista de Flask que sólo hace un INSERT y un COMMIT: la vara con que se mide la recepción."""

import os

from flask import Flask
from sqlalchemy import create_engine, event, text


def crear():
    """La aplicación más pequeña que guarda algo de verdad, en la base de la medición."""
    app = Flask("desnuda")
    motor = create_engine(os.environ["REGISTRO_BASE"], pool_size=16)
    if motor.dialect.name == "sqlite":

        @event.listens_for(motor, "connect")
        def _al_conectar(conexion, _registro):
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000"):
                conexion.execute(f"PRAGMA {pragma}")

    with motor.begin() as conexion:
        if motor.dialect.name == "postgresql":  # los dos trabajadores llegan a la vez
            conexion.execute(text("select pg_advisory_xact_lock(1)"))
        conexion.execute(text("create table if not exists desnuda (dato varchar(200))"))

    @app.post("/")
    def guardar():
        with motor.begin() as conexion:
            conexion.execute(text("insert into desnuda values ('una lectura cualquiera')"))
        return {"listo": True}

    return app
