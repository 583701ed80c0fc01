"""Quién participó y en qué: entidad por función, entidad por semestre y la tasa de asistencia por rol."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from registro.fechas import Semestre
from registro.indicadores.hechos import Hecho
from registro.matrices.motor import Cruce, Portada, Renglon, cruzar
from registro.matrices.zesai import ROLES, PuestoDeMesa, SemestreDeMesa, fuera_de_fechas
from registro.tabla import SIN_DATO, Celda, Columna, Tabla, TipoColumna

SIN_ROL = "sin publicar"


def entidades_por_funcion(portada: Portada, mesa: SemestreDeMesa) -> Tabla:
    """En cuántas de las sesiones que abordaron cada función estuvo cada puesto."""
    cruce = Cruce(
        por_fila="puesto",
        por_columna="funcion",
        rotulos=(Columna("Entidad"), Columna("Puesto")),
        renglones=tuple(Renglon(p.clave, (p.entidad, p.nombre)) for p in mesa.puestos),
        columnas=tuple(
            (f.clave, Columna(str(f.numero), TipoColumna.ENTERO, "Función")) for f in mesa.funciones
        ),
        total_abajo=False,
    )
    por_sesion: dict[str, list[str]] = {}
    for funcion, sesion in sorted(mesa.abordadas):
        por_sesion.setdefault(sesion, []).append(funcion)
    hechos = (
        Hecho(1, {"puesto": puesto, "funcion": funcion})
        for puesto, sesion in sorted(mesa.presencias)
        for funcion in por_sesion.get(sesion, [])
    )
    return cruzar(portada, cruce, hechos)


def entidades_por_semestre(portada: Portada, mesas: Sequence[SemestreDeMesa]) -> Tabla:
    """A cuántas sesiones vino cada puesto en cada semestre; en el que no existía, una raya."""
    puestos: dict[str, PuestoDeMesa] = {p.clave: p for mesa in mesas for p in mesa.puestos}
    asistencias = {str(mesa.semestre): _por_puesto(mesa) for mesa in mesas}
    columnas = [
        *(Columna("Entidad"), Columna("Puesto")),
        *(Columna(str(mesa.semestre), TipoColumna.ENTERO, "Semestre") for mesa in mesas),
        Columna("Total", TipoColumna.ENTERO),
    ]
    filas = []
    for clave, puesto in puestos.items():
        celdas = [Celda(puesto.entidad), Celda(puesto.nombre)]
        total = 0
        for mesa in mesas:
            veces = asistencias[str(mesa.semestre)].get(clave)
            abre = (("puesto", clave), ("semestre", str(mesa.semestre))) if veces else None
            celdas.append(Celda("—" if veces is None else veces, abre))
            total += veces or 0
        filas.append((*celdas, Celda(total, (("puesto", clave), ("semestre", "todos")) if total else None)))
    return portada.tabla(columnas, filas, None)


def asistencia_por_rol(portada: Portada, mesa: SemestreDeMesa) -> Tabla:
    """De las asistencias posibles de cada rol, cuántas hubo; un puesto no las tiene fuera de sus fechas."""
    por_puesto = _por_puesto(mesa)
    puestos: Counter[str] = Counter(puesto.rol for puesto in mesa.puestos)
    veces: Counter[str] = Counter()
    fuera = Counter(puesto for puesto, _ in fuera_de_fechas(mesa))
    posibles: Counter[str] = Counter()
    for puesto in mesa.puestos:
        veces[puesto.rol] += por_puesto[puesto.clave]
        posibles[puesto.rol] += len(mesa.sesiones) - fuera[puesto.clave]
    roles = [rol for rol in (*ROLES, "") if puestos[rol]]
    filas = [_fila_de_rol(_nombre(rol), puestos[rol], posibles[rol], veces[rol], rol) for rol in roles]
    columnas = (
        Columna("Rol"),
        Columna("Puestos", TipoColumna.ENTERO),
        Columna("Posibles", TipoColumna.ENTERO),
        Columna("Asistencias", TipoColumna.ENTERO),
        Columna("Asistencia %", TipoColumna.PORCENTAJE),
    )
    totales = _fila_de_rol("Total", len(mesa.puestos), posibles.total(), veces.total(), None)
    return portada.tabla(columnas, filas, totales)


def _fila_de_rol(nombre: str, puestos: int, posibles: int, veces: int, rol: str | None) -> tuple[Celda, ...]:
    tasa = Decimal(100 * veces) / posibles if posibles else None
    filtro = () if rol is None else (("rol", rol),)
    return (
        Celda(nombre),
        Celda(puestos),
        Celda(posibles),
        Celda(veces, filtro if veces else None),
        Celda(SIN_DATO if tasa is None else tasa),
    )


def _nombre(rol: str) -> str:
    return ROLES.get(rol, SIN_ROL).capitalize()


def _por_puesto(mesa: SemestreDeMesa) -> dict[str, int]:
    """Las veces de cada puesto del semestre; quien no vino, cero."""
    veces = Counter(puesto for puesto, _ in mesa.presencias)
    return {puesto.clave: veces[puesto.clave] for puesto in mesa.puestos}


def semestres_hasta(ultimo: Semestre, cuantos: int) -> list[Semestre]:
    """Los últimos ``cuantos`` semestres, del más viejo al más reciente."""
    hallados = [ultimo]
    while len(hallados) < cuantos:
        primero = hallados[0]
        anterior = (
            Semestre(primero.vigencia, 1) if primero.numero == 2 else Semestre(primero.vigencia - 1, 2)  # noqa: PLR2004 - medio año
        )
        hallados.insert(0, anterior)
    return hallados
