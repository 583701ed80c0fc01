"""Cada prueba recibe una base propia, copiada de una plantilla."""

from uuid import uuid4

from sqlalchemy import create_engine, inspect, text


def con_motor(url, *ordenes):
    motor = create_engine(url)
    with motor.begin() as conexion:
        for orden in ordenes:
            conexion.execute(text(orden))
    tablas = inspect(motor).get_table_names()
    motor.dispose()
    return tablas


def test_la_copia_trae_lo_de_la_plantilla_y_no_la_toca(motor):
    original, copia = f"original_{uuid4().hex}", f"copia_{uuid4().hex}"
    url = motor.crear(original)
    con_motor(url, "create table lugar (id integer)")
    url_copia = motor.crear(copia, original)
    assert con_motor(url_copia, "create table otra (id integer)") == ["lugar", "otra"]
    assert con_motor(url) == ["lugar"]
    motor.borrar(copia)
    motor.borrar(original)


def test_una_base_borrada_deja_libre_su_nombre(motor):
    nombre = f"base_{uuid4().hex}"
    con_motor(motor.crear(nombre), "create table lugar (id integer)")
    motor.borrar(nombre)
    assert con_motor(motor.crear(nombre)) == []
    motor.borrar(nombre)


def test_cada_motor_es_el_que_dice(motor):
    nombre = f"base_{uuid4().hex}"
    engine = create_engine(motor.crear(nombre))
    assert engine.dialect.name == motor.nombre
    engine.dispose()
    motor.borrar(nombre)
