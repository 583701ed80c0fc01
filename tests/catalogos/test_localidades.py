"""Una localidad se reconoce como la escriban; lo dudoso se pregunta."""

import pytest

from registro.catalogos.consultas import (
    deducir_localidad,
    entidades,
    etiquetas,
    localidad_oficial,
    localidades,
    opciones,
    resolver_localidad,
    sectores,
    servicios,
)
from registro.catalogos.lugares import obtener_lugar
from registro.errores import ErrorDeRegistro
from registro.extensiones import db

pytestmark = pytest.mark.usefixtures("contexto")


@pytest.mark.parametrize(
    "escrito,codigo",
    [
        ("03", "03"),
        ("3", "03"),
        (" 3 ", "03"),
        ("Santa Fe", "03"),
        ("SANTAFÉ", "03"),
        ("los martires", "14"),
        ("Los Mártires", "14"),
        ("Mártires", "14"),
        ("engativa", "10"),
        ("Candelaria", "17"),
    ],
)
def test_se_reconoce_por_codigo_nombre_o_alias(escrito, codigo):
    assert resolver_localidad(escrito) == codigo


@pytest.mark.parametrize(
    "escrito,frase",
    [
        ("Macondo", "«Macondo» no es una localidad de Bogotá. Escriba"),
        ("Kenedy", "¿Quiso decir Kennedy?"),
        ("21", "no es una localidad"),
        ("", "no es una localidad"),
        ("Centro", "puede ser de varias localidades: 03 Santa Fe; 14 Los Mártires; 17"),
        ("٣", "no es una localidad"),
        ("a" * 10_000, "no es una localidad"),
    ],
)
def test_lo_que_no_es_una_sola_localidad_se_explica(escrito, frase):
    with pytest.raises(ErrorDeRegistro) as error:
        resolver_localidad(escrito)
    assert frase in error.value.mensaje
    assert error.value.campo == "localidad"


@pytest.mark.parametrize(
    "lugar,codigos",
    [
        ("Casa de Todas", ("14",)),
        ("plazoleta mariposa", ("03",)),
        ("Fontibón", ("09",)),
        ("Santa Fe", ("03", "14")),
        ("Avenida Suba con 80", ()),
        ("", ()),
    ],
)
def test_un_lugar_libre_se_deduce_se_pregunta_o_queda_sin_dato(lugar, codigos):
    assert deducir_localidad(lugar) == codigos


def test_un_lugar_ya_usado_ensena_su_localidad():
    assert deducir_localidad("Parque de los Novios") == ()
    obtener_lugar(db.session(), "Parque de los Novios", "13")
    assert deducir_localidad("PARQUE DE LOS NOVIOS") == ("13",)


def test_solo_el_nombre_oficial_es_oficial():
    assert (localidad_oficial("santa fe"), localidad_oficial("Casa de Todas")) == ("03", None)


def test_un_lugar_sin_nombre_no_se_guarda():
    with pytest.raises(ErrorDeRegistro, match="Escriba el lugar"):
        obtener_lugar(db.session(), " \x00 ", "03")


def test_las_listas_salen_en_orden_y_con_su_padre():
    assert len(localidades()) == 20
    assert [una.etiqueta for una in opciones("area")] == ["Trabajo social", "Jurídica", "Psicosocial"]
    assert {una.padre for una in opciones("clase", "juridica")} == {"juridica"}
    assert etiquetas("modalidad") == {"presencial": "Presencial", "telefónica": "Telefónica"}
    assert servicios()[0].nombre == "Salud"
    nombres = [sector.nombre for sector in sectores()]
    assert nombres.index("Educación") < nombres.index("Gestión Jurídica") < nombres.index("Hábitat")
    assert all(entidad.sector for entidad in entidades())
