"""Actividades, tarjetas y lecturas para las pruebas de campo."""

from datetime import timedelta
from uuid import uuid4

from registro.actividades import operaciones as de_actividades
from registro.actividades.tipos import tipo_de
from registro.fechas import Fecha, ahora, hoy
from registro.personas import operaciones as de_personas
from registro.personas.reglas import generar_codigo
from registro.seguridad.permisos import de_terminal

ACTOR = de_terminal("pruebas")


def crear_actividad(tipo="jornada", *, estado="abierta", lugar="Alameda", dia=None, **datos):
    """Una actividad de hoy; devuelve su identificador público."""
    datos = {"fecha": Fecha(dia or hoy()), "lugar": lugar, "localidad": "03", **datos}
    return de_actividades.crear(ACTOR, tipo_de(tipo), datos, abierta=estado == "abierta")


def crear_tarjetas(cantidad=1, nombre=""):
    return de_personas.emitir_lote(ACTOR, cantidad, nombre)


def inventar_codigo(azar):
    """Un código nuestro que nadie emitió."""
    return generar_codigo(azar.getrandbits)


def crear_lectura(actividad, credencial=None, **otros):
    """Una lectura tal como la envía una tableta."""
    medio = "anonima" if credencial is None else "qr"
    leida = (ahora() - timedelta(minutes=1)).isoformat()
    return {
        "id": str(uuid4()),
        "actividad": actividad,
        "credencial": credencial,
        "medio": medio,
        "leida_en": leida,
        "cantidad": 1,
        **otros,
    }
