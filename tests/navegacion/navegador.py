"""Un Chromium de verdad contra un servidor de esta misma máquina."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import Browser, Page, Playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.bases.plantillas import CLAVE, codigos_por_probar

# La última lista manda: lo que ya apaga Playwright, y lo que el navegador prepara por si acaso. Las páginas
# propias de su barra de direcciones, que en las pruebas nadie abre, pesan más que la que se prueba.
APAGADO = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "SpareRendererForSitePerProcess",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
]
# Nada que salga a la red ni que dependa de una pantalla o de un usuario sin privilegios.
OPCIONES = [
    f"--disable-features={','.join(APAGADO)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TAMANOS = {"tableta": (800, 1280), "acostada": (1280, 800), "escritorio": (1440, 900)}


def cual_chromium() -> str | None:
    """El que no trae ventanas hace lo mismo con la mitad del trabajo."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def abrir_chromium(playwright: Playwright, *de_mas: str) -> Browser:
    return playwright.chromium.launch(executable_path=cual_chromium(), args=[*OPCIONES, *de_mas])


class Callado(WSGIRequestHandler):
    """Nadie lee lo que cuenta de cada petición, y contarlo toma casi lo que atenderla."""

    def log_request(self, *_de_cual: object) -> None:
        pass


@contextmanager
def servir(app: Flask) -> Iterator[str]:
    """La dirección donde atiende la aplicación mientras dure el bloque."""
    servidor = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Callado)
    hilo = threading.Thread(target=servidor.serve_forever)
    hilo.start()
    try:
        yield f"http://127.0.0.1:{servidor.server_port}"
    finally:
        servidor.shutdown()
        hilo.join()
        servidor.server_close()


def entrar_en(pagina: Page, rol: str) -> Page:
    """Entra por la pantalla con la usuaria de ese rol."""
    pagina.goto("/entrar")
    pagina.get_by_label("Usuario").fill(rol)
    pagina.get_by_label("Contraseña").fill(CLAVE)
    pagina.get_by_role("button", name="Entrar", exact=True).click()
    pagina.wait_for_url(lambda url: not url.endswith("/entrar"))
    for codigo in codigos_por_probar():
        if "/entrar/codigo" in pagina.url:
            pagina.get_by_label("Código").fill(codigo)
            pagina.get_by_role("button", name="Entrar", exact=True).click()
            pagina.wait_for_load_state()
    return pagina
