"""Los módulos de la tableta hablan con el servidor de verdad: lo que una dice es lo que el otro entiende."""

import json
from threading import Thread

import pytest
from werkzeug.serving import make_server

from tests.tableta.fixtures import correr_node


@pytest.fixture
def direccion(app):
    """El servidor atendiendo en la propia máquina."""
    servidor = make_server("127.0.0.1", 0, app, threaded=True)
    hilo = Thread(target=servidor.serve_forever)
    hilo.start()
    yield f"http://127.0.0.1:{servidor.server_port}"
    servidor.shutdown()
    hilo.join()
    servidor.server_close()


def test_una_jornada_entera_llega_y_se_cuenta_una_vez(direccion, terminal, contexto):
    invitada = json.loads(terminal("dispositivo", "invitar", "Tableta 1").stdout)
    orden = ("actividad", "crear", "jornada", "--fecha", _hoy(), "--lugar", "Plaza", "--localidad", "14")
    actividad = json.loads(terminal(*orden).stdout)["id"]
    *tarjetas, blanca = terminal("credenciales", "emitir", 6, "--formato", "texto").stdout.split()
    encargo = {
        "servidor": direccion,
        "codigo": invitada["codigo"],
        "actividad": actividad,
        "tarjetas": tarjetas,
    }
    hecho = correr_node(
        "contra_el_servidor.mjs", env={"ENCARGO": json.dumps(encargo), "BLANCA": blanca}, timeout=120
    )
    assert hecho.returncode == 0, hecho.stderr
    visto = json.loads(hecho.stdout)
    assert visto["repetida"] == "ya_estaba"
    assert visto["trasElCorte"]["recibidas"] == 0
    assert visto["trasElCorte"]["pendientes"] == len(tarjetas)
    assert (visto["cuarentena"], visto["pendientes"], visto["red"]) == ([], 0, "al_dia")
    assert visto["cuentas"]["guardadas"] == visto["cuentas"]["recibidas"] == len(tarjetas) + 11

    from registro.asistencia import consultas

    conteo = consultas.conteo(_interna(actividad))
    assert (conteo.nominales, conteo.anonimas) == (len(tarjetas) + 1, 2)


def _hoy():
    from registro.fechas import hoy

    return hoy().isoformat()


def _interna(uuid):
    from registro.actividades import consultas

    return consultas.ficha(uuid).id
