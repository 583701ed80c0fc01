"""Cada celda de lo que se publica, con sus márgenes."""

from registro.indicadores.contados import Contado, juntos
from registro.informes.publicas.sumar import Cuadro, entran, sumar_celdas
from registro.seguridad.divulgacion.publicada import Eje

BASES = ("localidad", "mes")
EJES = (
    Eje("localidad", (("x", frozenset("x")), ("y", frozenset("y")))),
    Eje("mes", (("T1", frozenset("12")),)),
)
HECHOS = [
    Contado(("x", "1"), 5),
    Contado(("x", "2"), 1, persona=1),
    Contado(("y", "1"), 1, persona=1),
    Contado(("y", "1"), 1, persona=2),
]


def test_se_suman_los_hechos_o_las_personas_distintas_y_cada_total():
    asistencias = sumar_celdas(Cuadro("u", "asistencias", EJES), BASES, HECHOS)
    assert (asistencias["x", "T1"], asistencias["y", ""], asistencias["", ""]) == (6, 2, 8)
    personas = sumar_celdas(Cuadro("u", "personas", EJES), BASES, HECHOS)
    assert (personas["x", "T1"], personas["y", "T1"], personas["", "T1"]) == (1, 2, 2)
    assert entran(HECHOS, BASES, (("mes", frozenset("2")),)) == [HECHOS[1]]


def test_las_asistencias_y_las_atenciones_son_de_las_mismas_personas():
    assert juntos("atenciones") == juntos("asistencias")
    assert juntos("gestiones") == frozenset({"gestiones"})
