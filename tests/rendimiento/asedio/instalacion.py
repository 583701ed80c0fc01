"""Lo que se asedia: una demostración recién cargada, lo que falta por mandar y lo que salió mal."""

import multiprocessing
import re
import subprocess
import sys
import threading
from collections import Counter

from tests.rendimiento.asedio.puerta import Puerta


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

    def __init__(self, app, pedido, blanco=None):
        self.app, self.pedido, self.puerto, self.oficios = app, pedido, 0, ()
        self.terminado, self._turno = threading.Event(), threading.Lock()
        self._gastadas = multiprocessing.get_context("spawn").Value("q", 0)
        self.cortes, self.apagado, self.por_clase, self.malas = 0, 0.0, Counter(), Counter()
        with self.app.app_context():
            if blanco is None:
                self.preparar()
            else:
                vars(self).update(blanco)
            self._fichas = self.usuarias()
        if blanco is None:
            self.reporte = self.un_reporte()

    @property
    def gastadas(self):
        """Cuántas entradas van, entre todos los procesos."""
        return self._gastadas.value

    @property
    def blanco(self):
        """Lo que otro proceso necesita para atacar la misma instalación."""
        nombres = "actividades", "tarjetas", "cabeceras", "sesion_de_mesa", "entidad", "atenciones", "reporte"
        return {nombre: getattr(self, nombre) for nombre in nombres}

    @property
    def escritas(self):
        """Cuánto se les ha confirmado a quienes trabajan."""
        return sum(len(oficio.confirmadas) for oficio in self.oficios)

    def puerta(self, rol=""):
        """Por donde entra alguien con ese rol, o nadie."""
        return self.puerta_de(self, rol)

    def preparar(self):
        """Actividades y tarjetas, una sesión de la mesa abierta, y cuántas atenciones había."""
        from sqlalchemy import func, select

        from registro.asistencia.ciudadana import Atencion
        from registro.catalogos.modelo import Entidad
        from registro.extensiones import db
        from registro.instancias.modelo import Instancia
        from tests.fabricas.campo import crear_actividad, crear_tarjetas
        from tests.fabricas.tabletas import Tableta

        self.actividades = [str(crear_actividad(lugar=f"Plaza {n}")) for n in range(3)]
        self.tarjetas = list(crear_tarjetas(20, "Asedio"))
        instancia = db.session.scalar(select(func.min(Instancia.id)))
        self.sesion_de_mesa = crear_actividad("zesai", agenda="Varios", instancia_id=instancia)
        self.entidad = db.session.scalar(select(func.min(Entidad.id)))
        self.atenciones = db.session.scalar(select(func.count()).select_from(Atencion))
        db.session.rollback()
        self.cabeceras = dict(Tableta(self.app, "Tableta del asedio").cabeceras)

    def usuarias(self):
        """Una de cada rol."""
        from registro.seguridad import consultas

        return {rol: ficha for ficha in consultas.usuarias() for rol in ficha.roles}

    def un_reporte(self):
        """La dirección de uno por escribir."""
        portada = self.app.test_client(use_cookies=False).get(
            "/reportes", headers={"Cookie": self.galleta("enlace")}
        )
        return re.search(r'href="(/reportes/\d[\d.]*/\d+/\d)"', portada.text)[1]

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
        with self._turno, self._gastadas.get_lock():
            self._gastadas.value += cuantas
            self.por_clase[clase] += cuantas

    def apuntar(self, que, cuerpo):
        """Un error del servidor: se cuenta y el primero de cada clase se muestra entero."""
        with self._turno:
            self.malas[que] += 1
            if self.malas[que] == 1 and len(self.malas) <= 20:
                print(f"  ERROR {que}\n    {(cuerpo or b'')[:600]!r}", flush=True)

    def sumar(self, por_clase, malas):
        """Lo que gastó y halló otro proceso."""
        self.por_clase.update(por_clase)
        self.malas.update(malas)

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
            print("    las demás: " + ", ".join(f"{que} {n}" for que, n in oficio.otras.most_common()))
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
