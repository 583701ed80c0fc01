"""Un navegador sin pantalla para el asedio: recuerda su galleta, lee formularios y aguanta cortes de luz."""

import http.client
import re
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

PACIENCIA = 60
LINDE = "----asedio"


APAGADO, CORTADA = "servidor apagado", "respuesta cortada"


class SinRespuesta(Exception):
    """El servidor no contestó: si se cortó a mitad, no se sabe si lo hizo."""


class Puerta:
    """Una conexión con el servidor y, si es de alguien, su sesión abierta."""

    def __init__(self, asedio, rol=""):
        self.asedio, self.rol = asedio, rol
        self.galleta = asedio.galleta(rol) if rol else ""
        self.ultima = ""  # lo último que contestó el servidor
        self._conexion = None

    def pedir(self, metodo, ruta, cuerpo=None, cabeceras=None):
        """(estado, cabeceras, texto); todo lo que pasa de 499 queda apuntado."""
        segura = quote(ruta, safe="/?&=%:;,+-_.~!$'()*[]@")
        estado, dichas, texto = self.responder(
            metodo, segura, cuerpo, {"Cookie": self.galleta} | (cabeceras or {})
        )
        for puesta in [valor for nombre, valor in dichas.items() if nombre.lower() == "set-cookie"]:
            if puesta.startswith("registro="):
                self.galleta = puesta.split(";")[0]
        self.ultima = f"{metodo} {estado}"
        if estado >= 500:
            self.asedio.apuntar(f"{estado} {metodo} {ruta[:120]}", cuerpo)
        return estado, dichas, texto

    def responder(self, metodo, ruta, cuerpo, cabeceras):
        """Lo que contesta el servidor.

        :raises SinRespuesta: la conexión se cortó.
        """
        try:
            self._conexion = self._conexion or http.client.HTTPConnection(
                "127.0.0.1", self.asedio.puerto, timeout=PACIENCIA
            )
            self._conexion.request(metodo, ruta, cuerpo, cabeceras)
            respuesta = self._conexion.getresponse()
            return respuesta.status, respuesta.headers, respuesta.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            self.colgar()
            raise SinRespuesta(APAGADO if isinstance(error, ConnectionRefusedError) else CORTADA) from error

    def colgar(self):
        """Suelta la conexión; la próxima petición abre otra."""
        if self._conexion:
            self._conexion.close()
            self._conexion = None

    def enviar(self, ruta, campos, archivo=None):
        """Un formulario, de los que llevan archivo si se da ``(campo, nombre, bytes)``."""
        if archivo is None:
            cuerpo = urlencode(campos, errors="surrogatepass").encode()
            return self.pedir("POST", ruta, cuerpo, {"Content-Type": "application/x-www-form-urlencoded"})
        cuerpo = _multiparte(campos, archivo)
        return self.pedir("POST", ruta, cuerpo, {"Content-Type": f"multipart/form-data; boundary={LINDE}"})

    def volver_a_entrar(self, cabeceras):
        """Si la sesión se había cerrado, abre otra; dice si lo hizo."""
        cerrada = cabeceras.get("Location", "").startswith("/entrar")
        if cerrada:
            self.galleta = self.asedio.galleta(self.rol)
        return cerrada

    def formularios(self, ruta):
        """Los de una página que se envían, y los enlaces de ella; ninguno si no se pudo abrir."""
        estado, cabeceras, texto = self.pedir("GET", ruta)
        if estado in {301, 302, 303}:
            self.volver_a_entrar(cabeceras)
            return [], [cabeceras.get("Location", "/")]
        lector = Lector(ruta)
        lector.feed(texto)
        return lector.formularios, re.findall(r'href="(/[^"#]*)"', texto.replace("&amp;", "&"))


class Lector(HTMLParser):
    """Los formularios de una página: su dirección y los campos con lo que traen."""

    def __init__(self, ruta):
        super().__init__()
        self._ruta, self.formularios, self._abierto = ruta, [], None
        self._lista, self._caja = None, None

    def handle_starttag(self, tag, attrs):
        pares = dict(attrs)
        if tag == "form":
            es_de_enviar = (pares.get("method") or "").lower() == "post"
            ruta = pares.get("action") or self._ruta
            self._abierto = {"ruta": ruta, "campos": [], "archivo": None, "botones": [], "opciones": {}}
            if es_de_enviar:
                self.formularios.append(self._abierto)
        elif self._abierto is not None and pares.get("name"):
            self._campo(tag, pares)
        elif tag == "option" and self._lista:
            lista = self._abierto["opciones"].setdefault(self._lista, [])
            lista.insert(0 if "selected" in pares else len(lista), pares.get("value") or "")

    def _campo(self, tag, pares):
        nombre, tipo = pares["name"], pares.get("type", "text")
        if tag == "button" or tipo == "submit":
            self._abierto["botones"].append((nombre, pares.get("value") or ""))
        elif tag == "select":
            self._lista = nombre
        elif tag == "textarea":
            self._caja = nombre
            self._abierto["campos"].append((nombre, ""))
        elif tipo == "file":
            self._abierto["archivo"] = nombre
        elif tipo not in {"checkbox", "radio"} or "checked" in pares:
            self._abierto["campos"].append((nombre, pares.get("value") or ""))

    def handle_data(self, data):
        if self._caja:
            self._abierto["campos"][-1] = (self._caja, data)

    def handle_endtag(self, tag):
        if tag == "form":
            self._abierto = None
        elif tag == "select" and self._lista:
            opciones = self._abierto["opciones"].get(self._lista) or [""]
            self._abierto["campos"].append((self._lista, opciones[0]))
            self._lista = None
        elif tag == "textarea":
            self._caja = None


class PuertaDeAdentro(Puerta):
    """Sin red: cada petición va derecho a la aplicación, por la misma puerta WSGI."""

    def responder(self, metodo, ruta, cuerpo, cabeceras):
        cliente = self.asedio.app.test_client(use_cookies=False)
        respuesta = cliente.open(ruta, method=metodo, data=cuerpo, headers=cabeceras)
        return respuesta.status_code, respuesta.headers, respuesta.data.decode("utf-8", "replace")


def _multiparte(campos, archivo):
    campo, nombre, contenido = archivo
    partes = [
        f'--{LINDE}\r\nContent-Disposition: form-data; name="{quote(clave)}"\r\n\r\n{dicho}\r\n'.encode(
            "utf-8", "surrogatepass"
        )
        for clave, dicho in campos
    ]
    cabeza = f'--{LINDE}\r\nContent-Disposition: form-data; name="{campo}"; filename="{nombre}"\r\n\r\n'
    return b"".join([*partes, cabeza.encode(), contenido, f"\r\n--{LINDE}--\r\n".encode()])
