"""Al poner al día una base con actividades, las de antes también se encuentran al buscar."""

from uuid import uuid4

import pytest

from registro import esquema
from registro.actividades import consultas
from registro.actividades.consultas import Busqueda
from registro.catalogos.operaciones import sembrar
from registro.seguridad.permisos import de_terminal
from tests.fabricas.actividades import crear


@pytest.fixture
def con_una_jornada(motor, instalaciones):
    """Una base propia, que la prueba puede llevar y traer entre revisiones."""
    nombre = f"revisiones_{uuid4().hex}"
    with instalaciones.abierta(motor.crear(nombre)) as app:
        esquema.migrar(app)
        with app.app_context():
            sembrar(de_terminal())
            crear(titulo="Reunión de Año Nuevo")
        yield app
    motor.borrar(nombre)


@pytest.mark.parametrize("texto", ["reunion ano", "MARIPOSA"])
def test_lo_que_ya_estaba_se_busca_sin_tildes(con_una_jornada, texto):
    esquema.revertir(con_una_jornada, "0009")
    esquema.migrar(con_una_jornada)
    with con_una_jornada.app_context():
        [hallada] = consultas.listar(Busqueda(texto=texto))[0]
    assert hallada.titulo == "Reunión de Año Nuevo"
