"""La mesa ZESAI para las pruebas de la secretaría, y sesiones que ya se hicieron."""

from registro.actas import operaciones
from registro.actas.operaciones import DatosDeSesionPasada
from registro.actividades.agenda_escrita import leer_puntos
from registro.fechas import Semestre
from registro.instancias import consultas
from registro.seguridad.permisos import de_terminal

ACTOR = de_terminal("pruebas")


def mesa(app) -> int:
    with app.app_context():
        return consultas.resolver_instancia("ZESAI").id


def registrar(app, dia, agenda="Alerta temprana (2)\nVarios", puestos=(1, 2, 11), **otros) -> str:
    """Una sesión pasada con ese orden del día y los puestos de esos números; devuelve su uuid."""
    instancia = mesa(app)
    with app.app_context():
        ids = {puesto.orden: puesto.id for puesto in consultas.puestos(instancia, dia)}
        vigentes = {una.numero: una.id for una in consultas.funciones(instancia, dia)}
        datos = DatosDeSesionPasada(
            fecha=dia,
            clase=otros.pop("clase", "ordinaria"),
            asistieron=frozenset(ids[orden] for orden in puestos),
            puntos=tuple(leer_puntos(agenda, vigentes)),
            **otros,
        )
        semestre = Semestre(dia.year, 1 if dia.month <= 6 else 2)
        return operaciones.registrar_pasada(ACTOR, instancia, semestre, datos)
