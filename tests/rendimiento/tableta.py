"""Mide la tableta en Chromium: python tests/rendimiento/tableta.py [--tarjetas 40] [--freno 4]

Lo que pesa la primera carga, lo que tarda la segunda sin red, y desde la imagen con el código hasta el ✓ ya
guardado, con el hilo de la pantalla frenado y contando los cuadros que se pierden.
"""

import argparse
import os
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

RAIZ = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(RAIZ))

META_DE_CARGA, META_SIN_RED, META_DEL_VISTO, META_DE_CUADROS = 150, 500, 150, 60
PACIENCIA = 5 * 60_000
CARGAS = 7
# Cuándo apareció la primera pantalla, cuánto pasó de cada imagen a su respuesta, cuándo se pintó cada cuadro.
CRONOMETRO = """{
  window.medidas = { visto: [], cuadros: [] };
  let imagen = 0;
  window.Worker = class extends Worker {
    constructor(...que) {
      super(...que);
      this.addEventListener("message", ({ data }) => {
        if (data.textos?.length) imagen = data.vista - performance.timeOrigin;
      });
    }
  };
  let anterior = "";
  new MutationObserver(() => {
    if (!medidas.lista && document.querySelector("#pantalla > *")) medidas.lista = performance.now();
    const total = document.querySelector("[data-total]")?.textContent;
    if (total && total !== anterior && imagen) medidas.visto.push(performance.now() - imagen);
    anterior = total;
  }).observe(document, { childList: true, subtree: true, characterData: true });
  const contar = (cuando) => { medidas.cuadros.push(cuando); requestAnimationFrame(contar); };
  requestAnimationFrame(contar);
}"""


def main():
    """Arma una instalación vacía, una tableta y sus tarjetas, e imprime una línea por medida."""
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--tarjetas", type=int, default=40)
    opciones.add_argument("--freno", type=float, default=4)
    pedido = opciones.parse_args()
    with tempfile.TemporaryDirectory(prefix="registro-medida-") as carpeta:
        os.environ["REGISTRO_DATOS"] = f"{carpeta}/datos"
        medir(Path(carpeta), pedido)


def medir(carpeta, pedido):
    """Todas las medidas, en el orden en que ocurren."""
    from playwright.sync_api import sync_playwright

    from tests.tableta.en_navegador.aparato import AparatoEntero
    from tests.tableta.en_navegador.camara import grabar
    from tests.tableta.en_navegador.servidor import Servidor

    app, invitacion, tarjetas = preparar(pedido.tarjetas)
    servidor = Servidor(app).prender()
    with sync_playwright() as playwright:
        aparato = AparatoEntero(servidor.direccion, playwright, carpeta / "tableta").encender(
            al_abrir=CRONOMETRO
        )
        peso = primera_carga(aparato)
        decir("primera carga comprimida, sin el wasm", peso / 1024, "KB", META_DE_CARGA)
        aparato.inscribir(invitacion).empezar_turno().abrir("Alameda").apagar()
        servidor.apagar()

        video = grabar(carpeta / "tarjetas.mjpeg", tarjetas)
        aparato.encender(video, al_abrir=CRONOMETRO, red=False).pagina.goto("/campo/tableta")
        aparato.boton("Abrir").wait_for()
        decir("recién encendido el navegador, sin red", aparato.pagina.evaluate("medidas.lista"), "ms")
        decir("segunda carga, sin red, mediana", median(cargas(aparato)), "ms", META_SIN_RED)
        aparato.desbloquear().esperar_personas(1)
        lectura(aparato, pedido)
        aparato.apagar()


def preparar(cuantas):
    """La aplicación recién instalada, una invitación y los códigos de las tarjetas."""
    from click.testing import CliRunner

    from registro.aplicacion import desde_entorno
    from registro.cli import main as registro
    from registro.seguridad.dispositivos import operaciones
    from tests.fabricas.campo import ACTOR, crear_actividad, crear_tarjetas

    CliRunner().invoke(registro, ["base", "migrar"], catch_exceptions=False)
    app = desde_entorno()
    with app.app_context():
        crear_actividad(lugar="Alameda")
        return app, operaciones.invitar(ACTOR, "Tableta").codigo, list(crear_tarjetas(cuantas))


def primera_carga(aparato):
    """Los bytes que viajaron hasta ver la primera pantalla, sin contar el lector."""
    pesos, direcciones = {}, {}
    protocolo = aparato.contexto.new_cdp_session(aparato.pagina)
    protocolo.send("Network.enable")
    protocolo.on(
        "Network.responseReceived",
        lambda dato: direcciones.update({dato["requestId"]: dato["response"]["url"]}),
    )
    protocolo.on(
        "Network.loadingFinished", lambda dato: pesos.update({dato["requestId"]: dato["encodedDataLength"]})
    )
    aparato.pagina.goto("/campo/tableta", wait_until="networkidle")
    return sum(peso for pedida, peso in pesos.items() if not direcciones.get(pedida, "").endswith(".wasm"))


def cargas(aparato):
    """Lo que tarda en verse la pantalla cada vez que se recarga."""
    for _ in range(CARGAS):
        aparato.pagina.reload()
        aparato.boton("Abrir").wait_for()
        yield aparato.pagina.evaluate("medidas.lista")


def lectura(aparato, pedido):
    """Con el freno puesto, hasta que la cámara haya pasado todas las tarjetas."""
    protocolo = aparato.contexto.new_cdp_session(aparato.pagina)
    protocolo.send("Emulation.setCPUThrottlingRate", {"rate": pedido.freno})
    aparato.pagina.evaluate("Object.assign(medidas, { visto: [], cuadros: [] })")
    aparato.esperar_personas(pedido.tarjetas, PACIENCIA)
    visto = aparato.pagina.evaluate("medidas.visto")
    decir_cuadros(aparato.pagina.evaluate("medidas.cuadros"))
    decir(f"de la imagen al ✓ guardado, freno {pedido.freno:g}, mediana", median(visto), "ms")
    decir("  percentil 95", quantiles(visto, n=20)[-1], "ms", META_DEL_VISTO)


def decir_cuadros(cuando):
    """Los cuadros se piden al reloj de la pantalla: uno perdido es un turno de ese reloj en que no se pintó.

    Chromium dice la hora de cada cuadro con décimas de milisegundo (16,7): su reloj de 60 se lee 59,9, y el
    promedio por segundo no puede pasar de ahí. Por eso se cuentan los perdidos.
    """
    pasos = [despues - antes for antes, despues in pairwise(cuando)]
    turno = median(pasos)
    perdidos = sum(max(0, round(paso / turno) - 1) for paso in pasos)
    decir("reloj de la pantalla", 1000 / turno, "por segundo", META_DE_CUADROS)
    decir("cuadros pintados mientras lee", len(pasos) * 1000 / sum(pasos), "por segundo")
    decir(
        f"  turnos perdidos de {len(pasos) + perdidos}",
        perdidos,
        f"({perdidos / (len(pasos) + perdidos):.2%})",
    )
    decir("  lo más que estuvo sin pintar", max(pasos), "ms")


def decir(que, cuanto, unidad, meta=None):
    print(f"{que:52} {cuanto:8.1f} {unidad}{f'  (meta {meta})' if meta else ''}", flush=True)


if __name__ == "__main__":
    main()
