"""La edición pública de una tabla: lo pequeño se oculta, queda en el libro y nada publicado lo devuelve."""

import json
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from registro.errores import ErrorDeRegistro, NoPermitido
from registro.extensiones import db
from registro.informes.balance.armado import para_publicar
from registro.informes.catalogo import CATALOGO
from registro.informes.catalogo.divulga import Divulga
from registro.informes.parametros import Parametros
from registro.informes.partes import Parte
from registro.informes.publicas import operaciones
from registro.informes.publicas.tablas import TablasPublicas
from registro.informes.redaccion import Redaccion, seccion
from registro.seguridad.divulgacion.modelo import Exportacion, Publicacion, PublicacionDeExportacion
from registro.seguridad.permisos import AUDITORIA, Actor
from registro.tabla import Columna, Tabla, TipoColumna
from tests.fabricas.tablas import asistir, atender, crear_actividad, crear_persona

EN_2023 = Parametros(vigencia=2023)


def publicar(nombre, parametros=EN_2023):
    return TablasPublicas.vigentes()(nombre, parametros)


def columna(tabla, lugar):
    return [fila[lugar].valor for fila in tabla.todas]


def jornadas(*cuantas, mes=3, localidad="11"):
    for dia, n in enumerate(cuantas, start=1):
        crear_actividad(
            "jornada", f"2023-{mes:02d}-{dia:02d}", lugar="Plaza", localidad=localidad, declaradas=n
        )


def atenciones(dia, **por_area):
    """``juridica=3``: tres mujeres que vinieron una vez, por lo jurídico."""
    for area, cuantas in por_area.items():
        for _ in range(cuantas):
            atender(asistir(dia, crear_persona()), area)


@pytest.fixture
def pedir(terminal):
    def orden(nombre, *opciones):
        dicho = terminal("tabla", nombre, "--publica", "--formato", "json", *opciones)
        return json.loads(dicho.stdout) if dicho.exit_code == 0 else dicho.stderr

    return orden


def test_una_jornada_pequena_se_oculta_con_otra_y_el_total_se_ve(contexto, pedir, terminal, tmp_path):
    jornadas(3, 20, 9)
    hecha = pedir("jornadas", "--vigencia", "2023")
    assert [fila[-1] for fila in hecha["filas"]] == ["*", 20, "*"]
    assert hecha["totales"][-1] == 32
    assert hecha["columnas"] == ["Mes", "Día", "Lugar", "Localidad", "Asistentes"]
    assert "menos de 5 personas" in hecha["reglas"]
    assert pedir("jornadas", "--vigencia", "2023") == hecha
    archivo = tmp_path / "jornadas.csv"
    orden = "tabla", "jornadas", "--publica", "--vigencia", "2023", "--formato"
    assert terminal(*orden, "csv", "--motivo", "Para el boletín", "--salida", archivo).exit_code == 0
    assert archivo.read_text("utf-8-sig").splitlines()[-1] == "Total,,,,32"
    ficha = json.loads((tmp_path / "jornadas.csv.ficha.json").read_text())
    assert (ficha["clase"], ficha["proposito"], ficha["autora"]) == (
        *("edición pública", "Para el boletín"),
        "terminal",
    )
    assert f"Serie: E-{ficha['serie'][2:6]}" in terminal(*orden, "texto").stdout
    assert db.session.query(Publicacion).count() == 1  # repetirla no es publicar otra cosa
    ligadas = db.session.scalars(select(PublicacionDeExportacion.exportacion_id)).all()
    assert len(ligadas) == db.session.query(Exportacion).count() == 4


def test_lo_publicado_antes_no_devuelve_lo_que_una_tabla_oculta(contexto, pedir, terminal):
    jornadas(3, 20)
    jornadas(9, 7, mes=4, localidad="08")
    conteo = terminal("exportar", "conteos", "--filas", "localidad", "--publico", "--formato", "json")
    assert json.loads(conteo.stdout)["filas"] == [["Kennedy", 16], ["Suba", 23]]
    hecha = pedir("jornadas", "--vigencia", "2023")
    assert [fila[-1] for fila in hecha["filas"]] == ["*", "*", 9, 7]  # si no, 23 − 20
    de_una = pedir("jornadas", "--vigencia", "2023", "--localidad", "Suba")
    assert [fila[-1] for fila in de_una["filas"]] == ["*", "*"]
    assert de_una["totales"][-1] == 23
    tipos = {fila[0]: fila[-1] for fila in pedir("actividades", "--vigencia", "2023")["filas"]}
    assert tipos["Jornadas"] == 39


def test_tres_personas_nuevas_no_se_conocen_restando_dos_ediciones(contexto, pedir):
    jornadas(20, 30)
    crear_actividad("encuentro", "2023-05-04", categoria="asamblea", unidad="u", declaradas=40)
    assert pedir("actividades", "--vigencia", "2023")["totales"][-1] == 90
    jornadas(3, mes=5)
    despues = pedir("actividades", "--vigencia", "2023")
    tipos = {fila[0]: fila[-1] for fila in despues["filas"]}
    assert (tipos["Jornadas"], tipos["Encuentros"], despues["totales"][-1]) == ("*", 40, "*")
    negada = pedir("jornadas", "--vigencia", "2023", "--corte", "2023-05-15")
    assert "se corta a fin de mes" in negada


def test_de_la_casa_se_protegen_las_atenciones_las_mujeres_y_las_notas(contexto):
    dia = crear_actividad("casa_de_todas", "2023-05-04", lugar="Casa de Todas", localidad="14")
    atenciones(dia, juridica=3, psicosocial=40, trabajo_social=20)
    atender(asistir(dia), "psicosocial")
    por_area = publicar("atenciones")
    assert columna(por_area, 1).count("*") == 2
    assert por_area.totales[1].valor == 64
    assert set(columna(por_area, 2)) == {"*"}  # con las atenciones a la vista no hay cómo esconder a tres
    assert any(nota.endswith("las atenciones sin persona conocida.") for nota in por_area.notas)
    assert any("no autorizó usar sus respuestas en reportes se cuenta" in nota for nota in por_area.notas)
    assert not any(letra.isdigit() for nota in por_area.notas for letra in nota), "ninguna cuenta a nadie"
    por_clase = publicar("atenciones_por_clase")
    filas = {(f[0].valor, f[1].valor): f[2].valor for f in por_clase.filas}
    assert set(filas.values()) <= {"*", 0, 20, 40, 41}
    assert filas["Jurídica", "Seguimiento"] == "*"


def test_un_encuentro_pequeno_tampoco_dice_la_cantidad_que_dejo(contexto):
    for categoria, n, cantidad in (("recorrido", 30, 100), ("asamblea", 40, 2), ("red_de_apoyo", 3, 7)):
        crear_actividad(
            "encuentro", "2023-05-04", categoria=categoria, unidad="u", cantidad=cantidad, declaradas=n
        )
    hecha = publicar("encuentros")
    filas = {fila[2].valor: fila[3].valor for fila in hecha.filas}
    assert 3 not in filas
    assert columna(hecha, 2).count("*") == 2
    assert hecha.totales[2].valor == 73
    assert {fila[3].valor for fila in hecha.filas if fila[2].valor == "*"} == {"*"}
    assert 2 not in columna(hecha, 3)


def test_las_estaciones_y_los_tipos_se_protegen_sin_juntar_policias_con_personas(contexto):
    crear_actividad("mebog", "2023-05", estacion="Santa Fe", declaradas=1)
    crear_actividad("mebog", "2023-05", estacion="Kennedy", declaradas=14)
    jornadas(40)
    crear_actividad("zesai", "2023-06-01", declaradas=3)
    assert columna(publicar("mebog"), 1) == ["*", "*", 15]
    tipos = {fila[0].valor: fila[3].valor for fila in publicar("actividades").todas}
    assert (tipos["Jornadas"], tipos["Sesiones MEBOG"], tipos["Total"]) == (40, 15, 58)


def test_si_no_hay_forma_segura_se_niega_y_lo_que_propone_se_puede(contexto, pedir):
    jornadas(1, 2, localidad="01")
    jornadas(30, 20, localidad="11", mes=4)
    negada = pedir("jornadas", "--vigencia", "2023", "--localidad", "Usaquén")
    assert "No hay forma segura" in negada
    assert "Puede pedirla de todas las localidades" in negada
    assert db.session.query(Publicacion).count() == db.session.query(Exportacion).count() == 0
    assert isinstance(pedir("jornadas", "--vigencia", "2023"), dict)


def test_lo_que_no_cuenta_personas_sale_como_esta_y_solo_publica_quien_puede(contexto):
    crear_actividad("mesa_tecnica", "2023-05-04", numero=1, entidad_o_sector="Salud")
    assert columna(publicar("mesas_tecnicas"), 0) == [1]
    with pytest.raises(NoPermitido):
        operaciones.publicar_tabla(
            Actor(None, "x", frozenset({AUDITORIA})), "jornadas", EN_2023, "Para el boletín", "csv"
        )


def test_una_columna_de_la_que_nadie_dijo_si_cuenta_personas_no_sale(contexto, monkeypatch):
    sumas = Tabla(
        *("t", "T", (Columna("Sector"), Columna("Personas", TipoColumna.ENTERO)), (), None, "registros"),
        EN_2023.corte_escrito,
    )
    assert Divulga(libres=("Productos",)).sin_declarar(sumas) == ["Personas"]
    jornadas(9)
    monkeypatch.setattr(CATALOGO["jornadas"].divulga.__class__, "sin_declarar", lambda *_: ["Asistentes"])
    with pytest.raises(ErrorDeRegistro, match="Nadie ha dicho si Asistentes cuenta personas"):
        publicar("jornadas")


def test_lo_que_alguien_escribio_con_una_cifra_que_se_oculta_no_se_publica():
    r = Redaccion()
    r.decir(f"Hubo {r.cifra('mujeres', '*')} mujeres.")
    escrito = SimpleNamespace(texto="Hubo 3 mujeres.", version=1)
    assert Parte(seccion("casa", "Casa", 1, r), escrito).texto == "Hubo 3 mujeres."
    assert para_publicar(Parte(seccion("casa", "Casa", 1, r), escrito)).texto == "Hubo * mujeres."
    sin_ocultas = Parte(seccion("casa", "Casa", 1, Redaccion()), escrito)
    assert para_publicar(sin_ocultas) is sin_ocultas
