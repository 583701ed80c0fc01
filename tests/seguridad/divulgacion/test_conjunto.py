"""Quien junta todo lo que se ha publicado no despeja lo que una sola tabla oculta."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registro.seguridad.divulgacion.busqueda import Busqueda
from registro.seguridad.divulgacion.conjunto import juntar, sigue_segura
from registro.seguridad.divulgacion.cubo import SELLADA
from registro.seguridad.divulgacion.exacta import intervalo
from registro.seguridad.divulgacion.publicada import Foto, Publicada, delatan, dice_algo
from tests.seguridad.divulgacion.registros import (
    BASES,
    VALORES,
    atacar,
    fotografiar,
    pedir,
    publicar,
)

EJES = (
    *(("localidad",), ("localidad", "mes"), ("localidad", "rango_edad"), ("mes", "rango_edad")),
    *(("trimestre", "localidad"), ("trimestre", "rango_edad"), ("localidad", "mes", "rango_edad")),
    *(("actividad",), ("grupo",), ("actividad", "rango_edad"), ("grupo", "mes")),
)


def hechos(**cuantos):
    """``x1j=3``: tres hechos de la localidad x, el mes 1 y la edad j."""
    return [tuple(clave) for clave, n in cuantos.items() for _ in range(n)]


BASTANTES = {f"{lugar}{mes}{edad}": 9 for lugar in "xyz" for mes in "12" for edad in "jm"}


def a_salvo(publicadas):
    return all(hay >= ancho for _, _, hay, ancho in atacar(publicadas))


@st.composite
def historias(draw):
    """Un registro que crece y mengua, y lo que se pide publicar en cada momento."""
    uno = st.tuples(*(st.sampled_from(VALORES[base]) for base in VALORES), st.sampled_from("01"))
    todos = draw(st.lists(st.tuples(uno, st.integers(1, 12)), min_size=2, max_size=14))
    registro = [hecho for hecho, n in todos for _ in range(n)]
    pasos = []
    for _ in range(draw(st.integers(2, 4))):
        if draw(st.booleans()):
            registro = registro[draw(st.integers(0, 2)) :] + draw(st.lists(uno, max_size=7))
        base = draw(st.sampled_from(sorted(VALORES)))
        filtro = draw(st.none() | st.sets(st.sampled_from(VALORES[base]), min_size=1, max_size=2))
        filtros = () if filtro is None else ((base, tuple(filtro)),)
        pasos.append(
            (list(registro), draw(st.sampled_from(EJES)), filtros, draw(st.sampled_from((40_000, 150))))
        )
    return pasos


@settings(max_examples=8, deadline=None, derandomize=True)
@given(historia=historias())
def test_ninguna_sucesion_de_publicaciones_deja_despejar_una_celda(historia):
    assedio(historia)


def assedio(historia):
    publicadas = []
    for registro, ejes, filtros, celdas in historia:
        if not registro:
            continue
        hecha = publicar(pedir(fotografiar(registro), ejes, filtros), publicadas, celdas=celdas)
        if hecha is not None:
            publicadas.append(hecha)
    assert not publicadas or a_salvo(publicadas)


def test_tres_registros_nuevos_no_se_conocen_restando_lo_publicado_antes():
    antes = hechos(**BASTANTES)
    primera = publicar(pedir(fotografiar(antes), ("localidad", "mes")), [])
    despues = pedir(fotografiar(antes + hechos(x1j=3)), ("localidad", "mes"))
    assert primera.visibles == frozenset(primera.exactas)
    assert set(delatan(despues, primera, 5)) == {("x", "1"), ("x", ""), ("", "1"), ("", "")}
    segunda = publicar(despues, [primera])
    assert segunda.visibles.isdisjoint(delatan(despues, primera, 5))
    assert a_salvo([primera, segunda])


def test_pedir_todo_lo_que_hubo_es_no_filtrar():
    antes = hechos(**BASTANTES)
    primera = publicar(pedir(fotografiar(antes), ("localidad",)), [])
    de_todo = [("mes", "1234"), ("rango_edad", "jma")]
    despues = pedir(fotografiar(antes + hechos(x1j=4)), ("rango_edad",), de_todo)
    assert set(delatan(despues, primera, 5)) == {("",)}
    segunda = publicar(despues, [primera])
    assert ("",) not in segunda.visibles
    assert a_salvo([primera, segunda])


def test_lo_que_queda_fuera_de_un_filtro_tambien_se_cuida():
    foto = fotografiar(hechos(**BASTANTES) + hechos(y1a=2, x1a=8))
    todo = publicar(pedir(foto, ("rango_edad", "mes")), [])
    sin_y = pedir(foto, ("rango_edad", "mes"), [("localidad", "xz")])
    assert ("a", "1") in set(delatan(sin_y, todo, 5))
    assert set(delatan(todo, sin_y, 5)) == set(delatan(sin_y, todo, 5))
    hecha = publicar(sin_y, [todo])
    assert ("a", "1") not in hecha.visibles
    assert a_salvo([todo, hecha])
    ajena = pedir(foto, ("rango_edad", "mes"), [("localidad", "y")])
    assert set(delatan(ajena, sin_y, 5)) == set()  # ninguno de los dos filtros es parte del otro
    assert not sin_y.se_cruza_con(ajena)


def test_la_misma_tabla_sobre_los_mismos_datos_se_publica_igual():
    foto = fotografiar(hechos(**BASTANTES) + hechos(z2a=1, x1a=2))
    primera = publicar(pedir(foto, ("localidad", "rango_edad")), [])
    otra = publicar(pedir(foto, ("localidad", "rango_edad")), [primera])
    assert otra.visibles == primera.visibles
    assert len(primera.visibles) < len(primera.exactas)


def test_el_trimestre_publicado_no_devuelve_el_mes_que_se_oculta():
    foto = fotografiar(hechos(**BASTANTES) + hechos(x3j=2, x4j=9, y3j=9, y4j=9))
    por_trimestre = publicar(pedir(foto, ("trimestre", "localidad")), [])
    por_mes = publicar(pedir(foto, ("mes", "localidad")), [por_trimestre])
    assert ("3", "x") not in por_mes.visibles
    assert a_salvo([por_trimestre, por_mes])


@pytest.mark.parametrize("celdas", [40_000, 60])
def test_una_tabla_que_no_cabe_con_las_demas_tambien_las_respeta(celdas):
    foto = fotografiar(hechos(**BASTANTES) + hechos(x1a=2, y2a=3, z1a=1))
    una = publicar(pedir(foto, ("localidad", "rango_edad")), [], celdas=celdas)
    otra = publicar(pedir(foto, ("mes", "rango_edad")), [una], celdas=celdas)
    publicadas = [una, *([otra] if otra else [])]
    conjunto = juntar(pedir(foto, ("mes", "rango_edad")), [una], 5, celdas)
    assert len(conjunto.aparte) == (celdas == 60)
    assert a_salvo(publicadas)


def test_una_publicacion_que_delataria_a_otra_anterior_no_sigue_segura():
    foto = fotografiar(hechos(**BASTANTES) + hechos(x1a=2, y1a=7))
    una = publicar(pedir(foto, ("localidad", "rango_edad")), [])
    imprudente = pedir(foto, ("localidad", "rango_edad", "mes"))  # sin ocultar nada
    assert sigue_segura(una, [], 5)
    assert not sigue_segura(una, [imprudente], 5)


def test_con_personas_y_asistencias_publicadas_solo_se_mueve_lo_suelto():
    registro = hechos(**BASTANTES) + hechos(x1a=2, y2a=6)
    sueltos = fotografiar(registro).filas
    nadie_suelto = Foto("m", BASES, tuple((clave, n, 0, 0) for clave, n, *_ in sueltos))
    asistencias = publicar(pedir(nadie_suelto, ("localidad", "rango_edad")), [])
    personas = pedir(nadie_suelto, ("localidad", "rango_edad"), medida="personas")
    conjunto = juntar(personas, [asistencias], 5)
    assert conjunto.aparte == (asistencias,)
    assert set(conjunto.cubo.moviles) == {0}
    assert list(delatan(personas, asistencias, 5)) == []
    assert publicar(personas, [asistencias]) is None


def test_una_fila_que_sale_porque_la_hubo_no_puede_estar_vacia():
    """De dos localidades con 2 y 3, y su total a la vista, cada una está entre 1 y 4: no basta."""
    foto = fotografiar(hechos(x1j=2, y1j=3))
    nueva = pedir(foto, ("localidad",))
    conjunto = juntar(nueva, [], 5)
    estado = bytearray(conjunto.cubo.celdas)
    estado[conjunto.lugares["",]] = SELLADA
    estado[conjunto.lugares["z",]] = SELLADA
    una = conjunto.lugares["x",]
    assert intervalo(conjunto.cubo, estado, una, 10) == (1, 4)
    assert Busqueda(conjunto.cubo, estado, []).testigo(una, 4) is None
    assert Busqueda(conjunto.cubo, estado, []).testigo(una, 3)
    hecha = publicar(nueva, [])
    assert hecha is None or ("",) not in hecha.visibles


def test_lo_de_quien_no_se_sabe_no_esconde_a_una_persona():
    """Diez asistencias sin tarjeta se mueven entre asistencias, y no cambian cuántas personas hubo."""
    filas = [
        (clave, n, n, 0 if clave[2] == "m" else n)
        for clave, n, *_ in fotografiar(hechos(x1j=9, x1m=10, y1j=9, y1m=9)).filas
    ]
    foto = Foto("m", BASES, tuple(filas))
    asistencias, personas = (
        juntar(pedir(foto, ("localidad", "rango_edad"), medida=m), [], 5) for m in ("asistencias", "personas")
    )
    sin_nadie = personas.lugares["x", "m"]
    assert asistencias.cubo.moviles[sin_nadie] == 10
    assert personas.cubo.moviles[sin_nadie] == 0


def test_dos_ejes_del_mismo_rasgo_dejan_celdas_que_no_pueden_tener_nada():
    foto = fotografiar(hechos(**BASTANTES) + hechos(x1a=2))
    hecha = publicar(pedir(foto, ("mes", "trimestre")), [])
    assert isinstance(hecha, Publicada)
    assert ("1", "T2") in hecha.visibles
    assert hecha.donde(("1", "T2")) is None
    assert hecha.exactas["1", "T2"] == 0
    assert a_salvo([hecha])


def test_llevar_algo_a_otra_actividad_cambia_tambien_su_lugar_y_su_mes():
    foto = fotografiar(hechos(**BASTANTES) + hechos(x1a=2, y2a=3))
    por_lugar = publicar(pedir(foto, ("localidad", "rango_edad")), [])
    conjunto = juntar(pedir(foto, ("actividad",)), [por_lugar], 5, 30)
    assert conjunto.aparte == (por_lugar,)
    de_una = {celda for clave, celda in conjunto.lugares.items() if clave != ("",)}
    assert de_una <= conjunto.encargo.selladas  # nada se mueve de actividad
    assert publicar(pedir(foto, ("actividad",)), [por_lugar]) is not None  # juntas sí se puede


def test_de_hechos_guardados_con_otros_rasgos_no_se_reconocen_los_mismos():
    foto = fotografiar(hechos(**BASTANTES))
    antes = pedir(foto, ("localidad", "mes"))
    vieja = Foto("vieja", BASES[:3], tuple((fila[:3], *cuentas) for fila, *cuentas in foto.filas))
    de_antes = replace(antes, foto=vieja)
    assert juntar(antes, [de_antes], 5).aparte == (de_antes,)


def test_una_tabla_de_solo_asteriscos_y_ceros_no_dice_nada():
    toda = pedir(fotografiar(hechos(**BASTANTES)), ("localidad",))
    assert dice_algo(toda)
    assert not dice_algo(None)
    assert not dice_algo(replace(toda, visibles=frozenset()))
    assert dice_algo(replace(toda, exactas=dict.fromkeys(toda.exactas, 0), visibles=frozenset()))
