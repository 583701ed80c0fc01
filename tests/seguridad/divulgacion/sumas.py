"""Lo que cuenta cada casilla de un archivo público, leída como la leería cualquiera: por sus rótulos."""

import re
from dataclasses import dataclass, field

from registro.personas.respuestas import PREGUNTAS
from tests.seguridad.divulgacion.historias import AREAS, CASA, CLASES, JORNADA, MODALIDADES
from tests.seguridad.divulgacion.vivo import CALLA, CODIGO, META, META_FINAL, NADIE

DE_VISITA, DE_ATENCION = "asistencias", "atenciones"
CUENTAS, PERSONAS, SIN_NADIE, CALLAN, VECES_CALLADAS = "cuentas", "personas", "nadie", "callan", "calladas"
RASGOS = {
    "tipo": {"Atención en Casa de Todas": {CASA}, "Jornadas": {JORNADA}},
    "localidad": {"Los Mártires": {"14"}, "Santa Fe": {"03"}},
    "mes": {
        "Mayo de 2023": {"2023-05"},
        "Junio de 2023": {"2023-06"},
        "Agosto de 2023": {"2023-08"},
        "Segundo trimestre de 2023": {"2023-05", "2023-06"},
        "Tercer trimestre de 2023": {"2023-08"},
    },
    "genero": {uno: {uno} for uno in PREGUNTAS["genero"].valores},
    "rango_edad": {una: {una} for una in PREGUNTAS["rango_edad"].valores},
    "area": {"Jurídica": {AREAS[0]}, "Psicosocial": {AREAS[1]}, "Trabajo social": {AREAS[2]}},
    "clase": {una.capitalize(): {una} for una in CLASES},
    "modalidad": {una.capitalize(): {una} for una in MODALIDADES},
}
DE_LUGAR, DE_LO_DADO = ("tipo", "localidad", "mes"), ("area", "clase", "modalidad")
ROTULOS = {
    "Tipo": "tipo",
    "Localidad": "localidad",
    "Mes": "mes",
    "Trimestre": "mes",
    "Género": "genero",
    "Rango de edad": "rango_edad",
    "Área": "area",
    "Clase": "clase",
    "Clase de atención": "clase",
}
# Qué cuenta cada columna de las tablas del catálogo; las de un conteo cuentan todas lo que se pidió.
COLUMNAS = {
    "Atenciones": (DE_ATENCION, CUENTAS),
    "Mujeres": (DE_ATENCION, PERSONAS),
    "Asistencias": (DE_VISITA, CUENTAS),
    "Asistentes": (DE_VISITA, CUENTAS),
}
# Lo que se saca de la cifra de un producto, y por cuánto hay que multiplicarlo para volver a ella.
DEL_PRODUCTO = {"Alcanzado": 1, "Cumplimiento %": META / 100, "Avance %": META_FINAL / 100}
NINGUNA = "ninguna de "  # cuántas personas no recibieron atención de esas áreas
NOTAS = (
    ("atenciones sin persona", (DE_ATENCION, SIN_NADIE)),
    ("Mujeres que no autorizaron", (DE_ATENCION, CALLAN)),
    ("Asistencias de personas que no autorizaron", (DE_VISITA, VECES_CALLADAS)),
    ("Personas que no autorizaron", ("", CALLAN)),
)
_POR_LO_MENOS, _MENOS = (
    re.compile(r"por lo menos ([\d.]+)", re.IGNORECASE),
    re.compile(r"menos de (\d+)", re.IGNORECASE),
)


@dataclass(frozen=True)
class Escrita:
    """Un cuadro de un archivo: de qué momento, sus filas, sus notas y, de un conteo, qué y dónde cuenta."""

    foto: int
    filas: list
    notas: tuple = ()
    cuenta: tuple = ()
    filtros: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Suma:
    """Lo que cuenta una casilla: en qué foto, de qué hechos, qué medida y con qué rasgos."""

    foto: int
    hechos: str
    medida: str
    donde: tuple  # pares (rasgo, valores)

    @classmethod
    def de(cls, foto, cuenta, donde):
        """La suma de los hechos que tienen esos rasgos."""
        return cls(foto, *cuenta, tuple(sorted((rasgo, frozenset(v)) for rasgo, v in donde.items())))

    def vale(self, grupo, visitas):
        """Cuánto le suma alguien con esas respuestas y esas visitas."""
        return self.del_grupo(grupo) * self.de_las_visitas(visitas)

    def del_grupo(self, grupo):
        """Si quien respondió eso entra."""
        entra = {SIN_NADIE: grupo == NADIE, PERSONAS: grupo != NADIE, NINGUNA: grupo != NADIE}
        entra |= dict.fromkeys((CALLAN, VECES_CALLADAS), grupo == CALLA)
        return int(entra.get(self.medida, True) and self._coincide(("genero", "rango_edad"), grupo))

    def de_las_visitas(self, visitas):
        """Cuántas veces, o si alguna."""
        propias = [dadas for lugar, dadas in visitas if self._coincide(DE_LUGAR, lugar)]
        if self.medida == NINGUNA:
            todas = [una for _, dadas in visitas for una in dadas]
            return int(bool(propias) and not any(self._coincide(DE_LO_DADO, una) for una in todas))
        veces = len(propias)
        if self.hechos == DE_ATENCION:
            veces = sum(self._coincide(DE_LO_DADO, una) for dadas in propias for una in dadas)
        return min(1, veces) if self.medida in {PERSONAS, CALLAN} else veces

    def _coincide(self, rasgos, valores):
        pedidos = dict(self.donde)
        return all(
            valor in pedidos[rasgo] for rasgo, valor in zip(rasgos, valores, strict=False) if rasgo in pedidos
        )


def casillas(escrita):
    """Cada casilla con lo que cuenta: (suma, lo que dice)."""
    inicio = next((n for n, titulos in enumerate(escrita.filas) if _se_lee(escrita, titulos)), None)
    for fila in [] if inicio is None else escrita.filas[inicio + 1 :]:
        if fila and fila[0]:
            yield from _de_una_fila(escrita, escrita.filas[inicio], fila)


def _se_lee(escrita, titulos):
    """Si esos títulos son de un cuadro que cuenta personas."""
    if escrita.cuenta:
        return bool({*ROTULOS} & {*titulos})
    return (
        bool({"Atenciones", "Mujeres", "Asistentes", "Presencial"} & {*titulos})
        or ("Tipo" in titulos and "Asistencias" in titulos)
        or ("Código" in titulos and "Alcanzado" in titulos)
    )


def _de_una_fila(escrita, titulos, fila):
    pares = list(zip(titulos, fila, strict=False))
    if "Código" in titulos:
        for titulo, dicho in pares if fila[0] == CODIGO else ():
            if titulo in DEL_PRODUCTO and (numero := _numero(dicho, DEL_PRODUCTO[titulo])) is not None:
                yield Suma.de(escrita.foto, (DE_ATENCION, PERSONAS), {"area": {AREAS[0]}}), numero
        return
    de_fila = {rasgo: set(valores) for rasgo, valores in escrita.filtros.items()}
    if "Asistentes" in titulos:
        de_fila |= _de_la_plaza(dict(pares)["Lugar"])
    else:
        for titulo, dicho in pares:
            _acotar(ROTULOS.get(titulo), dicho, de_fila)
    for titulo, dicho in pares:
        columna = next((rasgo for rasgo in _de_columna(escrita) if titulo in RASGOS[rasgo]), None)
        cuenta = escrita.cuenta or COLUMNAS.get(titulo, (DE_ATENCION, CUENTAS))
        cuenta_algo = columna or titulo == "Total" or titulo in COLUMNAS or titulo == "Personas distintas"
        if titulo not in ROTULOS and cuenta_algo and (numero := _numero(dicho)) is not None:
            donde = dict(de_fila)
            _acotar(columna, titulo, donde)
            yield Suma.de(escrita.foto, cuenta, donde), numero


def _de_columna(escrita):
    return RASGOS if escrita.cuenta else ("modalidad",)


def _de_la_plaza(lugar):
    """Una fila de jornadas: «Plaza 14 2023-05»; la del total las suma todas."""
    partes = lugar.split()
    propios = {"localidad": {partes[1]}, "mes": {partes[2]}} if partes else {}
    return {"tipo": {JORNADA}} | propios


def _acotar(rasgo, dicho, donde):
    """Acota un rasgo con su rótulo; «Total» no acota, y de uno que nadie tiene no hay nada."""
    if rasgo and dicho not in {"Total", ""}:
        valores = RASGOS[rasgo].get(dicho, set())
        donde[rasgo] = donde[rasgo] & valores if rasgo in donde else set(valores)


def _numero(dicho, factor=1):
    if dicho == "*":
        return dicho
    try:
        return round(float(dicho.replace(",", ".")) * factor)
    except ValueError:
        return None  # un color, un estado o un texto


def con_alguien(escrita):
    """Lo que un conteo rotula porque lo hubo: cada localidad, mes o área de sus rótulos tiene a alguien."""
    if not escrita.cuenta:
        return
    titulos, *filas = escrita.filas
    rotulos = [(ROTULOS[t], fila[n]) for n, t in enumerate(titulos) if t in ROTULOS for fila in filas if fila]
    rotulos += [(rasgo, t) for t in titulos for rasgo in RASGOS if t in RASGOS[rasgo]]
    for rasgo, dicho in rotulos:
        if rasgo in {"localidad", "mes", "area"} and dicho in RASGOS[rasgo]:
            donde = {propio: set(valores) for propio, valores in escrita.filtros.items()}
            _acotar(rasgo, dicho, donde)
            yield Suma.de(escrita.foto, (escrita.cuenta[0], CUENTAS), donde)


def de_las_notas(escrita, umbral):
    """Entre cuánto y cuánto dice una nota que hay: (suma, desde, hasta)."""
    for nota in escrita.notas:
        for comienzo, (hechos, medida) in NOTAS:
            if comienzo in nota:
                donde = escrita.filtros | ({"tipo": {JORNADA}} if "Asistentes" in escrita.filas[0] else {})
                suma = Suma.de(escrita.foto, (hechos or escrita.cuenta[0], medida), donde)
                if hallada := _POR_LO_MENOS.search(nota):
                    desde = int(hallada.group(1).replace(".", ""))
                    yield suma, desde, desde + umbral - 1
                elif hallada := _MENOS.search(nota):
                    yield suma, 1, int(hallada.group(1)) - 1
                break
