"""Cada módulo de la tableta toca sólo lo suyo, es corto, y entre todos caben en la primera carga."""

import gzip
import re

import pytest

from tests.tableta.fixtures import RAIZ

CAMPO = RAIZ / "estaticos" / "campo"
SERVIDOS = RAIZ / "estaticos" / "terceros" / "servidos"
MODULOS = sorted(CAMPO.glob("*.mjs"))
PRIMERA_CARGA = 150 * 1024
LINEAS = 200
# Lo que sólo unos pueden nombrar: la expresión, y con qué empieza el nombre de quien puede.
RESERVADO = {
    "el DOM": (r"\b(?:document|window)\.|\bHTML\w*Element\b", ("pantalla",)),
    "IndexedDB": (r"\bindexedDB\b|\bIDB\w+", ("cola", "base", "aplicacion", "entorno")),
    "la red": (r"\bfetch\b|\bXMLHttpRequest\b|\bWebSocket\b|\bsendBeacon\b", ("sincronizar", "entorno")),
    "la hora": (
        r"\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b",
        ("entorno", "pantalla", "descifrador.worker"),
    ),
    "el azar sin sembrar": (r"\bMath\.random\b", ("entorno",)),
    "otro almacén": (r"\blocalStorage\b|\bsessionStorage\b|\bdocument\.cookie\b|\bcaches\b", ()),
    "servidores ajenos": (r"https?://", ()),
}
COMENTARIO = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)


def faltas(nombre, texto):
    codigo = COMENTARIO.sub("", texto)
    for cosa, (expresion, duenos) in RESERVADO.items():
        if not nombre.startswith(duenos or "\0") and re.search(expresion, codigo):
            yield f"{nombre} no debe tocar {cosa}"


@pytest.mark.parametrize("modulo", MODULOS, ids=lambda modulo: modulo.name)
def test_cada_modulo_toca_solo_lo_suyo_y_es_corto(modulo):
    texto = modulo.read_text(encoding="utf-8")
    assert not list(faltas(modulo.name, texto))
    assert len(texto.splitlines()) <= LINEAS


@pytest.mark.parametrize(
    "codigo",
    [
        "document.body.append(x)",
        "indexedDB.open('x')",
        "await fetch('/api')",
        "Date.now()",
        "Math.random()",
        "localStorage.x = 1",
        "import('https://otro.invalid/x.mjs')",
    ],
)
def test_la_ley_de_la_tableta_muerde(codigo):
    assert len(list(faltas("jornada.mjs", f"/** bien */\n{codigo}"))) == 1


def test_la_primera_carga_cabe_en_150_kb_sin_el_wasm():
    ajenos = list(SERVIDOS.rglob("*.js"))
    assert ajenos, "faltan las librerías: las trae la instalación"
    comprimidos = {archivo: len(gzip.compress(archivo.read_bytes(), 6)) for archivo in [*MODULOS, *ajenos]}
    assert sum(comprimidos.values()) <= PRIMERA_CARGA, comprimidos
