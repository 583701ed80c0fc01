"""Una matriz de asistencia muy ancha se parte por meses y no pierde ninguna columna."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from registro.informes.gestion import cuadros
from registro.tabla import Celda, Columna, Tabla, TipoColumna

MESES = ("Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio")


def matriz(por_mes):
    sesiones = [(mes, dia) for mes, cuantas in zip(MESES, por_mes, strict=True) for dia in range(cuantas)]
    columnas = [Columna(titulo) for titulo in ("Sector", "Entidad", "Puesto", "Rol")]
    columnas += [Columna(f"{dia:02}", TipoColumna.ENTERO, mes) for mes, dia in sesiones]
    columnas.append(Columna("Total", TipoColumna.ENTERO))
    rotulos = tuple(Celda(texto) for texto in ("Gobierno", "x" * 200, "Delegada", "P"))
    fila = (*rotulos, *(Celda(1) for _ in sesiones), Celda(len(sesiones)))
    return Tabla(
        "asistencia_mesa", "Asistencia", tuple(columnas), (fila,), fila, "registros", date(2020, 6, 30)
    )


@given(st.lists(st.integers(0, 31), min_size=6, max_size=6), st.integers(1, 20))
def test_los_trozos_traen_cada_sesion_una_vez_y_caben(por_mes, cuantas):
    tabla = matriz(por_mes)
    partes = cuadros.por_meses(tabla, cuantas)
    vistas = [c for parte in partes for c in parte.columnas[4:] if c.titulo != "Total"]
    assert vistas == list(tabla.columnas[4:-1])
    assert all(len(parte.columnas) - 4 - (parte is partes[-1]) <= cuantas for parte in partes)
    assert [parte.columnas[-1].titulo == "Total" for parte in partes].count(True) == 1
    assert partes[-1].totales[-1].valor == sum(por_mes)


def test_un_mes_no_se_parte_si_cabe_solo_y_el_titulo_dice_cuales_lleva():
    partes = cuadros.por_meses(matriz([2, 3, 12, 0, 4, 1]), 16)
    titulos = [parte.titulo for parte in partes]
    assert titulos == [f"Asistencia ({cuales})" for cuales in ("enero a febrero", "marzo a mayo", "junio")]
    assert cuadros.por_meses(matriz([1, 1, 2, 0, 2, 1]), 16) == [matriz([1, 1, 2, 0, 2, 1])]
    assert len(cuadros.anchos(partes[0])) == len(partes[0].columnas)
