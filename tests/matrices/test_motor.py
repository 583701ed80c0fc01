"""El motor reparte hechos en casillas, las suma y recuerda cómo se llegó a cada una."""

from datetime import date

import pytest

from registro.indicadores.hechos import Hecho
from registro.matrices.motor import Cruce, Portada, Renglon, cruzar
from registro.tabla import Columna, TipoColumna

PORTADA = Portada("prueba", "Prueba", "registros", date(2023, 12, 31), notas=("Una nota.",))
CRUCE = Cruce(
    por_fila="sector",
    por_columna="objetivo",
    rotulos=(Columna("Sector"), Columna("Sigla")),
    renglones=(Renglon("a", ("Ambiente", "A")), Renglon("s", ("Salud", "S"))),
    columnas=(("1", Columna("1", TipoColumna.ENTERO)), ("2", Columna("2", TipoColumna.ENTERO))),
    total=Columna("Total", TipoColumna.ENTERO),
)


def valores(filas):
    return [[celda.valor for celda in fila] for fila in filas]


def hecho(sector, objetivo, cantidad=1, *, repetido=False):
    return Hecho(cantidad, {"sector": sector, "objetivo": objetivo}, repetido=repetido)


def test_las_casillas_los_totales_de_fila_y_los_de_columna_suman():
    tabla = cruzar(PORTADA, CRUCE, [hecho("a", "1", 2), hecho("a", "1", 3), hecho("s", "2", 4)])
    assert valores(tabla.filas) == [["Ambiente", "A", 5, 0, 5], ["Salud", "S", 0, 4, 4]]
    assert valores([tabla.totales]) == [["Total", "", 5, 4, 9]]
    assert tabla.notas == ("Una nota.",)


def test_cada_casilla_recuerda_su_filtro_y_una_vacia_no_se_abre():
    tabla = cruzar(PORTADA, CRUCE, [hecho("a", "1")])
    assert tabla.filas[0][2].filtro == (("sector", "a"), ("objetivo", "1"))
    assert tabla.filas[0][4].filtro == (("sector", "a"),)
    assert tabla.filas[1][2].filtro is None
    assert tabla.totales[2].filtro == (("objetivo", "1"),)
    assert tabla.totales[4].filtro == ()


def test_lo_repetido_se_ve_en_su_casilla_y_no_en_el_total():
    tabla = cruzar(PORTADA, CRUCE, [hecho("a", "1"), hecho("a", "2", repetido=True)])
    assert valores(tabla.filas)[0] == ["Ambiente", "A", 1, 1, 1]
    assert valores([tabla.totales]) == [["Total", "", 1, 1, 1]]
    assert tabla.totales[4].filtro == (("contada", "una vez"),)


def test_sin_totales_y_con_una_columna_de_cierre():
    cierre = (Columna("Hubo", TipoColumna.ESTADO), lambda hechos: "Sí" if hechos else "No")
    cruce = Cruce("sector", "objetivo", CRUCE.rotulos, CRUCE.renglones, CRUCE.columnas, cierre=cierre)
    tabla = cruzar(PORTADA, cruce, [hecho("s", "2")])
    assert [fila[-1].valor for fila in tabla.todas] == ["No", "Sí", "Sí"]


def test_un_hecho_que_no_cae_en_ninguna_casilla_no_se_pierde_callado():
    with pytest.raises(ValueError, match="no tiene esa casilla"):
        cruzar(PORTADA, CRUCE, [hecho("z", "1")])
