"""Historias al azar (hypothesis): quiénes vinieron, qué cambió después y qué se publicó cada vez."""

from itertools import product

from hypothesis import strategies as st

AREAS, CLASES = ("juridica", "psicosocial", "trabajo_social"), ("seguimiento", "cierre")
MODALIDADES = ("presencial", "telefónica")
GENEROS, EDADES = ("mujer", "mujer trans", "otro"), ("18-28", "29-59")
LOCALIDADES, MESES = ("14", "03"), ("2023-05", "2023-06", "2023-08")
CASA, JORNADA = "casa_de_todas", "jornada"
LUGARES = tuple(product((CASA, JORNADA), LOCALIDADES, MESES))
SIN = "sin información"

TABLAS = (
    *("atenciones", "atenciones_por_clase", "atenciones_por_modalidad", "cumplimiento"),
    *("jornadas", "actividades"),
)
# (filas, columnas), como se piden en la terminal: de atenciones si cruzan el área, y si no de asistencias.
CONTEOS = (
    *(("genero", "area"), ("rango_edad", "area"), ("localidad", "genero"), ("area", "localidad")),
    *(("mes", "area"), ("trimestre", "genero"), ("localidad", "mes"), ("localidad", ""), ("mes", "")),
)
FILTROS = ((), ("localidad=14",), ("trimestre=2023-2",), ("mes=2023-05", "localidad=03"))
CAMBIOS = ("llega", "vuelve", "vuelve", "otra_respuesta", "retira", "otra_area", "anula", "fusiona")

una_atencion = st.tuples(*map(st.sampled_from, (AREAS, CLASES, MODALIDADES)))


@st.composite
def visitas(draw):
    """Una vez que vino: a dónde y, si fue a la Casa, qué atenciones recibió."""
    lugar = draw(st.sampled_from(LUGARES))
    atenciones = draw(st.lists(una_atencion, max_size=2)) if lugar[0] == CASA else []
    return lugar, tuple(atenciones)


una_manera = st.tuples(
    st.sampled_from((*GENEROS, SIN)),
    st.sampled_from((*EDADES, SIN)),
    st.sampled_from((True, True, True, False)),  # si autorizó usar sus respuestas
    st.lists(visitas(), min_size=1, max_size=3).map(tuple),
)
de_nadie = st.tuples(visitas(), st.integers(1, 9))
un_cambio = st.tuples(
    st.sampled_from(CAMBIOS), st.integers(0, 99), st.integers(0, 99), una_manera, st.integers(1, 7)
)


@st.composite
def pedidos(draw, con_balance):
    """Algo que se publica: una tabla, un conteo o el Balance."""
    clase = draw(st.sampled_from(("tabla", "conteo", "conteo", *(("balance",) if con_balance else ()))))
    if clase == "tabla":
        return clase, draw(st.sampled_from(TABLAS))
    if clase == "balance":
        return clase, ""
    medida = draw(st.sampled_from(("asistencias", "personas")))
    return clase, (draw(st.sampled_from(CONTEOS)), medida, draw(st.sampled_from(FILTROS)))


@st.composite
def historias(draw, con_balance=False):
    """Cómo estaba el registro y los momentos que siguieron: lo que cambió, y lo que se publicó entonces."""
    maneras = draw(st.lists(st.tuples(una_manera, st.integers(1, 12)), min_size=3, max_size=9))
    nadie = draw(st.lists(de_nadie, max_size=3))
    momentos = []
    for numero in range(draw(st.integers(2, 3))):
        cambios = draw(st.lists(un_cambio, max_size=4)) if numero else []
        momentos.append((cambios, draw(st.lists(pedidos(con_balance), min_size=1, max_size=4))))
    return maneras, nadie, momentos
