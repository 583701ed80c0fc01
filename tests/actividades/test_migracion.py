"""Al poner al día una base con actividades, las de antes también se encuentran al buscar."""

from registro import esquema
from registro.actividades import consultas
from registro.actividades.consultas import Busqueda
from tests.fabricas.actividades import crear


def test_lo_que_ya_estaba_se_busca_sin_tildes(suelta):
    with suelta.app_context():
        crear(titulo="Reunión de Año Nuevo")
    esquema.revertir(suelta, "0009")
    esquema.migrar(suelta)
    for texto in ("reunion ano", "MARIPOSA"):
        with suelta.app_context():
            [hallada] = consultas.listar(Busqueda(texto=texto))[0]
        assert hallada.titulo == "Reunión de Año Nuevo"
