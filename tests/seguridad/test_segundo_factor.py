"""Código de un solo uso, recuperación, contraseña otra vez y entrega del turno."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from registro.extensiones import ahora_utc
from registro.seguridad import codigos
from registro.seguridad.consultas import bitacora
from tests.bases.plantillas import CLAVE, SECRETO, codigos_por_probar
from tests.navegacion.cliente import Cliente, entrar
from tests.navegacion.paginas import letras

NUEVA = "otra frase bien larga"
ANTES = datetime(2026, 11, 26, 15, 0, 5, tzinfo=UTC)


def empezar(app, rol="analista"):
    cliente = Cliente(app)
    assert cliente.post("/entrar", {"usuario": rol, "clave": CLAVE}).ruta == "/entrar/codigo"
    return cliente


def inscribir(cliente):
    """Inscribe el teléfono por la pantalla; devuelve los códigos de recuperación."""
    pagina = cliente.get("/cuenta/codigo").texto
    secreto = re.search(r"Clave: ([A-Z2-7]{32})", pagina)[1]
    assert "no es el que toca" in cliente.post("/cuenta/codigo", {"codigo": "000000"}).texto
    respuesta = cliente.post("/cuenta/codigo", {"codigo": codigos.codigo_en(secreto, ahora_utc())})
    return re.findall(r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}", respuesta.texto)


def test_un_codigo_vale_medio_minuto_de_holgura_y_una_sola_vez():
    vigente = codigos.codigo_en(SECRETO, ANTES)
    paso = codigos.paso_de(SECRETO, f" {vigente[:3]} {vigente[3:]} ", ANTES, None)
    assert paso == int(ANTES.timestamp()) // 30
    assert codigos.paso_de(SECRETO, vigente, ANTES + timedelta(seconds=30), None) == paso
    assert codigos.paso_de(SECRETO, vigente, ANTES + timedelta(seconds=90), None) is None
    assert codigos.paso_de(SECRETO, vigente, ANTES, paso) is None
    assert codigos.paso_de(SECRETO, "ñ", ANTES, None) is None


def test_con_la_contraseña_sola_no_se_entra_y_adivinar_el_codigo_tambien_hace_esperar(app):
    cliente = empezar(app)
    assert cliente.get("/tablas").ruta == "/entrar"
    for _ in range(5):
        assert "no sirve" in cliente.post("/entrar/codigo", {"codigo": "123"}).texto
    assert "varios intentos" in cliente.post("/entrar/codigo", {"codigo": codigos_por_probar()[1]}).texto
    assert "varios intentos" in Cliente(app).post("/entrar", {"usuario": "analista", "clave": CLAVE}).texto


def test_un_codigo_ya_usado_no_abre_otra_sesion(app):
    codigo = codigos_por_probar()[2]
    assert empezar(app).post("/entrar/codigo", {"codigo": codigo}).estado == 200
    assert "no sirve" in empezar(app).post("/entrar/codigo", {"codigo": codigo}).texto


def test_el_codigo_que_da_la_terminal_entra_aunque_se_acabe_de_entrar_con_otro(app, terminal, monkeypatch):
    ahora = ahora_utc()
    for modulo in ("codigos", "ingreso"):
        monkeypatch.setattr(f"registro.seguridad.operaciones.{modulo}.ahora_utc", lambda: ahora)
    dados = [terminal("usuaria", "codigo", "analista").stdout.strip()]
    assert empezar(app).post("/entrar/codigo", {"codigo": dados[0]}).estado == 200
    dados.append(terminal("usuaria", "codigo", "analista").stdout.strip())
    assert dados[0] != dados[1]
    assert empezar(app).post("/entrar/codigo", {"codigo": dados[1]}).estado == 200
    assert "Espere medio minuto" in terminal("usuaria", "codigo", "analista").stderr


def test_la_contraseña_escrita_hace_rato_ya_no_sirve_para_el_codigo(app, monkeypatch):
    cliente = empezar(app)
    despues = ahora_utc() + timedelta(minutes=11)
    monkeypatch.setattr("registro.seguridad.acceso.ahora_utc", lambda: despues)
    assert cliente.post("/entrar/codigo", {"codigo": codigos_por_probar()[1]}).ruta == "/entrar"


def test_a_quien_administracion_le_quita_el_codigo_se_le_pide_inscribir_otro(app, como, terminal):
    assert terminal("usuaria", "quitar-codigo", "analista").exit_code == 0
    assert "no tiene código" in terminal("usuaria", "codigo", "analista").stderr
    cliente = Cliente(app)
    assert cliente.post("/entrar", {"usuario": "analista", "clave": CLAVE}).ruta == "/cuenta/codigo"
    assert cliente.get("/tablas").ruta == "/cuenta/codigo"
    assert len(inscribir(cliente)) == 8
    assert cliente.get("/tablas").ruta == "/tablas"


def test_un_codigo_de_recuperacion_entra_una_vez_y_recupera_la_contraseña(app, como):
    primero, segundo, *_ = inscribir(como("enlace"))
    cliente = empezar(app, "enlace")
    assert cliente.post("/entrar/codigo", {"codigo": primero.upper()}).estado == 200
    assert "7 códigos" in cliente.get("/cuenta").texto
    assert "no sirve" in empezar(app, "enlace").post("/entrar/codigo", {"codigo": primero}).texto
    olvido = {"usuario": "enlace", "recuperacion": segundo, "nueva": NUEVA}
    for malo in ({"usuario": "nadie"}, {"recuperacion": primero}):
        assert "no coinciden" in Cliente(app).post("/olvido", olvido | malo).texto
    assert "ya no sirve" in Cliente(app).post("/olvido", olvido).texto
    assert cliente.get("/cuenta").ruta == "/entrar"
    assert Cliente(app).post("/entrar", {"usuario": "enlace", "clave": NUEVA}).ruta == "/entrar/codigo"


def test_pedir_contraseña_responde_igual_exista_o_no_y_administracion_lo_ve(app, como):
    textos = [Cliente(app).post("/olvido/pedir", {"quien": quien}).texto for quien in ("campo", "nadie")]
    assert textos[0] == textos[1]
    with app.app_context():  # ni por lo que tarda: las dos veces se escribe una línea
        assert bitacora("clave.pedir")[1] == 2
    assert como("administracion").get("/administracion/usuarias").texto.count("pidió contraseña") == 1


def test_la_espera_no_dice_si_el_usuario_existe(app):
    def intentos(quien):
        cliente = Cliente(app)
        return [cliente.post("/entrar", {"usuario": quien, "clave": "mala"}).texto for _ in range(7)]

    assert [re.sub(r"\d+:\d\d", "", texto) for texto in intentos("campo")] == [
        re.sub(r"\d+:\d\d", "", texto) for texto in intentos("quien.sera")
    ]


def test_salir_mata_tambien_la_galleta_copiada(app, como):
    cliente, copia = como("campo"), Cliente(app)
    galleta = cliente.crudo.get_cookie("registro").value
    copia.crudo.set_cookie("registro", galleta)
    assert copia.get("/cuenta").ruta == "/cuenta"
    cliente.post("/salir")
    copia.crudo.set_cookie("registro", galleta)
    assert copia.get("/cuenta").ruta == "/entrar"


def test_cada_entrada_estrena_sesion_aunque_alguien_haya_puesto_una_galleta(app, como):
    ajena = como("campo").crudo.get_cookie("registro").value
    victima = Cliente(app)
    victima.crudo.set_cookie("registro", ajena)
    victima.post("/salir")
    victima.post("/entrar", {"usuario": "secretaria", "clave": CLAVE})
    assert victima.crudo.get_cookie("registro").value != ajena
    atacante = Cliente(app)
    atacante.crudo.set_cookie("registro", ajena)
    assert atacante.get("/cuenta").ruta == "/entrar"


def test_las_sesiones_de_otros_equipos_se_ven_y_se_cierran(app):
    aqui, alla = entrar(Cliente(app), "campo"), entrar(Cliente(app), "campo")
    assert "Sesiones abiertas" in aqui.get("/cuenta").texto
    assert "se cerraron" in aqui.post("/cuenta/sesiones/cerrar").texto
    assert alla.get("/cuenta").ruta == "/entrar"
    assert aqui.get("/cuenta").ruta == "/cuenta"


@pytest.fixture
def rato_despues(app, monkeypatch):
    """Una administradora que escribió su contraseña hace una hora larga y sigue trabajando."""
    app.config["REGISTRO"] = replace(app.config["REGISTRO"], minutos_confirmada=15)
    cliente = entrar(Cliente(app), "administracion")
    despues = ahora_utc() + timedelta(minutes=50)
    monkeypatch.setattr("registro.seguridad.acceso.ahora_utc", lambda: despues)
    cliente.get("/cuenta")
    monkeypatch.setattr("registro.seguridad.acceso.ahora_utc", lambda: despues + timedelta(minutes=50))
    return cliente


def test_administrar_y_descargar_piden_la_contraseña_otra_vez_y_siguen_adonde_se_iba(rato_despues):
    pedida = rato_despues.get("/tablas/mebog?formato=csv")
    assert "Escriba su contraseña" in pedida.texto
    luego = "/cuenta/confirmar?luego=/tablas/mebog%3Fformato%3Dcsv"
    assert "no coincide" in rato_despues.post(luego, {"clave_confirmada": "mala"}).texto
    assert "Para qué son los archivos" in rato_despues.post(luego, {"clave_confirmada": CLAVE}).texto
    para = "/cuenta/proposito?luego=/tablas/mebog%3Fformato%3Dcsv"
    lista = rato_despues.post(para, {"para": "Responder una solicitud"})
    assert (lista.ruta, "La descarga empieza sola" in lista.texto) == ("/cuenta/descarga", True)
    (sola,) = [e.get("content") for e in lista.pagina.todos("meta") if e.get("http-equiv") == "refresh"]
    (propia,) = [e.get("href") for e in lista.pagina.todos("a") if letras(e) == "Descargar el archivo"]
    assert sola == f"0; url={propia}"
    assert rato_despues.get(propia).tipo == "text/csv"
    assert rato_despues.get("/administracion/usuarias").pagina.titulo.startswith("Usuarias")


def test_de_una_descarga_se_vuelve_a_donde_se_estaba_y_la_que_va_en_un_formulario_se_oprime(rato_despues):
    """La página que preguntó no queda a la vista con la contraseña escrita, como si nada hubiera pasado."""
    rato_despues.get("/cuenta/proposito")
    rato_despues.post("/cuenta/proposito", {"para": "Publicarlo"})
    direccion = "/tablas/jornadas?formato=csv"
    anterior = {"Referer": "http://localhost/tablas/jornadas"}
    pregunta = rato_despues.get(direccion, headers=anterior).pagina
    (accion,) = [e.get("action") for e in pregunta.todos("form") if "confirmar" in e.get("action")]
    seguida = rato_despues.post(accion, {"clave_confirmada": CLAVE})
    enlaces = {letras(e): e.get("href") for e in seguida.pagina.todos("a")}
    assert (enlaces["Descargar el archivo"], enlaces["Volver"]) == (direccion, "/tablas/jornadas")
    assert CLAVE not in seguida.cruda.text
    ajeno = rato_despues.get("/cuenta/descarga?luego=//otro.example/x&desde=//otro.example/x")
    assert ajeno.ruta != "/cuenta/descarga"
    de_formulario = "/cuenta/confirmar?envia=si&luego=/conteos%3Ffilas%3Dlocalidad"
    lista = rato_despues.post(de_formulario, {"clave_confirmada": CLAVE, "motivo": "Para el boletín"})
    assert 'name="motivo" value="Para el boletín"' in lista.cruda.text
    assert CLAVE not in lista.cruda.text


def test_quien_encuentra_un_equipo_abierto_no_se_queda_con_la_cuenta(rato_despues):
    """Con códigos de recuperación nuevos pondría otra contraseña; con otro teléfono o una llave, entraría."""
    for pedir, ruta in (
        (rato_despues.post, "/cuenta/recuperacion"),
        (rato_despues.get, "/cuenta/codigo"),
        (rato_despues.post, "/cuenta/codigo"),
        (rato_despues.post, "/cuenta/llaves/opciones"),
        (rato_despues.post, "/cuenta/llaves"),
    ):
        assert "cambia cómo se entra con su cuenta" in pedir(ruta).texto, ruta
    cuenta = rato_despues.get("/cuenta").pagina
    (anadir,) = [e.get("href") for e in cuenta.todos("a") if letras(e).startswith("Añadir una llave")]
    assert "Escriba su contraseña" in rato_despues.get(anadir).texto
    seguida = rato_despues.post(f"/cuenta/confirmar?luego={anadir}", {"clave_confirmada": CLAVE})
    assert any(e.get("data-llave") for e in seguida.pagina.todos("form"))


def test_adivinar_la_contraseña_desde_un_equipo_abierto_tambien_hace_esperar_y_queda_anotado(app, como):
    cliente = como("enlace")
    cambio = {"actual": "mala", "nueva": NUEVA, "repetida": NUEVA}
    for _ in range(5):
        assert "no coincide" in cliente.post("/cuenta", cambio).texto
    assert "varios intentos" in cliente.post("/cuenta", cambio | {"actual": CLAVE}).texto
    with app.app_context():
        assert bitacora("ingreso.confirmar_fallido")[1] == 5


def test_quien_debe_inscribir_su_telefono_y_tardó_en_hacerlo_escribe_su_contraseña_y_sigue(
    app, terminal, monkeypatch
):
    app.config["REGISTRO"] = replace(app.config["REGISTRO"], minutos_confirmada=15)
    terminal("usuaria", "quitar-codigo", "analista")
    cliente = Cliente(app)
    cliente.post("/entrar", {"usuario": "analista", "clave": CLAVE})
    despues = ahora_utc() + timedelta(minutes=20)
    monkeypatch.setattr("registro.seguridad.acceso.ahora_utc", lambda: despues)
    assert "Escriba su contraseña" in cliente.get("/cuenta/codigo").texto
    seguida = cliente.post("/cuenta/confirmar?luego=/cuenta/codigo", {"clave_confirmada": CLAVE})
    assert seguida.pagina.h1 == "Inscribir su teléfono"


def test_lo_enviado_no_se_pierde_por_confirmar_la_contraseña(rato_despues):
    datos = {"usuario": "nueva.persona", "nombre": "Nueva persona", "roles": "campo"}
    pagina = rato_despues.post("/administracion/usuarias/nueva", datos)
    assert "se conserva" in pagina.texto
    assert 'value="nueva.persona"' in pagina.cruda.text
    accion = "/cuenta/confirmar?luego=/administracion/usuarias/nueva&envia=si"
    enviado = datos | {"clave_confirmada": CLAVE}
    seguido = rato_despues.post(accion, enviado, follow_redirects=False).cruda
    assert seguido.status_code == 307  # el navegador repite lo mismo en la otra dirección
    assert "Contraseña provisional de Nueva persona" in rato_despues.post(seguido.location, enviado).texto


def test_el_turno_pasa_a_quien_recibe_y_si_se_equivoca_sigue_quien_estaba(como):
    cliente = como("campo")
    recibe = {"usuario": "casa", "clave": CLAVE}
    assert "no sirve" in cliente.post("/cuenta/turno", recibe | {"codigo": "1"}).texto
    assert "Equipo de campo" in cliente.get("/cuenta").texto
    assert (
        "a nombre de Casa de Todas"
        in cliente.post("/cuenta/turno", recibe | {"codigo": codigos_por_probar()[1]}).texto
    )
    assert "Casa de Todas" in cliente.get("/cuenta").texto
