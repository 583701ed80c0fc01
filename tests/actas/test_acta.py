"""De la invitación al acta aprobada: se escribe con compañía, no se pierde nada y lo aprobado no cambia."""

import email.policy
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from registro.actas import consultas, operaciones
from registro.actividades import operaciones as de_actividades
from registro.asistencia.operaciones import institucional
from registro.errores import EnConflicto
from registro.extensiones import db
from registro.fechas import hoy
from registro.instancias import consultas as de_instancias
from registro.instancias import operaciones as de_instancia
from tests.fabricas.mesa import ACTOR, mesa, registrar

ENERO, FEBRERO = date(2020, 1, 8), date(2020, 2, 12)


@pytest.fixture
def sesion(app):
    return registrar(app, ENERO)


@pytest.fixture
def secretaria(como):
    return como("secretaria")


def puntos(app, sesion):
    with app.app_context():
        return [uno.punto.id for uno in consultas.puntos_desarrollados(sesion)]


def entidad(app):
    with app.app_context():
        return next(
            clave for clave, nombre in consultas.entidades_que_responden(mesa(app)) if "Personería" in nombre
        )


def escribir(app, secretaria, sesion, version="0", **otros):
    primero, segundo = puntos(app, sesion)
    datos = {
        "version": version,
        "apertura": "Se verifica el quórum.",
        f"discusion-{primero}": "Se presentó la alerta.\n\n- Primer hallazgo\n- Segundo hallazgo",
        f"decisiones-{primero}": "Aprobar el informe.",
        f"discusion-{segundo}": "Sin novedad.",
        "cierre": "Se levanta la sesión.",
    }
    secretaria.get(f"/mesa/sesion/{sesion}/desarrollo")
    return secretaria.post(f"/mesa/sesion/{sesion}/desarrollo", datos | otros)


def test_la_invitacion_se_copia_se_descarga_y_queda_anotada(app, secretaria, sesion, como):
    with app.app_context():
        puesto = de_instancias.puestos(mesa(app), ENERO)[10].id
        de_instancia.nombrar_delegada(
            ACTOR, puesto, "Delegada", date(2020, 1, 1), "delegada@defensoria.gov.co"
        )
    pagina = secretaria.get(f"/mesa/sesion/{sesion}/invitacion")
    assert "delegada@defensoria.gov.co" in pagina.cruda.text
    assert "Puestos sin correo conocido" in pagina.texto
    assert "Alerta temprana. Desarrolla: función 2." in pagina.cruda.text
    correo = secretaria.get(f"/mesa/sesion/{sesion}/invitacion.eml")
    assert (correo.tipo, b"delegada@defensoria.gov.co" in correo.datos) == ("message/rfc822", True)
    dicha = email.message_from_bytes(correo.datos, policy=email.policy.default)["X-Registro"]
    assert "serie: E-" in dicha
    assert "propósito: Invitar a la sesión" in dicha
    cita = secretaria.get(f"/mesa/sesion/{sesion}/invitacion.ics").datos
    assert cita.startswith(b"BEGIN:VCALENDAR")
    assert b"\r\nX-REGISTRO:clase: reservado" in cita
    assert secretaria.get(f"/mesa/sesion/{sesion}/invitacion.doc").estado == 404
    assert "Abrió una invitación" in como("auditoria").get("/bitacora").texto
    assert "Invitar a la sesión" in como("auditoria").get("/bitacora/salidas").texto


def test_lo_escrito_y_los_compromisos_quedan_y_se_siguen(app, secretaria, sesion):
    compromiso = {"que-0": "Enviar el informe", "entidad-0": entidad(app), "vence-0": "31/01/2020"}
    hecho = escribir(app, secretaria, sesion, **compromiso)
    assert "Quedó guardado el desarrollo" in hecho.texto
    assert "Enviar el informe" in hecho.texto
    lista = secretaria.get(f"/mesa/instancia/{mesa(app)}/compromisos")
    assert f"Vencido hace {(hoy() - date(2020, 1, 31)).days:,} días".replace(",", ".") in lista.texto
    propio = next(e.get("href") for e in lista.pagina.todos("a") if "/mesa/compromiso/" in e.get("href", ""))
    sin_razon = secretaria.post(propio, {"estado": "descartado", "texto": ""})
    assert "por qué ya no se hará" in sin_razon.texto
    assert (
        "Ya no se hará: Cambió la norma"
        in secretaria.post(propio, {"estado": "descartado", "texto": "Cambió la norma"}).texto
    )
    assert "Ninguno cumple" in secretaria.get(f"/mesa/instancia/{mesa(app)}/compromisos").texto
    corregido = secretaria.post(
        f"{propio}/corregir", {"que": "Enviar el acta", "entidad": entidad(app), "vence": ""}
    )
    assert "Enviar el acta" in corregido.texto
    otra = secretaria.post(f"{propio}/corregir", {"que": "Enviar", "entidad": "9" * 12, "vence": ""})
    assert "Elija qué entidad se compromete" in otra.texto
    antes = secretaria.post(
        f"{propio}/corregir", {"que": "Enviar", "entidad": entidad(app), "vence": "01/01/2020"}
    )
    assert "vence antes de la sesión (8 de enero de 2020)" in antes.texto


NO_SE_ACEPTAN = (
    ({"que-1": "Enviar"}, "Elija qué entidad se compromete"),
    ({"vence-0": "31/01/2020"}, "Escriba a qué se compromete"),
    ({"que-0": "Enviar", "vence-0": "ayer"}, "«ayer» no es una fecha"),
    ({"version": "7"}, "Otra persona cambió esto"),
    ({"apertura": "x" * 20_001}, "20000"),
)


def test_un_desarrollo_que_no_se_acepta_conserva_todo_lo_escrito(app, secretaria, sesion):
    for renglon, frase in NO_SE_ACEPTAN:
        respuesta = escribir(app, secretaria, sesion, **renglon)
        assert respuesta.estado in {400, 409}, renglon
        assert frase in respuesta.texto
        assert "Se presentó la alerta." in respuesta.cruda.text
    with app.app_context():
        assert consultas.acta(sesion).version == 0


def test_dos_que_escriben_a_la_vez_no_se_pisan_y_ven_lo_del_otro(app, secretaria, sesion):
    escribir(app, secretaria, sesion)
    tarde = escribir(app, secretaria, sesion, apertura="Otra apertura")
    assert "Lo que la otra persona dejó guardado" in tarde.texto
    assert "Se verifica el quórum." in tarde.texto
    with app.app_context():
        version = consultas.acta(sesion).version
    assert (
        "Quedó guardado" in escribir(app, secretaria, sesion, version=version, apertura="Otra apertura").texto
    )


def test_el_borrador_de_cada_quien_vuelve_y_no_se_lee_en_la_base(app, secretaria, sesion):
    primero, _ = puntos(app, sesion)
    ruta = f"/mesa/sesion/{sesion}/desarrollo"
    secretaria.get(ruta)
    secretaria.post(f"{ruta}/borrador", {"version": "0", f"discusion-{primero}": "A medio escribir"})
    vuelta = secretaria.get(ruta)
    assert "Esto es un borrador de las" in vuelta.texto
    assert "A medio escribir" in vuelta.cruda.text
    with app.app_context():
        assert "A medio escribir" not in str(db.session.execute(text("select * from borrador")).all())
    escribir(app, secretaria, sesion)
    assert "Esto es un borrador" not in secretaria.get(ruta).texto
    assert secretaria.post(f"{ruta}/borrador", {"apertura": "x" * 500_000}).estado == 400


def test_el_acta_dice_lo_mismo_en_word_y_en_pdf(app, secretaria, sesion):
    with app.app_context():
        de_actividades.reabrir(ACTOR, sesion, "Faltó la invitada")
        institucional.contar_otras(ACTOR, sesion, 1, "Universidad", "Profesora invitada")
        de_actividades.cerrar(ACTOR, sesion)
    escribir(
        app,
        secretaria,
        sesion,
        **{"que-0": "Enviar el informe", "entidad-0": entidad(app), "vence-0": "31/01/2020"},
    )
    secretaria.get(f"/mesa/sesion/{sesion}/acta")
    with app.app_context():
        version = consultas.acta(sesion).version
    firmas = {
        "numero": "1-2020",
        "firmas": "Preside: Presidenta de la mesa, Subsecretaria\nQuien firma, Directora",
        "version": version,
    }
    pagina = secretaria.post(f"/mesa/sesion/{sesion}/acta", firmas).texto
    assert "Acta N.º 1-2020" in pagina
    assert "le falta" not in pagina
    pdf = secretaria.get(f"/mesa/sesion/{sesion}/acta.pdf")
    word = secretaria.get(f"/mesa/sesion/{sesion}/acta.docx")
    en_pdf = " ".join(" ".join(hoja.extract_text() for hoja in PdfReader(BytesIO(pdf.datos)).pages).split())
    en_word = ZipFile(BytesIO(word.datos)).read("word/document.xml").decode()
    for dicho in (
        "Presidenta de la mesa",
        "Profesora invitada",
        "Se presentó la alerta.",
        "Segundo hallazgo",
        "Enviar el informe",
        "31 de enero de 2020",
        "Defensoría del Pueblo",
    ):
        assert dicho in en_word, dicho
        assert dicho in en_pdf, dicho
    assert secretaria.get(f"/mesa/sesion/{sesion}/acta.odt").estado == 404


def test_las_versiones_se_guardan_hasta_que_la_sesion_siguiente_la_aprueba(app, secretaria, sesion):
    siguiente = registrar(app, FEBRERO)
    escribir(app, secretaria, sesion)
    ruta = f"/mesa/sesion/{sesion}/acta"
    secretaria.get(ruta)
    assert "versión 1" in secretaria.post(f"{ruta}/version").texto
    assert "versión 1" in secretaria.post(f"{ruta}/version").texto  # nada cambió: es la misma
    escribir(app, secretaria, sesion, version="2", cierre="Se cierra tarde.")
    aprobada = secretaria.post(f"{ruta}/aprobar", {"sesion": siguiente}).texto
    assert "la versión 2 ya no cambia" in aprobada
    assert "Se aprobó en la sesión del 12 de febrero de 2020" in aprobada
    otra_vez = secretaria.post(f"{ruta}/aprobar", {"sesion": siguiente})
    assert "ya se aprobó y no cambia" in otra_vez.texto
    tarde = escribir(app, secretaria, sesion, version="4")
    assert "El acta ya se aprobó y no cambia" in tarde.texto
    with app.app_context():
        assert consultas.contenido(sesion, 1).cierre == "Se levanta la sesión."
        assert consultas.contenido(sesion).cierre == "Se cierra tarde."
        assert [version.numero for version in consultas.acta(sesion).versiones] == [1, 2]
    assert secretaria.get(f"{ruta}.pdf?version=9").estado == 404
    word = ZipFile(BytesIO(secretaria.get(f"{ruta}.docx?version=1").datos))
    assert "Revisar el acta antes de aprobarla" in word.read("docProps/core.xml").decode()


def test_anular_una_sesion_con_el_acta_aprobada_no_pierde_el_acta(app, secretaria, sesion):
    siguiente = registrar(app, FEBRERO)
    with app.app_context():
        operaciones.aprobar(ACTOR, sesion, siguiente)
    aviso = secretaria.get(f"/actividades/{sesion}/anular").texto
    assert "El acta de esta sesión ya se aprobó" in aviso
    secretaria.post(f"/actividades/{sesion}/anular", {"motivo": "Se registró dos veces"})
    pagina = secretaria.get(f"/mesa/sesion/{sesion}/acta").texto
    assert "La sesión se anuló y no cuenta" in pagina
    assert "El acta se conserva tal como se aprobó" in pagina
    aprobada = PdfReader(BytesIO(secretaria.get(f"/mesa/sesion/{sesion}/acta.pdf").datos))
    assert "Se borra: no, se archiva" in aprobada.metadata["/Subject"]
    assert "serie E-" in aprobada.pages[0].extract_text()


def test_corregir_la_asistencia_despues_de_aprobada_se_nota_y_el_acta_no_cambia(app, secretaria, sesion):
    siguiente = registrar(app, FEBRERO)
    with app.app_context():
        operaciones.aprobar(ACTOR, sesion, siguiente)
        de_actividades.reabrir(ACTOR, sesion, "Faltaba alguien")
        puesto = de_instancias.puestos(mesa(app), ENERO)[4].id
        institucional.guardar_lista(ACTOR, sesion, frozenset([puesto]), frozenset())
        assert not consultas.contenido(sesion).asistentes[4].asistio
    assert (
        "Algo de la sesión se corrigió después de aprobada"
        in secretaria.get(f"/mesa/sesion/{sesion}/acta").texto
    )


def test_solo_aprueba_una_sesion_posterior_realizada_y_de_la_misma_instancia(app, sesion):
    febrero = registrar(app, FEBRERO)
    with app.app_context():
        with pytest.raises(EnConflicto, match="posterior al 12 de febrero"):
            operaciones.aprobar(ACTOR, febrero, sesion)
        assert [uno[0] for uno in consultas.posibles_aprobadoras(sesion)] == [febrero]
        assert consultas.posibles_aprobadoras(febrero) == []


def test_una_invitada_va_con_su_nombre_y_es_una_sola(app, secretaria, sesion):
    with app.app_context():
        de_actividades.reabrir(ACTOR, sesion, "Faltó la invitada")
    ruta = f"/mesa/sesion/{sesion}"
    secretaria.get(ruta)
    varias = secretaria.post(f"{ruta}/conteo", {"nombre": "Profesora", "cantidad": "2"})
    assert "Con un nombre va una sola persona" in varias.texto
    una = secretaria.post(
        f"{ruta}/conteo", {"nombre": "Profesora", "entidad": "Universidad", "cantidad": "1"}
    )
    assert "Se sumó 1 persona" in una.texto
    assert "la anotó el equipo" in una.texto


def test_el_quorum_se_ve_en_vivo_por_la_regla_de_ese_dia(app, secretaria, sesion):
    ruta = f"/mesa/instancia/{mesa(app)}/quorum"
    secretaria.get(ruta)
    regla = {"roles": ["S", "I"], "numerador": "1", "denominador": "2", "mas_de": "y", "norma": "Artículo 7"}
    assert "Más de la mitad de los puestos con rol" in secretaria.post(ruta, regla).texto
    assert (
        "No hay quórum: 2 de 6 puestos que cuentan; se necesitan 4"
        in secretaria.get(f"/mesa/sesion/{sesion}").texto
    )
    manana = (hoy() + timedelta(days=1)).strftime("%d/%m/%Y")
    secretaria.post(ruta, regla | {"roles": ["S"], "desde": manana})
    assert "se necesitan 4" in secretaria.get(f"/mesa/sesion/{sesion}").texto
    assert "Ya hay una regla desde" in secretaria.post(ruta, regla | {"desde": "01/01/2020"}).texto
    assert (
        "Marque qué roles cuentan"
        in secretaria.post(ruta, regla | {"roles": [], "desde": "01/01/2028"}).texto
    )
    assert (
        "va de 1 de 100 a todas"
        in secretaria.post(ruta, regla | {"numerador": "3", "desde": "01/01/2028"}).texto
    )
