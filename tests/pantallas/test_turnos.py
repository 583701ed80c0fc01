"""Las páginas de un trabajador van por turnos."""

import threading
from itertools import count

from flask import Flask

from registro.web.turnos import Turnos, por_turnos

LARGO = 30  # segundos: sólo se esperan si algo está mal


def test_las_paginas_salen_en_el_orden_en_que_llegaron():
    turnos, salidas, llegaron = Turnos(LARGO), [], []
    assert turnos.tomar()
    for cual in range(5):
        llegaron.append(threading.Thread(target=_salir, args=(turnos, salidas, cual)))
        llegaron[-1].start()
        _hasta_que_esperen(turnos, cual + 1)
    turnos.dejar()
    for hilo in llegaron:
        hilo.join(LARGO)
    assert salidas == [0, 1, 2, 3, 4]
    assert turnos.tomar(), "al final el turno quedó libre"


def test_tras_una_pagina_que_demora_las_demas_siguen_y_lo_que_se_guarda_no_espera():
    app, demora, entro = Flask(__name__), threading.Event(), threading.Event()
    app.add_url_rule("/informe", view_func=lambda: (entro.set(), str(demora.wait(LARGO)))[1])
    app.add_url_rule("/corta", endpoint="corta", view_func=lambda: "ya", methods=["GET", "POST"])
    por_turnos(app, espera=0.01)
    cliente = app.test_client()
    informe = threading.Thread(target=lambda: app.test_client().get("/informe"))
    informe.start()
    assert entro.wait(LARGO)
    assert cliente.post("/corta").text == "ya"
    assert [cliente.get("/corta").text for _ in range(2)] == ["ya", "ya"]
    demora.set()
    informe.join(LARGO)
    assert cliente.get("/corta").text == "ya"


def test_una_pagina_que_falla_deja_su_turno():
    app, veces = Flask(__name__), count()
    app.add_url_rule("/", endpoint="falla", view_func=lambda: str(1 / next(veces)))
    por_turnos(app, espera=LARGO)
    assert [app.test_client().get("/").status_code for _ in range(2)] == [500, 200]


def _salir(turnos, salidas, cual):
    if turnos.tomar():
        salidas.append(cual)
        turnos.dejar()


def _hasta_que_esperen(turnos, cuantas):
    while len(turnos._cola) < cuantas:
        pass
