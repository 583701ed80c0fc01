"""La secretaría crea actividades de todos los tipos, y lo mal escrito se dice sin perder nada."""

import pytest

from registro.actividades import consultas
from registro.actividades.tipos import TIPOS

PROPIOS = {
    "jornada": {},
    "mebog": {"estacion": "Puente Aranda", "sesiones": "1"},
    "casa_de_todas": {},
    "zesai": {"instancia_id": "1", "clase": "ordinaria", "modalidad": "presencial"},
    "mesa_tecnica": {"entidad_o_sector": "Sector Mujeres"},
    "encuentro": {"categoria": "semillero", "sesiones": "1"},
}


def crear(cliente, tipo="jornada", **datos):
    """Abre el formulario de un tipo, lo llena y lo envía."""
    cliente.get(f"/actividades/nueva/{tipo}")
    comunes = {"fecha": "13/03/2023", "lugar": "Plazoleta Mariposa", "localidad": ""}
    return cliente.post(f"/actividades/nueva/{tipo}", {**comunes, **PROPIOS[tipo], **datos})


def guardadas(app):
    with app.app_context():
        return [consultas.ficha(una.uuid) for una in consultas.listar(consultas.Busqueda())[0]]


@pytest.mark.parametrize("tipo", TIPOS)
def test_cada_tipo_se_crea_con_su_formulario(como, app, tipo):
    secretaria = como("secretaria")
    formulario = secretaria.get(f"/actividades/nueva/{tipo}")
    assert formulario.pagina.h1 == f"Crear {TIPOS[tipo].con_articulo}"
    respuesta = crear(secretaria, tipo)
    assert respuesta.estado == 200
    assert f"Se creó {TIPOS[tipo].con_articulo}." in respuesta.texto
    [unica] = guardadas(app)
    assert unica.tipo.clave == tipo
    assert (unica.estado, unica.localidad) == ("abierta", "Santa Fe")


def test_la_lista_de_tipos_lleva_a_cada_formulario(como):
    pagina = como("secretaria").get("/actividades/nueva").pagina
    destinos = {enlace.get("href") for enlace in pagina.todos("a")}
    assert {f"/actividades/nueva/{tipo}" for tipo in TIPOS} <= destinos


def test_la_de_un_dia_que_no_ha_llegado_queda_programada(como, app):
    respuesta = crear(como("secretaria"), fecha="13/03/2028")
    assert "todavía no recibe asistencia" in respuesta.texto
    assert guardadas(app)[0].estado == "programada"


def test_un_lugar_dudoso_pregunta_su_localidad_y_guarda_lo_escrito(como, app):
    secretaria = como("secretaria")
    dudosa = crear(secretaria, lugar="Santa Fe", notas="Con carpa", conteo_total="25")
    assert dudosa.estado == 400
    assert "«Santa Fe» puede quedar en Santa Fe (03) y Los Mártires (14)" in dudosa.texto
    ofrecidas = {e.get("value") for e in dudosa.pagina.todos("input") if e.get("name") == "localidad"}
    assert ofrecidas == {"03", "14", "otra"}
    assert "Con carpa" in dudosa.texto
    assert any(e.get("value") == "25" for e in dudosa.pagina.todos("input"))
    assert guardadas(app) == []
    assert crear(secretaria, lugar="Santa Fe", localidad="14").estado == 200
    assert guardadas(app)[0].localidad == "Los Mártires"


def test_si_no_es_ninguna_de_las_dudosas_se_elige_de_toda_la_lista(como):
    respuesta = crear(como("secretaria"), lugar="Santa Fe", localidad="otra")
    assert respuesta.estado == 400
    opciones = [e for e in respuesta.pagina.todos("option") if e.get("value") == "20"]
    assert len(opciones) == 1


MALOS = [
    ({"fecha": "13/03/1970"}, "anterior al 1 de enero de 2010"),
    ({"fecha": "13/03/2099"}, "a más de dos años de hoy"),
    ({"fecha": "29/02/2023"}, "El 29 de febrero de 2023 no existe"),
    ({"fecha": "ayer"}, "no es una fecha"),
    ({"fecha": ""}, "Escriba la fecha"),
    ({"lugar": ""}, "Escriba el lugar"),
    ({"localidad": "99"}, "Elija una opción de la lista"),
    ({"conteo_total": "-3"}, "menor que cero"),
    ({"conteo_asp": "-3"}, "menor que cero"),
    ({"conteo_total": "100.001"}, "Escriba un número entre 0 y 100.000"),
    ({"conteo_total": "muchas"}, "no es un número"),
    (
        {"conteo_total": "10", "conteo_asp": "8", "conteo_ciudadania": "5"},
        "Por público suman 13 y el total dice 10",
    ),
    ({"notas": "a" * 10_000}, "El texto pasa de 5.000 caracteres"),
    ({"lugar": "a" * 10_000}, "El texto pasa de 200 caracteres"),
    ({"titulo": "a" * 10_000}, "El texto pasa de 300 caracteres"),
    ({"servicios": "999"}, "Ya no está en la lista: 999"),
]


@pytest.mark.parametrize("malo,frase", MALOS)
def test_lo_mal_escrito_se_dice_y_lo_demas_sigue_ahi(como, app, malo, frase):
    respuesta = crear(como("secretaria"), **{"titulo": "La de marzo", **malo})
    assert respuesta.estado == 400
    assert frase in respuesta.texto
    assert guardadas(app) == []
    casillas = [e for e in respuesta.pagina.todos("input", "textarea") if e.get("type") != "checkbox"]
    escritos = {e.get("name"): (e.get("value") or e.text or "").strip() for e in casillas}
    for nombre, valor in {"titulo": "La de marzo", **malo}.items():
        assert nombre in {"localidad", "servicios"} or escritos[nombre] == valor


@pytest.mark.parametrize(
    "texto", ["Plaza 🌻 de la Mujer", '=cmd|"/C calc"!A0', "<script>alerta</script>", "Ñandú 5 % de más"]
)
def test_un_texto_raro_se_guarda_como_texto(como, app, texto):
    respuesta = crear(como("secretaria"), titulo=texto, lugar=texto, localidad="03", notas=texto)
    assert respuesta.estado == 200
    assert respuesta.pagina.h1 == texto
    [unica] = guardadas(app)
    assert (unica.titulo, unica.lugar, unica.notas) == (texto, texto, texto)


def test_los_caracteres_de_control_no_se_guardan(como, app):
    crear(como("secretaria"), titulo="Con\x00trol\x1b", localidad="03")
    assert guardadas(app)[0].titulo == "Control"


def test_una_extraordinaria_sin_motivo_no_se_crea(como, app):
    secretaria = como("secretaria")
    respuesta = crear(secretaria, "zesai", clase="extraordinaria")
    assert respuesta.estado == 400
    assert "Escriba por qué se convocó la sesión extraordinaria" in respuesta.texto
    motivo = "Socializar la alerta temprana"
    assert crear(secretaria, "zesai", clase="extraordinaria", motivo_extraordinaria=motivo).estado == 200
    assert ("Motivo", motivo) in guardadas(app)[0].propios


def test_una_cantidad_sin_unidad_se_pregunta(como):
    respuesta = crear(como("secretaria"), "encuentro", cantidad="5,7")
    assert respuesta.estado == 400
    assert "en qué unidad está la cantidad" in respuesta.texto


def test_una_mesa_sin_numero_toma_el_siguiente_de_su_vigencia(como, app):
    secretaria = como("secretaria")
    crear(secretaria, "mesa_tecnica", numero="7")
    crear(secretaria, "mesa_tecnica", otra="si")
    crear(secretaria, "mesa_tecnica", fecha="13/03/2024")
    assert [dict(una.propios)["Número"] for una in guardadas(app)] == ["1", "8", "7"]


def test_una_mesa_que_nombra_su_jornada_queda_ligada_si_hay_una_ese_dia(como, app):
    secretaria = como("secretaria")
    crear(secretaria)
    crear(secretaria, "mesa_tecnica", entidad_o_sector="Jornada itinerante Mariposa")
    mesa = guardadas(app)[0]
    with app.app_context():
        assert consultas.jornada_de_mesa(mesa.uuid).titulo == "Jornada, Plazoleta Mariposa"


def test_un_tipo_que_no_existe_se_dice(como):
    respuesta = como("secretaria").get("/actividades/nueva/paseo")
    assert respuesta.estado == 404
    assert "«paseo» no es un tipo de actividad" in respuesta.texto


def test_cero_asistentes_es_valido_y_no_es_lo_mismo_que_sin_dato(como, app):
    secretaria = como("secretaria")
    crear(secretaria, conteo_total="0")
    crear(secretaria, otra="si")
    assert [una.declaradas for una in guardadas(app)] == [None, 0]


def test_enviar_dos_veces_el_mismo_formulario_crea_una_sola(como, app):
    secretaria = como("secretaria")
    formulario = secretaria.get("/actividades/nueva/jornada").pagina
    envio = next(e.get("value") for e in formulario.todos("input") if e.get("name") == "envio")
    primera, segunda = (crear(secretaria, envio=envio) for _ in range(2))
    assert primera.ruta == segunda.ruta
    assert len(guardadas(app)) == 1


def test_otra_igual_el_mismo_dia_y_lugar_se_pregunta_y_se_crea_si_es_otra(como, app):
    secretaria = como("secretaria")
    crear(secretaria)
    dudosa = crear(secretaria, notas="La de la tarde")
    assert dudosa.estado == 400
    assert "Ya hay una como ésta el mismo día" in dudosa.texto
    assert "La de la tarde" in dudosa.pagina.texto
    assert len(guardadas(app)) == 1
    assert crear(secretaria, notas="La de la tarde", otra="si").estado == 200
    assert len(guardadas(app)) == 2


def test_sin_lugar_la_misma_entidad_el_mismo_dia_tambien_se_pregunta(como, app):
    secretaria = como("secretaria")
    crear(secretaria, "mesa_tecnica", lugar="")
    assert crear(secretaria, "mesa_tecnica", lugar="", entidad_o_sector="Sector Salud").estado == 200
    dudosa = crear(secretaria, "mesa_tecnica", lugar="")
    assert "Ya hay una como ésta el mismo día: «Mesa técnica 1: Sector Mujeres»" in dudosa.texto
    assert len(guardadas(app)) == 2
