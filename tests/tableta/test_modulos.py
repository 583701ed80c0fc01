"""Los módulos de la tableta, en Node, con reloj, red y base de mentira; y cruzados con los del servidor."""

import base64
import json
import re

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from filelock import FileLock

from registro.personas.reglas import leer_codigo
from registro.seguridad.sellado import hpke
from tests.tableta.fixtures import AQUI, RAIZ, correr_node, terceros, vectores

PRUEBAS = sorted(archivo.name for archivo in AQUI.glob("*.test.mjs"))


@pytest.fixture(scope="module", autouse=True)
def herramientas():
    """Ya las trajo .ci/pruebas; si alguien llama a pytest a secas, se traen aquí una vez."""
    (RAIZ / ".terceros").mkdir(exist_ok=True)
    with FileLock(RAIZ / ".terceros" / "turno.lock"):
        terceros().traer_para_pruebas(RAIZ)


@pytest.fixture(scope="module")
def archivo_de_vectores(tmp_path_factory):
    archivo = tmp_path_factory.mktemp("vectores") / "codigos.json"
    archivo.write_text(json.dumps(vectores()), encoding="utf-8")
    return archivo


@pytest.mark.parametrize("prueba", PRUEBAS)
def test_los_modulos_de_la_tableta_pasan_sus_pruebas(prueba, archivo_de_vectores):
    dicho = correr_node("--test-reporter=tap", prueba, env={"VECTORES": str(archivo_de_vectores)})
    assert dicho.returncode == 0, dicho.stdout[-6000:] + dicho.stderr[-2000:]
    assert int(re.search(r"^# pass (\d+)$", dicho.stdout, re.MULTILINE)[1]) > 0


def test_los_tipos_de_la_tableta_estan_en_orden():
    tsc = RAIZ / ".terceros" / "pruebas" / "node_modules" / "typescript" / "bin" / "tsc"
    dicho = correr_node(str(tsc), "-p", ".")
    assert dicho.returncode == 0, dicho.stdout


def test_lo_que_sella_la_tableta_lo_abre_el_servidor():
    privada = ec.generate_private_key(ec.SECP256R1())
    punto = hpke.en_bruto(privada.public_key())
    contenidos = [{"id": f"id-{n}", "clase": "lectura", "lugar": "ñandú " * n} for n in range(20)]
    pedido = {
        "llave": {"llave": "K7", "publica": base64.b64encode(punto).decode()},
        "contenidos": contenidos,
    }
    dicho = correr_node("sellar_una.mjs", input=json.dumps(pedido))
    assert dicho.returncode == 0, dicho.stderr
    sellados = json.loads(dicho.stdout)
    assert len(set(sellados)) == len(contenidos)
    for contenido, sellado in zip(contenidos, sellados, strict=True):
        llave, datos = sellado.split(".")
        assert llave == "K7"
        bytes_ = base64.urlsafe_b64decode(datos + "=" * (-len(datos) % 4))
        abierto = hpke.abrir(privada, punto, b"registro/lectura/1", contenido["id"].encode(), bytes_)
        assert json.loads(abierto) == contenido


def test_los_codigos_de_las_pruebas_son_tarjetas_de_verdad():
    texto = (AQUI / "codigos.mjs").read_text(encoding="utf-8")
    codigos = re.findall(r'"(R1-[^"]+)"', texto)
    assert len(codigos) == 12
    assert [leer_codigo(codigo) for codigo in codigos] == codigos


def test_las_librerias_ajenas_no_nombran_de_donde_se_bajaron():
    lock = RAIZ / "estaticos" / "terceros" / "package-lock.json"
    assert "resolved" not in lock.read_text(encoding="utf-8")
    assert "//" not in (RAIZ / "estaticos" / "terceros" / ".npmrc").read_text(encoding="utf-8")


def test_repetir_la_instalacion_no_trae_nada_otra_vez(monkeypatch):
    modulo = terceros()
    monkeypatch.setattr(modulo, "_instalar", lambda *_: pytest.fail("volvió a instalar"))
    modulo.traer_para_pruebas(RAIZ)
