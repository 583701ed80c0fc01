"""La página se lee sola, con todo escapado y sin pedir nada a nadie."""

import html5lib
import pytest

from registro.escritores import en_html
from tests.escritores.documentos import ALTERNATIVO, crear_documento


@pytest.fixture(scope="module")
def pagina():
    return en_html.escribir(crear_documento())


def test_es_html_valido_y_nada_escrito_por_una_persona_se_ejecuta(pagina):
    html5lib.HTMLParser(strict=True).parse(pagina)
    assert "&lt;script&gt;" in pagina
    assert "<script" not in pagina
    assert "src=" not in pagina
    assert pagina.count("<h1") == 1


def test_los_indices_llevan_a_su_lugar_y_las_notas_van_y_vuelven(pagina):
    for enlace, lugar in (
        *(('href="#titulo2"', '<h2 id="titulo2">1. Contexto</h2>'), ('href="#tabla1"', 'id="tabla1"')),
        *(('href="#nota1"', '<li id="nota1">Hasta 100 % &amp; no más.'), ('href="#figura1"', 'id="figura1"')),
    ):
        assert enlace in pagina
        assert lugar in pagina
    assert f'aria-label="{ALTERNATIVO}"' in pagina
    assert "Ver las cifras de la figura 1" in pagina


def test_dentro_de_otra_pagina_los_titulos_bajan_de_nivel():
    dentro = en_html.cuerpo(crear_documento(), desde=2)
    assert '<h2 id="titulo2">1. Contexto</h2>' in dentro
    assert "<h1" not in dentro
