"""Quienes mandan basura: textos de QR, lotes, archivos, direcciones y todo formulario que encuentran."""

import json
import random
import re
import threading
import time

from tests.rendimiento.asedio import venenos
from tests.rendimiento.asedio.puerta import SinRespuesta

ROLES = ("secretaria", "casa", "enlace", "analista", "campo", "auditoria")
POR_LOTE, POR_FORMULARIO, PAGINAS_POR_ROL, USOS = 100, 5, 300, 25
PREGUNTAS = ("q", "pagina", "vigencia", "corte", "tipo", "semestre", "f.actividad", "formato", "x")
# Lo que cerraría la sesión o cambiaría la contraseña de quien ataca, que no es lo que se prueba.
SIN_TOCAR = ("/salir", "/cuenta", "/entrar", "/olvido", "/estaticos")


class Atacante(threading.Thread):
    """Gasta entradas del asedio hasta que no queden."""

    def __init__(self, asedio, numero):
        super().__init__(daemon=True)
        self.asedio, self.azar = asedio, random.Random(f"{asedio.pedido.semilla}-{numero}")
        self.puertas = {rol: asedio.puerta(rol) for rol in ROLES}
        self.tableta = asedio.puerta()
        self.paginas = {rol: ["/"] for rol in ROLES}
        self.formas = {rol: {} for rol in ROLES}
        self.conocidos = {rol: {} for rol in ROLES}
        # De cada mil: unos 500 textos de QR, 150 lotes, 100 archivos, 50 direcciones y 200 formularios.
        self.clases = (
            *[self.codigos] * 5,
            *[self.lote] * 150,
            *[self.archivo] * 100,
            *[self.direccion] * 50,
            *[self.formulario] * 40,
        )

    def run(self):
        while self.asedio.quedan():
            clase = self.azar.choice(self.clases)
            try:
                self.asedio.gastar(clase.__name__, clase())
            except SinRespuesta:
                time.sleep(0.2)

    def codigos(self):
        """Un lote de textos de QR: cada uno recibe un veredicto."""
        asedio, azar = self.asedio, self.azar
        piezas = [venenos.pieza(azar, asedio.tarjetas, asedio.actividades) for _ in range(POR_LOTE)]
        cuerpo = json.dumps({"lecturas": piezas}).encode()
        self.entregar(cuerpo, {"Content-Type": "application/json"})
        return len(piezas)

    def lote(self):
        """Un cuerpo que casi nunca es un lote."""
        self.entregar(*venenos.cuerpo(self.azar, self.asedio.tarjetas, self.asedio.actividades))
        return 1

    def entregar(self, cuerpo, cabeceras):
        self.tableta.pedir("POST", "/api/v1/lotes", cuerpo, self.asedio.cabeceras | cabeceras)

    def archivo(self):
        """Un archivo a importar, un soporte de reporte o las lecturas de una tableta sin red."""
        tipo, nombre, contenido = venenos.tabla(self.azar, self.asedio.tarjetas)
        rol, ruta = self.azar.choice(
            (
                ("secretaria", "/importar"),
                ("secretaria", "/bandeja/archivo"),
                ("enlace", f"{self.asedio.reporte}/archivos"),
            )
        )
        if ruta not in self.conocidos[rol]:
            self.abrir(rol, ruta)
        con_archivo = next((uno for uno in self.conocidos[rol].get(ruta, []) if uno["archivo"]), None)
        if con_archivo is None:
            self.conocidos[rol].pop(ruta, None)
            return 0
        campos = [(campo, tipo if campo == "tipo" else valor) for campo, valor in con_archivo["campos"]]
        limpio = re.sub(r'[\r\n"]', "", nombre)
        self.enviar(rol, con_archivo, campos, (con_archivo["archivo"], limpio, contenido))
        return 1

    def abrir(self, rol, pagina):
        """Lee una página: aprende sus enlaces y guarda sus formularios para usarlos unas cuantas veces."""
        formularios, enlaces = self.puertas[rol].formularios(pagina)
        self.aprender(rol, enlaces)
        for uno in formularios:
            uno |= {"pagina": pagina, "usos": USOS}
        if formularios:
            self.conocidos[rol][pagina] = formularios

    def enviar(self, rol, formulario, campos, archivo=None):
        """Lo envía; gastado el formulario, o cerrada la sesión de que venía, se vuelve a leer."""
        formulario["usos"] -= 1
        _, cabeceras, _ = self.puertas[rol].enviar(formulario["ruta"], campos, archivo)
        if self.puertas[rol].volver_a_entrar(cabeceras):
            self.conocidos[rol].clear()
        elif formulario["usos"] <= 0:
            self.conocidos[rol].pop(formulario["pagina"], None)

    def direccion(self):
        """Una dirección conocida con un pedazo cambiado, o con preguntas que nadie espera."""
        rol = self.azar.choice(ROLES)
        ruta = self.azar.choice(self.paginas[rol])
        veneno = venenos.texto(self.azar, self.asedio.tarjetas)[:400].encode("utf-8", "replace").decode()
        if self.azar.random() < 0.5:
            partes = ruta.split("?")[0].split("/")
            partes[self.azar.randrange(len(partes))] = veneno.replace("/", "%2F").replace("?", "%3F") or "0"
            ruta = "/" + "/".join(partes).lstrip("/")
        else:
            dicho = veneno.replace("&", "%26").replace("#", "%23")
            ruta += f"{'&' if '?' in ruta else '?'}{self.azar.choice(PREGUNTAS)}={dicho}"
        if not ruta.startswith(SIN_TOCAR):
            self.puertas[rol].pedir("GET", ruta)
        return 1

    def formulario(self):
        """Envía uno de los formularios que conoce con algo cambiado; a menudo abre antes otra página."""
        rol = self.azar.choice(ROLES)
        conocidos = self.conocidos[rol]
        if not conocidos or self.azar.random() < 0.2:
            self.abrir(rol, self.azar.choice(self.paginas[rol]))
        sueltos = [
            uno
            for de_una in conocidos.values()
            for uno in de_una
            if not uno["ruta"].startswith(self.prohibidas())
        ]
        if not sueltos:
            return 0
        formulario = self.azar.choice(sueltos)
        for _ in range(POR_FORMULARIO):
            self.enviar(rol, formulario, self.cambiar(formulario))
        return POR_FORMULARIO

    def prohibidas(self):
        """El reporte que alguien escribe de verdad tampoco se toca: su cuenta es de una sola."""
        return (*SIN_TOCAR, self.asedio.reporte)

    def aprender(self, rol, enlaces):
        """Guarda unas cuantas direcciones de cada forma."""
        for enlace in enlaces:
            forma = re.sub(r"[0-9a-f-]{8,}|\d+", "N", enlace.split("?")[0])
            if enlace.startswith(SIN_TOCAR) or self.formas[rol].get(forma, 0) >= 3:
                continue
            if len(self.paginas[rol]) < PAGINAS_POR_ROL and enlace not in self.paginas[rol]:
                self.formas[rol][forma] = self.formas[rol].get(forma, 0) + 1
                self.paginas[rol].append(enlace)

    def cambiar(self, formulario):
        """Los campos con alguno envenenado, quitado o repetido; la ficha del formulario casi siempre va."""
        azar, campos = self.azar, []
        opciones = formulario["opciones"]
        for campo, valor in formulario["campos"]:
            suerte = azar.random()
            if campo == "csrf_token":
                campos += [(campo, valor)] if suerte < 0.98 else []
            elif suerte < 0.35:
                campos.append((campo, venenos.texto(azar, self.asedio.tarjetas)))
            elif suerte < 0.45:
                campos += [(campo, valor)] * 2 if suerte < 0.4 else []
            else:
                campos.append((campo, azar.choice(opciones[campo]) if opciones.get(campo) else valor))
        if formulario["botones"] and azar.random() < 0.8:
            campos.append(azar.choice(formulario["botones"]))
        return campos
