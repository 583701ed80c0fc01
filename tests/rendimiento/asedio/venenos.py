"""Lo que se manda para hacer daño: textos de QR, campos, cuerpos y archivos, con o sin sentido."""

import gzip
import io
import json
import string
from uuid import UUID

RAROS = (
    "",
    " ",
    "\0",
    "\x1b[2J\r\nSet-Cookie: registro=x",
    "' OR 1=1 --",
    "'; DROP TABLE actividad; --",
    "{{ 7*7191 }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    '=HYPERLINK("http://x")',
    "https://otro.sistema/123?x=%00",
    "\U0001f9ff" * 40,
    "\u202e\u0301\ufeff\u0661\u0662\u0663",
    "\ud800",
    "-1",
    "1e400",
    "NaN",
    "9" * 400,
    "99999999999999999999",
    "2147483648",
    "-9223372036854775809",
    "0,5",
    "1.000.000,5",
    "31/02/2023",
    "0001-01-01",
    "9999-12-31",
    "29/2/2023 25:61",
    "null",
    "true",
    "[]",
    '{"$gt": ""}',
    "R1-",
    "D1-AAAA-AAAA-AAAA-AAAA",
    "a" * 70_000,
)
COLUMNAS = {
    "jornadas": "fecha,lugar,localidad,asistentes",
    "mebog": "fecha,estacion,participantes,sesiones",
    "mesas_tecnicas": "numero,entidad_o_sector,fecha",
    "atenciones": "fecha,credencial,area,clase,modalidad,actuaciones,gestiones",
    "encuentros": "fecha,categoria,lugar,localidad,cantidad,unidad,participantes",
    "sesiones_mesa": "instancia,fecha,clase,funciones,motivo",
    "asistencias_mesa": "instancia,fecha,integrante",
    "asistencias": "fecha,lugar,localidad,tipo,credencial,rango_edad,genero,consentimiento",
    "reportes": "codigo,vigencia,trimestre,valor,texto,numerador,denominador",
}
NOMBRES = ("datos.csv", "datos.xlsx", "../../x.csv", "a\0b.csv", "ñ" * 300 + ".csv", "sin_nada", "x.pdf", "")


def texto(azar, codigos):
    """Un texto cualquiera: un veneno, un código bueno, uno dañado o letras al azar."""
    suerte = azar.random()
    if suerte < 0.4:
        return azar.choice(RAROS)
    if suerte < 0.7:
        codigo = list(azar.choice(codigos))
        for _ in range(azar.randrange(4)):
            codigo[azar.randrange(len(codigo))] = azar.choice(string.printable + "ÑÁ\uff10\uff2f")
        return "".join(codigo)
    return "".join(
        chr(azar.choice((azar.randrange(1, 128), azar.randrange(0x3000)))) for _ in range(azar.randrange(60))
    )


def pieza(azar, codigos, actividades):
    """Una lectura de un lote, con algún dato fuera de lo que se espera."""
    hecha = {
        "id": str(UUID(int=azar.getrandbits(128), version=4)),
        "actividad": azar.choice(actividades),
        "credencial": texto(azar, codigos),
        "medio": azar.choice(("qr", "manual", "anonima")),
        "leida_en": "2026-11-26T20:00:00-05:00",
        "cantidad": 1,
    }
    if azar.random() < 0.4:
        hecha[azar.choice([*hecha, "sellado", "servicios", "publico", "otro"])] = valor(azar, codigos)
    return hecha


def valor(azar, codigos):
    """Cualquier cosa que quepa en JSON."""
    return azar.choice(
        (None, True, -1, 10**30, 1.5, float("nan"), [], {}, [[[]]], {"a": {"b": []}}, texto(azar, codigos))
    )


def cuerpo(azar, codigos, actividades):
    """El cuerpo de un lote y sus cabeceras: entero, cortado, mordido, comprimido o mentiroso."""
    lote = {"lecturas": [pieza(azar, codigos, actividades) for _ in range(azar.randrange(4))]}
    crudo = json.dumps(
        azar.choice((lote, lote["lecturas"], valor(azar, codigos), {"lecturas": valor(azar, codigos)}))
    )
    hecho, cabeceras = morder(azar, crudo.encode()), {"Content-Type": "application/json"}
    suerte = azar.random()
    if suerte < 0.3:
        hecho, cabeceras["Content-Encoding"] = morder(azar, gzip.compress(hecho, 1)), "gzip"
    elif suerte < 0.4:
        cabeceras |= {
            azar.choice(("Content-Encoding", "Content-Type")): azar.choice(("br", "text/plain", "x", "gzip"))
        }
    return hecho, cabeceras


def morder(azar, crudo):
    """A veces, los mismos bytes con unos cambiados o sin el final."""
    if not crudo or azar.random() < 0.5:
        return crudo
    mordido = bytearray(crudo[: azar.randrange(len(crudo)) + 1])
    for _ in range(azar.randrange(6)):
        mordido[azar.randrange(len(mordido))] = azar.randrange(256)
    return bytes(mordido)


def tabla(azar, codigos):
    """(tipo, nombre, bytes) de un archivo que se sube a importar."""
    tipo = azar.choice(list(COLUMNAS))
    columnas = COLUMNAS[tipo].split(",")
    filas = [columnas, *([_celda(azar, codigos, una) for una in columnas] for _ in range(azar.randrange(6)))]
    if azar.random() < 0.5:
        return (
            tipo,
            azar.choice(NOMBRES),
            morder(azar, "\n".join(",".join(f) for f in filas).encode("utf-8", "replace")),
        )
    return tipo, azar.choice(NOMBRES), morder(azar, libro(filas))


def _celda(azar, codigos, columna):
    buenas = {
        "fecha": "13/03/2023",
        "localidad": "Kennedy",
        "asistentes": "12",
        "instancia": "ZESAI",
        "numero": "4",
    }
    return buenas.get(columna, "x") if azar.random() < 0.6 else texto(azar, codigos)[:200]


def libro(filas):
    """Una hoja de cálculo de verdad."""
    import xlsxwriter

    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, {"in_memory": True, "strings_to_formulas": False}) as hecho:
        hoja = hecho.add_worksheet()
        for fila, celdas in enumerate(filas):
            for columna, celda in enumerate(celdas):
                hoja.write_string(fila, columna, celda.encode("utf-8", "replace").decode())
    return salida.getvalue()
