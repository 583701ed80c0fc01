"""En la edición pública lo pequeño se oculta, y de las demás tablas del informe no se despeja."""

from datetime import date
from types import SimpleNamespace

from registro.informes.balance.armado import para_publicar
from registro.informes.balance.redaccion import Redaccion, seccion
from registro.informes.edicion_publica import EdicionPublica
from registro.informes.partes import Parte
from registro.tabla import Celda, Columna, Tabla, TipoColumna

PUBLICA = EdicionPublica(5)
ENTERO = TipoColumna.ENTERO


def tabla(nombre, textos, cifras, *filas, totales):
    columnas = [
        *(Columna(f"t{n}") for n in range(textos)),
        *(Columna(f"c{n}", ENTERO) for n in range(cifras)),
    ]
    return Tabla(
        nombre,
        nombre,
        tuple(columnas),
        tuple(tuple(map(Celda, fila)) for fila in filas),
        tuple(map(Celda, totales)),
        "registros",
        date(2023, 12, 31),
    )


def columna(publicada, lugar):
    return [fila[lugar].valor for fila in publicada.todas]


def test_una_jornada_pequena_se_oculta_con_otra_y_el_total_se_ve():
    filas = [
        ("Marzo", "1", "Plaza", "Suba", 3),
        ("Abril", "1", "Plaza", "Suba", 20),
        ("Mayo", "1", "P", "S", 9),
    ]
    hecha = PUBLICA(tabla("jornadas", 4, 1, *filas, totales=("Total", "", "", "", 32)))
    assert columna(hecha, 4) == ["*", 20, "*", 32]
    assert any("no quiere decir cero" in nota for nota in hecha.notas)


def test_lo_que_no_cuenta_personas_o_no_tiene_nada_pequeno_sale_igual():
    productos = tabla("productos_por_sector", 1, 1, ("Salud", 2), ("Mujeres", 3), totales=("Total", 5))
    gestiones = tabla("gestiones", 1, 1, ("A", 12), ("B", 0), totales=("Total", 12))
    assert PUBLICA(productos) is productos
    assert PUBLICA(gestiones) is gestiones


def test_las_asistencias_de_un_tipo_que_tiene_su_tabla_no_sirven_de_escondite():
    filas = [("Jornadas", 2, 2, 40), ("Casa de Todas", 5, 5, 300), ("Mesa ZESAI", 1, 1, 3)]
    hecha = PUBLICA(tabla("actividades", 1, 3, *filas, totales=("Total", 8, 8, 343)))
    assert columna(hecha, 3) == [40, "*", "*", 343]
    assert columna(hecha, 1) == [2, 5, 1, 8]


def test_una_clase_pequena_se_oculta_con_otra_de_su_misma_area():
    filas = [("Jurídica", "Cierre", 2), ("Jurídica", "Asesoría", 30), ("Psicosocial", "Cierre", 8)]
    hecha = PUBLICA(tabla("atenciones_por_clase", 2, 1, *filas, totales=("Total", "", 40)))
    assert columna(hecha, 2) == ["*", "*", 8, 40]


def test_si_un_area_es_pequena_no_se_dice_nada_de_ninguna():
    por_area = PUBLICA(
        tabla("atenciones", 1, 2, ("A", 3, 2), ("B", 90, 40), ("C", 50, 30), totales=("T", 143, 70))
    )
    assert columna(por_area, 1) == ["*", 90, "*", 143]
    assert columna(por_area, 2) == ["*", "*", "*", 70]
    filas = [("A", "x", 3), ("B", "x", 60), ("B", "y", 30), ("C", "x", 50)]
    assert columna(PUBLICA(tabla("atenciones_por_clase", 2, 1, *filas, totales=("T", "", 143))), 2) == [
        *"****",
        143,
    ]
    modalidades = tabla(
        "atenciones_por_modalidad", 1, 3, ("A", 3, 0, 3), ("B", 60, 30, 90), totales=("T", 63, 30, 93)
    )
    assert [columna(PUBLICA(modalidades), lugar) for lugar in (1, 3)] == [["*", "*", 63], ["*", "*", 93]]
    solo = PUBLICA(tabla("atenciones", 1, 2, ("A", 3, 2), totales=("T", 3, 2)))
    assert columna(solo, 2) == ["*", "*"]


def test_una_modalidad_pequena_se_oculta_con_las_totales_a_la_vista():
    filas = [("A", 2, 40, 42), ("B", 30, 20, 50), ("C", 9, 9, 18)]
    hecha = PUBLICA(tabla("atenciones_por_modalidad", 1, 3, *filas, totales=("T", 41, 69, 110)))
    assert columna(hecha, 1) == ["*", 30, "*", 41]
    assert columna(hecha, 2) == ["*", 20, "*", 69]
    assert columna(hecha, 3) == [42, 50, 18, 110]


def test_un_encuentro_pequeno_tampoco_dice_la_cantidad_que_dejo():
    filas = [("Redes", 1, 3, 7), ("Asamblea", 1, 40, 2), ("Recorridos", 2, 30, 100)]
    hecha = PUBLICA(tabla("encuentros", 1, 3, *filas, totales=("Total", 4, 73, "")))
    assert columna(hecha, 2) == ["*", 40, "*", 73]
    assert columna(hecha, 3) == ["*", "*", "*", ""]
    mebog = tabla("mebog", 1, 1, ("Santa Fe", 1), ("Kennedy", 4), totales=("Total", 5))
    assert columna(PUBLICA(mebog), 1) == ["*", "*", 5]


def test_lo_que_alguien_escribio_con_una_cifra_que_se_oculta_no_se_publica():
    r = Redaccion()
    r.decir(f"Hubo {r.cifra('mujeres', '*')} mujeres.")
    escrito = SimpleNamespace(texto="Hubo 3 mujeres.", version=1)
    assert Parte(seccion("casa", "Casa", 1, r), escrito).texto == "Hubo 3 mujeres."
    assert para_publicar(Parte(seccion("casa", "Casa", 1, r), escrito)).texto == "Hubo * mujeres."
    sin_ocultas = Parte(seccion("casa", "Casa", 1, Redaccion()), escrito)
    assert para_publicar(sin_ocultas) is sin_ocultas
