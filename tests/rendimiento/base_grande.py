"""Una base grande de mentira: diez años de actividades, un millón de asistencias y 73 productos con reportes.

Entra en bloque, sin pasar por las operaciones: sólo sirve para medir cuánto tarda leerla.
"""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import chain, islice
from uuid import UUID

from sqlalchemy import insert, select, text

from registro.actividades.base import Actividad, Conteo
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia, Atencion
from registro.catalogos.modelo import Sector
from registro.en_bloque.ida import conversor
from registro.extensiones import db, tabla_de
from registro.indicadores.definiciones.escribir import nueva_version
from registro.indicadores.formulas import Tramo
from registro.indicadores.modelo import Producto
from registro.indicadores.reglas import Medida, Regla
from registro.indicadores.reportes.modelo import Reporte
from registro.indicadores.reportes.operaciones import cortes
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.versiones import Definicion
from registro.personas.consentimientos import REPORTES
from registro.personas.modelo import Consentimiento, Credencial, Persona, TextoDeConsentimiento
from registro.seguridad.permisos import de_terminal

VIGENCIAS = range(2017, 2027)
ULTIMO = date(2026, 11, 20)
ACTIVIDADES, ASISTENCIAS, ATENCIONES, PERSONAS, PRODUCTOS = 20_000, 1_000_000, 300_000, 60_000, 73
POR_TIPO = {
    "casa_de_todas": 2_500,
    "jornada": 6_500,
    "encuentro": 6_000,
    "mebog": 3_000,
    "mesa_tecnica": 2_000,
}
AREAS = ("trabajo_social", "juridica", "psicosocial")
AHORA = datetime(2026, 11, 20, tzinfo=UTC)
TROZO = 20_000
REGLAS = (
    *(Regla("atenciones", Medida.ATENCIONES, (("area", (area,)),)) for area in AREAS),
    Regla("atenciones", Medida.PERSONAS),
    Regla("jornada", Medida.ASISTENCIAS),
    Regla("jornada", Medida.PERSONAS),
    Regla("encuentro", Medida.ACTIVIDADES, (("categoria", ("recorrido",)),)),
    Regla("encuentro", Medida.CANTIDAD, (("unidad", ("condones",)),)),
    Regla("mebog", Medida.ASISTENCIAS),
)


def llenar(sembrar) -> None:
    """Los catálogos con ``sembrar`` y después lo demás; todo en una transacción."""
    sembrar()
    azar = random.Random(2026)
    sesion = db.session()
    sesion.rollback()
    sesion.connection(execution_options={"escribe": True})
    dias = sorted(_dia(azar) for _ in range(ACTIVIDADES))
    tipos = [tipo for tipo, cuantas in POR_TIPO.items() for _ in range(cuantas)]
    azar.shuffle(tipos)
    volcar(
        sesion, Actividad, (_actividad(n, tipos[n - 1], dias[n - 1], azar) for n in range(1, ACTIVIDADES + 1))
    )
    for tipo in POR_TIPO:
        propias = (n for n, suyo in enumerate(tipos, 1) if suyo == tipo)
        volcar(sesion, TIPOS[tipo].modelo, (_propia(tipo, n, azar) for n in propias))
    volcar(sesion, Persona, ({"id": n, "creada_en": AHORA} for n in range(1, PERSONAS + 1)))
    volcar(sesion, Credencial, (_credencial(n) for n in range(1, PERSONAS + 1)))
    volcar(sesion, Consentimiento, _consentimientos(sesion))
    volcar(
        sesion, Conteo, (_conteo(n, azar) for n, suyo in enumerate(tipos, 1) if suyo in {"jornada", "mebog"})
    )
    casa = [n for n, suyo in enumerate(tipos, 1) if suyo == "casa_de_todas"]
    otras = [n for n, suyo in enumerate(tipos, 1) if suyo in {"jornada", "encuentro"}]
    volcar(sesion, Asistencia, _asistencias(casa, otras))
    volcar(sesion, Atencion, (_atencion(n) for n in range(1, ATENCIONES + 1)))
    _productos(sesion, azar)
    sesion.commit()
    for vigencia in VIGENCIAS[:-1]:
        cortes.cerrar(de_terminal("medida"), Periodo(vigencia, 4))
    if db.engine.dialect.name == "postgresql":  # como la deja su propia limpieza; en SQLite nadie lo hace
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conexion:
            conexion.execute(text("vacuum analyze"))


def volcar(sesion, modelo, filas) -> None:
    """Un montón de filas por el camino más corto de cada motor."""
    tabla = tabla_de(modelo)
    propias = {c.name for c in tabla.c}
    filas = ({k: v for k, v in fila.items() if k in propias} for fila in filas)
    primera = next(filas)
    if sesion.get_bind().dialect.name == "postgresql":
        columnas = list(primera)
        dialecto = sesion.get_bind().dialect
        como = {c: conversor(tabla.c[c].type, dialecto) or (lambda valor: valor) for c in columnas}
        cursor = sesion.connection().connection.cursor()
        with cursor.copy(f"copy {tabla.name} ({', '.join(columnas)}) from stdin") as copia:
            for fila in chain([primera], filas):
                copia.write_row([como[c](fila[c]) for c in columnas])
        if "id" in propias:
            cursor.execute(f"select setval('{tabla.name}_id_seq', (select max(id) from {tabla.name}))")
        return
    sesion.execute(insert(tabla), [primera, *islice(filas, TROZO)])
    while trozo := list(islice(filas, TROZO)):
        sesion.execute(insert(tabla), trozo)


def _dia(azar) -> date:
    return min(date(azar.choice(VIGENCIAS), 1, 1) + timedelta(azar.randrange(364)), ULTIMO)


def _actividad(n, tipo, dia, azar):
    return {
        "id": n,
        "uuid": UUID(int=n),
        "tipo": tipo,
        "titulo": f"{tipo} {n}",
        "fecha": dia,
        "precision": "dia",
        "fin": dia,
        "localidad_codigo": f"{azar.randint(1, 20):02}",
        "estado": "cerrada",
        "sesiones": 1,
        "notas": "",
        "busqueda": "",
        "origen": "importada",
        "version": 1,
        "creada_en": AHORA,
        "creada_por": "medida",
    }


def _propia(tipo, n, azar):
    todas = {
        "encuentro": {
            "categoria": azar.choice(("recorrido", "red de apoyo", "jornada de cine")),
            "cantidad": Decimal(azar.randint(1, 90)),
            "unidad": azar.choice(("condones", "personas graduadas")),
        },
        "mebog": {"estacion": azar.choice(("Kennedy", "Puente Aranda", "Santa Fe"))},
        "mesa_tecnica": {"numero": n, "entidad_o_sector": f"Entidad {n % 40}", "jornada_id": None},
    }
    return {"actividad_id": n} | todas.get(tipo, {})


def _credencial(n):
    return {
        "id": n,
        "huella": f"{n:064}",
        "codigo": f"c{n}",
        "estado": "activa",
        "persona_id": n,
        "creada_en": AHORA,
    }


def _consentimientos(sesion):
    """Cuatro de cada cinco autorizaron usar sus respuestas en reportes."""
    texto = sesion.scalars(
        select(TextoDeConsentimiento.id).where(TextoDeConsentimiento.finalidad == REPORTES)
    ).first()
    for n in range(1, PERSONAS + 1):
        if n % 5:
            yield {
                "id": n,
                "persona_id": n,
                "finalidad": REPORTES,
                "texto_id": texto,
                "medio": "verbal",
                "dado_en": AHORA,
            }


def _conteo(n, azar):
    return {"id": n, "actividad_id": n, "publico": "", "cantidad": azar.randint(20, 140)}


def _asistencias(casa, otras):
    """Las primeras son de Casa de Todas, una por atención; las demás se reparten entre las otras."""
    for n in range(1, ASISTENCIAS + 1):
        lugar = casa[(n - 1) * len(casa) // ATENCIONES] if n <= ATENCIONES else 0
        if not lugar:
            lugar = otras[(n - ATENCIONES - 1) * len(otras) // (ASISTENCIAS - ATENCIONES)]
        con_tarjeta = n % 10 != 0
        yield {
            "id": n,
            "actividad_id": lugar,
            "credencial_id": (n * 7919) % PERSONAS + 1 if con_tarjeta else None,
            "cantidad": 1,
            "publico": "",
            "origen": "qr" if con_tarjeta else "anonima",
            "leida_en": AHORA,
        }


def _atencion(n):
    return {
        "id": n,
        "asistencia_id": n,
        "area": AREAS[n % 3],
        "clase": "seguimiento",
        "modalidad": "presencial",
        "registrada_en": AHORA,
        "registrada_por": "medida",
    }


def _productos(sesion, azar) -> None:
    sectores = list(sesion.scalars(select(Sector.id).order_by(Sector.id)))[:14]
    for n in range(PRODUCTOS):
        anualizacion = ("suma", "suma", "constante", "creciente")[n % 4]
        regla = REGLAS[n] if n < len(REGLAS) else None
        producto = Producto(
            codigo=f"{n % 4 + 1}.{n // 4 % 3 + 1}.{n // 12 + 1}",
            objetivo_numero=n % 4 + 1,
        )
        sesion.add(producto)
        sesion.flush()
        definicion = Definicion(
            unidad="numero",
            anualizacion="suma" if regla else anualizacion,
            periodicidad="trimestral",
            vigencia_inicial=VIGENCIAS[0],
            vigencia_final=VIGENCIAS[-1],
            linea_base=Decimal(0),
            meta_final=Decimal(1_000),
            fuente_oficial="regla" if regla else "automatica",
            regla=regla,
            metas=tuple(Tramo(v, v, Decimal(100 + v - VIGENCIAS[0])) for v in VIGENCIAS),
            nombre=f"Producto {n}",
            sector_id=sectores[n % len(sectores)],
        )
        nueva_version(sesion, producto.id, definicion, ("Plan", None), "medida")
        volcar(sesion, Reporte, _reportes(producto.id, n, azar))


def _reportes(producto_id, n, azar):
    for lugar, (vigencia, trimestre) in enumerate((v, t) for v in VIGENCIAS for t in (1, 2, 3, 4)):
        yield {
            "id": n * 40 + lugar + 1,
            "producto_id": producto_id,
            "vigencia": vigencia,
            "trimestre": trimestre,
            "estado": "aprobado",
            "valor": Decimal(azar.randint(1, 60)),
            "sin_dato": False,
            "texto": "Se hizo.",
            "justificacion": "",
            "origen": "pantalla",
            "version": 1,
            "cambiado_en": AHORA,
            "cambiado_por": "x",
        }
