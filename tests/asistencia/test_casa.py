"""Atender en Casa de Todas, por sus pantallas: una tarjeta, una pantalla, y lo guardado dicho en palabras."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from registro.actividades.casa_de_todas import DiaDeCasa
from registro.asistencia.ciudadana import Asistencia, Atencion, GestionDeAtencion, Lectura
from registro.extensiones import db
from registro.personas import credenciales
from registro.personas.modelo import Consentimiento, Credencial, Persona
from tests.fabricas.tarjetas import codigo_nuevo, crear_tarjeta

ASESORIA = {"clase": "juridica|asesoría", "modalidad": "presencial"}


@pytest.fixture
def casa(como):
    cliente = como("casa")
    cliente.post("/casa/abrir")
    return cliente


def leer(casa, codigo):
    return casa.post("/casa/tarjeta", {"codigo": codigo, "lectura": str(uuid4())})


def anotar(casa, pantalla, **datos):
    """Envía la pantalla de atención a la que llevó una lectura."""
    url = f"{pantalla.cruda.request.path}?{pantalla.cruda.request.query_string.decode()}"
    return casa.post(url, {**ASESORIA, "envio": str(uuid4()), **datos})


def cuenta(app, modelo, *donde):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(modelo).where(*donde))


def test_el_dia_se_abre_una_sola_vez(app, como):
    cliente = como("casa")
    assert "Todavía no se ha abierto" in cliente.get("/casa").texto
    assert "Quedó abierto" in cliente.post("/casa/abrir").texto
    cliente.post("/casa/abrir")
    assert cliente.get("/casa/dias").texto.count("Abierta") == 1


def test_si_varias_abren_el_dia_a_la_vez_hay_uno_solo(app, como):
    equipo = [como("casa") for _ in range(4)]
    with ThreadPoolExecutor(len(equipo)) as hilos:
        abiertas = [hilos.submit(una.post, "/casa/abrir", follow_redirects=False) for una in equipo]
        assert {abierta.result().estado for abierta in abiertas} == {302}
    assert cuenta(app, DiaDeCasa) == 1


def test_una_tarjeta_en_blanco_se_vuelve_de_alguien_y_su_atencion_queda_guardada(app, casa):
    pantalla = leer(casa, crear_tarjeta(app))
    assert "Tarjeta leída por primera vez." in pantalla.texto
    assert "Visita 1 de hoy" in pantalla.texto
    guardada = anotar(casa, pantalla, hecho=["actuacion|tutela"])
    assert (
        "Quedó guardada la atención de la visita 1: Jurídica, Asesoría, Presencial (Tutela)."
        in guardada.texto
    )
    assert cuenta(app, Persona) == 1


def test_varias_atenciones_de_la_misma_mujer_cuelgan_de_una_sola_asistencia(app, casa):
    codigo = crear_tarjeta(app)
    anotar(casa, leer(casa, codigo))
    otra_vez = leer(casa, codigo)
    assert "ya había venido hoy" in otra_vez.texto
    anotar(casa, otra_vez, clase="psicosocial|acompañamiento")
    assert (cuenta(app, Asistencia), cuenta(app, Atencion), cuenta(app, Persona)) == (1, 2, 1)


def test_sin_tarjeta_tambien_se_atiende_y_cuenta(app, casa):
    pantalla = casa.get("/casa/atencion")
    assert "cuenta como una visita sin identificar" in pantalla.texto
    assert "Quedó guardada" in casa.post("/casa/atencion", {**ASESORIA, "envio": str(uuid4())}).texto
    assert (cuenta(app, Asistencia), cuenta(app, Credencial)) == (1, 0)


@pytest.mark.parametrize("ruta", ["/casa/atencion", "con tarjeta"])
def test_enviar_dos_veces_el_mismo_formulario_anota_una_sola(app, casa, ruta):
    if ruta == "con tarjeta":
        pedido = leer(casa, crear_tarjeta(app)).cruda.request
        ruta = f"{pedido.path}?{pedido.query_string.decode()}"
    datos = {**ASESORIA, "envio": str(uuid4())}
    casa.post(ruta, datos)
    casa.post(ruta, datos)
    assert (cuenta(app, Asistencia), cuenta(app, Atencion)) == (1, 1)


def test_dos_toques_a_la_vez_del_mismo_boton_anotan_una_sola(app, casa):
    pedido = leer(casa, crear_tarjeta(app)).cruda.request
    ruta, datos = f"{pedido.path}?{pedido.query_string.decode()}", {**ASESORIA, "envio": str(uuid4())}
    with ThreadPoolExecutor(2) as hilos:
        toques = [hilos.submit(casa.post, ruta, dict(datos), follow_redirects=False) for _ in range(2)]
        assert [toque.result().estado for toque in toques] == [302, 302]
    assert cuenta(app, Atencion) == 1


def test_lo_hecho_se_guarda_con_sus_veces(app, casa):
    datos = {"hecho": ["actuacion|tutela", "actuacion|audiencia"], "veces|actuacion|tutela": "3"}
    respuesta = anotar(casa, leer(casa, crear_tarjeta(app)), **datos)
    assert "Tutela (3); Audiencia" in respuesta.texto
    assert cuenta(app, GestionDeAtencion) == 4


@pytest.mark.parametrize(
    "datos, frase",
    [
        ({"clase": ""}, "Elija la clase de la atención."),
        ({"clase": "juridica|acompañamiento"}, ""),
        ({"modalidad": "por señales"}, ""),
        ({"hecho": ["gestion|Empleabilidad"]}, "«Empleabilidad» no es del área elegida"),
        ({"hecho": ["actuacion|tutela"], "veces|actuacion|tutela": "0"}, "entre 1 y 20 veces"),
        ({"hecho": ["actuacion|tutela"], "veces|actuacion|tutela": "muchas"}, "muchas"),
        ({"hecho": ["actuacion|=cmd|' /C calc'!A0"]}, "no es del área elegida"),
    ],
)
def test_lo_que_no_corresponde_se_explica_y_no_se_guarda(app, casa, datos, frase):
    respuesta = anotar(casa, leer(casa, crear_tarjeta(app)), **datos)
    assert respuesta.estado == 400
    assert "Hay algo por corregir" in respuesta.texto
    assert frase in respuesta.texto
    assert cuenta(app, Atencion) == 0


@pytest.mark.parametrize(
    "codigo, frase",
    [
        ("", "Lea la tarjeta o escriba su código."),
        ("R1-ABC", "está incompleto"),
        ("https://ejemplo.co/x", "otro sistema"),
        ("D1-2QRA9-9D8JN-DK0KT-HF", "es de una delegada"),
        ("x" * 10_000, "200"),
    ],
)
def test_un_codigo_que_no_es_de_tarjeta_se_explica(app, casa, codigo, frase):
    respuesta = leer(casa, codigo)
    assert respuesta.estado == 400
    assert frase in respuesta.texto
    assert cuenta(app, Lectura) == 0


def test_una_tarjeta_desconocida_se_atiende_y_queda_por_revisar(app, casa):
    pantalla = leer(casa, codigo_nuevo())
    assert "no está entre las emitidas" in pantalla.texto
    assert "Quedó guardada" in anotar(casa, pantalla).texto
    assert cuenta(app, Lectura, Lectura.estado == "en_revision") == 1
    assert cuenta(app, Persona) == 0


def test_una_tarjeta_retirada_no_se_pierde_y_la_atencion_sigue_sin_tarjeta(app, casa):
    respuesta = leer(casa, crear_tarjeta(app, credenciales.REVOCADA))
    assert "Esta tarjeta ya no se usa" in respuesta.texto
    assert respuesta.ruta == "/casa"
    assert cuenta(app, Lectura, Lectura.estado == "en_revision") == 1


def test_antes_de_anotar_se_le_pide_autorizacion_una_sola_vez(app, casa):
    codigo = crear_tarjeta(app)
    pantalla = leer(casa, codigo)
    assert "¿Autoriza guardar qué servicios y atenciones recibe" in pantalla.texto
    visita = pantalla.cruda.request.args["visita"]
    assert casa.post(f"/casa/visita/{visita}/autoriza", {"medio": "por señas"}).estado == 400
    assert cuenta(app, Consentimiento) == 0
    autorizada = casa.post(f"/casa/visita/{visita}/autoriza", {"medio": "escrito"})
    assert "Su autorización quedó guardada." in autorizada.texto
    assert "¿Autoriza" not in autorizada.texto
    assert "¿Autoriza" not in leer(casa, codigo).texto
    with app.app_context():
        dada = db.session.scalars(select(Consentimiento)).one()
        assert (dada.finalidad, dada.medio) == ("atencion", "escrito")


def test_si_no_autoriza_se_atiende_y_nada_queda_junto_a_su_tarjeta(app, casa):
    visita = leer(casa, crear_tarjeta(app)).cruda.request.args["visita"]
    sin_tarjeta = casa.post(f"/casa/visita/{visita}/no-autoriza")
    assert "Sin tarjeta" in sin_tarjeta.texto
    anotar(casa, sin_tarjeta)
    con_tarjeta = Asistencia.anulada_en.is_(None), Asistencia.credencial_id.is_not(None)
    assert (cuenta(app, Asistencia, *con_tarjeta), cuenta(app, Atencion)) == (0, 1)
    assert casa.post(f"/casa/visita/{visita}/autoriza").estado == 404


def test_una_tarjeta_leida_por_error_se_quita(app, casa):
    leer(casa, crear_tarjeta(app))
    assert "Esperan su atención" in casa.get("/casa").texto
    with app.app_context():
        visita = db.session.scalar(select(Asistencia.id))
    assert "La lectura se quitó" in casa.post(f"/casa/visita/{visita}/quitar").texto
    assert cuenta(app, Asistencia, Asistencia.anulada_en.is_(None)) == 0


def test_una_visita_con_atenciones_no_se_quita(app, casa):
    anotar(casa, leer(casa, crear_tarjeta(app)))
    with app.app_context():
        visita = db.session.scalar(select(Asistencia.id))
    assert casa.post(f"/casa/visita/{visita}/quitar").estado == 409
    assert cuenta(app, Asistencia, Asistencia.anulada_en.is_(None)) == 1


def test_corregir_anula_la_anterior_y_guarda_quien_y_por_que(app, casa):
    anotar(casa, leer(casa, crear_tarjeta(app)))
    with app.app_context():
        primera = db.session.scalar(select(Atencion.id))
    sin_motivo = casa.post(f"/casa/atencion/{primera}", {**ASESORIA, "clase": "juridica|cierre"})
    assert "Escriba por qué se corrige." in sin_motivo.texto
    datos = {**ASESORIA, "clase": "juridica|cierre", "motivo": "Era el cierre"}
    assert "Quedó corregida" in casa.post(f"/casa/atencion/{primera}", datos).texto
    with app.app_context():
        anterior = db.session.get(Atencion, primera)
        assert (anterior.anulada_por, anterior.motivo) == ("Casa de Todas", "Corregida: Era el cierre")
        vigente = db.session.scalars(select(Atencion).where(Atencion.anulada_en.is_(None))).one()
        assert (vigente.clase, vigente.asistencia_id) == ("cierre", anterior.asistencia_id)


def test_corregir_desde_un_dia_pasado_vuelve_a_ese_dia(app, casa):
    anotar(casa, leer(casa, crear_tarjeta(app)))
    dias = casa.get("/casa/dias")
    ruta = next(e.get("href") for e in dias.pagina.todos("a") if "/casa/dias/" in (e.get("href") or ""))
    corregir = next(
        e.get("href") for e in casa.get(ruta).pagina.todos("a") if "atencion/" in e.get("href", "")
    )
    vuelta = casa.post(corregir, {**ASESORIA, "motivo": "Era presencial"})
    assert (vuelta.ruta, "Quedó corregida" in vuelta.texto) == (ruta, True)


def test_anular_la_unica_atencion_sin_tarjeta_tambien_anula_la_visita(app, casa):
    casa.post("/casa/atencion", {**ASESORIA, "envio": str(uuid4())})
    with app.app_context():
        unica = db.session.scalar(select(Atencion.id))
    casa.post(f"/casa/atencion/{unica}/anular", {"motivo": "Se anotó dos veces"})
    assert cuenta(app, Atencion, Atencion.anulada_en.is_(None)) == 0
    assert cuenta(app, Asistencia, Asistencia.anulada_en.is_(None)) == 0
    assert casa.get(f"/casa/atencion/{unica}").estado == 404


def test_mirar_un_dia_queda_en_la_bitacora_y_ninguna_pantalla_muestra_el_codigo(app, casa, como):
    codigo = crear_tarjeta(app)
    anotar(casa, leer(casa, codigo))
    dias = casa.get("/casa/dias")
    enlace = next(e.get("href") for e in dias.pagina.todos("a") if "/casa/dias/" in (e.get("href") or ""))
    for pagina in (casa.get("/casa"), casa.get(enlace)):
        assert "Jurídica" in pagina.texto
        assert codigo not in pagina.cruda.text
    assert "Miró un día de la casa" in como("auditoria").get("/bitacora").texto


@pytest.mark.parametrize("rol", ["campo", "secretaria", "analista", "enlace", "administracion", "auditoria"])
def test_solo_el_rol_de_la_casa_entra(app, como, rol):
    assert como(rol).get("/casa").estado == 403


def test_con_el_dia_cerrado_no_se_anota_y_se_dice(app, casa):
    with app.app_context():
        from registro.actividades.casa_de_todas import DiaDeCasa

        db.session.scalars(select(DiaDeCasa)).one().estado = "cerrada"
        db.session.commit()
    assert "ya se cerró" in casa.get("/casa").texto
    assert leer(casa, crear_tarjeta(app)).estado == 409
    assert cuenta(app, Lectura) == 0
