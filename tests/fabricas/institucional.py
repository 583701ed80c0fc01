"""Sesiones, puestos y delegadas para las pruebas."""

from sqlalchemy import select

from registro.actividades import alta
from registro.actividades.base import buscar
from registro.actividades.tipos import tipo_de
from registro.asistencia import presencias
from registro.extensiones import db
from registro.fechas import Fecha, hoy
from registro.instancias import consultas, operaciones
from registro.instancias.modelo import Instancia
from registro.seguridad.permisos import de_terminal


def crear_actividad(app, tipo, dia=None, estado="abierta") -> str:
    """Una actividad de ese tipo; devuelve su identificador."""
    datos = {"fecha": Fecha(dia or hoy()), "lugar": "Un lugar", "categoria": "otro"}
    with app.app_context():
        actividad = alta.armar(
            db.session(), tipo_de(tipo), datos, estado=estado, origen="pantalla", creada_por="prueba"
        )
        db.session.commit()
        return str(actividad.uuid)


def crear_instancia(app) -> int:
    """Otra instancia con un puesto; devuelve el id del puesto."""
    with app.app_context():
        instancia = Instancia(sigla="OTRA", nombre="Otra instancia", norma_creacion="Decreto 1")
        db.session.add(instancia)
        db.session.commit()
        datos = operaciones.DatosDePuesto(("Entidad ajena",), "Delegada")
        return operaciones.agregar_puesto(de_terminal(), instancia.id, datos)


def puesto_llamado(app, entidad) -> int:
    """El puesto de esa entidad en la mesa ZESAI."""
    with app.app_context():
        mesa = db.session.scalar(select(Instancia.id).where(Instancia.sigla == "ZESAI"))
        return consultas.resolver_puesto(mesa, entidad, hoy()).id


def nombrar(app, entidad, desde, nombre="Delegada") -> str:
    """Nombra a quien ocupa el puesto de esa entidad; devuelve su código."""
    puesto = puesto_llamado(app, entidad)
    with app.app_context():
        nombrada = operaciones.nombrar_delegada(de_terminal(), puesto, nombre, desde)
        return operaciones.imprimir_codigo(de_terminal(), nombrada)


def presentes(app, uuid) -> list[int]:
    """Los puestos que cuentan en la sesión."""
    with app.app_context():
        actividad = buscar(db.session(), uuid)
        return sorted(
            una.puesto_id for una in presencias.vigentes(db.session(), actividad.id) if una.puesto_id
        )
