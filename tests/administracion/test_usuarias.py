"""Administrar a quienes entran."""

import re

from registro.seguridad.consultas import usuarias
from tests.navegacion.cliente import Cliente


def crear(cliente, usuario="rosa.paz", roles=("campo",)):
    datos = {"usuario": usuario, "nombre": "Rosa Paz", "roles": list(roles)}
    return cliente.post("/administracion/usuarias/nueva", datos)


def clave_mostrada(respuesta):
    return re.search(r"\b[a-z]{4}(?:-[a-z]{4}){3}-\d{4}\b", respuesta.texto)[0]


def test_la_clave_provisional_se_muestra_una_vez_y_obliga_a_cambiarla(app, como):
    clave = clave_mostrada(crear(como("administracion")))
    rosa = Cliente(app)
    entrada = rosa.post("/entrar", {"usuario": "rosa.paz", "clave": clave})
    assert entrada.ruta == "/cuenta"
    assert "provisional" in entrada.texto
    assert rosa.get("/campo").ruta == "/cuenta"
    propia = "mi frase propia y larga"
    rosa.post("/cuenta", {"actual": clave, "nueva": propia, "repetida": propia})
    assert rosa.get("/campo").ruta == "/campo"


def test_un_usuario_repetido_o_mal_escrito_se_explica_y_conserva_lo_escrito(como):
    cliente = como("administracion")
    crear(cliente)
    repetida = crear(cliente)
    assert repetida.estado == 400
    assert "Ya hay una usuaria" in repetida.texto
    assert 'value="Rosa Paz"' in repetida.pagina.texto
    assert "sin tilde" in crear(cliente, "rosá paz").texto
    assert "por lo menos un rol" in crear(cliente, "otra", ()).texto


def test_los_roles_que_tiene_salen_marcados_y_se_cambian(como):
    cliente = como("administracion")
    crear(cliente, roles=("campo", "analista"))
    ficha = re.search(
        r"/administracion/usuarias/(\d+)\">Rosa", cliente.get("/administracion/usuarias").pagina.texto
    )[1]
    pagina = cliente.get(f"/administracion/usuarias/{ficha}").pagina
    marcadas = [e.get("value") for e in pagina.todos("input") if e.get("checked") is not None]
    assert marcadas == ["campo", "analista"]
    cliente.post(f"/administracion/usuarias/{ficha}", {"nombre": "Rosa P.", "roles": "auditoria"})
    assert "Rosa P. rosa.paz Auditoría" in cliente.get("/administracion/usuarias").texto


def test_desactivada_no_entra_y_su_sesion_abierta_se_cierra(app, como):
    cliente, enlace = como("administracion"), como("enlace")
    paginas = cliente.get("/administracion/usuarias").pagina.texto
    ficha = re.search(r"/administracion/usuarias/(\d+)\">Enlace", paginas)[1]
    cliente.post(f"/administracion/usuarias/{ficha}/activar", {"activa": "no"})
    assert enlace.get("/cuenta").ruta == "/entrar"
    cliente.post(f"/administracion/usuarias/{ficha}/activar", {"activa": "si"})
    assert enlace.get("/cuenta").ruta == "/entrar", "el sello cambió: hay que entrar otra vez"


def test_nadie_se_desactiva_a_si_misma(como):
    cliente = como("administracion")
    ficha = re.search(
        r"/administracion/usuarias/(\d+)\">Admin", cliente.get("/administracion/usuarias").pagina.texto
    )[1]
    respuesta = cliente.post(f"/administracion/usuarias/{ficha}/activar", {"activa": "no"})
    assert respuesta.estado == 409
    assert cliente.get("/administracion").estado == 200


def test_nadie_se_da_ni_se_quita_roles_a_si_misma(app, como):
    cliente = como("administracion")
    with app.app_context():
        propia = next(una.id for una in usuarias() if una.usuario == "administracion")
    ruta = f"/administracion/usuarias/{propia}"
    for roles in (["administracion", "casa"], ["auditoria"]):
        negada = cliente.post(ruta, {"nombre": "Administración", "roles": roles})
        assert (negada.estado, "los cambia otra administradora" in negada.texto) == (400, True)
    assert cliente.get("/administracion/usuarias").estado == 200
    assert cliente.get("/casa").estado == 403


def test_por_terminal_se_crea_se_da_clave_y_se_desactiva(app, terminal):
    creada = terminal("usuaria", "crear", "Luz.Mar", "--nombre", "Luz Mar", "--rol", "campo", "--rol", "casa")
    usuario, clave = creada.stdout.split()
    assert usuario == "luz.mar"
    nueva = terminal("usuaria", "clave", "luz.mar").stdout.split()[1]
    assert nueva != clave
    assert Cliente(app).post("/entrar", {"usuario": usuario, "clave": nueva}).ruta == "/cuenta"
    assert terminal("usuaria", "desactivar", "luz.mar").exit_code == 0
    assert Cliente(app).post("/entrar", {"usuario": usuario, "clave": nueva}).estado == 400
    nadie = terminal("usuaria", "clave", "nadie")
    assert nadie.exit_code == 1
    assert "No hay ninguna usuaria" in nadie.stderr


def test_nadie_encuentra_el_boton_de_desactivarse_a_si_misma(como):
    administradora = como("administracion")
    pagina = administradora.get("/administracion/usuarias").pagina
    rutas = [e.get("href") for e in pagina.todos("a") if re.search(r"/usuarias/\d+$", e.get("href") or "")]
    con_boton = ["Desactivar" in administradora.get(ruta).texto for ruta in rutas]
    assert con_boton.count(False) == 1


def test_un_enlace_lleva_el_sector_que_reporta(app, como, terminal):
    cliente = como("administracion")
    sin_sector = crear(cliente, roles=("enlace",))
    assert sin_sector.estado == 400
    assert "Elija el sector que reporta" in sin_sector.texto
    opciones = {o.text: o.get("value") for o in sin_sector.pagina.todos("option")}
    datos = {"usuario": "rosa.paz", "nombre": "Rosa Paz", "roles": "enlace", "sector_id": opciones["Salud"]}
    assert cliente.post("/administracion/usuarias/nueva", datos).estado == 200
    with app.app_context():
        rosa = next(u for u in usuarias() if u.usuario == "rosa.paz")
    assert str(rosa.sector_id) == opciones["Salud"]
    ficha = f"/administracion/usuarias/{rosa.id}"
    elegida = [o.text for o in cliente.get(ficha).pagina.todos("option") if o.get("selected") is not None]
    assert elegida == ["Salud"]
    assert cliente.post(ficha, {"nombre": "Rosa Paz", "roles": "enlace", "sector_id": ""}).estado == 400
    falta = terminal("usuaria", "crear", "eva", "--nombre", "Eva", "--rol", "enlace")
    assert (falta.exit_code, "--sector" in falta.stderr) == (1, True)
    creada = terminal("usuaria", "crear", "eva", "--nombre", "Eva", "--rol", "enlace", "--sector", "salud")
    assert creada.exit_code == 0, creada.stderr
