"""El documento como datos para la plantilla: nada de lo escrito por una persona es código."""

import json
from typing import Any

from registro.escritores import documento as d
from registro.escritores.anchos import repartir
from registro.escritores.celdas import escrita, pie
from registro.escritores.en_pdf import con_letra
from registro.escritores.senales import SENALES, Senal, senal_de
from registro.fechas import fecha_larga
from registro.tabla import Fila

_LETRAS, _LETRAS_APAISADA = 96.0, 134.0  # las que caben a lo ancho de la página, a 8,5 puntos


def datos(documento: d.Documento, letra: str) -> str:
    """Todo lo que la plantilla necesita, en JSON."""
    contenido = {
        "letra": letra,
        "titulo": documento.titulo,
        "subtitulo": documento.subtitulo,
        "autora": documento.autora,
        "serie": documento.serie,
        "ficha": list(documento.dicho_de_si),
        "asunto": documento.asunto,
        "edicion": documento.edicion,
        "arriba": documento.arriba,
        "fecha": f"A {fecha_larga(documento.fecha)}",
        "dia": [documento.fecha.year, documento.fecha.month, documento.fecha.day],
        "con_portada": any(isinstance(bloque, d.Portada) for bloque in documento.bloques),
        "secciones": _secciones(documento),
    }
    return json.dumps(contenido, ensure_ascii=False)


def _secciones(documento: d.Documento) -> list[dict[str, Any]]:
    """Los bloques seguidos que van en hojas de la misma orientación."""
    secciones: list[dict[str, Any]] = []
    for bloque in documento.bloques:
        propios: tuple[d.Simple, ...]
        if isinstance(bloque, d.SeccionApaisada):
            propios, apaisada = bloque.bloques, True
        else:
            propios, apaisada = (bloque,), isinstance(bloque, d.TablaEnDocumento) and bloque.apaisada
        if not secciones or secciones[-1]["apaisada"] != apaisada:
            secciones.append({"apaisada": apaisada, "bloques": []})
        secciones[-1]["bloques"].extend(_bloque(propio, apaisada=apaisada) for propio in propios)
    _anclar(secciones, d.indices(documento))
    return secciones


def _anclar(secciones: list[dict[str, Any]], indices: d.Indices) -> None:
    """Cada título, tabla y figura con el nombre interno que le dan los índices."""
    anclas = {"titulo": iter(indices.titulos), "tabla": iter(indices.tablas), "figura": iter(indices.figuras)}
    for seccion in secciones:
        for bloque in seccion["bloques"]:
            if bloque["que"] in anclas:
                bloque["ancla"] = next(anclas[bloque["que"]]).ancla


def _bloque(bloque: d.Simple, *, apaisada: bool) -> dict[str, Any]:
    match bloque:
        case d.Titulo(texto, nivel, numerado):
            return {"que": "titulo", "texto": texto, "nivel": nivel, "numerado": numerado}
        case d.Parrafo():
            return {"que": "parrafo", "trozos": _trozos(bloque)}
        case d.Lista(puntos, numerada):
            return {"que": "lista", "numerada": numerada, "puntos": [_trozos(punto) for punto in puntos]}
        case d.TablaEnDocumento():
            return {"que": "tabla"} | _tabla(bloque, _LETRAS_APAISADA if apaisada else _LETRAS)
        case d.Figura():
            return {
                "que": "figura",
                "svg": con_letra(bloque.svg),
                "rotulo": bloque.titulo,
                "alternativo": bloque.alternativo,
                "ancho": bloque.ancho,
                "pie": list(pie(bloque.tabla)[-1:]),
            }
        case d.TablaDeContenido(hasta):
            return {"que": "contenido", "hasta": hasta}
        case d.Firmas(firmas):
            return {
                "que": "firmas",
                "firmas": [[f.nombre or "Nombre:", f.cargo or "Cargo:", f.papel] for f in firmas],
            }
        case _:
            return {"que": _SIN_MAS[type(bloque)]}


_SIN_MAS: dict[type, str] = {
    d.Portada: "portada",
    d.ListaDeTablas: "tablas",
    d.ListaDeFiguras: "figuras",
    d.SaltoDePagina: "salto",
}


def _trozos(parrafo: d.Parrafo) -> list[dict[str, Any]]:
    return [
        {
            "texto": trozo.texto,
            "negrita": trozo.negrita,
            "cursiva": trozo.cursiva,
            "enlace": trozo.enlace,
            "nota": trozo.nota,
        }
        for trozo in parrafo.trozos
    ]


def _tabla(bloque: d.TablaEnDocumento, letras: float) -> dict[str, Any]:
    tabla = bloque.tabla
    return {
        "rotulo": bloque.rotulo,
        "anchos": [round(parte * 100, 3) for parte in repartir(tabla, letras, bloque.anchos)],
        "grupos": [[grupo or "", cuantas] for grupo, cuantas in tabla.grupos],
        "titulos": [_celda(columna.titulo, SENALES.get(columna.titulo)) for columna in tabla.columnas],
        "numeros": [columna.tipo.es_numero for columna in tabla.columnas],
        "filas": [_fila(bloque, fila) for fila in tabla.filas],
        "totales": None if tabla.totales is None else _fila(bloque, tabla.totales),
        "pie": list(pie(tabla)),
    }


def _fila(bloque: d.TablaEnDocumento, fila: Fila) -> list[list[str]]:
    return [
        _celda(escrita(celda, columna), senal_de(celda, columna, bloque.marcar))
        for celda, columna in zip(fila, bloque.tabla.columnas, strict=True)
    ]


def _celda(texto: str, senal: Senal | None) -> list[str]:
    """El texto y, si lleva color, su forma y su tinta."""
    return [texto, senal.forma, senal.tinta] if senal else [texto]
