"""Compromisos vencidos, quién aprueba un acta, cómo se congela y cómo se invita. Sin base de datos."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy

import pytest

from registro.actas import contenido, invitacion, reglas
from registro.actividades.agenda_escrita import PuntoEscrito, elegir, leer_puntos
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.fechas import escribir_hora, leer_hora

HOY = date(2020, 7, 1)
MOMENTO = datetime(2020, 1, 2, 15, tzinfo=UTC)
VIGENTES = {1: 101, 2: 102, 5: 105, 10: 110}


@pytest.mark.parametrize(
    "estado, vence, dias",
    [
        ("pendiente", date(2020, 6, 30), 1),
        ("en_curso", date(2020, 6, 1), 30),
        ("pendiente", HOY, 0),
        ("cumplido", date(2020, 1, 1), 0),
        ("pendiente", None, 0),
    ],
)
def test_un_compromiso_se_atrasa_al_dia_siguiente(estado, vence, dias):
    assert reglas.dias_de_atraso(estado, vence, HOY) == dias


def test_lo_que_no_se_acepta_de_un_compromiso_o_de_una_aprobacion_se_explica():
    with pytest.raises(ErrorDeRegistro, match="en qué está"):
        reglas.revisar_seguimiento("otro", "")
    with pytest.raises(ErrorDeRegistro, match="por qué ya no se hará"):
        reglas.revisar_seguimiento("descartado", "")
    reglas.revisar_seguimiento("descartado", "Cambió la norma")
    with pytest.raises(ErrorDeRegistro, match="vence antes de la sesión"):
        reglas.revisar_vencimiento(date(2020, 1, 1), HOY)
    reglas.revisar_vencimiento(None, HOY)
    with pytest.raises(EnConflicto, match="posterior al 1 de julio"):
        reglas.revisar_aprobacion(HOY, HOY, realizada=True)
    with pytest.raises(EnConflicto, match="todavía no se ha hecho"):
        reglas.revisar_aprobacion(HOY, date(2020, 8, 1), realizada=False)
    reglas.revisar_aprobacion(HOY, date(2020, 8, 1), realizada=True)


ACTA = contenido.Contenido(
    instancia="Mesa de prueba",
    sigla="MESA",
    numero="7",
    clase="Ordinaria",
    motivo="",
    fecha=HOY,
    horario="2:30 p. m.",
    modalidad="Virtual",
    lugar="https://reunion.gov.co/x",
    quorum="Hay quórum",
    asistentes=(contenido.Asistente("Salud", "Secretaría", "Delegada", "Integrante", "Ana", asistio=True),),
    invitadas=(contenido.Invitada("", "Academia", 3),),
    apertura="Se abre",
    puntos=(contenido.PuntoDeActa("Alerta", "Gobierno", (2, 5), "Se habló", "Se decidió"),),
    funciones=((2, "Coordinar"),),
    compromisos=(
        contenido.CompromisoDeActa("Enviar", "Salud", date(2020, 8, 1)),
        contenido.CompromisoDeActa("Revisar", "Salud", None),
    ),
    cierre="Se cierra",
    firmas=("Ana, presidenta",),
)


def test_un_acta_congelada_vuelve_igual_y_su_huella_cambia_con_cualquier_letra():
    texto = contenido.a_json(ACTA)
    assert contenido.de_json(texto) == ACTA
    assert contenido.huella(texto) == contenido.huella(contenido.a_json(contenido.de_json(texto)))
    assert contenido.huella(contenido.a_json(replace(ACTA, cierre="Se cierra."))) != contenido.huella(texto)


INVITACION = invitacion.Invitacion(
    uuid="u-1",
    instancia="Mesa de prueba",
    sigla="MESA",
    clase="extraordinaria",
    motivo="Alerta temprana",
    dia=date(2020, 1, 8),
    hora_inicio="14:30",
    hora_fin="16:00",
    modalidad="Mixta",
    lugar="Salón 1, piso 2",
    enlace="https://reunion.gov.co/x",
    secretaria="Secretaría de Gobierno",
    puntos=(
        invitacion.PuntoDeInvitacion("Alerta temprana; primer informe.", "Gobierno", ("2", "5")),
        invitacion.PuntoDeInvitacion("Varios", "", ("1",)),
        invitacion.PuntoDeInvitacion("Cierre", "", ()),
    ),
    destinatarias=(
        invitacion.Destinataria("Salud", "Ana", "ana@salud.gov.co"),
        invitacion.Destinataria("Salud", "Ana", "ana@salud.gov.co"),
        invitacion.Destinataria("Gobierno", "", ""),
    ),
)


def test_la_invitacion_dice_cuando_donde_para_que_y_que_funciones():
    texto = invitacion.texto(INVITACION)
    for dicho in (
        "sesión extraordinaria que se realizará el 8 de enero de 2020, de 2:30 p. m. a 4:00 p. m.",
        "Motivo de la convocatoria: Alerta temprana",
        "Lugar: Salón 1, piso 2",
        "1. Alerta temprana; primer informe. Presenta: Gobierno. Desarrolla: funciones 2 y 5.",
        "2. Varios. Desarrolla: función 1.",
        "3. Cierre.",
        "Secretaría de Gobierno",
    ):
        assert dicho in texto
    assert invitacion.faltantes(INVITACION) == []
    pelada = replace(
        INVITACION,
        **dict.fromkeys(("hora_inicio", "hora_fin", "lugar", "enlace", "secretaria", "motivo"), ""),
        puntos=(),
    )
    assert len(invitacion.faltantes(pelada)) == 3
    assert "Secretaría técnica de MESA" in invitacion.texto(pelada)
    sin_funciones = replace(INVITACION, hora_fin="", puntos=INVITACION.puntos[2:])
    assert invitacion.faltantes(sin_funciones) == ["las funciones que desarrolla el orden del día"]
    assert ", a las 2:30 p. m." in invitacion.texto(sin_funciones)


def test_el_correo_se_abre_como_borrador_con_copia_oculta_y_la_cita():
    correo = message_from_bytes(invitacion.correo(INVITACION, MOMENTO), policy=policy.default)
    assert (correo["Subject"], correo["Bcc"], correo["X-Unsent"]) == (
        "MESA: sesión extraordinaria del 8 de enero de 2020",
        "ana@salud.gov.co",
        "1",
    )
    assert "Alerta temprana" in correo.get_body().get_content()
    (cita,) = correo.iter_attachments()
    assert (cita.get_content_type(), cita.get_filename()) == ("text/calendar", "sesion.ics")
    assert correo["X-Registro"] is None
    con_ficha = invitacion.correo(replace(INVITACION, ficha="serie: E-1; autora: Inés"), MOMENTO)
    assert message_from_bytes(con_ficha, policy=policy.default)["X-Registro"] == "serie: E-1; autora: Inés"
    assert b"X-REGISTRO:serie: E-1\\; autora" in invitacion.cita(
        replace(INVITACION, ficha="serie: E-1; autora"), MOMENTO
    )


def test_la_cita_va_en_hora_universal_escapada_y_en_renglones_cortos():
    renglones = invitacion.cita(INVITACION, MOMENTO).split(b"\r\n")
    assert all(len(renglon) <= 75 for renglon in renglones)
    junta = b"\r\n".join(renglones).replace(b"\r\n ", b"").decode()
    for dicho in (
        "DTSTART:20200108T193000Z",
        "DTEND:20200108T210000Z",
        "UID:u-1@registro",
        "LOCATION:Salón 1\\, piso 2 · https://reunion.gov.co/x",
        "Alerta temprana\\; primer informe",
    ):
        assert dicho in junta
    sin_fin = invitacion.cita(replace(INVITACION, hora_fin=""), MOMENTO).decode()
    assert "DTEND:20200108T213000Z" in sin_fin
    sin_hora = invitacion.cita(replace(INVITACION, hora_inicio="", lugar="", enlace=""), MOMENTO).decode()
    assert "DTSTART;VALUE=DATE:20200108" in sin_hora
    assert "DTEND;VALUE=DATE:20200109" in sin_hora
    assert "LOCATION" not in sin_hora


@pytest.mark.parametrize(
    "correo, vale",
    [("a@b.gov.co", True), ("a@b", False), ("", False), ("a b@c.co", False), ("a@", False), ("@b.co", False)],
)
def test_un_correo_que_no_lo_parece_no_va(correo, vale):
    assert invitacion.correo_valido(correo) is vale


def test_el_orden_del_dia_escrito_de_corrido_se_parte_en_puntos():
    puntos = leer_puntos("1. Alerta temprana (2, 5)\n\nLectura del acta.\n3) Informe (1-2 y 10)", VIGENTES)
    assert puntos == [
        PuntoEscrito("Alerta temprana", (102, 105)),
        PuntoEscrito("Lectura del acta", ()),
        PuntoEscrito("Informe", (101, 102, 110)),
    ]
    assert leer_puntos("(2)", VIGENTES) == [PuntoEscrito("(2)", ())]


@pytest.mark.parametrize(
    "texto, frase",
    [
        ("2, x", "«x» no es un número"),
        ("3", "No hay función 3 en esa fecha: van de 1 a 10"),
        ("1-4", "No hay función 3 y 4"),
        ("5-2", "No hay función 5-2"),
        ("99999", "No hay función 99999"),
    ],
)
def test_un_numero_que_no_es_se_dice_con_los_que_hay(texto, frase):
    with pytest.raises(ErrorDeRegistro) as error:
        elegir(texto, VIGENTES, "funciones", "función")
    assert frase in error.value.mensaje
    assert error.value.campo == "funciones"


def test_los_numeros_se_eligen_sueltos_o_por_tramos():
    assert elegir(" 2; 1-2 y 10 ", VIGENTES, "x", "función") == [102, 101, 110]


@pytest.mark.parametrize(
    "escrita, guardada",
    [("2:30 p. m.", "14:30"), ("14.30", "14:30"), ("9 am", "09:00"), ("12 m", None), ("12:05 AM", "00:05")],
)
def test_la_hora_se_lee_como_se_escribe(escrita, guardada):
    if guardada is None:
        with pytest.raises(ErrorDeRegistro, match="no es una hora"):
            leer_hora(escrita)
    else:
        assert leer_hora(escrita, "hora") == guardada


@pytest.mark.parametrize("escrita", ["25:00", "13 pm", "0 am", "12:60", "tarde"])
def test_una_hora_imposible_se_dice(escrita):
    with pytest.raises(ErrorDeRegistro, match="no es una hora"):
        leer_hora(escrita)


def test_la_hora_guardada_se_escribe_como_se_dice():
    assert [escribir_hora(hora) for hora in ("00:05", "12:00", "14:30")] == [
        "12:05 a. m.",
        "12:00 p. m.",
        "2:30 p. m.",
    ]
