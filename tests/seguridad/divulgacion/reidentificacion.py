"""Los archivos públicos de verdad, momento tras momento, y quien los junta todos con un archivo de afuera.

Quien ataca lee sólo las casillas y las notas escritas en los archivos (CSV de tablas y conteos, DOCX y XLSX
del Balance) y conoce además a una de cada cuatro personas: en qué localidad estuvo, su edad y su género.
"""

import csv
import io
from collections import Counter
from itertools import product

import docx
import numpy as np
import openpyxl

from registro.errores import ErrorDeRegistro
from registro.escritores import en_csv
from registro.informes import operaciones as de_informes
from registro.informes.conteos import operaciones as de_conteos
from registro.informes.conteos import pedido
from registro.informes.editables import editable
from registro.informes.parametros import Parametros
from registro.informes.publicas import operaciones as de_tablas
from registro.seguridad.permisos import de_terminal
from tests.seguridad.divulgacion.atacante import Atacante, K
from tests.seguridad.divulgacion.historias import AREAS, MESES, SIN
from tests.seguridad.divulgacion.sumas import CUENTAS, DE_VISITA, NINGUNA, PERSONAS, Escrita, Suma
from tests.seguridad.divulgacion.vivo import Vivo

VIGENCIA = Parametros(vigencia=2023)
POR_QUE, UNA_DE_CADA = "Para probar el ataque", 4


def publicar(foto, clase, cual):
    """Lo que alguien puede leer de una publicación; nada, si se negó."""
    quien = de_terminal()
    try:
        if clase == "tabla":
            entrega = de_tablas.publicar_tabla(quien, cual, VIGENCIA, POR_QUE, "csv")
            return [Escrita(foto, _de_csv(entrega.tabla), entrega.tabla.notas)]
        if clase == "balance":
            return [Escrita(foto, filas) for filas in _del_balance(quien)]
        (filas, columnas), medida, filtros = cual
        pedida = pedido.leer((filas, columnas, ()), medida, filtros)
        entrega = de_conteos.exportar_publico(quien, pedida, "publica", POR_QUE, "csv")
    except ErrorDeRegistro:
        return []
    cuenta = (pedida.universo, PERSONAS if medida == PERSONAS else CUENTAS)
    return [
        Escrita(foto, _de_csv(entrega.tabla), entrega.tabla.notas, cuenta, _en_lo_que_hay(pedida.sumas()))
    ]


def _en_lo_que_hay(sumas):
    """Los filtros, con los meses en que pudo haber algo: quien ataca sabe qué actividades hubo."""
    return {rasgo: valores & {*MESES} if rasgo == "mes" else valores for rasgo, valores in sumas}


def _de_csv(tabla):
    return list(csv.reader(io.StringIO(en_csv.escribir(tabla).decode("utf-8-sig"))))


def _del_balance(quien):
    informe = editable("balance", "2023")
    word = docx.Document(io.BytesIO(de_informes.generar(quien, informe, "publica", "docx", POR_QUE)))
    libro = openpyxl.load_workbook(
        io.BytesIO(de_informes.generar(quien, informe, "publica", "xlsx", POR_QUE))
    )
    en_word = [[[celda.text for celda in fila.cells] for fila in tabla.rows] for tabla in word.tables]
    return [*en_word, *([["" if c is None else str(c) for c in f] for f in hoja.values] for hoja in libro)]


def asediar(historia):
    """Vive la historia y la ataca: (casillas vistas, ocultas, celdas despejadas, personas sabidas)."""
    maneras, nadie, momentos = historia
    vivo, escritas = Vivo(maneras, nadie), []
    for cambios, pedidos in momentos:
        for cambio in cambios:
            vivo.cambiar(cambio)
        foto = vivo.fotografiar()
        for pedida in pedidos:
            escritas += publicar(foto, *pedida)
    atacante = Atacante(escritas, vivo)
    for suma, dicho in atacante.vistas.items():
        assert atacante.hay(suma) == dicho, f"{suma}: dice {dicho} y hay {atacante.hay(suma)}"
    despejadas = [*_despejadas(atacante), *_restadas(atacante)]
    return len(atacante.vistas), len(atacante.ocultas), despejadas, _sabidas(atacante)


def _despejadas(atacante):
    """Las ocultas pequeñas que, con todo lo escrito, varían menos de lo que la política manda."""
    pequenas = [suma for suma in atacante.ocultas if 0 < atacante.hay(suma) < K]
    halladas = zip(pequenas, atacante.intervalos(pequenas), strict=True)
    return [(suma, desde, hasta) for suma, (desde, hasta) in halladas if hasta - desde < K - 1]


def _restadas(atacante):
    """Lo que entró o salió entre dos fotos, si es poco y se sabe restando la misma casilla."""
    vistas = atacante.vistas
    return [
        (suma, vistas[suma], n)
        for suma in vistas
        for otra in range(suma.foto)
        if (n := vistas.get(Suma(otra, suma.hechos, suma.medida, suma.donde))) is not None
        and 0 < abs(n - vistas[suma]) < K
    ]


def _sabidas(atacante):
    """De quiénes de las conocidas se sabe sin duda que recibieron una atención, o de qué área.

    No se cuenta lo que una casilla grande dice de todo un grupo sin nombrar a nadie: la ayuda lo advierte.
    """
    ultima = len(atacante.vivo.fotos) - 1
    personas = [una for una in atacante.vivo.unidades if una.tarjeta is not None and una.visitas]
    conocidas = Counter((una.visitas[0][0][1], una.genero, una.edad) for una in personas[::UNA_DE_CADA])
    de_afuera = [(_suma(ultima, quien, PERSONAS), n, np.inf) for quien, n in conocidas.items()]
    preguntas = list(product(sorted(conocidas), (*({una} for una in AREAS), {*AREAS})))
    sin_duda = _todas_fueron(atacante, preguntas, de_afuera)
    return [
        (quien, areas)
        for quien, areas in sin_duda
        if not any(
            atacante.hay(_suma(ultima, grupo, PERSONAS)) >= K
            for grupo, _ in _todas_fueron(atacante, [(grupo, areas) for grupo in _grupos(quien)], de_afuera)
        )
    ]


def _todas_fueron(atacante, preguntas, de_afuera):
    """De esas preguntas (quiénes, a qué áreas), en las que no cabe ninguna que no haya ido."""
    ultima = len(atacante.vivo.fotos) - 1
    sumas = [_suma(ultima, quien, NINGUNA, areas) for quien, areas in preguntas]
    hasta = atacante.topes(sumas, de_afuera)
    return [pregunta for pregunta, tope in zip(preguntas, hasta, strict=True) if tope == 0]


def _grupos(quien):
    """Los grupos de que hace parte: con algunos de sus rasgos."""
    for cuales in product((True, False), repeat=len(quien)):
        yield tuple(valor if va else None for valor, va in zip(quien, cuales, strict=True))


def _suma(foto, quien, medida, areas=None):
    """Quienes pudieron ser: de una que no autorizó, el registro no dice ni su edad ni su género."""
    localidad, genero, edad = quien
    donde = {"localidad": {localidad}} if localidad else {}
    donde |= {"genero": {genero, SIN}} if genero else {}
    donde |= {"rango_edad": {edad, SIN}} if edad else {}
    donde |= {"area": areas} if areas else {}
    return Suma.de(foto, (DE_VISITA, medida), donde)
