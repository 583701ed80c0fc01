"""Las maneras de escribir en un tiempo pasado, una tras otra, por la misma puerta que usa la gente."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from registro.actividades import operaciones as de_actividades
from registro.actividades.base import Actividad
from registro.asistencia import operaciones as de_asistencia
from registro.asistencia.ciudadana import Asistencia
from registro.asistencia.operaciones import atenciones, bandeja, institucional, lecturas
from registro.derechos import operaciones as de_derechos
from registro.derechos.operaciones.tramite import Pedido
from registro.extensiones import db
from registro.fechas import ZONA, Fecha, hoy
from registro.intercambio.lectura import leer_ruta
from registro.intercambio.operaciones.lotes import importar
from registro.intercambio.tipos import TIPOS
from registro.personas import operaciones as de_personas
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas
from tests.fabricas.tablas import atender
from tests.fabricas.tarjetas import codigo_nuevo

PASADO = hoy().year - 1
DIA, DE_ANTES = date(PASADO, 3, 13), date(PASADO - 1, 5, 2)
DE_OTRO_TRIMESTRE, ESTE_ENERO = date(PASADO, 5, 2), date(hoy().year, 1, 1)
LEIDA = datetime(PASADO, 3, 13, 15, 0, tzinfo=ZONA).isoformat()
ASISTENCIAS = "fecha,lugar,localidad,tipo,credencial\n{dia},Alameda,03,jornada,{codigo}\n"


def leer(actividad, codigo=None):
    """Una lectura de ese día que llega tarde; devuelve su identificador."""
    lectura = crear_lectura(actividad, codigo, leida_en=LEIDA)
    de_asistencia.recibir_lote(ACTOR, [lectura])
    return UUID(lectura["id"])


def corregir(uuid, conteos=None, **cambios):
    actividad = db.session.scalar(select(Actividad).where(Actividad.uuid == UUID(uuid)))
    propias = "titulo", "notas", "sesiones", "categoria", "cantidad", "unidad", "estacion"
    datos = {nombre: getattr(actividad, nombre) for nombre in propias if hasattr(actividad, nombre)}
    datos |= {"fecha": Fecha(actividad.fecha), "localidad": actividad.localidad_codigo, "lugar": "Alameda"}
    de_actividades.corregir(ACTOR, uuid, datos | cambios, conteos or {}, actividad.version)


class Maneras:
    """Cada paso cuenta con lo que dejaron los anteriores."""

    def __init__(self, carpeta):
        self.carpeta, self.desconocida = carpeta, codigo_nuevo()
        self.una, self.otra, self.blanca, self.nueva, self.importada = crear_tarjetas(5)

    def pasos(self):
        """Pares (qué se hace, hacerlo)."""
        yield from (*self.en_la_jornada(), *self.de_quien(), *self.en_otras())

    def poner(self, nombre, hacer):
        return lambda: setattr(self, nombre, hacer())

    def crear(self, nombre, tipo, **datos):
        return f"crear {nombre}", self.poner(nombre, lambda: crear_actividad(tipo, dia=DIA, **datos))

    def en_la_jornada(self):
        yield self.crear("jornada", "jornada")
        yield self.crear("segunda", "jornada")
        yield "declarar", lambda: de_actividades.cerrar(ACTOR, self.jornada, {"": 25, "asp": 9})
        yield "reabrir", lambda: de_actividades.reabrir(ACTOR, self.jornada, "Faltaban lecturas")
        yield "leer tarde", self.poner("lectura", lambda: leer(self.jornada, self.una))
        yield "leer a otra", lambda: [leer(cual, self.otra) for cual in (self.jornada, self.segunda)]
        yield "sin tarjeta", self.poner("suelta", lambda: leer(self.jornada))
        yield "deshacer", lambda: lecturas.deshacer(ACTOR, self.lectura)
        yield "volver a leer", lambda: [leer(cual, self.una) for cual in (self.jornada, self.segunda)]
        yield "importar", self.importar
        yield "de otra localidad", lambda: corregir(self.jornada, localidad="10")
        yield "al año anterior", lambda: corregir(self.jornada, fecha=Fecha(DE_ANTES))
        yield "al trimestre que sigue", lambda: corregir(self.jornada, fecha=Fecha(DE_OTRO_TRIMESTRE))
        yield "a este año", lambda: corregir(self.jornada, fecha=Fecha(ESTE_ENERO))
        yield "de vuelta", lambda: corregir(self.jornada, {"": 40}, fecha=Fecha(DIA), localidad="03")

    def de_quien(self):
        yield "entregarle una", lambda: lecturas.poner_tarjeta(ACTOR, self.suelta, self.blanca)
        yield "una sin emitir", self.poner("rara", lambda: leer(self.segunda, self.desconocida))
        yield "es de ella", lambda: bandeja.unir(ACTOR, self.rara, self.segunda, self.blanca)
        yield "son la misma", lambda: de_personas.fusionar(ACTOR, self.una, self.otra, "Lo dijo ella")
        yield "reemplazar", lambda: de_personas.reemplazar(ACTOR, self.blanca, self.nueva, "La perdió")

    def en_otras(self):
        yield self.crear("recorrido", "encuentro", categoria="recorrido", cantidad=Decimal("2.5"))
        yield "de otra categoría", lambda: corregir(self.recorrido, categoria="feria")
        yield "de vuelta a la suya", lambda: corregir(self.recorrido, categoria="recorrido")
        yield "con otra cantidad", lambda: corregir(self.recorrido, cantidad=Decimal(4))
        yield self.crear("mebog", "mebog", estacion="Kennedy")
        yield "contar policías", self.poner("policia", self.contar_policias)
        yield "de otra estación", lambda: corregir(self.mebog, estacion="Suba")
        yield "de vuelta a su estación", lambda: corregir(self.mebog, estacion="Kennedy")
        yield "anular lo contado", lambda: institucional.anular(ACTOR, self.policia, "No fueron")
        yield self.crear("casa", "casa_de_todas")
        yield "atender", self.poner("atencion", self.atender)
        yield "anular la atención", lambda: atenciones.anular(ACTOR, self.atencion, "No era de ella")
        yield "anular una jornada", lambda: de_actividades.anular(ACTOR, self.segunda, "Repetida")
        yield "borrarla", self.suprimir

    def contar_policias(self):
        return institucional.contar_otras(ACTOR, self.mebog, 12)

    def importar(self):
        archivo, tipo = self.carpeta / "asistencias.csv", TIPOS["asistencias"]
        archivo.write_text(ASISTENCIAS.format(dia=DIA, codigo=self.importada), encoding="utf-8")
        assert importar(ACTOR, tipo, leer_ruta(archivo, tipo).filas).nuevas == 1

    def atender(self):
        leer(self.casa, self.una)
        suya = db.session.scalars(select(Asistencia).order_by(Asistencia.id.desc())).first()
        return atender(suya, "juridica").id

    def suprimir(self):
        solicitud = de_derechos.radicar(ACTOR, Pedido("supresion", "Bórrenme", self.una))
        assert de_derechos.suprimir(ACTOR, solicitud)
