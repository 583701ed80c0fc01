"""Un navegador sin pantalla: cada página que recibe se revisa, y los formularios llevan su ficha."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from registro.extensiones import ahora_utc
from registro.seguridad.permisos import ROLES
from registro.web import RUTAS_QUE_PIDEN_CLAVE, SECCIONES_QUE_PIDEN_CLAVE
from tests.bases.plantillas import CLAVE, codigos_por_probar
from tests.navegacion.paginas import Pagina, guiones_sin_permiso

PLANTILLA_SIN_DATOS = "importacion.plantilla"
PROPOSITO = "Probar las descargas"  # ya lo dijo, como quien va por su segundo archivo

# Lo que conserva un navegador en el que alguien entró: la ficha de sus formularios y su sesión.
Entrada = tuple[str, dict[str, Any]]


class Respuesta:
    """Lo que volvió: el estado, el texto y, si es HTML, la página ya revisada."""

    def __init__(self, cruda: TestResponse) -> None:
        self.cruda = cruda
        self.estado = cruda.status_code
        self.tipo = cruda.mimetype
        self.ruta = cruda.request.path
        self.pagina = Pagina(cruda.text) if cruda.mimetype == "text/html" and cruda.data else None

    @property
    def texto(self) -> str:
        """Lo que se lee: el texto visible de la página, o el cuerpo si no es una página."""
        return self.pagina.visible if self.pagina else self.cruda.text

    @property
    def datos(self) -> bytes:
        return self.cruda.data

    @property
    def json(self) -> Any:
        return self.cruda.json


class Cliente:
    """Sigue las redirecciones y no perdona una página mal hecha."""

    def __init__(self, app: Flask, entrada: Entrada | None = None) -> None:
        self.app = app
        self.crudo = app.test_client()
        self._ficha: str | None = None
        if entrada:
            self._ficha, guardada = entrada
            ahora = int(ahora_utc().timestamp())
            with self.crudo.session_transaction() as sesion:
                sesion.update(guardada, desde=ahora, ultima=ahora, confirmada=ahora, proposito=PROPOSITO)

    def get(self, ruta: str, **opciones: Any) -> Respuesta:
        return self._pedir("GET", ruta, opciones)

    def post(self, ruta: str, datos: Mapping[str, Any] | None = None, **opciones: Any) -> Respuesta:
        """Envía un formulario; su ficha contra falsificaciones es la de la última página que la trajo."""
        if "json" not in opciones:
            if self._ficha is None:
                self.get("/entrar")
            cuerpo = MultiDict(datos or {})
            cuerpo.setdefault("csrf_token", self._ficha)
            opciones["data"] = cuerpo
        return self._pedir("POST", ruta, opciones)

    @property
    def entrada(self) -> Entrada:
        assert self._ficha
        with self.crudo.session_transaction() as sesion:
            return self._ficha, dict(sesion)

    def galleta(self, direccion: str) -> dict[str, str]:
        """Su sesión, como la guarda un navegador de verdad."""
        nombre = self.app.config["SESSION_COOKIE_NAME"]
        guardada = self.crudo.get_cookie(nombre)
        assert guardada
        return {"name": nombre, "value": guardada.value, "url": direccion}

    def _pedir(self, metodo: str, ruta: str, opciones: dict[str, Any]) -> Respuesta:
        opciones.setdefault("follow_redirects", True)
        # Un contexto nuevo por petición: si la prueba tiene uno abierto, nada se le pega a la otra.
        with self.app.app_context():
            cruda = self.crudo.open(ruta, method=metodo, **opciones)
            respuesta = Respuesta(cruda)
        for una in (*cruda.history, cruda):
            una.request.environ["wsgi.input"].close()  # un envío grande va en un archivo temporal
        if "attachment" in cruda.headers.get("Content-Disposition", ""):
            assert self._pide_clave(cruda), f"{ruta} entrega un archivo sin pedir la contraseña"
        redirigida = 300 <= respuesta.estado < 400
        if respuesta.pagina and not redirigida:
            politica = cruda.headers.get("Content-Security-Policy", "")
            avisos = [*respuesta.pagina.avisos(), *guiones_sin_permiso(respuesta.pagina, politica)]
            assert not avisos, f"{metodo} {ruta} ({respuesta.estado}):\n" + "\n".join(avisos)
            self._ficha = respuesta.pagina.ficha_csrf or self._ficha
        return respuesta

    def _pide_clave(self, cruda: TestResponse) -> bool:
        """Si esa ruta, que entregó un archivo, es de las que piden haber escrito la contraseña."""
        rutas = self.app.url_map.bind("localhost")
        punto, _ = rutas.match(cruda.request.path, method=cruda.request.method)
        seccion = punto.partition(".")[0]
        return seccion in SECCIONES_QUE_PIDEN_CLAVE or punto in RUTAS_QUE_PIDEN_CLAVE.keys() | {
            PLANTILLA_SIN_DATOS
        }


def entrar(cliente: Cliente, rol: str) -> Cliente:
    """Entra con la usuaria de ese rol, como cualquiera: por la pantalla."""
    respuesta = cliente.post("/entrar", {"usuario": rol, "clave": CLAVE})
    for codigo in codigos_por_probar():
        if respuesta.ruta == "/entrar/codigo":
            respuesta = cliente.post("/entrar/codigo", {"codigo": codigo})
    assert respuesta.estado == 200, respuesta.texto
    assert respuesta.ruta != "/entrar", respuesta.texto
    return cliente


def entradas(app: Flask) -> dict[str, Entrada]:
    """Lo que queda en el navegador de cada rol al entrar, para que otras pruebas empiecen ya dentro."""
    return {rol: entrar(Cliente(app), rol).entrada for rol in ROLES}
