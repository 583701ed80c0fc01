"""Lo que una fila puede traer: fechas, números y localidades como se escriban, y lo que no se puede creer."""

from sqlalchemy import select

from registro.actividades.base import Actividad, Conteo
from registro.extensiones import db
from registro.intercambio import lectura
from registro.intercambio.operaciones import importar
from registro.intercambio.tipos import TIPOS
from registro.seguridad.permisos import de_terminal


def traer(tipo, *filas):
    texto = "\n".join([TIPOS[tipo].plantilla.replace(",", "\t"), *filas])
    leido = lectura.leer(texto.encode(), "filas.tsv", TIPOS[tipo])
    return importar(de_terminal(), TIPOS[tipo], leido.filas)


def test_la_misma_jornada_escrita_de_otra_manera_ya_estaba(contexto):
    traer("jornadas", "2023-03-13\tCasa de Todas\t14\t1.025")
    maneras = [
        f"{fecha}\tCASA  DE TODAS\t{localidad}\t1025"
        for fecha in ("2023-03-13", "13/03/2023", "13 de marzo de 2023")
        for localidad in ("14", "LOS MARTIRES", "Los Mártires")
    ]
    assert traer("jornadas", *maneras).repetidas == len(maneras)


def test_con_otra_cifra_se_dicen_las_dos(contexto):
    traer("jornadas", "2023-03-13\tCasa de Todas\t14\t25")
    (rechazo,) = traer("jornadas", "2023-03-13\tCasa de Todas\t14\t27").rechazos
    assert rechazo.motivo == (
        "Ya está con 25 asistentes y el archivo dice 27 asistentes: corríjala en pantalla."
    )


def test_con_otra_cifra_dentro_del_mismo_archivo_se_dice_la_linea(contexto):
    filas = ["2023-03-13\tCasa de Todas\t14\t25", "2023-03-13\tCasa de Todas\t14\t27"]
    resultado = traer("jornadas", *filas)
    assert resultado.nuevas == 1
    assert resultado.rechazos[0].motivo.startswith("Ya está en la línea 2 con 25")


def test_cero_asistentes_es_un_dato(contexto):
    assert traer("jornadas", "2023-03-13\tPlaza\t14\t0").nuevas == 1
    assert db.session.scalars(select(Conteo.cantidad)).all() == [0]


def test_sin_localidad_vale_la_del_lugar_si_solo_puede_ser_una(contexto):
    assert traer("jornadas", "2023-03-13\tPatio Bonito\t\t6").nuevas == 1
    assert db.session.scalars(select(Actividad.localidad_codigo)).all() == ["08"]
    (rechazo,) = traer("jornadas", "2023-03-13\tCentro\t\t6").rechazos
    assert "Santa Fe, Los Mártires y La Candelaria" in rechazo.motivo


INCREIBLES = [
    ("1970-01-01\tPlaza\t14\t5", "fecha"),
    ("2099-01-01\tPlaza\t14\t5", "fecha"),
    ("2023-03\tPlaza\t14\t5", "fecha"),
    ("ayer\tPlaza\t14\t5", "fecha"),
    ("\tPlaza\t14\t5", "fecha"),
    ("2023-03-13\t\t14\t5", "lugar"),
    (f"2023-03-13\t{'x' * 10_000}\t14\t5", "lugar"),
    ("2023-03-13\tPlaza\tAtlántida\t5", "localidad"),
    ("2023-03-13\tPlaza\t14\t-5", "asistentes"),
    ("2023-03-13\tPlaza\t14\t5,7", "asistentes"),
    ("2023-03-13\tPlaza\t14\t1000000", "asistentes"),
    ("2023-03-13\tPlaza\t14\tmuchas", "asistentes"),
    ("2023-03-13\tPlaza\t14\t", "asistentes"),
    ("2023-03-13\tPlaza\t14\t5\tsobra", ""),
]


def test_una_fila_que_no_se_puede_creer_se_rechaza_en_su_columna(contexto):
    resultado = traer("jornadas", *(fila for fila, _ in INCREIBLES))
    assert resultado.nuevas == 0
    assert [(r.linea, r.columna) for r in resultado.rechazos] == [
        (linea, columna) for linea, (_, columna) in enumerate(INCREIBLES, start=2)
    ]
    assert [r.celdas for r in resultado.rechazos] == [tuple(fila.split("\t")) for fila, _ in INCREIBLES]


def test_emoji_y_formulas_entran_como_texto_y_los_controles_se_quitan(contexto):
    assert traer("jornadas", "2023-03-13\t=cmd|' /C calc'!A0 🌸\x07\t14\t5").nuevas == 1
    (titulo,) = db.session.scalars(select(Actividad.titulo))
    assert titulo == "Jornada, =cmd|' /C calc'!A0 🌸"


def test_mebog_acepta_el_mes_y_el_titulo_mes(contexto):
    leido = lectura.leer(
        "Mes;Estación;Participantes;Sesiones\nmarzo de 2023;Suba;1.300;2".encode("cp1252"),
        "mebog.csv",
        TIPOS["mebog"],
    )
    assert importar(de_terminal(), TIPOS["mebog"], leido.filas).nuevas == 1
    assert db.session.scalars(select(Actividad.precision)).all() == ["mes"]


def test_un_encuentro_lleva_su_cantidad_con_su_unidad(contexto):
    resultado = traer(
        "encuentros",
        "2023\tEscuela de educacion emocional\tLos Mártires\t14\t5,7\tpersonas graduadas\t10",
        "2023\trecorrido\t\t\t395\t\t",
        "2023\tsarao\t\t\t\t\t",
    )
    assert resultado.nuevas == 1
    assert [(r.linea, r.columna) for r in resultado.rechazos] == [(3, "unidad"), (4, "categoria")]


def test_una_categoria_a_medias_se_toma_si_solo_puede_ser_una(contexto):
    resultado = traer("encuentros", "2023\tcine\t\t\t\t\t", "2023\tjornada\t\t\t\t\t")
    assert [aviso.texto for aviso in resultado.avisos] == ["«cine» se tomó como «jornada de cine»."]
    assert resultado.rechazos[0].columna == "categoria"


def test_dos_encuentros_iguales_en_un_archivo_son_dos(contexto):
    filas = ["2023\trecorrido\t\t\t\t\t"] * 2
    assert traer("encuentros", *filas).nuevas == 2
    assert traer("encuentros", *filas).repetidas == 2


INCOHERENTES = {
    "codigo": "1.4",
    "objetivo": "2",
    "sector": "Magia",
    "unidad": "metros",
    "anualizacion": "a ratos",
    "meta_acumulada_2020_2023": "3",
}


def test_un_producto_incoherente_se_rechaza_en_su_columna(contexto):
    bueno = {
        "codigo": "1.4.2",
        "objetivo": "1",
        "sector": "Mujeres",
        "nombre": "Servicios",
        "unidad": "numero",
        "anualizacion": "suma",
        "meta_acumulada_2020_2023": "48",
        "meta_2023": "12",
    }
    titulos = TIPOS["productos"].plantilla.split(",")
    malos = [bueno | {columna: valor} for columna, valor in INCOHERENTES.items()]
    resultado = traer("productos", *("\t".join(malo.get(t, "") for t in titulos) for malo in malos))
    assert [rechazo.columna for rechazo in resultado.rechazos] == list(INCOHERENTES)
    assert traer("productos", "\t".join(bueno.get(t, "") for t in titulos)).nuevas == 1
