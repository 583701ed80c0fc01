"""Asistencia a una sesión de la mesa: por lista, código de delegada, conteo o con el propio teléfono."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy import func, inspect, select, update

from registro.actividades.base import Actividad
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.extensiones import db
from registro.fechas import fecha_larga, hoy
from registro.instancias import consultas, operaciones
from registro.seguridad.enlaces import firmar_sesion
from registro.seguridad.permisos import de_terminal
from tests.fabricas.institucional import (
    crear_actividad,
    crear_instancia,
    nombrar,
    presentes,
    puesto_llamado,
)
from tests.fabricas.tarjetas import codigo_de_delegada_nuevo, codigo_nuevo
from tests.navegacion.cliente import Cliente

DEFENSORIA, PERSONERIA = "Defensoría del Pueblo", "Personería Distrital"


@pytest.fixture
def sesion(app):
    return crear_actividad(app, "zesai")


@pytest.fixture
def secretaria(como):
    return como("secretaria")


def guardar_lista(secretaria, sesion, marcados, vistos=()):
    return secretaria.post(f"/mesa/sesion/{sesion}/lista", {"puesto": marcados, "visto": list(vistos)})


def test_la_lista_se_guarda_de_una_vez_y_repetirla_no_cambia_nada(app, secretaria, sesion):
    puestos = [puesto_llamado(app, DEFENSORIA), puesto_llamado(app, PERSONERIA)]
    assert "2 puestos marcados" in guardar_lista(secretaria, sesion, puestos).texto
    assert "La lista quedó igual" in guardar_lista(secretaria, sesion, puestos, puestos).texto
    assert presentes(app, sesion) == sorted(puestos)
    assert "2 de 12" in secretaria.get(f"/mesa/sesion/{sesion}").texto


def test_desmarcar_anula_con_quien(app, secretaria, sesion):
    puesto = puesto_llamado(app, DEFENSORIA)
    guardar_lista(secretaria, sesion, [puesto])
    assert "1 desmarcado" in guardar_lista(secretaria, sesion, [], [puesto]).texto
    assert presentes(app, sesion) == []
    with app.app_context():
        anulada = db.session.scalars(select(AsistenciaInstitucional)).one()
        assert (anulada.anulada_por, anulada.motivo) == ("Secretaría técnica", "Se desmarcó en la lista")


def test_guardar_una_lista_vieja_no_borra_a_quien_se_registro_mientras_tanto(
    app, secretaria, sesion, cliente
):
    llego = puesto_llamado(app, PERSONERIA)
    with app.app_context():
        firmado = firmar_sesion(sesion)
    cliente.get(f"/s/{firmado}?puesto={llego}")
    cliente.post(f"/s/{firmado}", {"puesto": llego})
    otra = puesto_llamado(app, DEFENSORIA)
    guardar_lista(secretaria, sesion, [otra], vistos=[])
    assert presentes(app, sesion) == sorted([llego, otra])


def test_un_puesto_de_otra_instancia_no_entra_en_la_lista(app, secretaria, sesion):
    ajeno = crear_instancia(app)
    respuesta = guardar_lista(secretaria, sesion, [ajeno])
    assert respuesta.estado == 404
    assert presentes(app, sesion) == []


def test_el_codigo_de_la_delegada_registra_su_puesto_una_sola_vez(app, secretaria, sesion):
    codigo = nombrar(app, DEFENSORIA, hoy() - timedelta(days=30))
    ruta = f"/mesa/sesion/{sesion}/codigo"
    assert (
        f"Quedó registrada la asistencia de {DEFENSORIA}" in secretaria.post(ruta, {"codigo": codigo}).texto
    )
    otra_vez = secretaria.post(ruta, {"codigo": codigo.lower().replace("-", " ")})
    assert "Ya estaba registrada" in otra_vez.texto
    assert "con su código" in otra_vez.texto
    assert presentes(app, sesion) == [puesto_llamado(app, DEFENSORIA)]


def test_la_sucesion_se_mira_en_la_fecha_de_la_sesion(app, secretaria):
    antigua = crear_actividad(app, "zesai", date(2026, 3, 11))
    primera = nombrar(app, DEFENSORIA, date(2026, 1, 1))
    segunda = nombrar(app, DEFENSORIA, date(2026, 6, 1))
    ruta = f"/mesa/sesion/{antigua}/codigo"
    tarde = secretaria.post(ruta, {"codigo": segunda})
    assert "sólo desde el 1 de junio de 2026, después de esta sesión" in tarde.texto
    assert "Quedó registrada" in secretaria.post(ruta, {"codigo": primera}).texto
    actual = crear_actividad(app, "zesai", date(2026, 8, 12))
    termino = secretaria.post(f"/mesa/sesion/{actual}/codigo", {"codigo": primera})
    assert "Dejó el puesto el 31 de mayo de 2026. Ese día lo ocupaba" in termino.texto
    assert presentes(app, actual) == []


@pytest.mark.parametrize(
    "codigo, frase",
    [
        ("", "Lea el código o escríbalo."),
        ("D1-2QRA9", "está incompleto"),
        ("https://ejemplo.co", "otro sistema"),
        ("tarjeta", "es de una tarjeta"),
        ("desconocido", "no es de ninguna delegada registrada"),
        ("🙂" * 20, "otro sistema"),
    ],
)
def test_un_codigo_que_no_sirve_se_explica_y_no_registra(app, secretaria, sesion, codigo, frase):
    codigo = {"tarjeta": codigo_nuevo(), "desconocido": codigo_de_delegada_nuevo()}.get(codigo, codigo)
    respuesta = secretaria.post(f"/mesa/sesion/{sesion}/codigo", {"codigo": codigo})
    assert respuesta.estado >= 400
    assert frase in respuesta.texto
    assert presentes(app, sesion) == []


def test_el_codigo_de_otra_instancia_se_explica(app, secretaria, sesion):
    ajeno = crear_instancia(app)
    with app.app_context():
        nombrada = operaciones.nombrar_delegada(de_terminal(), ajeno, "Ajena", hoy())
        codigo = operaciones.imprimir_codigo(de_terminal(), nombrada)
    respuesta = secretaria.post(f"/mesa/sesion/{sesion}/codigo", {"codigo": codigo})
    assert "es de una delegada de otra instancia" in respuesta.texto


def test_el_codigo_de_un_puesto_retirado_se_explica(app, secretaria, sesion):
    codigo = nombrar(app, DEFENSORIA, hoy() - timedelta(days=30))
    with app.app_context():
        puesto = consultas.puesto(puesto_llamado(app, DEFENSORIA))
        datos = operaciones.DatosDePuesto(
            puesto.entidades, puesto.nombre, puesto.sector_id, puesto.rol, hasta=hoy() - timedelta(days=1)
        )
        operaciones.corregir_puesto(de_terminal(), puesto.id, datos)
    respuesta = secretaria.post(f"/mesa/sesion/{sesion}/codigo", {"codigo": codigo})
    assert f"no integraba la instancia el {fecha_larga(hoy())}" in respuesta.texto


def test_se_suman_otras_personas_y_se_anulan_con_motivo(app, secretaria, sesion):
    ruta = f"/mesa/sesion/{sesion}"
    sumadas = secretaria.post(f"{ruta}/conteo", {"cantidad": "1.200", "entidad": "Academia"})
    assert "Se sumaron 1.200 personas" in sumadas.texto
    with app.app_context():
        registro = db.session.scalar(select(AsistenciaInstitucional.id))
    anular = f"{ruta}/registro/{registro}/anular"
    assert "Escriba por qué se anula" in secretaria.post(anular, {"motivo": " "}).texto
    assert "quedó anulado" in secretaria.post(anular, {"motivo": "Se contó dos veces"}).texto
    assert "No se ha contado a nadie más" in secretaria.get(ruta).texto
    assert secretaria.get(anular).estado == 404


@pytest.mark.parametrize("cantidad", ["-3", "0", "", "  ", "muchas", "9999999"])
def test_un_conteo_imposible_se_explica(app, secretaria, sesion, cantidad):
    respuesta = secretaria.post(f"/mesa/sesion/{sesion}/conteo", {"cantidad": cantidad})
    assert respuesta.estado == 400
    assert "Hay algo por corregir" in respuesta.texto
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(AsistenciaInstitucional)) == 0


@pytest.mark.parametrize("estado", ["programada", "cerrada", "anulada"])
def test_una_sesion_que_no_esta_abierta_no_recibe_y_lo_dice(app, secretaria, estado):
    sesion = crear_actividad(app, "zesai", estado=estado)
    puesto = puesto_llamado(app, DEFENSORIA)
    assert guardar_lista(secretaria, sesion, [puesto]).estado == 409
    assert presentes(app, sesion) == []
    pagina = secretaria.get(f"/mesa/sesion/{sesion}")
    assert "Guardar la lista" not in pagina.texto
    assert {"programada": "todavía no", "cerrada": "está cerrada", "anulada": "se anuló"}[
        estado
    ] in pagina.texto


@pytest.mark.parametrize("tipo", ["jornada", "casa_de_todas", "encuentro"])
def test_una_actividad_con_tarjetas_no_tiene_lista_ni_codigo(app, secretaria, tipo):
    actividad = crear_actividad(app, tipo)
    for ruta in ("", "/codigo"):
        respuesta = secretaria.get(f"/mesa/sesion/{actividad}{ruta}")
        assert respuesta.estado == 403
        assert "nadie se registra así" in respuesta.texto


def test_ninguna_llave_lleva_de_la_asistencia_institucional_a_las_personas(app):
    with app.app_context():
        llaves = inspect(db.engine).get_foreign_keys("asistencia_institucional")
    assert {llave["referred_table"] for llave in llaves} == {"actividad", "puesto", "delegada"}


@pytest.mark.parametrize("rol", ["campo", "casa", "analista", "enlace", "administracion", "auditoria"])
def test_solo_la_secretaria_maneja_la_mesa(como, sesion, rol):
    assert como(rol).get("/mesa").estado == 403
    assert como(rol).get(f"/mesa/sesion/{sesion}").estado == 403


def otra_firma(app, sesion, antiguedad):
    """Un enlace nuestro firmado hace `antiguedad` segundos."""

    with app.app_context(), pytest.MonkeyPatch.context() as parche:
        parche.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time()) - antiguedad)
        return firmar_sesion(sesion)


def enlace(app, sesion):
    with app.app_context():
        return firmar_sesion(sesion)


def test_con_el_telefono_se_elige_el_puesto_se_confirma_y_queda(app, cliente, sesion):
    puesto, firmado = puesto_llamado(app, DEFENSORIA), enlace(app, sesion)
    assert DEFENSORIA in cliente.get(f"/s/{firmado}").texto
    assert "Confirmar mi asistencia" in cliente.get(f"/s/{firmado}?elegir=1&puesto={puesto}").texto
    assert presentes(app, sesion) == []
    listo = cliente.post(f"/s/{firmado}", {"puesto": puesto})
    assert f"Quedó registrada la asistencia de {DEFENSORIA}" in listo.texto
    repetido = cliente.post(f"/s/{firmado}", {"puesto": puesto})
    assert f"Quedó registrada la asistencia de {DEFENSORIA}" in repetido.texto
    assert presentes(app, sesion) == [puesto]


def a_la_vez(tareas):
    with ThreadPoolExecutor(len(tareas)) as hilos:
        return [futura.result() for futura in [hilos.submit(tarea) for tarea in tareas]]


def test_cuatro_telefonos_que_confirman_a_la_vez_el_mismo_puesto_cuentan_uno(app, sesion):
    puesto, firmado = puesto_llamado(app, DEFENSORIA), enlace(app, sesion)
    telefonos = [Cliente(app) for _ in range(4)]
    for telefono in telefonos:
        telefono.get(f"/s/{firmado}?puesto={puesto}")
    respuestas = a_la_vez(
        [lambda uno=uno: uno.post(f"/s/{firmado}", {"puesto": puesto}).estado for uno in telefonos]
    )
    assert respuestas == [200] * 4
    assert presentes(app, sesion) == [puesto]


def test_continuar_sin_elegir_se_explica(app, cliente, sesion):
    respuesta = cliente.get(f"/s/{enlace(app, sesion)}?elegir=1")
    assert respuesta.estado == 400
    assert "Elija su puesto en la lista" in respuesta.texto
    assert cliente.post(f"/s/{enlace(app, sesion)}", {"puesto": "x"}).estado == 400


def test_la_lista_publica_no_dice_quien_llego_ni_el_nombre_de_nadie(app, cliente, secretaria, sesion):
    nombrar(app, DEFENSORIA, hoy(), "Nombre propio")
    firmado = enlace(app, sesion)
    antes = cliente.get(f"/s/{firmado}").texto
    guardar_lista(secretaria, sesion, [puesto_llamado(app, DEFENSORIA)])
    assert cliente.get(f"/s/{firmado}").texto == antes
    assert "Nombre propio" not in antes


@pytest.mark.parametrize("tipo", ["mebog", "mesa_tecnica"])
def test_en_mebog_el_nombre_es_opcional_y_dos_envios_cuentan_uno(app, cliente, secretaria, tipo):
    actividad = crear_actividad(app, tipo)
    firmado = enlace(app, actividad)
    assert "sólo lo ve la secretaría técnica" in cliente.get(f"/s/{firmado}").texto
    for _ in range(2):
        assert (
            "Quedó registrada su asistencia" in cliente.post(f"/s/{firmado}", {"nombre": "Patrullera"}).texto
        )
    with app.app_context():
        registro = db.session.scalars(select(AsistenciaInstitucional)).one()
        assert (registro.nombre, registro.origen, registro.cantidad) == ("Patrullera", "autorregistro", 1)
    assert "Patrullera" in secretaria.get(f"/mesa/sesion/{actividad}").texto


def test_dos_telefonos_cuentan_dos(app, sesion):
    firmado = enlace(app, crear_actividad(app, "mebog"))
    for telefono in (Cliente(app), Cliente(app)):
        telefono.get(f"/s/{firmado}")
        telefono.post(f"/s/{firmado}")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(AsistenciaInstitucional)) == 2


@pytest.mark.parametrize("nombre", ["x" * 10_000, "=cmd|' /C calc'!A0", "\u202e\x07🙂"])
def test_un_nombre_raro_se_guarda_limpio_o_se_explica(app, cliente, nombre):
    firmado = enlace(app, crear_actividad(app, "mebog"))
    cliente.get(f"/s/{firmado}")
    respuesta = cliente.post(f"/s/{firmado}", {"nombre": nombre})
    with app.app_context():
        guardados = db.session.scalars(select(AsistenciaInstitucional)).all()
        if len(nombre) > 160:
            assert respuesta.estado == 400
            assert guardados == []
        else:
            assert [uno.nombre for uno in guardados] == [nombre.strip("\u202e\x07")]


def test_un_enlace_vencido_o_alterado_se_explica(app, cliente, sesion):
    vencido = cliente.get(f"/s/{otra_firma(app, sesion, 13 * 3600)}")
    assert (vencido.estado, "ya venció" in vencido.texto) == (400, True)
    alterado = cliente.get(f"/s/{enlace(app, sesion)}x")
    assert (alterado.estado, "incompleto" in alterado.texto) == (400, True)
    assert cliente.post(f"/s/{otra_firma(app, sesion, 13 * 3600)}", {"puesto": 1}).estado == 400
    assert presentes(app, sesion) == []


@pytest.mark.parametrize("estado", ["programada", "cerrada", "anulada"])
def test_una_sesion_cerrada_o_anulada_se_explica_en_el_telefono(app, cliente, estado):
    firmado = enlace(app, crear_actividad(app, "mebog", estado=estado))
    pagina = cliente.get(f"/s/{firmado}")
    assert pagina.estado == 409
    assert {"programada": "no ha empezado", "cerrada": "se cerró", "anulada": "se anuló"}[
        estado
    ] in pagina.texto
    assert cliente.post(f"/s/{firmado}", {}).estado == 409


@pytest.mark.parametrize("tipo", ["jornada", "casa_de_todas", "encuentro"])
def test_una_firma_valida_de_una_actividad_con_tarjetas_tampoco_sirve(app, cliente, tipo):
    firmado = enlace(app, crear_actividad(app, tipo))
    for respuesta in (cliente.get(f"/s/{firmado}"), cliente.post(f"/s/{firmado}", {"nombre": "Alguien"})):
        assert respuesta.estado == 403
        assert "nadie se registra así" in respuesta.texto
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(AsistenciaInstitucional)) == 0


def test_un_puesto_que_ya_no_integra_no_se_ofrece_en_el_telefono(app, cliente, sesion):
    puesto, firmado = puesto_llamado(app, DEFENSORIA), enlace(app, sesion)
    with app.app_context():
        db.session.execute(update(Actividad).values(fecha=date(2019, 1, 1), fin=date(2019, 1, 1)))
        ficha = consultas.puesto(puesto)
        db.session.commit()
        datos = operaciones.DatosDePuesto(ficha.entidades, ficha.nombre, desde=date(2020, 1, 1))
        operaciones.corregir_puesto(de_terminal(), puesto, datos)
    assert DEFENSORIA not in cliente.get(f"/s/{firmado}").texto
    assert cliente.post(f"/s/{firmado}", {"puesto": puesto}).estado == 400
