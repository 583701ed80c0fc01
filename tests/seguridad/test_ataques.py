"""Lo que intentaría quien ataca: inyectar, falsificar, probar lo ajeno, medir. Nada cede y nada se cae."""

import pytest

from registro.asistencia.operaciones import recibir_lote
from registro.seguridad import claves_de_acceso
from tests.bases.plantillas import CLAVE
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas
from tests.navegacion.cliente import Cliente, entrar

VENENOS = (
    "' OR 1=1 --",
    "'; DROP TABLE usuaria; --",
    "{{ 7*7191 }}{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    "%00\x00\r\nSet-Cookie: registro=x",
    '=HYPERLINK("http://x")',
    "ñ" * 5_000,
)
PUERTAS = {
    "analista": (
        "/tablas?vigencia={}",
        "/tablas/{}",
        "/tablas/jornadas?localidad={}&corte={}",
        "/tablas/mebog?formato={}",
        "/tablas/funciones_mesa?instancia={}&semestre={}",
        "/tablas/jornadas/registros?f.actividad={}&f.medida={}",
        "/informes/balance/{}",
        "/informes/{}/2023",
    ),
    "secretaria": (
        "/actividades?q={}&tipo={}&estado={}",
        "/bandeja?motivo={}&pagina={}",
        "/informes/gestion/{}",
    ),
    "auditoria": ("/bitacora?q={}&pagina={}",),
}


@pytest.mark.parametrize("rol", sorted(PUERTAS))
def test_un_veneno_en_la_direccion_se_dice_o_se_ignora_y_nunca_se_ejecuta(como, rol):
    cliente = como(rol)
    for puerta in PUERTAS[rol]:
        for veneno in VENENOS:
            ruta, _, pregunta = puerta.partition("?")
            pares = [par.partition("=") for par in pregunta.split("&") if par]
            respuesta = cliente.crudo.get(
                ruta.replace("{}", veneno.replace("/", "%2F")),
                query_string={nombre: veneno for nombre, _, _ in pares},
            )
            assert respuesta.status_code < 500, f"{puerta}: {veneno[:20]}"
            assert "50337" not in respuesta.text
            assert "<script>alert" not in respuesta.text
            assert "root:" not in respuesta.text
            assert "registro=x" not in respuesta.headers.get("Set-Cookie", "")


def test_lo_escrito_con_veneno_vuelve_como_texto(como):
    secretaria = como("secretaria")
    ficha = secretaria.get("/actividades/nueva/jornada").pagina.ficha_csrf
    for veneno in VENENOS[:4]:
        datos = {"fecha": "2026-03-13", "lugar": veneno, "localidad": "03", "titulo": veneno}
        respuesta = secretaria.crudo.post(
            "/actividades/nueva/jornada", data=datos | {"csrf_token": ficha}, follow_redirects=True
        )
        assert respuesta.status_code in {200, 400, 409}
        assert "<script>alert" not in respuesta.text
        assert "50337" not in respuesta.text


def test_los_estaticos_no_salen_de_su_carpeta(cliente):
    for ruta in (
        "/estaticos/../pyproject.toml",
        "/estaticos/..%2f..%2fetc%2fpasswd",
        "/estaticos//etc/passwd",
    ):
        assert cliente.get(ruta).estado in {400, 403, 404, 405, 409}


def test_sin_la_ficha_del_formulario_ninguna_peticion_cambia_nada(app, como):
    cliente = como("administracion")
    for ruta in ("/administracion/usuarias/nueva", "/cuenta", "/cuenta/sesiones/cerrar", "/salir"):
        respuesta = cliente.crudo.post(ruta, data={"usuario": "intrusa", "nombre": "I", "roles": "campo"})
        assert respuesta.status_code == 400, ruta
    assert "intrusa" not in cliente.get("/administracion/usuarias").texto
    ajena = cliente.crudo.post("/cuenta/sesiones/cerrar", data={"csrf_token": "de-otra-sesion"})
    assert ajena.status_code == 400


def test_lo_de_otra_persona_no_se_toca_por_saber_su_numero(app, como):
    for rol, ruta in (("campo", "/cuenta/llaves/1/quitar"), ("enlace", "/cuenta/tokens/1/revocar")):
        assert como(rol).post(ruta).estado in {400, 403, 404, 405, 409}
    with app.app_context():
        (tarjeta,) = crear_tarjetas(1)
        lectura = crear_lectura(crear_actividad(), tarjeta)
        recibir_lote(ACTOR, [lectura])
    otra = como("campo")
    assert otra.post(f"/campo/{lectura['actividad']}/deshacer", {"lectura": lectura["id"]}).estado in {
        400,
        403,
        404,
        405,
        409,
    }


def test_entrar_cuesta_lo_mismo_exista_o_no_la_usuaria(app, monkeypatch):
    comparadas = []
    verificar = claves_de_acceso._argon().verify

    class Contada:
        hash = staticmethod(claves_de_acceso._argon().hash)

        @staticmethod
        def verify(guardada, clave):
            comparadas.append(guardada)
            return verificar(guardada, clave)

    monkeypatch.setattr(claves_de_acceso, "_argon", lambda: Contada)
    for quien in ("campo", "nadie.existe"):
        Cliente(app).post("/entrar", {"usuario": quien, "clave": "x"})
    assert len(comparadas) == 2  # una comparación lenta por intento, también con quien no existe


def test_una_galleta_inventada_o_de_otra_instalacion_no_entra(app):
    for galleta in ("eyJmaWNoYSI6ImEifQ.x.y", ".", "a" * 4_000):
        cliente = Cliente(app)
        cliente.crudo.set_cookie("registro", galleta)
        assert cliente.get("/cuenta").ruta == "/entrar"


def test_se_sabe_quien_ha_visto_un_codigo_y_preguntarlo_queda_anotado(app, como):
    with app.app_context():
        (tarjeta,) = crear_tarjetas(1)
        recibir_lote(ACTOR, [crear_lectura(crear_actividad(lugar="Mariposa"), tarjeta)])
    auditora = como("auditoria")
    vistas = auditora.post("/bitacora/codigo", {"codigo": tarjeta})
    assert "pruebas" in vistas.texto
    assert "Recibió una lectura" in vistas.texto
    assert "Mariposa" not in vistas.texto
    assert "Buscó lo hecho con una tarjeta" in auditora.post("/bitacora/codigo", {"codigo": tarjeta}).texto
    assert "incompleto" in auditora.post("/bitacora/codigo", {"codigo": "R1-XXXX"}).texto
    assert como("secretaria").post("/bitacora/codigo", {"codigo": tarjeta}).estado == 403


def test_las_cabeceras_cierran_lo_que_no_se_usa(app):
    cabeceras = entrar(Cliente(app), "campo").get("/cuenta").cruda.headers
    politica = cabeceras["Content-Security-Policy"]
    for cerrada in ("frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"):
        assert cerrada in politica
    assert "unsafe" not in politica
    assert cabeceras["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "microphone=()" in cabeceras["Permissions-Policy"]
    galleta = Cliente(app).post("/entrar", {"usuario": "campo", "clave": CLAVE}, follow_redirects=False)
    puesta = galleta.cruda.headers["Set-Cookie"]
    assert "HttpOnly" in puesta
    assert "SameSite=Lax" in puesta
