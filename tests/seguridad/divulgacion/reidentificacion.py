"""Un registro al azar, los archivos públicos de verdad, y quien los junta con un archivo de afuera.

Quien ataca lee sólo las casillas escritas en los archivos (CSV de tablas y conteos, DOCX y XLSX del Balance
público) y sabe además de unas conocidas: de qué localidad son, su edad y su género.
"""

import csv
import io
from collections import Counter
from decimal import Decimal
from itertools import product

import docx
import numpy as np
import openpyxl
from scipy.optimize import Bounds, LinearConstraint, milp
from sqlalchemy import select

from registro.asistencia.ciudadana import Asistencia, Atencion
from registro.errores import ErrorDeRegistro
from registro.escritores import en_csv
from registro.extensiones import ahora_utc, db
from registro.indicadores.reglas import Medida, Regla
from registro.informes import operaciones as de_informes
from registro.informes.conteos import operaciones as de_conteos
from registro.informes.conteos import pedido
from registro.informes.editables import editable
from registro.informes.parametros import Parametros
from registro.informes.publicas import operaciones as de_tablas
from registro.personas.consentimientos import REPORTES
from registro.personas.modelo import Consentimiento, Credencial, Persona, Respuesta, TextoDeConsentimiento
from registro.seguridad.permisos import de_terminal
from tests.fabricas.reportes import crear_producto
from tests.fabricas.tablas import crear_actividad

K, VIGENCIA, CODIGO = 5, Parametros(vigencia=2023), "1.4.1"
RASGOS = {
    "localidad": {"Los Mártires": "14", "Santa Fe": "03"},
    "area": {"Jurídica": "juridica", "Psicosocial": "psicosocial", "Trabajo social": "trabajo_social"},
    "clase": {"Seguimiento": "seguimiento", "Cierre": "cierre"},
    "modalidad": {"Presencial": "presencial", "Telefónica": "telefónica"},
    "genero": {uno: uno for uno in ("mujer", "mujer trans", "otro")},
    "rango_edad": {uno: uno for uno in ("18-28", "29-59")},
}
NOMBRES = tuple(RASGOS)
CLASES = list(product(*(valores.values() for valores in RASGOS.values())))
DE_TODAS = {"Atenciones", "Mujeres", "Total", "Asistencias", "Personas"}
TABLAS = ("atenciones", "atenciones_por_clase", "atenciones_por_modalidad", "cumplimiento")
CONTEOS = (("genero", "area"), ("rango_edad", "area"), ("localidad", "genero"), ("area", "localidad"))
DE_AFUERA = ("localidad", "genero", "rango_edad")


def poblar(azar):
    """Entre treinta y noventa personas, cada una atendida una vez; lo que de verdad hay de cada clase."""
    dias = {
        codigo: crear_actividad("casa_de_todas", "2023-05-04", lugar=f"Sede {codigo}", localidad=codigo)
        for codigo in RASGOS["localidad"].values()
    }
    texto = db.session.scalars(select(TextoDeConsentimiento).filter_by(finalidad=REPORTES)).first()
    pesos = [azar.choice((0, 0, 1, 1, 3, 9)) for _ in CLASES]
    elegidas = azar.choices(CLASES, [peso + 0.01 for peso in pesos], k=azar.randint(30, 90))
    for numero, rasgos in enumerate(elegidas):
        _atender(numero, dict(zip(NOMBRES, rasgos, strict=True)), dias, texto)
    crear_producto(
        *(CODIGO, "Mujeres"),
        regla=Regla("atenciones", Medida.PERSONAS, (("area", ("juridica",)),)),
        metas={2023: 40},
        meta_final=Decimal(100),
        fuente_oficial="regla",
    )
    return Counter(elegidas)


def _atender(numero, suya, dias, texto):
    persona = Persona(creada_en=ahora_utc())
    db.session.add(persona)
    db.session.flush()
    tarjeta = Credencial(
        huella=f"{numero:064}",
        codigo=f"codigo {numero}",
        estado="activa",
        persona_id=persona.id,
        creada_en=ahora_utc(),
    )
    dado = {"finalidad": REPORTES, "texto_id": texto.id, "medio": "verbal", "dado_en": ahora_utc()}
    respuestas = [
        Respuesta(persona_id=persona.id, pregunta=una, valor=suya[una], dada_en=ahora_utc())
        for una in ("genero", "rango_edad")
    ]
    db.session.add_all([tarjeta, Consentimiento(persona_id=persona.id, **dado), *respuestas])
    db.session.flush()
    asistencia = Asistencia(
        actividad_id=dias[suya["localidad"]].id, credencial_id=tarjeta.id, cantidad=1, origen="qr"
    )
    asistencia.leida_en = ahora_utc()
    db.session.add(asistencia)
    db.session.flush()
    propios = {nombre: suya[nombre] for nombre in ("area", "clase", "modalidad")}
    db.session.add(
        Atencion(asistencia_id=asistencia.id, registrada_en=ahora_utc(), registrada_por="pruebas", **propios)
    )


def publicar_al_azar(azar):
    """Unas tablas, unos conteos y el Balance, en cualquier orden: lo que alguien puede leer, como filas."""
    quien, escritas = de_terminal(), []
    pedidos = [("tabla", uno) for uno in TABLAS] + [("conteo", uno) for uno in CONTEOS] + [("balance", "")]
    for clase, cual in azar.sample(pedidos, azar.randint(4, len(pedidos))):
        try:
            if clase == "tabla":
                entrega = de_tablas.publicar_tabla(quien, cual, VIGENCIA, "Para probar", "csv")
                escritas.append(_de_csv(en_csv.escribir(entrega.tabla)))
            elif clase == "conteo":
                pedida = pedido.leer((*cual, ()), azar.choice(("asistencias", "personas")))
                entrega = de_conteos.exportar_publico(quien, pedida, "publica", "Para probar", "csv")
                escritas.append(_de_csv(en_csv.escribir(entrega.tabla)))
            else:
                escritas += _del_balance(quien)
        except ErrorDeRegistro:
            continue  # se negó: no salió nada
    return escritas


def _de_csv(contenido):
    return list(csv.reader(io.StringIO(contenido.decode("utf-8-sig"))))


def _del_balance(quien):
    informe = editable("balance", "2023")
    word = docx.Document(io.BytesIO(de_informes.generar(quien, informe, "publica", "docx", "Para probar")))
    libro = openpyxl.load_workbook(
        io.BytesIO(de_informes.generar(quien, informe, "publica", "xlsx", "Para probar"))
    )
    en_word = [[[celda.text for celda in fila.cells] for fila in tabla.rows] for tabla in word.tables]
    return [*en_word, *([[str(c or "") for c in f] for f in h.values] for h in libro)]


class Atacante:
    """Lo escrito, como ecuaciones sobre cuántas hay de cada clase; lo de afuera, como cotas."""

    def __init__(self, escritas, conocidas):
        self.ocultas, filas, valores = {}, [], []
        for tabla in escritas:
            for donde, dicho in _casillas(tabla):
                fila = _sobre(donde)
                if dicho == "*":
                    self.ocultas[tuple(fila)] = donde
                elif fila.any():
                    filas.append(fila)
                    valores.append(float(dicho))
        self.vistas = len(filas)
        self.reglas = [LinearConstraint(np.array(filas), valores, valores)] if filas else []
        sabidas = Counter(tuple(una[NOMBRES.index(n)] for n in DE_AFUERA) for una in conocidas)
        for quienes, n in sabidas.items():
            donde = {nombre: {valor} for nombre, valor in zip(DE_AFUERA, quienes, strict=True)}
            self.reglas.append(LinearConstraint(_sobre(donde)[None, :], n, np.inf))

    def entre(self, fila):
        """Lo menos y lo más que puede valer una suma de clases, acotada para que sea rápido."""
        cota = Bounds(0, 200)
        extremos = [
            milp(signo * np.array(fila), integrality=1, bounds=cota, constraints=self.reglas)
            for signo in (1, -1)
        ]
        assert all(extremo.success for extremo in extremos)
        return tuple(round(abs(extremo.fun)) for extremo in extremos)


def _sobre(donde):
    return np.array(
        [
            float(all(clase[NOMBRES.index(nombre)] in valores for nombre, valores in donde.items()))
            for clase in CLASES
        ]
    )


def _casillas(tabla):
    """Cada casilla que cuenta, con las clases que suma según los rótulos de su fila y de su columna."""
    inicio = next((n for n, titulos in enumerate(tabla) if {*ROTULOS, "Código"} & {*titulos}), None)
    for fila in [] if inicio is None else tabla[inicio + 1 :]:
        titulos = tabla[inicio]
        if "Código" in titulos:
            pares = [
                (titulo, dicho) for titulo, dicho in zip(titulos, fila, strict=False) if fila[0] == CODIGO
            ]
            donde = [({"area": {"juridica"}}, dicho) for titulo, dicho in pares if titulo == "Alcanzado"]
        else:
            donde = _de_una_fila(titulos, fila)
        for cual, dicho in donde:
            numero = dicho.replace(".", "")
            if dicho == "*" or numero.isdecimal():
                yield cual, dicho if dicho == "*" else numero


def _de_una_fila(titulos, fila):
    de_fila, pares = {}, list(zip(titulos, fila, strict=False))
    for titulo, dicho in pares:
        if titulo in ROTULOS:
            _acotar(ROTULOS[titulo], dicho, de_fila)
    for titulo, dicho in pares if fila and fila[0] else ():
        donde = dict(de_fila)
        cual = next((nombre for nombre, valores in RASGOS.items() if titulo in valores), None)
        if cual:
            _acotar(cual, titulo, donde)
        if cual or titulo in DE_TODAS:
            yield donde, dicho


ROTULOS = {
    "Área": "area",
    "Clase": "clase",
    "Género": "genero",
    "Localidad": "localidad",
    "Rango de edad": "rango_edad",
    "Edad": "rango_edad",
}


def _acotar(nombre, dicho, donde):
    """Acota un rasgo con su rótulo; «Total» no acota, y uno que nadie tiene no suma ninguna clase."""
    if dicho not in {"Total", ""}:
        donde[nombre] = {RASGOS[nombre][dicho]} if dicho in RASGOS[nombre] else set()


def asediar(azar):
    """(vistas, ocultas, celdas despejadas, personas de afuera a quienes se les supo el área)."""
    hay = poblar(azar)
    db.session.commit()
    escritas = publicar_al_azar(azar)
    todas = [clase for clase, n in hay.items() for _ in range(n)]
    solo_lo_publicado = Atacante(escritas, [])
    despejadas = [
        donde
        for fila, donde in solo_lo_publicado.ocultas.items()
        if 0 < _hay(hay, donde) < K and np.subtract(*solo_lo_publicado.entre(fila)[::-1]) < K - 1
    ]
    conocidas = azar.sample(todas, len(todas) // 4)
    con_lo_de_afuera = Atacante(escritas, conocidas)
    return (
        con_lo_de_afuera.vistas,
        len(solo_lo_publicado.ocultas),
        despejadas,
        _sabidas(con_lo_de_afuera, conocidas, hay),
    )


def _hay(hay, donde):
    return round(sum(n for clase, n in hay.items() if _sobre(donde)[CLASES.index(clase)]))


def _sabidas(atacante, conocidas, hay):
    """A quiénes de las conocidas, en un grupo pequeño, se les sabe sin duda a qué área fueron."""
    sabidas = []
    for quienes in {tuple(una[NOMBRES.index(n)] for n in DE_AFUERA) for una in conocidas}:
        donde = {nombre: {valor} for nombre, valor in zip(DE_AFUERA, quienes, strict=True)}
        for area in RASGOS["area"].values():
            otras = donde | {"area": {otra for otra in RASGOS["area"].values() if otra != area}}
            if 0 < _hay(hay, donde) < K and atacante.entre(_sobre(otras))[1] == 0:
                sabidas.append((quienes, area))
    return sabidas
