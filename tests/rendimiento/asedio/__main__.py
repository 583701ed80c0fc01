"""El asedio: cien mil entradas que nadie espera y cien cortes de luz mientras se trabaja.

    python -m tests.rendimiento.asedio [--entradas 100000] [--cortes 100] [--motor sqlite]

Levanta su propio servidor en 127.0.0.1 con una demostración. Unas escriben de verdad (actividades, mesa,
reportes, Casa de Todas, tabletas, importaciones) y apuntan lo que el servidor les confirmó; otras mandan
textos de QR, lotes, archivos, direcciones y formularios envenenados; entre tanto se mata al servidor (-9).
Al final ninguna respuesta fue un error del servidor, lo confirmado está, la bitácora encadena y la base está
entera; si no, lo dice y termina con error.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(RAIZ))

from tests.rendimiento.asedio.puerta import Puerta  # noqa: E402 - hace falta la raíz


def main():
    """Arma el asedio, lo deja correr y revisa lo que quedó."""
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("--entradas", type=int, default=100_000)
    opciones.add_argument("--cortes", type=int, default=100)
    opciones.add_argument("--atacantes", type=int, default=4)
    opciones.add_argument("--trabajadores", type=int, default=2)
    opciones.add_argument("--semilla", type=int, default=2026)
    opciones.add_argument("--motor", choices=("sqlite", "postgresql"), default="sqlite")
    pedido = opciones.parse_args()
    from tests.rendimiento.lecturas import base

    with (
        tempfile.TemporaryDirectory(prefix="registro-asedio-") as carpeta,
        base(pedido.motor, carpeta) as url,
    ):
        os.environ.update({"REGISTRO_DATOS": f"{carpeta}/datos", "REGISTRO_BASE": url})
        if asediar(pedido):
            sys.exit(1)


def asediar(pedido):
    """Cuántas cosas salieron mal."""
    from registro.config import Config
    from tests.rendimiento.asedio.fuego import Atacante
    from tests.rendimiento.asedio.oficios import OFICIOS
    from tests.tableta.en_navegador.servidor_de_verdad import ServidorDeVerdad

    asedio = Asedio(instalar(), pedido)
    servidor = ServidorDeVerdad(asedio.app, "--trabajadores", str(pedido.trabajadores))
    servidor.lo_que_dice = asedio.dicho = (Config.desde_entorno().datos / "servidor.txt").open("ab+")
    servidor.prender()
    asedio.puerto, desde = servidor.puerto, time.perf_counter()
    oficios = [oficio(asedio) for oficio in OFICIOS]
    atacantes = [Atacante(asedio, numero) for numero in range(pedido.atacantes)]
    luz = threading.Thread(target=cortar_la_luz, args=(servidor, asedio), daemon=True)
    try:
        for hilo in (*oficios, *atacantes, luz):
            hilo.start()
        for hilo in (*atacantes, luz):
            hilo.join()
        asedio.terminado.set()
        for hilo in oficios:
            hilo.join()
    finally:
        servidor.matar()
    print(
        f"{asedio.gastadas} entradas en {time.perf_counter() - desde:.0f} s y {asedio.cortes} cortes de luz"
    )
    print("  " + ", ".join(f"{clase} {veces}" for clase, veces in sorted(asedio.por_clase.items())))
    return asedio.revisar(oficios)


def instalar():
    """Una demostración recién cargada."""
    from registro.aplicacion import crear_app
    from registro.config import Config

    orden = [sys.executable, "-c", "from registro.cli import main; main()", "demo", "--sin-servidor"]
    subprocess.run(orden, check=True, stdout=subprocess.DEVNULL)
    return crear_app(Config.desde_entorno())


class Asedio:
    """La instalación, lo que falta por mandar y lo que salió mal."""

    puerta_de = Puerta

    def __init__(self, app, pedido):
        from tests.fabricas.campo import crear_actividad, crear_tarjetas
        from tests.fabricas.tabletas import Tableta

        self.app, self.pedido, self.puerto = app, pedido, 0
        self.terminado, self._turno = threading.Event(), threading.Lock()
        self.gastadas, self.cortes, self.por_clase, self.malas = 0, 0, Counter(), Counter()
        with self.app.app_context():
            self.actividades = [crear_actividad(lugar=f"Plaza {n}") for n in range(3)]
            self.tarjetas = list(crear_tarjetas(20, "Asedio"))
            self.preparar()
        self.tableta = Tableta(self.app, "Tableta del asedio")

    def puerta(self, rol=""):
        """Por donde entra alguien con ese rol, o nadie."""
        return self.puerta_de(self, rol)

    def preparar(self):
        """Una sesión de la mesa abierta, un reporte por escribir, y cuántas atenciones había."""
        from sqlalchemy import func, select

        from registro.asistencia.ciudadana import Atencion
        from registro.catalogos.modelo import Entidad
        from registro.extensiones import db
        from registro.instancias.modelo import Instancia
        from registro.seguridad import consultas
        from tests.fabricas.campo import crear_actividad

        instancia = db.session.scalar(select(func.min(Instancia.id)))
        self.sesion_de_mesa = crear_actividad("zesai", agenda="Varios", instancia_id=instancia)
        self.entidad = db.session.scalar(select(func.min(Entidad.id)))
        self.atenciones = db.session.scalar(select(func.count()).select_from(Atencion))
        self._fichas = {rol: ficha for ficha in consultas.usuarias() for rol in ficha.roles}
        db.session.rollback()
        portada = self.app.test_client(use_cookies=False).get(
            "/reportes", headers={"Cookie": self.galleta("enlace")}
        )
        self.reporte = re.search(r'href="(/reportes/\d[\d.]*/\d+/\d)"', portada.text)[1]

    def galleta(self, rol):
        """La de una sesión recién abierta de alguien con ese rol, con su segundo paso ya cumplido."""
        from registro.seguridad import acceso

        with self.app.test_request_context("/"):
            acceso.abrir_sesion(self._fichas[rol])
            respuesta = self.app.process_response(self.app.make_response(""))
        return respuesta.headers["Set-Cookie"].split(";")[0]

    def quedan(self):
        return self.gastadas < self.pedido.entradas

    def gastar(self, clase, cuantas):
        with self._turno:
            self.gastadas += cuantas
            self.por_clase[clase] += cuantas

    def apuntar(self, que, cuerpo):
        """Un error del servidor: se cuenta y el primero de cada clase se muestra entero."""
        with self._turno:
            self.malas[que] += 1
            if self.malas[que] == 1 and len(self.malas) <= 20:
                print(f"  ERROR {que}\n    {(cuerpo or b'')[:600]!r}", flush=True)

    def revisar(self, oficios):
        """Busca lo confirmado y comprueba la base; cuántas cosas están mal."""
        from click.testing import CliRunner

        from registro.cli import main as registro

        mal = sum(self.malas.values())
        print(f"  errores del servidor: {mal}")
        if mal:
            self.dicho.seek(0)
            print(self.dicho.read()[-6000:].decode("utf-8", "replace"))
        for oficio in oficios:
            perdidas = self.perdidas(oficio)
            dichas = f"{len(oficio.confirmadas)} de {oficio.intentos} confirmadas"
            print(f"  {type(oficio).__name__}: {dichas}, perdidas: {len(perdidas)}")
            if perdidas:
                print(f"    {perdidas[:5]}")
            mal += len(perdidas)
        verificada = CliRunner().invoke(registro, ["base", "verificar"])
        print("  " + verificada.output.strip().replace("\n", "\n  "))
        return mal + verificada.exit_code

    def perdidas(self, oficio):
        """Lo que se le confirmó y no está; que no se le confirmara nada también está mal."""
        from registro.extensiones import db

        if not oficio.confirmadas:
            return ["no se le confirmó nada"]
        with self.app.app_context():
            return sorted(map(str, oficio.perdidas(db.session())))


def cortar_la_luz(servidor, asedio):
    """Reparte los cortes entre las entradas: mata el servidor en lo que esté haciendo y lo enciende."""
    cortes = asedio.pedido.cortes
    for numero in range(1, cortes + 1):
        meta = asedio.pedido.entradas * numero // (cortes + 1)
        while asedio.gastadas < meta:
            time.sleep(0.02)
        servidor.matar()
        asedio.cortes += 1
        print(f"  corte {asedio.cortes}, con {asedio.gastadas} entradas", flush=True)
        servidor.prender()


if __name__ == "__main__":
    main()
