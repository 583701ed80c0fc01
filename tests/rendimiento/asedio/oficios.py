"""Quienes trabajan mientras tanto: escriben, apuntan lo que el servidor les confirmó y al final lo buscan."""

import json
import random
import threading
import time
from abc import ABC, abstractmethod
from collections import Counter
from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from sqlalchemy import func, select

from tests.rendimiento.asedio.puerta import SinRespuesta

ESPERA, RESPIRO = 0.2, 0.1
HECHO = {302, 303}


class Oficio(ABC, threading.Thread):
    """Escribe hasta que se acabe el asedio. ``confirmadas`` es lo que el servidor dijo que guardó."""

    rol = ""

    def __init__(self, asedio):
        super().__init__(daemon=True)
        self.asedio, self.confirmadas, self.intentos = asedio, [], 0
        self.otras = Counter()  # qué contestó el servidor cuando no confirmó
        self.azar = random.Random(f"{asedio.pedido.semilla}-{type(self).__name__}")
        self.puerta = asedio.puerta(self.rol)

    def run(self):
        while not self.asedio.terminado.is_set():
            try:
                self.intentar()
                time.sleep(RESPIRO)
            except SinRespuesta as corte:
                self.otras[str(corte)] += 1
                time.sleep(ESPERA)

    def intentar(self, veces=1):
        """Escribe, y apunta lo confirmado."""
        for _ in range(veces):
            self.intentos += 1
            confirmada = self.una()
            if confirmada is None:
                self.otras[self.puerta.ultima] += 1
            else:
                self.confirmadas.append(confirmada)

    @abstractmethod
    def una(self):
        """Escribe algo nuevo; lo que hay que encontrar después, o nada si no se lo confirmaron."""

    @abstractmethod
    def perdidas(self, sesion):
        """Lo confirmado que no está."""

    def llenar(self, ruta, con, campo, boton=None):
        """Abre la página, llena el formulario que tiene ese campo y lo envía; el destino si se guardó."""
        formularios, _ = self.puerta.formularios(ruta)
        formulario = next((f for f in formularios if any(campo == c for c, _ in f["campos"])), None)
        if formulario is None:
            return None
        campos = [(nombre, con.get(nombre, valor)) for nombre, valor in formulario["campos"]]
        puestos = {nombre for nombre, _ in campos}
        campos += [(nombre, valor) for nombre, valor in con.items() if nombre not in puestos]
        estado, cabeceras, _ = self.puerta.enviar(formulario["ruta"], campos + ([boton] if boton else []))
        return cabeceras.get("Location", "") if estado in HECHO else None

    def oprimir(self, pagina, destino):
        """Oprime en la página el botón que lleva a ese destino; si se hizo."""
        formularios, _ = self.puerta.formularios(pagina)
        boton = next((f for f in formularios if f["ruta"] == destino), None)
        return boton is not None and self.puerta.enviar(destino, boton["campos"])[0] in HECHO

    def ficha(self, ruta):
        """La de los formularios de una página."""
        formularios, _ = self.puerta.formularios(ruta)
        return next((v for f in formularios for c, v in f["campos"] if c == "csrf_token"), "")


class Actividades(Oficio):
    """La secretaría crea jornadas."""

    rol = "secretaria"

    def una(self):
        titulo = f"Asedio {self.intentos}"
        con = {"fecha": "13/03/2023", "lugar": f"Plaza {self.intentos}", "titulo": titulo, "localidad": "03"}
        return titulo if self.llenar("/actividades/nueva/jornada", con, "lugar") else None

    def perdidas(self, sesion):
        from registro.actividades.base import Actividad

        return set(self.confirmadas) - set(sesion.scalars(select(Actividad.titulo)))


class Mesa(Oficio):
    """La secretaría escribe compromisos en una sesión de la mesa: quedan cifrados y se leen igual."""

    rol = "secretaria"

    def una(self):
        if not self.asedio.sesion_de_mesa:
            return None
        que = f"Compromiso del asedio {self.intentos}"
        con = {"que-0": que, "entidad-0": self.asedio.entidad}
        ruta = f"/mesa/sesion/{self.asedio.sesion_de_mesa}/desarrollo"
        return que if self.llenar(ruta, con, "apertura") else None

    def perdidas(self, sesion):
        from registro.actas.modelo import Compromiso

        return set(self.confirmadas) - set(sesion.scalars(select(Compromiso.que)))


class Reporte(Oficio):
    """El enlace guarda una y otra vez el borrador de un reporte: queda el último, o uno más nuevo."""

    rol = "enlace"

    def una(self):
        con = {"texto": f"Borrador {self.intentos}", "valor": "7"}
        return self.intentos if self.llenar(self.asedio.reporte, con, "texto") is not None else None

    def perdidas(self, sesion):
        from registro.indicadores.reportes.modelo import Reporte as Guardado

        textos = [t for t in sesion.scalars(select(Guardado.texto)) if t.startswith("Borrador ")]
        quedo = max((int(texto.split()[1]) for texto in textos), default=0)
        return {f"el borrador {max(self.confirmadas)}"} if quedo < max(self.confirmadas, default=0) else set()


class Casa(Oficio):
    """Casa de Todas anota atenciones sin tarjeta."""

    rol = "casa"

    def una(self):
        con = {"clase": "juridica|asesoría", "modalidad": "presencial", "envio": str(uuid4())}
        if self.llenar("/casa/atencion", con, "envio") is not None:
            return self.intentos
        self.puerta.enviar("/casa/abrir", [("csrf_token", self.ficha("/casa"))])  # si no lo está
        return None

    def perdidas(self, sesion):
        from registro.asistencia.ciudadana import Atencion

        hay = sesion.scalar(select(func.count()).select_from(Atencion)) - self.asedio.atenciones
        return {f"{len(self.confirmadas) - hay} atenciones"} if hay < len(self.confirmadas) else set()


class Tableta(Oficio):
    """Una tableta entrega lotes; lo que un recibo nombra tiene que estar."""

    def una(self):
        from tests.fabricas.campo import crear_lectura, inventar_codigo

        lecturas = [
            crear_lectura(self.asedio.actividades[0], inventar_codigo(self.azar) if n % 2 else None)
            for n in range(20)
        ]
        estado, _, texto = self.puerta.pedir(
            "POST",
            "/api/v1/lotes",
            json.dumps({"lecturas": lecturas}).encode(),
            self.asedio.cabeceras | {"Content-Type": "application/json"},
        )
        return json.loads(json.loads(texto)["recibo"]["texto"])["ids"] if estado == 200 else None

    def perdidas(self, sesion):
        from registro.asistencia.ciudadana import Lectura

        return {UUID(i) for ids in self.confirmadas for i in ids} - set(sesion.scalars(select(Lectura.id)))


class Importacion(Oficio):
    """La secretaría sube archivos buenos y los confirma: se apunta cada subida, y si dijo que entraba."""

    rol = "secretaria"

    def una(self):
        formularios, _ = self.puerta.formularios("/importar")
        formulario = next((f for f in formularios if f["archivo"]), None)
        if formulario is None:
            return None
        dia = date(2015, 1, 1) + timedelta(days=self.intentos)
        filas = "".join(f"{dia:%d/%m/%Y},Asedio {self.intentos} {n},Kennedy,{n + 1}\n" for n in range(3))
        archivo = (formulario["archivo"], "asedio.csv", f"fecha,lugar,localidad,asistentes\n{filas}".encode())
        campos = [(c, "jornadas" if c == "tipo" else v) for c, v in formulario["campos"]]
        estado, cabeceras, _ = self.puerta.enviar(formulario["ruta"], campos, archivo)
        if estado not in HECHO:
            return None
        propia = urlsplit(cabeceras["Location"]).path.rsplit("/", 1)[-1]
        self.confirmadas.append((propia, False))  # ya está, aunque lo siguiente se corte
        ruta = f"/importar/{propia}"
        return (propia, True) if self.oprimir(ruta, f"{ruta}/confirmar") else None

    def perdidas(self, sesion):
        from registro.intercambio.consultas import REVISADA
        from registro.intercambio.modelo import Importacion as Guardada

        hay = dict(sesion.execute(select(Guardada.uuid, Guardada.estado)).all())
        return {
            propia
            for propia, empezo in self.confirmadas
            if UUID(propia) not in hay or (empezo and hay[UUID(propia)] == REVISADA)
        }


OFICIOS = (Actividades, Mesa, Reporte, Casa, Tableta, Importacion)
