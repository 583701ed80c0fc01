"""Una tableta de verdad: un Chromium con su carpeta, su cámara y alguien que la toca."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Playwright

from tests.navegacion.fixtures import POLITICA
from tests.navegacion.navegador import OPCIONES, cual_chromium

PIN = "804152"
ESPERA = 20_000
CUENTAS = ("guardadas", "recibidas", "contadas")
VOLCAR = Path(__file__).with_name("volcar.js").read_text(encoding="utf-8")


# La primera escritura en la base avisa; lo que se ve en la pantalla desde entonces, también.
AL_GUARDAR = """(dicho) => {
  for (const como of ["add", "put"]) {
    const escribir = IDBObjectStore.prototype[como];
    IDBObjectStore.prototype[como] = function (...que) {
      const hecha = escribir.apply(this, que);
      window.matar();
      return hecha;
    };
  }
  dicho.replaceChildren();
  new MutationObserver(() => window.seVio(dicho.querySelector(".palabra")?.textContent ?? "")).observe(
    dicho, { childList: true, subtree: true });
}"""
CAMARA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


class Aparato:
    """Lo que toca quien la lleva. Vive en un Chromium que ya está abierto: apagada, se olvida de todo."""

    def __init__(self, direccion: str, navegador: Browser | None = None) -> None:
        self.direccion = direccion
        self.navegador = navegador
        self.errores: list[str] = []
        self._contexto: BrowserContext | None = None

    @property
    def contexto(self) -> BrowserContext:
        assert self._contexto is not None, "la tableta está apagada"
        return self._contexto

    @property
    def pagina(self) -> Page:
        return self.contexto.pages[0]

    def encender(self, video: Path | None = None, *, al_abrir="", red=True) -> "Aparato":
        self._contexto = self._nuevo(
            video,
            viewport={"width": 1280, "height": 800},
            permissions=["camera"] if video else [],
            locale="es-CO",
            base_url=self.direccion,
        )
        self._contexto.set_default_timeout(ESPERA)
        self._contexto.set_offline(not red)
        if al_abrir:
            self._contexto.add_init_script(al_abrir)
        self.pagina.on("pageerror", lambda error: self.errores.append(str(error)))
        self.pagina.on("console", self._oir)
        return self

    def _oir(self, dicho: ConsoleMessage) -> None:
        if POLITICA in dicho.text:
            self.errores.append(dicho.text)

    def _nuevo(self, video: Path | None, **como: Any) -> BrowserContext:
        assert self.navegador is not None
        assert video is None, "la cámara con video es de las que tienen su propia carpeta"
        contexto = self.navegador.new_context(**como)
        contexto.new_page()
        return contexto

    def apagar(self) -> None:
        if self._contexto:
            self._contexto.close()
            self._contexto = None

    def red(self, hay: bool) -> None:
        self.contexto.set_offline(not hay)

    def boton(self, nombre: str):
        return self.pagina.get_by_role("button", name=nombre)

    # Lo que hace la persona

    def inscribir(self, codigo: str) -> "Aparato":
        self.pagina.goto(f"/campo/tableta#inscribir={codigo}")
        self.boton("Inscribir la tableta").click()
        return self

    def empezar_turno(self) -> "Aparato":
        self.pagina.get_by_label("PIN del turno").fill(PIN)
        self.pagina.get_by_label("Escríbalo otra vez").fill(PIN)
        self.boton("Empezar el turno").click()
        return self

    def desbloquear(self) -> "Aparato":
        self.boton("Abrir").click()
        self.pagina.get_by_label("PIN").fill(PIN)
        self.boton("Abrir").click()
        return self

    def abrir(self, lugar: str) -> "Aparato":
        self.boton(lugar).click()
        self.boton("Sin tarjeta, sumar una").wait_for()
        self.pagina.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return self

    def pasar(self, codigo: str) -> str:
        """Un lector de mano escribe el código y Entrar; devuelve la palabra grande que apareció."""
        self.pagina.locator("[data-dicho]").evaluate("(lugar) => lugar.replaceChildren()")
        self.pagina.keyboard.type(codigo)
        self.pagina.keyboard.press("Enter")
        return self.pagina.locator("[data-dicho] .palabra").inner_text()

    def enviar(self) -> str:
        """Pide enviar ya y devuelve la frase con que quedó la red; vuelve a donde estaba."""
        self.pagina.locator("#conexion").click()
        self.boton("Enviar ahora").click()
        self.pagina.wait_for_function(
            "() => document.querySelector('#conexion').dataset.clase !== 'enviando' &&"
            " !document.querySelector('[data-enviar]').disabled"
        )
        frase = self.pagina.locator("[data-frase]").inner_text()
        self.pagina.locator("#volver").click()
        return frase

    def exportar(self, donde: Path) -> Path:
        """Guarda el archivo sellado desde la pantalla de envío, que queda abierta."""
        self.pagina.locator("#conexion").click()
        with self.pagina.expect_download() as bajada:
            self.boton("Guardar en un archivo sellado").click()
        archivo = donde / bajada.value.suggested_filename
        bajada.value.save_as(archivo)
        return archivo

    # Lo que se ve

    def cuentas(self) -> tuple[int, ...]:
        return tuple(int(self.pagina.locator(f"#{nombre}").inner_text()) for nombre in CUENTAS)

    def esperar_cuentas(self, *cifras: int) -> None:
        pares = dict(zip(CUENTAS, cifras, strict=True))
        self.pagina.wait_for_function(
            "(pares) => Object.entries(pares)"
            ".every(([nombre, cifra]) => +document.getElementById(nombre).textContent === cifra)",
            arg=pares,
        )

    def esperar_personas(self, cuantas: int, espera=ESPERA) -> None:
        self.pagina.wait_for_function(
            "(n) => +document.querySelector('[data-total]')?.textContent >= n", arg=cuantas, timeout=espera
        )

    def version(self) -> str:
        return self.pagina.evaluate("document.documentElement.dataset.version")

    def volcado(self) -> str:
        """Lo que la página alcanza a leer de lo guardado."""
        return self.pagina.evaluate(VOLCAR)


class AparatoEntero(Aparato):
    """Un Chromium para ella sola: se enciende y se apaga, y lo que guardó sigue en su carpeta."""

    def __init__(self, direccion: str, playwright: Playwright, carpeta: Path, *de_mas: str) -> None:
        super().__init__(direccion)
        self.playwright = playwright
        self.carpeta = carpeta
        self.opciones = [*OPCIONES, *CAMARA, *de_mas]

    def _nuevo(self, video: Path | None, **como: Any) -> BrowserContext:
        captura = [f"--use-file-for-fake-video-capture={video}"] if video else []
        return self.playwright.chromium.launch_persistent_context(
            self.carpeta, executable_path=cual_chromium(), args=[*self.opciones, *captura], **como
        )

    def matar_al_guardar(self, codigo: str) -> bool:
        """Pasa una tarjeta y, en mitad de la escritura, muere el navegador (kill -9); si llegó a verse ✓."""
        vistas: list[str] = []

        def se_vio(palabra: str) -> None:
            vistas.append(palabra)

        self.pagina.expose_function("seVio", se_vio)
        self.pagina.expose_function("matar", self._matar)
        self.pagina.locator("[data-dicho]").evaluate(AL_GUARDAR)
        with suppress(Error):
            self.pagina.keyboard.type(codigo)
            self.pagina.keyboard.press("Enter")
            self.pagina.wait_for_timeout(ESPERA)
            raise AssertionError("el navegador no murió")
        self._contexto = None
        return "Registrada" in vistas

    def _matar(self) -> None:
        """Al proceso de este Chromium; los que dependen de él se van solos."""
        suya = f"--user-data-dir={self.carpeta}".encode()
        for ruta in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                partes = ruta.read_bytes().split(b"\0")
                if suya in partes and not any(parte.startswith(b"--type=") for parte in partes):
                    os.kill(int(ruta.parent.name), signal.SIGKILL)

    def bytes_guardados(self) -> bytes:
        """Cada byte de la carpeta del navegador, ya apagado."""
        archivos = sorted(ruta for ruta in self.carpeta.rglob("*") if ruta.is_file())
        return b"\n".join(ruta.read_bytes() for ruta in archivos)
