"""Entrar, quedarse y salir: lo que una galleta no puede hacer sola."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from threading import Barrier

from registro.extensiones import ahora_utc, transaccion
from registro.seguridad import acceso, claves_de_acceso
from registro.seguridad.modelo import EsperaDeIngreso
from tests.bases.plantillas import CLAVE
from tests.navegacion.cliente import Cliente, entrar


def intentar(cliente, clave, usuario="campo"):
    return cliente.post("/entrar", {"usuario": usuario, "clave": clave})


def test_tras_cinco_fallos_se_espera_aunque_la_clave_sea_la_buena(cliente):
    for _ in range(5):
        assert "no coinciden" in intentar(cliente, "mala").texto
    respuesta = intentar(cliente, CLAVE)
    assert "varios intentos" in respuesta.texto
    assert cliente.get("/cuenta").ruta == "/entrar"


def test_pasada_la_espera_se_entra_y_la_cuenta_vuelve_a_cero(app, cliente):
    for _ in range(5):
        intentar(cliente, "mala")
    with app.app_context(), transaccion() as sesion:
        sesion.query(EsperaDeIngreso).one().hasta = ahora_utc() - timedelta(seconds=1)
    assert intentar(cliente, CLAVE).ruta != "/entrar"
    with app.app_context(), transaccion() as sesion:
        assert sesion.query(EsperaDeIngreso).count() == 0


def test_una_usuaria_que_no_existe_recibe_la_misma_frase(cliente):
    assert intentar(cliente, "x", "nadie").texto == intentar(cliente, "x", "campo").texto


def test_al_salir_la_pagina_anterior_pide_entrar(como):
    cliente = como("analista")
    cliente.post("/salir")
    assert cliente.get("/tablas").ruta == "/entrar"


def test_despues_de_entrar_se_llega_a_donde_se_iba_y_nunca_a_otro_servidor(app):
    cliente = Cliente(app)
    assert cliente.get("/bitacora").ruta == "/entrar"
    respuesta = cliente.post("/entrar?luego=/bitacora", {"usuario": "auditoria", "clave": CLAVE})
    assert respuesta.ruta == "/bitacora"
    for ajeno in ("//otro.example/x", "https://otro.example", "/\\otro.example"):
        datos = {"usuario": "auditoria", "clave": CLAVE}
        nueva = Cliente(app).post(f"/entrar?luego={ajeno}", datos, follow_redirects=False)
        assert nueva.cruda.location == "/"


def test_cambiar_la_clave_cierra_las_otras_sesiones_y_la_vieja_deja_de_servir(app):
    aqui, alla = entrar(Cliente(app), "enlace"), entrar(Cliente(app), "enlace")
    nueva = "otra frase bien larga"
    respuesta = aqui.post("/cuenta", {"actual": CLAVE, "nueva": nueva, "repetida": nueva})
    assert "cambió" in respuesta.texto
    assert alla.get("/cuenta").ruta == "/entrar"
    assert intentar(Cliente(app), CLAVE, "enlace").estado == 400
    assert intentar(Cliente(app), nueva, "enlace").estado == 200


def test_una_clave_corta_o_con_el_usuario_no_se_acepta_y_nada_cambia(como):
    cliente = como("enlace")
    for mala in ("corta", "mi usuario es enlace"):
        respuesta = cliente.post("/cuenta", {"actual": CLAVE, "nueva": mala, "repetida": mala})
        assert respuesta.estado == 400
        assert "Hay algo por corregir" in respuesta.texto
    assert cliente.get("/cuenta").estado == 200


def test_una_sesion_quieta_una_hora_se_termina(app, como, monkeypatch):
    cliente = como("campo")
    despues = ahora_utc() + timedelta(minutes=61)
    monkeypatch.setattr("registro.seguridad.acceso.ahora_utc", lambda: despues)
    assert cliente.get("/cuenta").ruta == "/entrar"


def test_la_galleta_solo_se_manda_de_nuevo_de_vez_en_cuando_y_quien_sigue_aqui_no_se_sale(como, monkeypatch):
    cliente, ahora = como("campo"), ahora_utc()
    mandadas = []
    for minuto in (0, 0, 40, 40, 80, 150):
        monkeypatch.setattr(acceso, "ahora_utc", lambda minuto=minuto: ahora + timedelta(minutes=minuto))
        respuesta = cliente.get("/campo", follow_redirects=False)
        mandadas.append((respuesta.estado, "Set-Cookie" in respuesta.cruda.headers))
    assert mandadas == [(200, False), (200, False), (200, True), (200, False), (200, True), (302, True)]


def test_un_usuario_de_diez_mil_letras_se_dice_en_castellano(cliente):
    respuesta = cliente.post("/entrar", {"usuario": "a" * 10_000, "clave": "x"})
    assert respuesta.estado == 400
    assert "60 caracteres" in respuesta.texto
    assert "Field" not in respuesta.texto


def test_mil_intentos_a_la_vez_ni_llenan_la_memoria_ni_dejan_sin_quien_atienda(cliente, monkeypatch):
    dentro, juntas, de_a_dos = [], [], Barrier(claves_de_acceso.AL_TIEMPO)

    class Lenta:
        def verify(self, _guardada, _clave):
            dentro.append(1)
            de_a_dos.wait(5)
            juntas.append(len(dentro))
            dentro.pop()
            return True

    with monkeypatch.context() as parche, ThreadPoolExecutor(claves_de_acceso.EN_FILA) as hilos:
        parche.setattr(claves_de_acceso, "_argon", Lenta)
        cuantas = range(claves_de_acceso.EN_FILA)
        probadas = hilos.map(lambda _: claves_de_acceso.clave_correcta("x", "y"), cuantas)
        assert all(probadas)
    assert max(juntas) <= claves_de_acceso.AL_TIEMPO
    with ExitStack() as llena:
        for _ in range(claves_de_acceso.AL_TIEMPO + claves_de_acceso.EN_FILA):
            claves_de_acceso._fila.acquire()
            llena.callback(claves_de_acceso._fila.release)
        respuesta = intentar(cliente, CLAVE)
        assert (respuesta.estado, "muchas personas entrando" in respuesta.texto) == (429, True)
    assert intentar(cliente, CLAVE).estado == 200
