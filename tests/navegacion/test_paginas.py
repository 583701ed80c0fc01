"""La revisión de páginas deja pasar una buena y avisa de cada falta."""

import pytest

from tests.navegacion.paginas import Pagina, esqueleto, guiones_sin_permiso

BUENA = """<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>Jornadas · Registro</title>
<link rel="stylesheet" href="/estaticos/base.css"></head>
<body><a href="#contenido">Saltar</a><main id="contenido"><h1>Jornadas</h1>
<form method="post"><input type="hidden" name="csrf_token" value="abc"><label for="lugar">Lugar</label>
<input id="lugar" name="lugar" aria-describedby="ayuda"><p id="ayuda">El que dice el acta.</p>
<label>Año <select name="vigencia"><option>2023</option></select></label><button>Guardar</button></form>
<img src="/qr.svg" alt="Código"></main></body></html>"""

N = "abcdefghijklmnopqrstuv"
FALTAS = [
    ("<!doctype html>\n", "", "HTML: expected-doctype"),
    ("</main>", "</div></main>", "HTML: end-tag-too-early"),
    ("<h1>Jornadas</h1>", "", "hay 0 h1"),
    ("<h1>Jornadas</h1>", "<h1>Jornadas</h1><h1>Más</h1>", "hay 2 h1"),
    ("<title>Jornadas", "<title>Registro", "no empieza por el h1"),
    ('lang="es"', 'lang="en"', "en español"),
    ('<label for="lugar">Lugar</label>', "", "«lugar» no tiene etiqueta"),
    ("<label>Año <select", "<label></label> Año <p><select", "«vigencia» no tiene etiqueta"),
    ("Guardar", "", "«button» no tiene texto"),
    ('id="ayuda"', 'id="ayuda2"', "aria-describedby=«ayuda»"),
    ('<p id="ayuda">', '<p id="lugar">', "el id «lugar» está 2 veces"),
    ('href="#contenido"', 'href="#nada"', "«#nada» no lleva a nada"),
    ('href="/estaticos/base.css"', 'href="https://ejemplo.org/base.css"', "llama a otro servidor"),
    ("<button>", '<button onclick="f()">', "lleva onclick="),
    (' alt="Código"', "", "texto alterno"),
    ("El que dice el acta.", "None", "queda «None»"),
    ("El que dice el acta.", "This field is required.", "queda «This field is»"),
]


def test_una_pagina_buena_no_recibe_avisos():
    pagina = Pagina(BUENA)
    assert pagina.avisos() == []
    assert (pagina.h1, pagina.ficha_csrf) == ("Jornadas", "abc")
    assert "Saltar Jornadas" in pagina.visible


@pytest.mark.parametrize("bueno,malo,aviso", FALTAS)
def test_cada_falta_tiene_su_aviso(bueno, malo, aviso):
    assert bueno in BUENA
    assert any(aviso in dicho for dicho in Pagina(BUENA.replace(bueno, malo)).avisos())


@pytest.mark.parametrize(
    "guion,politica,avisos",
    [
        (f'<script nonce="{N}" src="/x.js"></script>', f"script-src 'nonce-{N}'; img-src 'self'", 0),
        (f'<link rel="modulepreload" nonce="{N}" href="/x.js">', f"script-src 'nonce-{N}';", 0),
        ('<script src="/x.js"></script>', f"script-src 'nonce-{N}';", 1),
        (f'<script nonce="{N[::-1]}" src="/x.js"></script>', f"script-src 'nonce-{N}';", 1),
        (f'<script nonce="{N}" src="/x.js"></script>', f"script-src 'self' 'nonce-{N}';", 1),
        ('<script nonce="" src="/x.js"></script>', "script-src 'nonce-';", 1),
    ],
)
def test_un_guion_sin_el_numero_de_su_respuesta_no_pasa(guion, politica, avisos):
    pagina = Pagina(BUENA.replace("</body>", f"{guion}</body>"))
    assert len(list(guiones_sin_permiso(pagina, politica))) == avisos


def test_lo_que_cambia_de_marcas_se_vuelve_a_leer_y_lo_que_solo_cambia_de_letras_no():
    otra = BUENA.replace("Jornadas", "Sesiones").replace("abc", "xyz")
    assert esqueleto(otra) == esqueleto(BUENA)
    for bueno, malo in (("</main>", "</div></main>"), ("Guardar", "Guardar &"), ("<h1>", "<h1><li>")):
        assert esqueleto(BUENA.replace(bueno, malo)) != esqueleto(BUENA)
