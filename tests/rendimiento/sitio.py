"""El sitio: un millón de lecturas con todo lo que sale mal, y al final ninguna perdida ni doblada.

    python -m tests.rendimiento.sitio [--lecturas 1000000] [--tabletas 16] [--cortes 10] [--motor sqlite]

Levanta su propio servidor en 127.0.0.1. Las tabletas entregan en lotes, unas piezas abiertas y otras
selladas; las respuestas se pierden, los lotes llegan cortados, repetidos y revueltos, dos tabletas leen la
misma tarjeta, hay códigos dañados y desconocidos, y al servidor se le corta la luz (kill -9) en medio de los
lotes. Cada tableta borra sólo lo que nombra un recibo con la firma buena. Si las cuentas no cuadran, termina
con error.
"""

import argparse
import gzip
import http.client
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from uuid import UUID

RAIZ = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(RAIZ))

POR_LOTE, TARJETAS, ACTIVIDADES = 200, 20_000, 40
SELLADAS = 0.03
FALLAS = {"se pierde la respuesta": 0.04, "llega cortado": 0.02, "llega dos veces": 0.04}
PACIENCIA = 60


def main():
    """Arma el sitio, lo deja correr y compara."""
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("--lecturas", type=int, default=1_000_000)
    opciones.add_argument("--tabletas", type=int, default=16)
    opciones.add_argument("--cortes", type=int, default=10)
    opciones.add_argument("--semilla", type=int, default=2026)
    opciones.add_argument("--trabajadores", type=int, default=2)
    opciones.add_argument("--motor", choices=("sqlite", "postgresql"), default="sqlite")
    pedido = opciones.parse_args()
    from tests.rendimiento.lecturas import base

    with tempfile.TemporaryDirectory(prefix="registro-sitio-") as carpeta, base(pedido.motor, carpeta) as url:
        os.environ.update({"REGISTRO_DATOS": f"{carpeta}/datos", "REGISTRO_BASE": url})
        if sitiar(pedido):
            sys.exit(1)


def sitiar(pedido):
    """Cuántas cuentas no cuadraron."""
    from tests.tableta.en_navegador.servidor_de_verdad import ServidorDeVerdad

    sitio = Sitio(pedido)
    servidor = ServidorDeVerdad(sitio.app, "--trabajadores", str(pedido.trabajadores)).prender()
    desde = time.perf_counter()
    tabletas = [Tableta(sitio, servidor.puerto, numero) for numero in range(pedido.tabletas)]
    luz = threading.Thread(target=cortar_la_luz, args=(servidor, sitio, tabletas))
    for hilo in (*tabletas, luz):
        hilo.start()
    for hilo in (*tabletas, luz):
        hilo.join()
    tardo = time.perf_counter() - desde
    servidor.matar()
    fallas = sum((tableta.fallas for tableta in tabletas), Counter())
    print(f"{pedido.lecturas} lecturas en {tardo:.0f} s, {pedido.lecturas / tardo:.0f} por segundo")
    print(f"  cortes de luz: {sitio.cortes}")
    for nombre, veces in sorted(fallas.items()):
        print(f"  {nombre}: {veces}")
    return comparar(sitio)


class Sitio:
    """La instalación, lo que se va a leer y lo que debe quedar."""

    def __init__(self, pedido):
        from registro.aplicacion import crear_app
        from registro.cli.base import preparar_base
        from registro.config import Config
        from registro.seguridad.sellado import consultas, llaves
        from tests.fabricas.campo import crear_actividad, crear_tarjetas

        preparar_base()
        self.app, self.pedido = crear_app(Config.desde_entorno()), pedido
        self.azar, self.cortes = random.Random(pedido.semilla), 0
        with self.app.app_context():
            self.actividades = [crear_actividad(lugar=f"Plaza {n}") for n in range(ACTIVIDADES)]
            self.tarjetas = list(crear_tarjetas(min(TARJETAS, max(50, pedido.lecturas // 10)), "Sitio"))
            self.sellado = consultas.publica(llaves.SELLADO)
            self.recibos = consultas.publica(llaves.RECIBOS).publica
        self.presentes, self.sueltas = defaultdict(set), Counter()
        self.enviadas, self.turno = 0, threading.Lock()

    def piezas(self, azar, cuantas):
        """Lo que una tableta lee esa noche; se apunta lo que debe contar."""
        from tests.fabricas.campo import crear_lectura, inventar_codigo

        molde = crear_lectura(None)
        for _ in range(cuantas):
            actividad, suerte = azar.choice(self.actividades), azar.random()
            codigo = None if suerte < 0.5 else azar.choice(self.tarjetas)
            if suerte > 0.99:
                codigo = inventar_codigo(azar)
            danado = suerte > 0.98 and suerte <= 0.99
            pieza = {
                **molde,
                "id": str(UUID(int=azar.getrandbits(128), version=4)),
                "actividad": actividad,
                "credencial": codigo[:-1] if danado else codigo,
                "medio": "anonima" if codigo is None else "qr",
            }
            with self.turno:
                self.enviadas += 1
                if codigo is None:
                    self.sueltas[actividad] += 1
                elif not danado:
                    self.presentes[actividad].add(codigo)
            yield pieza


class Tableta(threading.Thread):
    """Una tableta inscrita con su cola; termina cuando un recibo nombró todo lo suyo."""

    def __init__(self, sitio, puerto, numero):
        super().__init__()
        from tests.fabricas.tabletas import Tableta as Inscrita

        self.sitio, self.puerto, self.fallas = sitio, puerto, Counter()
        self.azar = random.Random(f"{sitio.pedido.semilla}-{numero}")
        self.inscrita = Inscrita(sitio.app, f"Tableta {numero}")
        total, tabletas = sitio.pedido.lecturas, sitio.pedido.tabletas
        self.faltan = total // tabletas + (numero < total % tabletas)
        self.entregadas = 0
        self._conexion = None

    def run(self):
        lecturas = self.sitio.piezas(self.azar, self.faltan)
        while lote := [self._vestir(pieza) for pieza in islice(lecturas, POR_LOTE)]:
            self.azar.shuffle(lote)
            while lote:
                nombradas = self._intentar(lote)
                self.entregadas += len(nombradas)
                lote = [pieza for pieza in lote if pieza["id"] not in nombradas]

    def _vestir(self, pieza):
        from tests.fabricas.tabletas import sellar

        return sellar(pieza, self.sitio.sellado) if self.azar.random() < SELLADAS else pieza

    def _intentar(self, lote):
        """Los ids que un recibo bueno nombra; ninguno si algo salió mal."""
        cuerpo = json.dumps({"lecturas": lote}).encode()
        suerte = self.azar.random()
        falla = next((nombre for nombre, desde in self._umbrales() if suerte < desde), "")
        self.fallas[falla] += bool(falla)
        try:
            if falla == "llega cortado":
                self._cortar(cuerpo)
                return set()
            if falla == "llega dos veces":
                self._enviar(cuerpo).read()
            respuesta = self._enviar(cuerpo)
            if falla == "se pierde la respuesta":
                self._colgar()
                return set()
            return self._recibo(json.loads(respuesta.read()), lote)
        except (OSError, http.client.HTTPException):
            self.fallas["no contesta"] += 1
            self._colgar()
            time.sleep(0.1)
            return set()

    def _umbrales(self):
        desde = 0.0
        for nombre, parte in FALLAS.items():
            desde += parte
            yield nombre, desde

    def _enviar(self, cuerpo):
        cabeceras = self.inscrita.cabeceras | {"Content-Type": "application/json"}
        if self.azar.random() < 0.5:
            cuerpo, cabeceras["Content-Encoding"] = gzip.compress(cuerpo, 1), "gzip"
        self._conexion = self._conexion or http.client.HTTPConnection(
            "127.0.0.1", self.puerto, timeout=PACIENCIA
        )
        self._conexion.request("POST", "/api/v1/lotes", cuerpo, cabeceras)
        return self._conexion.getresponse()

    def _cortar(self, cuerpo):
        """Anuncia el lote entero, manda la mitad y cuelga."""
        conexion = http.client.HTTPConnection("127.0.0.1", self.puerto, timeout=PACIENCIA)
        conexion.putrequest("POST", "/api/v1/lotes")
        for nombre, valor in self.inscrita.cabeceras.items():
            conexion.putheader(nombre, valor)
        conexion.putheader("Content-Length", str(len(cuerpo)))
        conexion.endheaders(cuerpo[: len(cuerpo) // 2])
        conexion.close()

    def _recibo(self, respuesta, lote):
        self.inscrita.comprobar(self.sitio.recibos, respuesta["recibo"])
        ids = set(json.loads(respuesta["recibo"]["texto"])["ids"])
        assert ids == {pieza["id"] for pieza in lote}, "el recibo no nombra lo que se mandó"
        return ids

    def _colgar(self):
        if self._conexion:
            self._conexion.close()
            self._conexion = None


def cortar_la_luz(servidor, sitio, tabletas):
    """Reparte los cortes a lo largo del sitio: mata el servidor en lo que esté haciendo y lo enciende."""
    total = sitio.pedido.lecturas
    metas = [total * numero // (sitio.pedido.cortes + 1) for numero in range(1, sitio.pedido.cortes + 1)]
    for meta in metas:
        while sum(tableta.entregadas for tableta in tabletas) < meta and any(t.is_alive() for t in tabletas):
            time.sleep(0.05)
        if any(tableta.is_alive() for tableta in tabletas):
            servidor.matar()
            sitio.cortes += 1
            print(f"  corte {sitio.cortes}, con {sum(t.entregadas for t in tabletas)} entregadas", flush=True)
            time.sleep(sitio.azar.uniform(0.1, 1))
            servidor.prender()


def comparar(sitio):
    """Cuántas diferencias hay entre lo que debía quedar y lo que quedó."""
    from sqlalchemy import func, select

    from registro.actividades import consultas as de_actividades
    from registro.asistencia import consultas
    from registro.asistencia.ciudadana import Lectura
    from registro.extensiones import db

    malas = 0
    with sitio.app.app_context():
        for actividad in sitio.actividades:
            quedo = consultas.conteo(de_actividades.ficha(actividad).id)
            debia = (len(sitio.presentes[actividad]), sitio.sueltas[actividad])
            if (quedo.nominales, quedo.anonimas) != debia:
                malas += 1
                print(f"  {actividad}: debía {debia} y quedó {(quedo.nominales, quedo.anonimas)}")
        guardadas = db.session.scalar(select(func.count()).select_from(Lectura))
    malas += guardadas != sitio.enviadas
    personas, sueltas = sum(map(len, sitio.presentes.values())), sum(sitio.sueltas.values())
    print(f"  guardadas {guardadas} de {sitio.enviadas}; cuentan {personas} con tarjeta y {sueltas} sin ella")
    print("  ninguna perdida, ninguna doblada" if not malas else f"  {malas} cuentas no cuadran")
    return malas


if __name__ == "__main__":
    main()
