"""Abrir, cerrar, reabrir y anular: lo que se puede, lo que no, y lo que queda dicho."""

import pytest

from registro.actividades import consultas, operaciones
from registro.actividades.tipos import TIPOS
from registro.asistencia import operaciones as de_asistencia
from registro.seguridad.consultas import bitacora
from tests.fabricas.actividades import SECRETARIA, crear
from tests.fabricas.campo import crear_lectura, crear_tarjetas


@pytest.fixture
def jornada(app):
    with app.app_context():
        return crear()


@pytest.fixture
def programada(app):
    with app.app_context():
        return crear(abierta=False)


def estado(app, uuid):
    with app.app_context():
        return consultas.ficha(uuid).estado


@pytest.mark.parametrize("tipo", TIPOS)
def test_cada_tipo_se_cierra_se_reabre_y_se_anula_en_pantalla(como, app, tipo):
    with app.app_context():
        uuid = crear(tipo)
    secretaria = como("secretaria")
    secretaria.get(f"/actividades/{uuid}/cerrar")
    assert f"Se cerró {TIPOS[tipo].con_articulo}" in secretaria.post(f"/actividades/{uuid}/cerrar").texto
    secretaria.post(f"/actividades/{uuid}/reabrir", {"motivo": "Faltaban dos personas"})
    assert estado(app, uuid) == "abierta"
    anulada = secretaria.post(f"/actividades/{uuid}/anular", {"motivo": "Se registró dos veces"})
    assert "Anulada por Secretaría técnica: no cuenta en ninguna tabla" in anulada.texto
    with app.app_context():
        hechas = [paso.que for paso in consultas.historia(consultas.ficha(uuid))]
    assert hechas == ["la anuló", "la reabrió", "la cerró", "la creó"]


def test_una_programada_se_abre_y_queda_anotado_quien(como, app, programada):
    secretaria = como("secretaria")
    secretaria.get(f"/actividades/{programada}")
    abierta = secretaria.post(f"/actividades/{programada}/abrir")
    assert "ya recibe asistencia" in abierta.texto
    with app.app_context():
        [linea] = bitacora("actividad.abrir")[0]
    assert (linea.actor, linea.objeto) == ("Secretaría técnica", f"actividad:{programada}")


def test_una_programada_no_se_puede_cerrar(como, app, programada):
    secretaria = como("secretaria")
    assert "Cerrar la jornada" not in secretaria.get(f"/actividades/{programada}").texto
    respuesta = secretaria.post(f"/actividades/{programada}/cerrar")
    assert respuesta.estado == 409
    assert "está programada y no puede pasar a cerrada. Ábrala primero" in respuesta.texto
    assert estado(app, programada) == "programada"


def test_una_anulada_no_se_anula_otra_vez(como, app, jornada):
    secretaria = como("secretaria")
    secretaria.get(f"/actividades/{jornada}/anular")
    secretaria.post(f"/actividades/{jornada}/anular", {"motivo": "Se registró dos veces"})
    respuesta = secretaria.post(f"/actividades/{jornada}/anular", {"motivo": "Otra vez"})
    assert respuesta.ruta == f"/actividades/{jornada}"
    assert "Ya estaba anulada. No se cambió nada." in respuesta.texto
    with app.app_context():
        assert consultas.ficha(jornada).motivo == "Se registró dos veces"


def test_oprimir_dos_veces_abrir_o_cerrar_lo_hace_una_vez_y_no_asusta(como, app, programada):
    secretaria = como("secretaria")
    secretaria.get(f"/actividades/{programada}")
    for paso, dicho in (("abrir", "Ya estaba abierta"), ("cerrar", "Ya estaba cerrada")):
        secretaria.post(f"/actividades/{programada}/{paso}")
        assert dicho in secretaria.post(f"/actividades/{programada}/{paso}").texto
    with app.app_context():
        pasos = consultas.historia(consultas.ficha(programada))
        assert [linea.que for linea in pasos] == ["la cerró", "la abrió", "la creó"]


def test_lo_anulado_no_se_corrige_ni_se_abre(como, jornada):
    secretaria = como("secretaria")
    secretaria.get(f"/actividades/{jornada}/anular")
    secretaria.post(f"/actividades/{jornada}/anular", {"motivo": "Se registró dos veces"})
    assert secretaria.post(f"/actividades/{jornada}/abrir").estado == 409
    assert secretaria.get(f"/actividades/{jornada}/corregir").estado == 409


@pytest.mark.parametrize("paso", ["anular", "reabrir"])
def test_sin_motivo_no_se_da_el_paso(como, app, jornada, paso):
    secretaria = como("secretaria")
    if paso == "reabrir":
        with app.app_context():
            operaciones.cerrar(SECRETARIA, jornada)
    antes = estado(app, jornada)
    secretaria.get(f"/actividades/{jornada}/{paso}")
    respuesta = secretaria.post(f"/actividades/{jornada}/{paso}", {"motivo": "  "})
    assert respuesta.estado == 400
    assert "Escriba" in respuesta.texto
    assert estado(app, jornada) == antes


def test_anular_dice_antes_que_pasa_con_su_asistencia(como, app):
    with app.app_context():
        uuid = crear(conteos={"": 20})
    texto = como("secretaria").get(f"/actividades/{uuid}/anular").texto
    assert "Dejará de contar en todas las tablas, y con ella 20 asistencias" in texto
    assert "Nada se borra" in texto


def test_cerrar_avisa_cuando_se_leyo_mas_de_lo_declarado(como, app):
    with app.app_context():
        uuid = crear(conteos={"": 20})
        lecturas = [crear_lectura(uuid, codigo) for codigo in crear_tarjetas(22)]
        de_asistencia.recibir_lote(SECRETARIA, lecturas)
    texto = como("secretaria").get(f"/actividades/{uuid}/cerrar").texto
    assert "20 declaradas, 22 leídas: cuentan 22" in texto
    assert "asistencias 22" in texto


def test_con_mas_declaradas_que_leidas_cuentan_las_declaradas_y_no_hay_aviso(como, app):
    with app.app_context():
        uuid = crear(conteos={"": 25})
        tarjetas = [crear_lectura(uuid, codigo) for codigo in crear_tarjetas(18)]
        de_asistencia.recibir_lote(SECRETARIA, [*tarjetas, crear_lectura(uuid, cantidad=4)])
    texto = como("secretaria").get(f"/actividades/{uuid}/cerrar").texto
    assert "asistencias 25" in texto
    assert "con tarjeta 18" in texto
    assert "declaradas," not in texto


def test_una_actividad_que_no_existe_se_dice(como):
    secretaria = como("secretaria")
    respuesta = secretaria.get("/actividades/00000000-0000-4000-8000-000000000000")
    assert respuesta.estado == 404
    assert "Esa actividad no existe" in respuesta.texto
