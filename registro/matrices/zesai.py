"""Las tres matrices del informe de gestión de una mesa: asistencia, funciones y sesiones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from registro.fechas import MESES, Fecha, Semestre
from registro.indicadores.hechos import Hecho
from registro.matrices.motor import Cruce, Hechos, Portada, Renglon, cruzar
from registro.tabla import SIN_DATO, Celda, Columna, Tabla, TipoColumna
from registro.textos import abreviar, unir

ORDINARIA, EXTRAORDINARIA = "ordinaria", "extraordinaria"
CLASES = {ORDINARIA: "Ordinaria", EXTRAORDINARIA: "Extraordinaria"}
ROLES = {
    "P": "permanente",
    "S": "secretaría técnica",
    "I": "integrante",
    "IP": "invitado permanente",
    "O": "otros",
}
EN_LETRAS = {2: "Dos", 3: "Tres", 4: "Cuatro", 5: "Cinco", 6: "Seis", 7: "Siete", 8: "Ocho", 9: "Nueve"}


@dataclass(frozen=True, slots=True)
class Sesion:
    """Una sesión realizada; ``clave`` la nombra en los filtros."""

    clave: str
    dia: date
    clase: str
    motivo: str = ""
    uuid: str = ""


@dataclass(frozen=True, slots=True)
class PuestoDeMesa:
    """Quien integra la mesa entre dos fechas (vacías: siempre): un puesto, de una o varias entidades.

    ``antes`` dice de qué entidad era en el semestre, y hasta cuándo, si cambió.
    """

    clave: str
    sector: str
    entidad: str
    nombre: str
    rol: str
    desde: date | None = None
    hasta: date | None = None
    antes: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class FuncionDeMesa:
    """Función numerada, que rige entre dos fechas (vacías: siempre)."""

    clave: str
    numero: int
    texto: str
    desde: date | None = None
    hasta: date | None = None


@dataclass(frozen=True, slots=True)
class SemestreDeMesa:
    """Todo lo que pasó en la mesa en un semestre.

    ``presencias`` son pares (puesto, sesión) y ``abordadas`` pares (función, sesión); ``programadas`` va por
    clase, y falta la que nadie programó. ``motivos`` dice por qué un mes no tuvo sesión.
    """

    semestre: Semestre
    sesiones: tuple[Sesion, ...]
    puestos: tuple[PuestoDeMesa, ...]
    funciones: tuple[FuncionDeMesa, ...]
    presencias: Collection[tuple[str, str]]
    abordadas: Collection[tuple[str, str]]
    programadas: dict[str, int]
    motivos: dict[int, str]


def asistencia_mesa(portada: Portada, mesa: SemestreDeMesa) -> Tabla:
    """Puesto por sesión realizada. Quien nunca vino queda con 0; un mes sin sesión no tiene columna.

    En las sesiones de antes de que el puesto existiera, o de después de retirado, va una raya.
    """
    cruce = Cruce(
        por_fila="puesto",
        por_columna="sesion",
        rotulos=(Columna("Sector"), Columna("Entidad"), Columna("Puesto"), Columna("Rol")),
        renglones=tuple(Renglon(p.clave, (p.sector, p.entidad, p.nombre, p.rol)) for p in mesa.puestos),
        columnas=tuple((sesion.clave, _columna_de_sesion(sesion)) for sesion in mesa.sesiones),
        total=Columna("Total", TipoColumna.ENTERO),
        sin_lugar=fuera_de_fechas(mesa),
    )
    hechos = (Hecho(1, {"puesto": puesto, "sesion": sesion}) for puesto, sesion in sorted(mesa.presencias))
    usados = {puesto.rol for puesto in mesa.puestos}
    siglas = [f"{rol} {nombre}" for rol, nombre in ROLES.items() if rol in usados]
    notas = (f"Roles: {', '.join(siglas)}.",) if siglas else ()
    return cruzar(replace(portada, notas=(*notas, *cambios_de_puestos(mesa))), cruce, hechos)


def rige(uno: PuestoDeMesa | FuncionDeMesa, dia: date) -> bool:
    """Si ese día ya regía y no había dejado de regir."""
    return (uno.desde is None or uno.desde <= dia) and (uno.hasta is None or dia <= uno.hasta)


def fuera_de_fechas(mesa: SemestreDeMesa) -> set[tuple[str, str]]:
    """Los pares (puesto, sesión) en que el puesto no existía ese día, salvo que conste que vino."""
    return {
        (puesto.clave, sesion.clave)
        for puesto in mesa.puestos
        for sesion in mesa.sesiones
        if not rige(puesto, sesion.dia)
    } - set(mesa.presencias)


def posibles(mesa: SemestreDeMesa) -> int:
    """Las asistencias que pudo haber."""
    return len(mesa.puestos) * len(mesa.sesiones) - len(fuera_de_fechas(mesa))


def cambios_de_puestos(mesa: SemestreDeMesa) -> tuple[str, ...]:
    """Los puestos que en el semestre llegaron, se retiraron o pasaron a otra entidad o a otro nombre."""
    frases = []
    for puesto in mesa.puestos:
        quien = f"{puesto.entidad} ({puesto.nombre})"
        frases += [f"Hasta el {Fecha(dia).larga}, {quien} era {antes}." for antes, dia in puesto.antes]
        frases += [f"{quien}: puesto vigente {cuando}." for cuando in _fechas(puesto, mesa.semestre)]
    return tuple(frases)


def cambios_de_funciones(mesa: SemestreDeMesa) -> tuple[str, ...]:
    """Las funciones que empezaron o dejaron de regir en el semestre."""
    return tuple(
        f"La función {funcion.numero}{_empieza(funcion, mesa)} rige {cuando}."
        for funcion in mesa.funciones
        for cuando in _fechas(funcion, mesa.semestre)
    )


def _empieza(funcion: FuncionDeMesa, mesa: SemestreDeMesa) -> str:
    """Con qué palabras distinguirla si otra tuvo su número en el mismo semestre."""
    repetida = sum(otra.numero == funcion.numero for otra in mesa.funciones) > 1
    return f" («{abreviar(funcion.texto, 60)}»)" if repetida else ""


def _fechas(uno: PuestoDeMesa | FuncionDeMesa, semestre: Semestre) -> list[str]:
    """«desde el 3 de marzo de 2020», «hasta el…»: lo que cambia dentro del semestre."""
    partes = []
    if uno.desde is not None and semestre.inicio < uno.desde:
        partes.append(f"desde el {Fecha(uno.desde).larga}")
    if uno.hasta is not None and uno.hasta < semestre.fin:
        partes.append(f"hasta el {Fecha(uno.hasta).larga}")
    return [" y ".join(partes)] if partes else []


def _columna_de_sesion(sesion: Sesion) -> Columna:
    mes = MESES[sesion.dia.month - 1].capitalize()
    return Columna(f"{sesion.dia.day:02}", TipoColumna.ENTERO, grupo=mes)


def funciones_mesa(portada: Portada, mesa: SemestreDeMesa) -> Tabla:
    """Función por mes, los seis meses aunque alguno no tuviera sesión; cada casilla dice los días."""
    cruce = Cruce(
        por_fila="funcion",
        por_columna="mes",
        rotulos=(Columna("N.º", TipoColumna.ENTERO), Columna("Función")),
        renglones=tuple(Renglon(f.clave, (f.numero, f.texto)) for f in mesa.funciones),
        columnas=tuple((str(mes), Columna(MESES[mes - 1].capitalize())) for mes in mesa.semestre.meses),
        casilla=_dias,
        total_abajo=False,
        cierre=(Columna("Se abordó", TipoColumna.ESTADO), lambda hechos: "Sí" if hechos else "No"),
    )
    dias = {sesion.clave: sesion.dia for sesion in mesa.sesiones}
    hechos = (
        Hecho(1, {"funcion": funcion, "mes": str(dias[sesion].month)}, Fecha(dias[sesion]))
        for funcion, sesion in sorted(mesa.abordadas)
    )
    notas = (*avisos(mesa, portada.corte), *cambios_de_funciones(mesa))
    return cruzar(replace(portada, notas=notas), cruce, hechos)


def _dias(hechos: Hechos) -> str:
    """«11 y 19»: los días sin cero a la izquierda, cada uno una vez."""
    return unir([str(dia) for dia in sorted({hecho.fecha.dia.day for hecho in hechos if hecho.fecha})])


def sesiones_mesa(portada: Portada, mesa: SemestreDeMesa) -> Tabla:
    """Realizadas y programadas de cada clase, con el motivo de lo que no salió como se esperaba."""
    filas = [
        (
            Celda(nombre),
            Celda(hechas := realizadas(mesa, clase), (("clase", clase),) if hechas else None),
            Celda(mesa.programadas.get(clase, SIN_DATO)),
        )
        for clase, nombre in CLASES.items()
    ]
    todas = len(mesa.sesiones)
    programadas = sum(mesa.programadas.values()) if mesa.programadas else SIN_DATO
    totales = (Celda("Total"), Celda(todas, () if todas else None), Celda(programadas))
    extraordinarias = tuple(
        f"Extraordinaria del {Fecha(sesion.dia).larga}: {sesion.motivo or 'falta el motivo'}."
        for sesion in mesa.sesiones
        if sesion.clase == EXTRAORDINARIA
    )
    notas = (*_meses_sin_sesion(mesa, portada.corte), *extraordinarias)
    columnas = (
        Columna("Clase"),
        Columna("Realizadas", TipoColumna.ENTERO),
        Columna("Programadas", TipoColumna.ENTERO),
    )
    return replace(portada, notas=notas).tabla(columnas, filas, totales)


def realizadas(mesa: SemestreDeMesa, clase: str) -> int:
    """Sesiones de esa clase."""
    return sum(sesion.clase == clase for sesion in mesa.sesiones)


def sin_abordar(mesa: SemestreDeMesa, dia: date | None = None) -> list[int]:
    """Los números de las funciones que ninguna sesión desarrolló; con ``dia``, sólo las que rigen ese día."""
    hechas = {funcion for funcion, _ in mesa.abordadas}
    return [
        funcion.numero
        for funcion in mesa.funciones
        if funcion.clave not in hechas and (dia is None or rige(funcion, dia))
    ]


def avisos(mesa: SemestreDeMesa, corte: date) -> tuple[str, ...]:
    """Lo que hay que explicar en el informe: funciones sin abordar y meses sin sesión."""
    return (*_funciones_sin_abordar(sin_abordar(mesa)), *_meses_sin_sesion(mesa, corte))


def _funciones_sin_abordar(numeros: Sequence[int]) -> tuple[str, ...]:
    if not numeros:
        return ()
    if len(numeros) == 1:
        return (f"Una función no se ha abordado en el semestre: la {numeros[0]}.",)
    lista = unir([str(numero) for numero in numeros])
    cuantas = EN_LETRAS.get(len(numeros), str(len(numeros)))
    return (f"{cuantas} funciones no se han abordado en el semestre: {lista}.",)


def _meses_sin_sesion(mesa: SemestreDeMesa, corte: date) -> tuple[str, ...]:
    """Los meses ya terminados al corte en que nadie se reunió."""
    con_sesion = {sesion.dia.month for sesion in mesa.sesiones}
    return tuple(
        f"{MESES[mes - 1].capitalize()} no tuvo sesión: {_frase(mesa.motivos.get(mes, ''))}."
        for mes in mesa.semestre.meses
        if mes not in con_sesion and (mesa.semestre.vigencia, mes) < _primer_mes_abierto(corte)
    )


def _primer_mes_abierto(corte: date) -> tuple[int, int]:
    """El mes del corte todavía está abierto, salvo que el corte sea su último día."""
    siguiente = date.fromordinal(corte.toordinal() + 1)
    return siguiente.year, siguiente.month


def _frase(motivo: str) -> str:
    limpio = motivo.strip().rstrip(".")
    es_sigla = limpio[:2].isupper()
    return (limpio if es_sigla else limpio[:1].lower() + limpio[1:]) or "falta el motivo"
