"""La analista abre el Balance, escribe en una sección, ve qué cifra cambió y lo descarga."""

import re

import pytest

from registro.fechas import hoy
from registro.indicadores.reportes import operaciones
from registro.informes.balance.lectura import Lectura
from tests.demostracion.plantilla import con_la_demostracion
from tests.fabricas.reportes import ANALISTA, T4, aprobar
from tests.fabricas.tablas import crear_actividad

BALANCE = "/informes/balance/2023"
MEBOG = f"{BALANCE}/seccion/aportes.mebog"


@pytest.fixture
def app(motor, instalaciones, tmp_path):
    """La demostración, en una base propia: aquí se escribe."""
    with instalaciones.copia(motor, con_la_demostracion, tmp_path / "datos") as aplicacion:
        yield aplicacion


def version_en(respuesta):
    return re.search(r'name="version" value="(\d+)"', respuesta.datos.decode())[1]


def test_el_parrafo_de_un_producto_cita_lo_que_su_sector_reporto(como, contexto):
    con_razon = {"sector": "Educación", "justificacion": "Llegaron más colegios."}
    version = aprobar("1.3.4", T4, "77", texto="Hubo 77 actividades en 12 colegios.", **con_razon)
    analista, ruta = como("analista"), f"{BALANCE}/seccion/producto.1.3.4"
    abierta = analista.get(ruta)
    citado = "El sector reportó: «Hubo 77 actividades en 12 colegios.» (reporte aprobado del cuarto trimestre"
    assert citado in abierta.texto
    suyo = "Educación llegó a 12 colegios."
    assert suyo in analista.post(ruta, {"texto": suyo, "version": version_en(abierta)}).texto
    operaciones.reabrir(ANALISTA, "1.3.4", T4, "Eran más", version)
    aprobar("1.3.4", T4, "77", texto="Hubo 77 en 14 colegios.", version=version + 1, **con_razon)
    cambiada = analista.get(ruta).texto
    assert (
        "El texto dice «12» («12» en el reporte aprobado de 1.3.4) y esa cifra ya no se calcula" in cambiada
    )
    assert suyo in cambiada
    assert "14 colegios" in Lectura(2023).reportado("1.3.4").texto
    assert Lectura(2023, citar=False).reportado("1.3.4") is None


def test_lo_escrito_se_conserva_y_lo_que_cambia_se_senala(como, contexto):
    analista = como("analista")
    informes = analista.get("/informes").texto
    assert "Balance 2023" in informes
    assert f"semestre de {hoy().year}" in informes
    assert "Borrador calculado" in analista.get(BALANCE).texto
    abierta = analista.get(MEBOG)
    assert "12 sesiones en 9 estaciones, con 337 participantes" in abierta.texto
    assert "Tabla 4. " in abierta.texto, "con el número que lleva en el informe"
    suyo = "Fueron 337 participantes, más que nunca."
    guardada = analista.post(MEBOG, {"texto": suyo, "version": version_en(abierta)})
    assert "Se guardó el texto" in guardada.texto
    assert suyo in guardada.texto
    tarde = analista.post(MEBOG, {"texto": "Otra cosa.", "version": "0"})
    assert tarde.estado == 409
    assert "Lo suyo sigue en pantalla" in tarde.texto
    assert "Otra cosa." in tarde.datos.decode()
    crear_actividad("mebog", "2023-12", estacion="Kennedy", declaradas=10)
    senalada = analista.get(MEBOG)
    assert "El texto dice «337» (participantes de la MEBOG) y hoy es «347»." in senalada.texto
    assert "Con cifras que cambiaron" in analista.get(BALANCE).texto
    assert suyo in analista.get(f"{BALANCE}/ver").texto
    vuelta = analista.post(f"{MEBOG}/borrador", {"version": "1"})
    assert "La sección volvió a su borrador" in vuelta.texto
    assert suyo in vuelta.texto


def test_un_texto_imposible_no_se_pierde_y_quien_no_escribe_solo_lee(como):
    analista = como("analista")
    largo = "x" * 20_001
    negada = analista.post(MEBOG, {"texto": largo, "version": "0"})
    assert negada.estado == 400
    assert "el límite es 20.000" in negada.texto
    assert largo in negada.datos.decode()
    assert "no tiene una sección" in analista.get(f"{BALANCE}/seccion/nada").texto
    assert analista.get("/informes/balance/99999/ver").estado == 400
    auditoria = como("auditoria")
    assert "Guardar el texto" not in auditoria.get(MEBOG).texto
    assert auditoria.post(MEBOG, {"texto": "No.", "version": "0"}).estado == 403
    assert como("enlace").get(BALANCE).estado == 403


@pytest.mark.un_motor
def test_se_descarga_en_cada_formato_y_queda_anotado(como):
    analista = como("analista")
    for formato, empieza in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK"), ("html", b"<!doctype")):
        bajada = analista.get(f"{BALANCE}/descargar/{formato}")
        assert bajada.datos.startswith(empieza)
        assert f"balance-2023-reservada.{formato}" in bajada.cruda.headers["Content-Disposition"]
    assert "No se entrega en «doc»" in analista.get(f"{BALANCE}/descargar/doc").texto
    assert "Generó un informe" in como("auditoria").get("/bitacora").texto
