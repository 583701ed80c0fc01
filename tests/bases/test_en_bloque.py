"""Las órdenes en bloque hacen en los dos motores lo mismo que las de una fila."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, text

from registro import extensiones
from registro.asistencia.ciudadana import Lectura
from registro.en_bloque.escribir import Cambio, Insercion, escribir
from registro.en_bloque.preguntar import Consulta, preguntar
from registro.errores import EnConflicto
from registro.extensiones import db, tabla_de, transaccion

AHORA = datetime(2026, 3, 13, 20, 15, 30, 123456, tzinfo=timezone(timedelta(hours=-5)))
CAMPOS = ("id", "estado", "motivo", "huella", "medio", "cantidad", "leida_en", "recibida_en", "recibida_de")
GUARDAR = Insercion(Lectura, *CAMPOS, "crudo")
CAMBIAR = Cambio(Lectura, "espera", "crudo", "leida_en", "id")
POR_ID = Consulta(lambda entre: select(tabla_de(Lectura)).where(entre(tabla_de(Lectura).c.id, "ids")))
ESCRITO = 'tab\t, salto\n, \\N, "comillas", ñandú 🐦 y {llaves}'


def crear_fila(id_, crudo=None, leida_en=None):
    return (id_, "aceptada", "", "a" * 64, "qr", 1, leida_en, AHORA, "tableta 1:Una", crudo)


@pytest.mark.usefixtures("contexto")
def test_lo_insertado_en_bloque_se_lee_igual_que_se_escribio():
    ids = [uuid4() for _ in range(3)]
    with transaccion() as sesion:
        filas = [crear_fila(ids[0], ESCRITO), crear_fila(ids[1], ESCRITO, AHORA), crear_fila(ids[2])]
        GUARDAR.ejecutar(sesion.connection(), filas)
    conexion = db.session.connection()
    leidas = {fila.id: fila for fila in POR_ID.ejecutar(conexion, ids=[*ids[:2], uuid4()])}
    assert set(leidas) == set(ids[:2])
    assert [leidas[id_].crudo for id_ in ids[:2]] == [ESCRITO, ESCRITO]
    assert [leidas[id_].leida_en for id_ in ids[:2]] == [None, AHORA.astimezone(UTC)]
    assert {fila.recibida_en for fila in leidas.values()} == {AHORA}
    cifrados = conexion.scalars(text("select crudo from lectura where crudo is not null")).all()
    assert len(set(cifrados)) == 2, "cada texto se cifra aparte, aunque diga lo mismo"
    assert not POR_ID.ejecutar(conexion, ids=[])


@pytest.mark.usefixtures("contexto")
def test_lo_cambiado_en_bloque_cambia_solo_las_filas_de_su_llave():
    una, otra, tercera = uuid4(), uuid4(), uuid4()
    with transaccion() as sesion:
        filas = [crear_fila(una), crear_fila(otra)]
        cambios = [(None, ESCRITO, AHORA, una)]
        GUARDAR.ejecutar(sesion.connection(), filas)
        escribir(sesion.connection(), [(CAMBIAR, cambios), (GUARDAR, [crear_fila(tercera)]), (CAMBIAR, [])])
    por_id, otra_vez = preguntar(
        db.session.connection(), [(POR_ID, {"ids": [una, otra, tercera]}), (POR_ID, {"ids": []})]
    )
    leidas = {fila.id: fila for fila in por_id}
    assert not otra_vez
    assert (leidas[una].crudo, leidas[una].leida_en, leidas[una].espera) == (ESCRITO, AHORA, None)
    assert [(leidas[id_].crudo, leidas[id_].leida_en) for id_ in (otra, tercera)] == [(None, None)] * 2


@pytest.mark.usefixtures("contexto")
def test_un_choque_al_insertar_en_bloque_se_dice_y_no_guarda_nada():
    una, otra = uuid4(), uuid4()
    with transaccion() as sesion:
        GUARDAR.ejecutar(sesion.connection(), [crear_fila(una)])
    with pytest.raises(EnConflicto), transaccion() as sesion:
        GUARDAR.ejecutar(sesion.connection(), [crear_fila(otra), crear_fila(una)])
    assert [fila.id for fila in POR_ID.ejecutar(db.session.connection(), ids=[una, otra])] == [una]


@pytest.mark.usefixtures("contexto")
def test_una_conexion_que_la_base_corto_mientras_descansaba_se_cambia_por_otra(monkeypatch):
    motor = db.engine
    if motor.dialect.name == "sqlite":
        assert not motor.dialect.is_disconnect(Exception(), None, None), "un archivo no corta conexiones"
        return
    monkeypatch.setattr(extensiones, "SEGUNDOS_DE_DESCANSO", -1)
    db.session.rollback()
    motor.dispose()  # las que dejaron abiertas otras pruebas no son de ésta
    with motor.connect() as descansa:
        cual = descansa.scalar(text("select pg_backend_pid()"))
    with motor.connect().execution_options(isolation_level="AUTOCOMMIT") as primera, motor.connect() as otra:
        propias = {
            primera.scalar(text("select pg_backend_pid()")),
            otra.scalar(text("select pg_backend_pid()")),
        }
        assert cual in propias
    with motor.connect() as quien_corta:
        propia = quien_corta.scalar(text("select pg_backend_pid()"))
        (cortada,) = propias - {propia}
        quien_corta.execute(text("select pg_terminate_backend(:cual)"), {"cual": cortada})
        with transaccion() as sesion:
            sesion.execute(delete(Lectura))
            assert sesion.scalar(text("select pg_backend_pid()")) not in propias
