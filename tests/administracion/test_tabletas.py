"""Las tabletas en la pantalla de administración: código de un solo uso, cómo van, revocarlas."""

import re

from registro.extensiones import db
from registro.seguridad.dispositivos.modelo import Dispositivo
from tests.fabricas.tabletas import API, Tableta

RUTA = "/administracion/tabletas"


def test_el_código_se_ve_una_vez_y_con_él_la_tableta_se_inscribe(app, como):
    cliente = como("administracion")
    pagina = cliente.post(RUTA, {"nombre": "Tableta 3"})
    (codigo,) = set(re.findall(r"\b(?:\w{5}-){3}\w{5}\b", pagina.texto))
    assert "<svg" in pagina.cruda.text
    assert app.test_client().post(f"{API}/dispositivos", json={"codigo": codigo}).status_code == 201
    lista = cliente.get(RUTA)
    assert "Tableta 3" in lista.texto
    assert codigo not in lista.cruda.text


def test_sin_nombre_no_se_invita_a_nadie(como):
    assert como("administracion").post(RUTA, {"nombre": " "}).estado == 400


def test_la_lista_dice_cuánto_falta_y_si_el_reloj_está_mal(app, como):
    tableta = Tableta(app, "La de Kennedy")
    tableta.entregar(pendientes=12, version="7b", ahora="2026-01-01T08:00:00-05:00")
    texto = como("administracion").get(RUTA).texto
    for parte in ("La de Kennedy", "12", "7b", "atrasado"):
        assert parte in texto


def test_revocar_pide_el_motivo_y_queda_dicho(app, como):
    tableta, cliente = Tableta(app), como("administracion")
    cliente.get(RUTA)
    assert cliente.post(f"{RUTA}/{tableta.id}/revocar", {"motivo": ""}).estado == 400
    assert "Revocada" in cliente.post(f"{RUTA}/{tableta.id}/revocar", {"motivo": "Se la robaron"}).texto
    assert tableta.paquete().status_code == 401
    with app.app_context():
        assert db.session.get(Dispositivo, tableta.id).motivo == "Se la robaron"
    assert cliente.post(f"{RUTA}/{tableta.id}/revocar", {"motivo": "Otra vez"}).estado == 404


def test_la_ayuda_de_las_tabletas_se_abre(como):
    texto = como("administracion").get("/ayuda/tabletas").texto
    for parte in ("certificado", "Inscribir", "Sin señal", "revóquela"):
        assert parte.lower() in texto.lower()
