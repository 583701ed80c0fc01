"""Importar por pantalla: revisar sin guardar, confirmar, ver el avance, continuar lo interrumpido."""

import io
from datetime import timedelta
from threading import enumerate as hilos

import pytest
from sqlalchemy import func, select, update

from registro.actividades.base import Actividad
from registro.extensiones import ahora_utc, db
from registro.intercambio import almacen, consultas
from registro.intercambio.modelo import FilaRechazada, Importacion
from registro.intercambio.operaciones import subidas
from registro.seguridad.modelo import Anotacion

JORNADAS = "fecha,lugar,localidad,asistentes\n"
BUENAS = "2023-03-13,Casa De Todas,14,25\n2023-03-30,Plazoleta Mariposa,03,23\n"
MALA = "2023-03-30,Kennedy,Atlántida,4\n"


def subir(navegador, contenido, nombre="jornadas.csv", tipo="jornadas"):
    archivo = (io.BytesIO(contenido.encode()), nombre)
    return navegador.post("/importar", {"tipo": tipo, "archivo": [archivo]})


def esperar():
    for hilo in [hilo for hilo in hilos() if hilo.name.startswith("importacion-")]:
        hilo.join(timeout=30)


def contar(app, modelo):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(modelo))


def guardados(app):
    carpeta = app.config["REGISTRO"].datos / almacen.CARPETA
    return sorted(carpeta.glob("*")) if carpeta.exists() else []


def test_se_revisa_sin_guardar_y_se_confirma(app, como):
    navegador = como("secretaria")
    revision = subir(navegador, JORNADAS + BUENAS + MALA)
    assert "Revise antes de importar" in revision.texto
    assert "13 de marzo de 2023 Casa De Todas Los Mártires 25" in revision.texto
    assert "Atlántida" in revision.texto
    assert contar(app, Actividad) == 0
    navegador.post(f"{revision.ruta}/confirmar")
    esperar()
    final = navegador.get(revision.ruta)
    assert "Importación terminada" in final.texto
    assert "filas entraron 2" in final.texto
    assert contar(app, Actividad) == 2
    assert guardados(app) == []


def test_el_archivo_subido_queda_cifrado_y_solo_para_el_servidor(app, como):
    subir(como("secretaria"), JORNADAS + BUENAS)
    (archivo,) = guardados(app)
    assert archivo.stat().st_mode & 0o077 == 0
    assert b"Mariposa" not in archivo.read_bytes()


def test_las_filas_rechazadas_se_descargan_y_queda_anotado(app, como):
    navegador = como("secretaria")
    revision = subir(navegador, JORNADAS + MALA)
    assert "Importar 0" not in revision.texto
    descarga = navegador.post(f"{revision.ruta}/rechazos")
    assert (
        descarga.datos.decode("utf-8-sig")
        .splitlines()[1]
        .startswith("2023-03-30,Kennedy,Atlántida,4,2,localidad,")
    )
    with app.app_context():
        assert db.session.scalar(select(Anotacion.id).where(Anotacion.accion == "importacion.rechazos"))


def test_descartar_borra_el_archivo_y_lo_rechazado(app, como):
    navegador = como("secretaria")
    revision = subir(navegador, JORNADAS + BUENAS + MALA)
    assert "se borró del servidor" in navegador.post(f"{revision.ruta}/descartar").texto
    assert (guardados(app), contar(app, FilaRechazada)) == ([], 0)
    assert navegador.post(f"{revision.ruta}/confirmar").estado == 409


def test_un_archivo_que_no_sirve_se_explica_junto_a_la_casilla(como):
    navegador = como("analista")
    malos = [
        ("a,b\n1,2\n", "jornadas.csv", "Faltan las columnas"),
        (JORNADAS + BUENAS, "jornadas.xlsx", "por dentro es un archivo de texto"),
        ("", "jornadas.csv", "está vacío"),
        (JORNADAS, "", "Elija el archivo"),
    ]
    for contenido, nombre, frase in malos:
        respuesta = subir(navegador, contenido, nombre)
        assert respuesta.estado == 400
        assert frase in respuesta.texto


def test_lo_que_se_interrumpio_se_ofrece_continuar_y_se_completa(app, como, monkeypatch):
    monkeypatch.setattr("registro.intercambio.operaciones.lotes.POR_LOTE", 1)
    navegador = como("secretaria")
    ruta = subir(navegador, JORNADAS + BUENAS + MALA).ruta
    entrar, veces = subidas.entrar, []

    def se_corta(*partes):
        veces.append(1)
        if len(veces) == 2:
            raise OSError("sin disco")
        return entrar(*partes)

    monkeypatch.setattr(subidas, "entrar", se_corta)
    navegador.post(f"{ruta}/confirmar")
    esperar()
    parada = navegador.get(ruta)
    assert "La importación se interrumpió" in parada.texto
    assert contar(app, Actividad) == 1
    navegador.post(f"{ruta}/confirmar")
    esperar()
    assert "Importación terminada" in navegador.get(ruta).texto
    with app.app_context():
        importacion = db.session.scalar(select(Importacion))
        assert (importacion.nuevas, importacion.repetidas, importacion.rechazadas) == (2, 0, 1)


def test_si_el_servidor_se_apaga_a_la_mitad_se_nota(app, como):
    navegador = como("secretaria")
    ruta = subir(navegador, JORNADAS + BUENAS).ruta
    with app.app_context():
        callada = ahora_utc() - consultas.SIN_SENALES - timedelta(seconds=1)
        db.session.execute(update(Importacion).values(estado="en_curso", avance_en=callada))
        db.session.commit()
    assert "Continuar" in navegador.get(ruta).texto
    with app.app_context():
        db.session.execute(update(Importacion).values(avance_en=ahora_utc()))
        db.session.commit()
    en_curso = navegador.get(ruta)
    assert "Puede salir de esta página" in en_curso.texto
    assert 'http-equiv="refresh"' in en_curso.cruda.text
    assert navegador.post(f"{ruta}/confirmar").estado == 409


def test_la_casa_solo_importa_atenciones_y_no_ve_lo_demas(app, como):
    casa = como("casa")
    assert "Jornadas de servicios" not in casa.get("/importar").texto
    assert subir(casa, JORNADAS + BUENAS).estado == 403
    ruta = subir(como("secretaria"), JORNADAS + BUENAS).ruta
    assert casa.get(ruta).estado == 404
    assert casa.post(f"{ruta}/descartar").estado == 403
    assert como("secretaria").get("/importar/columnas/atenciones").estado == 403
    assert como("campo").get("/importar").estado == 403


@pytest.mark.parametrize("rol", ["secretaria", "casa", "administracion"])
def test_las_columnas_y_la_plantilla_de_cada_clase_estan_en_pantalla(como, rol):
    navegador = como(rol)
    enlaces = [e.get("href") for e in navegador.get("/importar").pagina.todos("a")]
    claves = [enlace.rsplit("/", 1)[1] for enlace in enlaces if "/columnas/" in enlace]
    assert claves
    for clave in claves:
        assert "Cuándo una fila ya está" in navegador.get(f"/importar/columnas/{clave}").texto
        assert navegador.get(f"/importar/plantillas/{clave}.csv").tipo == "text/csv"
