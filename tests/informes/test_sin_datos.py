"""Un registro recién instalado: las tablas existen y dicen qué les falta."""

from registro.escritores import en_texto
from registro.informes.catalogo import CATALOGO, mesa
from tests.informes.lectura import pedir

DE_LA_MESA = {declarada.nombre for declarada in mesa.TABLAS}


def test_sin_sesiones_las_matrices_dicen_que_falta(como):
    analista = como("analista")
    for nombre in DE_LA_MESA:
        vista = analista.get(f"/tablas/{nombre}")
        assert vista.estado == 400
        assert "Todavía no hay sesiones de la mesa" in vista.texto
        assert "Todavía no hay qué mostrar" in vista.texto


def test_las_demas_se_ven_vacias_sin_fallar(como):
    analista = como("analista")
    assert analista.get("/tablas").estado == 200
    for nombre in CATALOGO.keys() - DE_LA_MESA:
        assert analista.get(f"/tablas/{nombre}").estado == 200


def test_una_tabla_que_no_existe_devuelve_a_la_lista_y_no_recita_claves(como):
    vista = como("analista").get("/tablas/nada")
    assert vista.estado == 404
    assert "semaforo_por_sector" not in vista.texto
    assert "Volver a las tablas" in vista.texto


def test_y_en_la_terminal_tambien(contexto):
    for nombre in CATALOGO.keys() - DE_LA_MESA:
        assert "Fuente:" in en_texto.escribir(pedir(nombre))
