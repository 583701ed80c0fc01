# ruff: noqa: S608 - los textos son todos de aquí: de fuera no llega ninguno
"""Los disparadores en PostgreSQL: una vez por orden, con todas sus filas.

Dos que escriben a la vez no se ven hasta confirmar: quien le da dueña a una tarjeta no ve la asistencia que
otra está anotando con ella en un trimestre pasado, y no lo tocaría. Por eso el segundo espera al primero, y
sólo en lo que puede mover uno pasado: quien anota una asistencia en él toma su tarjeta y su persona; quien
cambia o quita lo de una actividad, la actividad; quien la pasa de trimestre o de tipo, la toma entera. Lo que
se anota en éste no toma nada que no tomara.
"""

from __future__ import annotations

from collections.abc import Iterator

from registro.indicadores.recuentos.modelo import CANDADO, ENTERO

PREFIJO = "toque_"
# El número de la transacción y su comienzo, que no se repiten aunque la base pase a otro servidor.
_TRANSACCION = "pg_current_xact_id()::text || '@' || extract(epoch FROM now())::text"
_VIGENCIA, _TRIMESTRE = "extract(year FROM {0}.fecha)::int", "extract(quarter FROM {0}.fin)::int"
_PASADA = (
    "({0}.fin < date_trunc('quarter', now() AT TIME ZONE 'America/Bogota')::date OR EXISTS "
    f"(SELECT FROM recuento r WHERE r.vigencia = {_VIGENCIA} AND r.trimestre IN ({ENTERO}, {_TRIMESTRE})))"
)

_DE_LA_FILA = "t.actividad_id FROM tocadas t"
_DE_LA_ATENCION = "s.actividad_id FROM tocadas t JOIN asistencia s ON s.id = t.asistencia_id"
_CRUZADAS = "viejas v JOIN tocadas t ON t.id = v.id AND t.{0} IS DISTINCT FROM v.{0}"
_DE_LA_TARJETA = (
    f"s.actividad_id FROM {_CRUZADAS.format('persona_id')} JOIN asistencia s ON s.credencial_id = t.id"
)
_DE_LA_PERSONA = (
    f"s.actividad_id FROM {_CRUZADAS.format('fusionada_en_id')} "
    "JOIN credencial c ON c.persona_id = t.id JOIN asistencia s ON s.credencial_id = c.id"
)

# Cada actividad se busca por su llave y una sola vez: unida la tabla, un lote de lecturas la recorrería.
_VER_PASADAS = (
    "cuales := ARRAY(SELECT a.id FROM (SELECT DISTINCT {}) d (id) CROSS JOIN LATERAL "
    "(SELECT a.id, a.fecha, a.fin FROM actividad a WHERE a.id = d.id LIMIT 1) a "
    f"WHERE {_PASADA.format('a')})"
)
_VER_MOVIDAS = (
    "cuales := ARRAY(SELECT t.id FROM viejas v JOIN tocadas t ON t.id = v.id "
    "AND (date_trunc('quarter', t.fin), t.tipo) <> (date_trunc('quarter', v.fin), v.tipo))"
)
_TOMAR_ACTIVIDADES = "PERFORM 1 FROM actividad a WHERE a.id IN (SELECT {}) FOR KEY SHARE"
_TOMAR_SI_NO_ES_NUEVA = f"IF TG_OP <> 'INSERT' THEN {_TOMAR_ACTIVIDADES.format(_DE_LA_FILA)}; END IF"
_TOMAR_MOVIDAS = "PERFORM 1 FROM actividad a WHERE a.id = ANY (cuales) FOR UPDATE"
_TOMAR_ASISTENCIAS = (
    "PERFORM 1 FROM asistencia s WHERE s.id IN (SELECT t.asistencia_id FROM tocadas t) FOR SHARE"
)
_TOMAR_PERSONAS = "PERFORM 1 FROM persona p WHERE p.id IN (SELECT t.persona_id FROM tocadas t) FOR SHARE"
_TOMAR_DE_QUIEN = (
    "PERFORM 1 FROM credencial c WHERE c.id IN "
    "(SELECT s.credencial_id FROM {0} s WHERE s.actividad_id = ANY (cuales)) FOR SHARE; "
    "PERFORM 1 FROM persona p WHERE p.id IN (SELECT c.persona_id FROM {0} s "
    "JOIN credencial c ON c.id = s.credencial_id WHERE s.actividad_id = ANY (cuales)) FOR SHARE"
)


def _tocar(de: str) -> str:
    return (
        "INSERT INTO toque (vigencia, trimestre, tipo, transaccion, veces) "
        f"SELECT DISTINCT {_VIGENCIA.format('f')}, {_TRIMESTRE.format('f')}, f.tipo, {_TRANSACCION}, 1 "
        f"FROM {de} f WHERE {_PASADA.format('f')} ON CONFLICT DO NOTHING"
    )


_TOCAR = _tocar("(SELECT a.fecha, a.fin, a.tipo FROM actividad a WHERE a.id = ANY (cuales))")


def _si_hay(*pasos: str) -> str:
    return f"IF cuales <> '{{}}' THEN {'; '.join(pasos)}; END IF"


_DE_ASISTENCIA = _si_hay(_TOMAR_DE_QUIEN.format("asistencia"))
_CUERPOS: dict[str, tuple[str, ...]] = {
    "actividad": (_tocar("tocadas"),),
    "actividad_cambia": (
        *(_VER_MOVIDAS, _si_hay(_TOMAR_MOVIDAS), _DE_ASISTENCIA),
        *(_tocar("viejas"), _tocar("tocadas")),
    ),
    "suya": (_TOMAR_SI_NO_ES_NUEVA, _VER_PASADAS.format(_DE_LA_FILA), _si_hay(_TOCAR)),
    "asistencia": (
        *(_TOMAR_SI_NO_ES_NUEVA, _VER_PASADAS.format(_DE_LA_FILA)),
        _si_hay(_TOMAR_DE_QUIEN.format("tocadas"), _TOCAR),
    ),
    "atencion": (
        *(_TOMAR_ASISTENCIAS, _TOMAR_ACTIVIDADES.format(_DE_LA_ATENCION)),
        *(_VER_PASADAS.format(_DE_LA_ATENCION), _si_hay(_TOCAR)),
    ),
    "credencial": (_VER_PASADAS.format(_DE_LA_TARJETA), _si_hay(_TOMAR_PERSONAS, _TOCAR)),
    "persona": (_VER_PASADAS.format(_DE_LA_PERSONA), _si_hay(_TOCAR)),
}
FUNCIONES = (*_CUERPOS, "todas", "olvidar")
_CAMBIAN = {"actividad": "actividad_cambia", "credencial": "credencial", "persona": "persona"}


def funciones(tocar_todos: str, olvidar_quienes: str) -> dict[str, str]:
    """Con qué se crea cada función, por nombre.

    Para borrar lo contado hay que esperar a quien esté guardando: lo suyo todavía no se ve.
    """
    como = "RETURNS trigger LANGUAGE plpgsql SET enable_seqscan TO off"
    esperar = f"PERFORM pg_advisory_xact_lock({CANDADO})"
    olvidar = f"IF EXISTS (SELECT FROM tocadas) THEN {esperar}; {olvidar_quienes}; END IF"
    cuerpos = _CUERPOS | {"todas": (tocar_todos,), "olvidar": (olvidar,)}
    return {
        f"{nombre}()": f"CREATE FUNCTION {PREFIJO}{nombre}() {como} AS "
        f"$$ DECLARE cuales int[]; BEGIN {'; '.join(pasos)}; RETURN NULL; END $$"
        for nombre, pasos in cuerpos.items()
    }


def de_tabla(tabla: str, *, solo_cambios: bool) -> Iterator[tuple[str, str]]:
    """Los disparadores de una tabla; con ``solo_cambios`` no importa que una fila llegue o se vaya."""
    propia = tabla if tabla in _CUERPOS else "suya"
    nueva, vieja = "REFERENCING NEW TABLE AS tocadas", "REFERENCING OLD TABLE AS tocadas"
    cuando = {"truncate": ("TRUNCATE", "", "todas")}
    if tabla in _CAMBIAN:
        las_dos = "REFERENCING OLD TABLE AS viejas NEW TABLE AS tocadas"
        cuando["update"] = "UPDATE", las_dos, _CAMBIAN[tabla]
    else:
        cuando |= {"update_de": ("UPDATE", vieja, propia), "update_a": ("UPDATE", nueva, propia)}
    if tabla == "persona":
        cuando["delete"] = "DELETE", vieja, "olvidar"
    if not solo_cambios:
        cuando |= {"insert": ("INSERT", nueva, propia), "delete": ("DELETE", vieja, propia)}
    for nombre, (accion, con, funcion) in cuando.items():
        hacer = f"FOR EACH STATEMENT EXECUTE FUNCTION {PREFIJO}{funcion}()"
        yield f"{tabla}_{nombre}", f"{accion} ON {tabla} {con} {hacer}"
