"""Lo que el servidor da a la tableta: público, sin datos y con una versión que sale del contenido."""

import base64
import gzip
import io
import re
from hashlib import sha256

import pytest
from PIL import Image

from registro.web import pwa
from tests.navegacion.paginas import NUMERO
from tests.tableta.fixtures import RAIZ

PRIMERA_CARGA = 150 * 1024
DIRECCIONES = ("/campo/tableta", "/campo/sw.js", "/campo/lector.mjs", "/campo/manifest.webmanifest")


@pytest.fixture
def archivos(app):
    with app.test_request_context():
        return pwa.version().archivos


def test_la_pagina_no_dice_de_quien_es_ni_trae_a_nadie(como, cliente):
    de_nadie = cliente.get("/campo/tableta")
    assert (de_nadie.pagina.titulo, de_nadie.pagina.h1) == ("Notas", "Notas")
    de_otra = como("secretaria").get("/campo/tableta")
    assert sin_numero(de_otra) == sin_numero(de_nadie)
    assert de_otra.datos != de_nadie.datos  # el número de los guiones es de cada respuesta, y su versión no
    manifiesto = cliente.get("/campo/manifest.webmanifest").json
    assert (manifiesto["name"], manifiesto["short_name"], manifiesto["scope"]) == (
        "Notas",
        "Notas",
        "/campo/",
    )


def test_los_dibujos_con_que_se_instala_miden_lo_que_dicen_y_no_dicen_nada(cliente, archivos):
    dibujos = cliente.get("/campo/manifest.webmanifest").json["icons"]
    assert {(dibujo["sizes"], dibujo["purpose"]) for dibujo in dibujos if dibujo["type"] == "image/png"} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for dibujo in dibujos:
        assert dibujo["src"] in archivos
        if dibujo["type"] == "image/png":
            imagen = Image.open(io.BytesIO(servido(cliente, dibujo["src"])))
            assert (f"{imagen.width}x{imagen.height}", imagen.info) == (dibujo["sizes"], {})


@pytest.mark.parametrize("direccion", DIRECCIONES[:3])
def test_la_politica_abre_el_lector_y_nada_mas(cliente, direccion):
    respuesta = cliente.get(direccion)
    cabeceras = respuesta.cruda.headers
    politica = cabeceras["Content-Security-Policy"]
    guiones = f"'nonce-{NUMERO.search(politica)[1]}'" if respuesta.pagina else "'self'"
    assert f"script-src {guiones} 'wasm-unsafe-eval';" in politica
    assert "unsafe-inline" not in politica
    assert "'unsafe-eval'" not in politica
    assert "camera=(self)" in cabeceras["Permissions-Policy"]


def test_todo_lo_que_la_pagina_pide_queda_guardado_para_trabajar_sin_red(cliente, archivos):
    pagina = cliente.get("/campo/tableta").cruda.text
    pedidos = set(re.findall(r'(?:src|href)="(/estaticos/[^"]+)"', pagina))
    assert pedidos <= set(archivos)
    for modulo in [direccion for direccion in archivos if direccion.endswith((".mjs", ".js"))]:
        texto = servido(cliente, modulo).decode()
        for importado in re.findall(r'(?:^|\s)(?:import|export)[^"\';]*?from\s*"(\.[^"]+)"', texto):
            assert _junto_a(modulo, importado) in archivos, f"{modulo} pide {importado}"


def test_cada_archivo_lleva_la_huella_de_lo_que_se_sirve(cliente, archivos):
    assert any(direccion.endswith(".wasm") for direccion in archivos)
    for direccion, huella in archivos.items():
        propia = base64.b64encode(sha256(servido(cliente, direccion)).digest()).decode()
        assert huella == f"sha256-{propia}", direccion


def test_la_primera_carga_cabe_en_150_kb_con_pagina_y_hojas(cliente, archivos):
    direcciones = [*DIRECCIONES, *(ruta for ruta in archivos if not ruta.endswith(".wasm"))]
    pesos = {ruta: len(gzip.compress(servido(cliente, ruta), 5)) for ruta in direcciones}
    assert sum(pesos.values()) <= PRIMERA_CARGA, sorted(pesos.items(), key=lambda par: -par[1])[:10]


def test_un_archivo_que_cambia_es_otra_version(app, cliente, monkeypatch):
    antes = cliente.get("/campo/sw.js").texto
    monkeypatch.setattr(pwa, "_integridad", lambda ruta: f"sha256-{ruta.name}")
    pwa.version.cache_clear()
    assert cliente.get("/campo/sw.js").texto != antes
    monkeypatch.undo()
    pwa.version.cache_clear()
    assert cliente.get("/campo/sw.js").texto == antes


def test_nada_se_mueve_ni_se_pinta_por_fuera_de_las_hojas():
    for plantilla in (RAIZ / "plantillas" / "pwa").glob("*.html"):
        assert not re.search(r"\sstyle=|\son\w+=|<style", plantilla.read_text(encoding="utf-8")), (
            plantilla.name
        )


def sin_numero(respuesta):
    numero = NUMERO.search(respuesta.cruda.headers["Content-Security-Policy"])[1]
    return respuesta.cruda.text.replace(numero, "")


def servido(cliente, direccion):
    with cliente.get(direccion).cruda as respuesta:
        return respuesta.data


def _junto_a(modulo, importado):
    partes = modulo.split("/")[:-1]
    for parte in importado.split("/"):
        if parte == "..":
            partes.pop()
        elif parte != ".":
            partes.append(parte)
    return "/".join(partes)
