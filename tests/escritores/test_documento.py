"""El documento numera sus títulos, tablas y figuras, y lee lo que escriben las personas."""

from datetime import date

import pytest

from registro.escritores import documento as d
from registro.escritores.parrafos import de_texto
from tests.escritores.tablas import crear_tabla


def crear(*bloques):
    return d.Documento("Balance", "Secretaría", date(2023, 12, 31), bloques)


def figura(titulo="Una"):
    return d.Figura("<svg/>", titulo, "Una barra", crear_tabla(nombre="detras"))


def test_los_titulos_se_numeran_por_nivel_y_lo_apaisado_sigue_la_misma_cuenta():
    apaisada = d.SeccionApaisada((d.Titulo("Método", 2), d.TablaEnDocumento(crear_tabla(), "Otra")))
    hallados = d.indices(
        crear(
            d.Titulo("Presentación", numerado=False),
            *(d.Titulo("Contexto"), d.Titulo("Antes", 2), d.Titulo("Hoy", 2), d.Titulo("Aquí", 3)),
            *(d.TablaEnDocumento(crear_tabla()), figura(), d.SaltoDePagina()),
            *(d.Titulo("Avance"), apaisada, figura("Dos")),
        )
    )
    assert [(e.rotulo, e.texto, e.nivel) for e in hallados.titulos] == [
        ("", "Presentación", 1),
        *(("1", "Contexto", 1), ("1.1", "Antes", 2), ("1.2", "Hoy", 2), ("1.2.1", "Aquí", 3)),
        *(("2", "Avance", 1), ("2.1", "Método", 2)),
    ]
    assert [(e.rotulo, e.texto) for e in hallados.tablas] == [
        ("Tabla 1", "Asistencia a la mesa"),
        ("Tabla 2", "Otra"),
    ]
    assert [(e.rotulo, e.texto) for e in hallados.figuras] == [("Figura 1", "Una"), ("Figura 2", "Dos")]
    anclas = [e.ancla for e in (*hallados.titulos, *hallados.tablas, *hallados.figuras)]
    assert len(set(anclas)) == len(anclas)


def test_una_parte_sola_conserva_los_numeros_del_documento_entero():
    otra = (d.TablaEnDocumento(crear_tabla(), "Otra"), figura("Dos"))
    entero = crear(d.TablaEnDocumento(crear_tabla()), figura(), d.SeccionApaisada(otra))
    hallados = d.indices(d.parte_de(entero, "Avance", otra))
    assert [e.rotulo for e in (*hallados.tablas, *hallados.figuras)] == ["Tabla 2", "Figura 2"]


def test_las_tablas_van_antes_que_las_que_estan_detras_de_una_figura():
    hecho = crear(d.Portada(), figura(), d.SeccionApaisada((d.TablaEnDocumento(crear_tabla()),)))
    assert [(b.tabla.nombre, e.rotulo) for b, e in d.rotuladas(hecho)] == [
        ("asistencia_mesa", "Tabla 1"),
        ("detras", "Figura 1"),
    ]


def test_el_encabezado_es_el_titulo_si_no_se_dice_otro():
    assert crear().arriba == "Balance"
    assert d.Documento("B", "S", date(2023, 1, 1), (), encabezado="Corto").arriba == "Corto"


@pytest.mark.parametrize(
    "armar", [lambda: d.Titulo("x", 9), lambda: d.TablaEnDocumento(crear_tabla(), anchos=(1, 2))]
)
def test_un_bloque_mal_armado_no_llega_a_escribirse(armar):
    with pytest.raises(ValueError, match=r"nivel 9|anchos"):
        armar()


def test_lo_que_escribe_una_persona_se_vuelve_parrafos_y_listas():
    texto = """
    Se cumplió **todo**[nota: Hasta el 100 %.] en https://sdmujer.gov.co/ppasp.
    Y sigue.

    Quedan:
    - lo uno
    * lo *otro*
    1. primero
    2) segundo
    fin
    """
    primero, quedan, vinetas, numerada, fin = de_texto(texto)
    assert primero.trozos == (
        *(d.Trozo("Se cumplió "), d.Trozo("todo", negrita=True), d.Trozo("", nota="Hasta el 100 %.")),
        *(d.Trozo(" en "), d.Trozo("https://sdmujer.gov.co/ppasp", enlace="https://sdmujer.gov.co/ppasp")),
        d.Trozo(". Y sigue."),
    )
    assert (quedan.plano, fin.plano) == ("Quedan:", "fin")
    assert [punto.plano for punto in vinetas.puntos] == ["lo uno", "lo *otro*"]
    assert numerada.numerada
    assert [punto.plano for punto in numerada.puntos] == ["primero", "segundo"]


def test_un_texto_vacio_no_deja_nada_y_lo_raro_queda_como_texto():
    assert de_texto(" \n \n") == ()
    assert d.parrafo("a", d.Trozo("b", cursiva=True)).plano == "ab"
    assert de_texto("**\n\n[nota: ]")[0].plano == "**"
    assert de_texto("va **así**")[0].trozos[-1] == d.Trozo("así", negrita=True)
