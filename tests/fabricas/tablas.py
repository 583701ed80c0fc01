"""Actividades con su gente y atenciones, tal como las dejarían el campo y la Casa."""

from datetime import date

from registro.actividades import alta
from registro.actividades.tipos import tipo_de
from registro.asistencia.ciudadana import Asistencia, Atencion, GestionDeAtencion
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.extensiones import ahora_utc, db
from registro.fechas import Fecha, Precision
from registro.personas.modelo import Credencial, Persona

PRECISION = {4: Precision.ANIO, 7: Precision.MES, 10: Precision.DIA}


def leer(escrita):
    """«2023», «2023-03» o «2023-03-13»."""
    partes = [*(int(parte) for parte in escrita.split("-")), 1, 1]
    return Fecha(date(*partes[:3]), PRECISION[len(escrita)])


def crear_actividad(tipo, escrita, *, declaradas=None, estado="cerrada", **datos):
    """Una actividad realizada; devuelve el modelo."""
    conteos = {} if declaradas is None else {"": declaradas}
    actividad = alta.armar(
        db.session(),
        tipo_de(tipo),
        {"fecha": leer(escrita), **datos},
        conteos=conteos,
        estado=estado,
        origen="pantalla",
        creada_por="pruebas",
    )
    db.session.commit()
    return actividad


def crear_persona(fusionada_en=None):
    """Una persona con su tarjeta; devuelve la tarjeta."""
    persona = Persona(creada_en=ahora_utc(), fusionada_en_id=fusionada_en)
    db.session.add(persona)
    db.session.flush()
    return crear_tarjeta(persona.id)


def crear_tarjeta(persona_id=None):
    numero = db.session.query(Credencial).count()
    tarjeta = Credencial(
        huella=f"{numero:064}",
        codigo=f"codigo {numero}",
        estado="activa" if persona_id else "desconocida",
        persona_id=persona_id,
        creada_en=ahora_utc(),
    )
    db.session.add(tarjeta)
    db.session.flush()
    return tarjeta


def asistir(actividad, tarjeta=None, *, cantidad=1, anulada=False):
    asistencia = Asistencia(
        actividad_id=actividad.id,
        credencial_id=tarjeta.id if tarjeta else None,
        cantidad=cantidad,
        origen="qr" if tarjeta else "anonima",
        leida_en=ahora_utc(),
        anulada_en=ahora_utc() if anulada else None,
    )
    db.session.add(asistencia)
    db.session.commit()
    return asistencia


def asistir_como_institucion(actividad, puesto_id=None, *, cantidad=1):
    asistencia = AsistenciaInstitucional(
        actividad_id=actividad.id,
        puesto_id=puesto_id,
        cantidad=cantidad,
        origen="manual",
        registrada_en=ahora_utc(),
        registrada_por="pruebas",
    )
    db.session.add(asistencia)
    db.session.commit()
    return asistencia


def atender(asistencia, area, clase="seguimiento", *, gestiones=(), anulada=False):
    """`gestiones`: pares (catálogo, clave)."""
    atencion = Atencion(
        asistencia_id=asistencia.id,
        area=area,
        clase=clase,
        modalidad="presencial",
        registrada_en=ahora_utc(),
        registrada_por="pruebas",
        anulada_en=ahora_utc() if anulada else None,
    )
    db.session.add(atencion)
    db.session.flush()
    db.session.add_all(
        GestionDeAtencion(atencion_id=atencion.id, catalogo=catalogo, clave=clave)
        for catalogo, clave in gestiones
    )
    db.session.commit()
    return atencion
