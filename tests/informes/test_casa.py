"""Atenciones, mujeres distintas, gestiones y encuentros."""

from decimal import Decimal

import pytest

from registro.errores import NoPermitido
from registro.extensiones import db
from registro.informes import registros
from registro.informes.parametros import Parametros
from registro.personas.fusiones import fusionar
from registro.personas.modelo import Persona
from registro.seguridad.modelo import Anotacion
from registro.seguridad.permisos import ANALISTA, Actor
from tests.fabricas.tablas import asistir, atender, crear_actividad, crear_persona, crear_tarjeta
from tests.informes.lectura import abrir, no_cuadran, pedir, valores

EN_2023 = {"vigencia": "2023"}


@pytest.fixture(autouse=True)
def _con_la_base(contexto):
    """Todas leen la base."""


@pytest.fixture
def un_dia():
    return crear_actividad("casa_de_todas", "2023-05-04", lugar="Casa de Todas", localidad="14")


def test_atenciones_por_area_y_mujeres_distintas(un_dia):
    una, otra = crear_persona(), crear_persona()
    suya = asistir(un_dia, una)
    for area in ("juridica", "juridica", "psicosocial"):
        atender(suya, area)
    atender(asistir(un_dia, otra), "juridica")
    atender(suya, "juridica", anulada=True)
    tabla = pedir("atenciones", **EN_2023)
    assert valores(tabla) == [
        ["Trabajo social", 0, 0],
        ["Jurídica", 3, 2],
        ["Psicosocial", 1, 1],
        ["Total", 4, 2],
    ]
    assert no_cuadran("atenciones", tabla, **EN_2023) == []


def test_una_tarjeta_reemplazada_no_duplica_ni_una_persona_fusionada(un_dia):
    primera = crear_persona()
    nueva = crear_tarjeta(primera.persona_id)
    fusionada, otra_vez = crear_persona(), crear_persona()
    for queda, sobra in ((fusionada, otra_vez), (primera, fusionada)):  # y con ella, la que ya era ella
        personas = [db.session.get(Persona, tarjeta.persona_id) for tarjeta in (queda, sobra)]
        fusionar(db.session(), *personas, "Es la misma.")
    db.session.commit()
    for tarjeta in (primera, nueva, fusionada, otra_vez):
        atender(asistir(un_dia, tarjeta), "juridica")
    tabla = pedir("atenciones", **EN_2023)
    assert valores(tabla)[-1] == ["Total", 4, 1]
    abierta = abrir("atenciones", tabla.totales[2], **EN_2023)
    assert [[celda.valor for celda in fila[1:]] for fila in abierta.tabla.filas] == [[4, 1]]


def test_las_atenciones_sin_persona_se_dicen_aparte(un_dia):
    atender(asistir(un_dia), "juridica")
    atender(asistir(un_dia, crear_tarjeta()), "juridica")
    tabla = pedir("atenciones", **EN_2023)
    assert valores(tabla)[-1] == ["Total", 2, 0]
    assert "No se suman a las mujeres distintas las atenciones sin persona conocida: 2." in tabla.notas


def test_clases_actuaciones_y_gestiones_siguen_el_orden_de_los_catalogos(un_dia):
    suya = asistir(un_dia, crear_persona())
    atender(suya, "juridica", "asesoría", gestiones=[("actuacion", "tutela"), ("actuacion", "audiencia")])
    atender(suya, "trabajo_social", "gestión", gestiones=[("gestion", "Portabilidad")])
    atender(suya, "juridica", "una clase retirada")
    clases = pedir("atenciones_por_clase", **EN_2023)
    modalidades = pedir("atenciones_por_modalidad", **EN_2023)
    assert [columna.titulo for columna in modalidades.columnas] == [
        "Área",
        "Presencial",
        "Telefónica",
        "Total",
    ]
    assert modalidades.totales[-1].valor == clases.totales[-1].valor
    assert ["Jurídica", "Asesoría", 1] in valores(clases)
    assert ["Jurídica", "una clase retirada", 1] in valores(clases)
    assert valores(clases)[-1] == ["Total", "", 3]
    actuaciones = pedir("actuaciones", **EN_2023)
    assert [fila for fila in valores(actuaciones) if fila[1]] == [
        ["Audiencia", 1],
        ["Tutela", 1],
        ["Total", 2],
    ]
    gestiones = pedir("gestiones", **EN_2023)
    assert [fila for fila in valores(gestiones) if fila[1]] == [["Portabilidad", 1], ["Total", 1]]
    for nombre, tabla in (
        ("atenciones_por_clase", clases),
        ("atenciones_por_modalidad", modalidades),
        ("actuaciones", actuaciones),
        ("gestiones", gestiones),
    ):
        assert no_cuadran(nombre, tabla, **EN_2023) == []


def test_encuentros_por_categoria_con_su_cantidad_en_su_unidad():
    crear_actividad(
        "encuentro", "2023", categoria="recorrido", sesiones=11, cantidad=Decimal(395), unidad="escenarios"
    )
    crear_actividad("encuentro", "2023", categoria="red de apoyo", sesiones=2, declaradas=11)
    crear_actividad("encuentro", "2023", categoria="red de apoyo", sesiones=1, declaradas=10)
    tabla = pedir("encuentros", **EN_2023)
    assert valores(tabla) == [
        ["Red de apoyo", 3, 21, "—", ""],
        ["Recorrido", 11, "sin dato", 395, "escenarios"],
        ["Total", 14, 21, "", ""],
    ]
    assert tabla.notas == ("De 11 encuentros no se informó cuántas personas participaron.",)
    assert no_cuadran("encuentros", tabla, **EN_2023) == []


def test_solo_la_casa_abre_las_atenciones_y_queda_anotado(un_dia):
    atender(asistir(un_dia, crear_persona()), "juridica")
    analista = Actor(1, "Analista", frozenset({ANALISTA}))
    celda = pedir("atenciones", **EN_2023).totales[1]
    with pytest.raises(NoPermitido):
        registros.abrir(analista, "atenciones", dict(celda.filtro), Parametros.leer(EN_2023))
    abrir("atenciones", celda, **EN_2023)
    assert [a.objeto for a in db.session.query(Anotacion).filter_by(accion="atenciones.abrir")] == [
        "tabla:atenciones"
    ]


def test_las_asistencias_a_la_casa_se_cuidan_como_atenciones(un_dia):
    asistir(un_dia, crear_persona())
    analista = Actor(1, "Analista", frozenset({ANALISTA}))
    with pytest.raises(NoPermitido):
        registros.abrir(analista, "actividades", {"medida": "asistencias"}, Parametros.leer(EN_2023))
    with pytest.raises(NoPermitido):
        registros.abrir(
            analista, "actividades", {"medida": "asistencias", "tipo": "casa_de_todas"}, Parametros.leer({})
        )
