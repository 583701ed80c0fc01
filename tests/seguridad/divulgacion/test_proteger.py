"""Ninguna celda oculta se recupera de lo que se muestra."""

from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registro.seguridad.divulgacion import busqueda, exacta
from registro.seguridad.divulgacion.auditoria import determinadas, hallazgos, valido
from registro.seguridad.divulgacion.cubo import SELLADA, Cubo, Dimension
from registro.seguridad.divulgacion.exacta import disponible, intervalo
from registro.seguridad.divulgacion.proteger import Encargo, Protector, pequenas
from tests.seguridad.divulgacion.tablas import crear_cubo, ocultas, pedir, proteger

MARTIRES = (48, 95, 12, 17, 33, 2, 9, 21, 0, 1, 6, 3)


@st.composite
def tablas(draw, formas=((4, 3), (3, 4), (2, 6), (3, 2, 2), (2, 2, 3), (5,))):
    forma = draw(st.sampled_from(formas))
    casi_todo = st.integers(0, 6) | st.integers(0, 40)
    valores = draw(st.lists(casi_todo, min_size=prod(forma), max_size=prod(forma)))
    return crear_cubo(forma, valores)


def atacar(cubo, encargo, proteccion):
    """Quien tiene todo lo publicado y resuelve el sistema exacto no recupera ninguna oculta."""
    sin_mostrar = [celda for celda in encargo.pedidas if not proteccion.estado[celda]]
    assert determinadas(cubo, proteccion.estado, sin_mostrar) == set()
    for celda, ancho in encargo.primarias.items():
        assert valido(cubo, proteccion.estado, proteccion.testigos[celda], ancho)
        minimo, maximo = intervalo(cubo, proteccion.estado, celda, 2 * ancho)
        assert maximo - minimo >= ancho


def test_el_ejemplo_de_las_reglas_oculta_ademas_los_17_de_santa_fe():
    cubo = crear_cubo((4, 3), MARTIRES)
    encargo, proteccion = proteger(cubo)
    assert ocultas(cubo, encargo, proteccion) == {(1, 0), (1, 2), (3, 0), (3, 2)}
    halladas = {nodos: intervalo(cubo, proteccion.estado, cubo.celda(nodos), 50) for nodos in _PRIMARIAS}
    assert halladas == {(1, 2): (1, 5), (3, 0): (0, 4), (3, 2): (0, 4)}


_PRIMARIAS = ((1, 2), (3, 0), (3, 2))


def test_sin_proteccion_complementaria_las_tres_se_calculan():
    cubo = crear_cubo((4, 3), MARTIRES)
    encargo = pedir(cubo)
    estado = bytearray(cubo.celdas)
    for celda in encargo.pedidas - set(encargo.primarias):
        estado[celda] = SELLADA
    assert determinadas(cubo, estado, encargo.primarias) == set(encargo.primarias)
    assert exacta.testigo_exacto(cubo, estado, min(encargo.primarias), 1) is None


@settings(max_examples=12, deadline=None, derandomize=True)
@given(cubo=tablas(), k=st.sampled_from((3, 5, 10)))
def test_de_ninguna_tabla_al_azar_se_recupera_una_celda(cubo, k):
    encargo, proteccion = proteger(cubo, k)
    atacar(cubo, encargo, proteccion)
    assert proteger(cubo, k)[1].estado == proteccion.estado  # la misma tabla se publica siempre igual


@settings(max_examples=3, deadline=None, derandomize=True)
@given(cubo=tablas(formas=((3, 2, 2), (2, 3, 2))))
def test_con_la_comprobacion_exacta_se_muestra_lo_mismo_o_mas_y_sigue_seguro(cubo):
    assert disponible()
    encargo, propia = proteger(cubo, intentos=0)
    _, con_extra = proteger(cubo, intentos=0, otra_opinion=exacta.testigo_exacto)
    atacar(cubo, encargo, con_extra)
    assert len(con_extra.complementarias) <= len(propia.complementarias)


@pytest.mark.parametrize(
    "forma, valores",
    [
        ((3, 3), (0, 0, 0, 2, 9, 3, 0, 0, 0)),  # una sola fila con algo
        ((3, 3), (0,) * 9),  # nada
        ((2, 2), (1, 0, 0, 1)),  # el gran total también es pequeño
        ((1, 1), (3,)),  # una sola celda, igual a todos sus totales
        ((2, 2), (2, 8, 8, 2)),  # totales iguales
        ((4,), (1, 30, 40, 50)),  # una sola dimensión
        ((2, 2, 2), (1, 20, 20, 20, 20, 20, 20, 20)),
        ((3, 2), (2, 2, 30, 41, 50, 60)),  # un total de fila pequeño
    ],
)
def test_las_tablas_con_trampa_tambien_quedan_seguras(forma, valores):
    cubo = crear_cubo(forma, valores)
    atacar(cubo, *proteger(cubo))


def test_una_tabla_sin_celdas_pequenas_se_muestra_entera():
    cubo = crear_cubo((2, 2), (5, 6, 7, 0))
    encargo, proteccion = proteger(cubo)
    assert ocultas(cubo, encargo, proteccion) == set()


def test_los_ceros_se_ocultan_si_la_politica_lo_pide():
    cubo = crear_cubo((2, 2), (5, 6, 7, 0))
    celdas = [celda for _, celda in cubo.todas()]
    assert pequenas(cubo, celdas, 5) == {}
    assert pequenas(cubo, celdas, 5, ceros=True) == {cubo.celda((1, 1)): 4}


def test_los_totales_se_ocultan_solo_si_son_pequenos_o_no_hay_otra_forma():
    cubo = crear_cubo((4, 4), (2, 9, 9, 9, *([9] * 12)))
    encargo, proteccion = proteger(cubo)
    assert all(max(nodos) < 4 for nodos in ocultas(cubo, encargo, proteccion))
    sola = crear_cubo((2, 1), (3, 20))
    encargo, proteccion = proteger(sola)
    atacar(sola, encargo, proteccion)


def test_si_los_totales_ya_se_conocen_y_no_queda_donde_esconder_no_hay_tabla():
    cubo = crear_cubo((2, 1), (3, 0))
    totales = frozenset(celda for nodos, celda in cubo.todas() if 2 in nodos[:1])
    encargo = pedir(cubo, selladas=totales)
    protector = Protector(cubo, encargo)
    assert protector.proteger() is None
    assert protector.imposibles == {cubo.celda((0, 0))}


def test_lo_que_se_oculto_antes_no_pesa_y_se_vuelve_a_ocultar():
    cubo = crear_cubo((4, 3), MARTIRES)
    antes = frozenset({cubo.celda((0, 0)), cubo.celda((0, 2))})
    encargo = pedir(cubo, ya_ocultas=antes)
    proteccion = Protector(cubo, encargo).proteger()
    assert antes.isdisjoint(celda for celda in range(cubo.celdas) if proteccion.estado[celda])
    atacar(cubo, encargo, proteccion)


def test_los_grupos_de_hojas_tambien_se_cuidan():
    """Por mes se ocultó una celda que el trimestre, ya publicado, devolvería."""
    meses = Dimension("mes", ("1", "2", "3", "4"), (("T1", frozenset({0, 1, 2})), ("T2", frozenset({3}))))
    lugares = Dimension("lugar", ("x", "y"))
    valores = {(m, lugar): 20 + m for m in range(4) for lugar in range(2)} | {(0, 0): 2}
    cubo = Cubo([meses, lugares], valores)
    pedidas = frozenset(celda for _, celda in cubo.todas())
    trimestres = frozenset(cubo.celda((meses.nodo(t), n)) for t in ("T1", "T2") for n in range(3))
    encargo = Encargo(pedidas, pequenas(cubo, sorted(pedidas), 5), trimestres)
    proteccion = Protector(cubo, encargo).proteger(2)
    atacar(cubo, encargo, proteccion)
    sin_mostrar = ocultas(cubo, encargo, proteccion)
    assert len([nodos for nodos in sin_mostrar if nodos[0] in {0, 1, 2}]) >= 4
    assert meses.nodo("4") == 3


def test_lo_que_no_puede_moverse_no_sirve_de_escondite():
    """De personas distintas sólo se mueven las que vinieron una vez: aquí ninguna."""
    dimensiones = [Dimension("d", ("a", "b")), Dimension("e", ("x", "y"))]
    valores = {(0, 0): 2, (0, 1): 9, (1, 0): 9, (1, 1): 9}
    cubo = Cubo(dimensiones, valores, moviles={(0, 0): 0})
    encargo = pedir(cubo)
    proteccion = Protector(cubo, encargo).proteger(2)
    for celda in encargo.primarias:
        assert valido(cubo, proteccion.estado, proteccion.testigos[celda], 4)
        assert not any(delta < 0 for delta in proteccion.testigos[celda].baja.values())


def test_un_testigo_inventado_no_pasa_la_verificacion():
    cubo = crear_cubo((2, 2), (2, 9, 9, 9))
    _, proteccion = proteger(cubo)
    celda = cubo.celda((0, 0))
    visto = proteccion.testigos[celda]
    assert valido(cubo, proteccion.estado, visto, 4)
    assert hallazgos(cubo, proteccion.estado, {}, {celda: 4}) == {celda}
    assert hallazgos(cubo, proteccion.estado, {celda: visto}, {celda: 4}) == set()
    assert not valido(cubo, proteccion.estado, visto, 40)
    negativo = busqueda.Testigo(celda, dict.fromkeys(visto.sube, 0) | {celda: 4}, {})
    assert not valido(cubo, proteccion.estado, negativo, 4)
    de_mas = busqueda.Testigo(celda, {}, {celda: -4})
    assert not valido(cubo, proteccion.estado, de_mas, 4)
