"""Las migraciones llegan a lo que dicen los modelos, y cada una se puede deshacer."""

from datetime import date
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Text, inspect, select, text, type_coerce

from registro import esquema, rutas
from registro.asistencia.operaciones import recibir_lote
from registro.extensiones import db
from registro.indicadores.recuentos import disparadores
from registro.seguridad.cifrado import descifrar
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas
from tests.fabricas.canarios import cifradas, plantar


@pytest.fixture
def vacia(motor, instalaciones):
    """Una aplicación sobre una base sin nada."""
    nombre = f"vacia_{uuid4().hex}"
    with instalaciones.abierta(motor.crear(nombre)) as app:
        yield app
    motor.borrar(nombre)


def tablas(app):
    with app.app_context():
        return set(inspect(db.engine).get_table_names())


def test_migrar_deja_exactamente_las_tablas_de_los_modelos(app):
    with app.app_context(), db.engine.connect() as conexion:
        contexto = MigrationContext.configure(conexion, opts={"compare_type": True})
        assert compare_metadata(contexto, db.metadata) == []
        assert disparadores.faltan(conexion) == []


def test_cada_migracion_se_deshace_y_se_rehace(vacia):
    esquema.migrar(vacia)
    completas = tablas(vacia)
    esquema.revertir(vacia, "base")
    assert tablas(vacia) == {"alembic_version"}
    esquema.migrar(vacia)
    assert tablas(vacia) == completas
    with vacia.app_context(), db.engine.connect() as conexion:
        assert disparadores.faltan(conexion) == [], "ninguna tabla rehecha los pierde"
    lo_escrito_se_cifra_y_vuelve(vacia)


def test_migrar_dos_veces_no_cambia_nada(suelta):
    antes = esquema.revisiones(suelta)
    esquema.migrar(suelta)
    assert esquema.revisiones(suelta) == antes
    assert antes[0] == antes[1] == ScriptDirectory(str(rutas.migraciones())).get_current_head()


def test_las_ultimas_se_deshacen_y_rehacen_sin_perder_lo_registrado(suelta):
    esquema.revertir(suelta, "0036")  # un toque decía menos, y ningún disparador dice de más
    with suelta.app_context():
        crear_actividad(dia=date(2024, 3, 13))
        jornada = crear_actividad()
        recibir_lote(ACTOR, [crear_lectura(jornada, codigo) for codigo in crear_tarjetas(2)])
        crear_actividad("zesai", agenda="Lectura del acta")
    todo = filas(suelta)
    esquema.revertir(suelta, "0012")  # se va lo de las tabletas y nada más
    guardado = filas(suelta)
    assert guardado.items() <= todo.items()
    for revision in ("0011", "0010", "0009", "0008"):
        esquema.revertir(suelta, revision)
        assert filas(suelta) == guardado, revision
    esquema.migrar(suelta)
    assert guardado.items() <= filas(suelta).items()
    esquema.revertir(suelta, "base")
    assert tablas(suelta) == {"alembic_version"}


def lo_escrito_se_cifra_y_vuelve(app):
    """Antes de 0028 lo escrito está a la vista; después, sólo cifrado, y se lee lo mismo."""

    def guardados():
        with app.app_context(), db.engine.connect() as conexion:
            return {
                f"{c.table.name}.{c.name}": conexion.scalars(
                    select(type_coerce(c, Text)).where(type_coerce(c, Text) != "")
                ).all()
                for c in cifradas()
            }

    with app.app_context():
        plantar(db.session(), "pajarito azul")
    esquema.revertir(app, "0027")
    visibles = {columna for columna, textos in guardados().items() if "pajarito azul" in textos}
    assert {"reporte.texto", "acta.firmas", "punto_de_agenda.presenta", "zesai.enlace"} <= visibles
    esquema.migrar(app)
    for columna, textos in guardados().items():
        assert textos, columna
        assert not {"pajarito azul"} & set(textos), columna
        if columna in visibles:
            with app.app_context():
                assert "pajarito azul" in [descifrar(texto) for texto in textos], columna


EN_VALORES_VIEJOS = (
    "insert into objetivo (numero, texto) values (1, 'Uno')",
    "insert into sector (id, nombre, clave, activo) values (7, 'Salud', 'salud', true)",
    (
        "insert into producto (id, codigo, objetivo_numero, sector_id, nombre, unidad, anualizacion, "
        "anualizacion_origen, periodicidad, estado, vigencia_final, meta_final, meta_final_origen) values "
        "(3, '1.2.1', 1, 7, 'Uno', 'numero', 'suma', 'deducida', '', 'en_ejecucion', 2029, 9, 'deducida')"
    ),
    (
        "insert into cifra_de_producto (producto_id, clase, desde, hasta, valor) values "
        "(3, 'meta', 2023, 2023, 4), (3, 'alcanzado', 2023, 2023, 5)"
    ),
)


# Lo que ya se había publicado cuando cada archivo pasó a poder traer varias publicaciones.
UNA_SALIDA_PUBLICADA = (
    "insert into foto_de_hechos (id, marca, contenido) values (4, 'm', 'c')",
    (
        "insert into publicacion (id, huella, edicion, umbral, especificacion, foto_id, reservado, "
        "publicada_en, publicada_por) values (5, 'h', 'publica', 5, '{}', 4, 'r', '2024-01-01', 'x')"
    ),
    (
        "insert into exportacion (id, clase, que, proposito, autora, formato, hecha_en, publicacion_id) "
        "values (9, 'c', 'q', 'p', 'a', 'csv', '2024-01-01', 5)"
    ),
)
PASA_A_OTRO_SECTOR = (
    "insert into sector (id, nombre, clave, activo) values (8, 'Mujeres', 'mujeres', true)",
    (
        "insert into definicion_de_producto (producto_id, numero, desde, acto, nombre, sector_id, unidad, "
        "anualizacion, anualizacion_origen, periodicidad, estado, meta_final_origen, fuente_oficial, "
        "semaforo, regla, registrada_en, registrada_por) select producto_id, 2, '2024-07-01', 'Decreto', "
        "'Otro', 8, unidad, anualizacion, anualizacion_origen, periodicidad, estado, meta_final_origen, "
        "fuente_oficial, semaforo, regla, registrada_en, 'x' from definicion_de_producto"
    ),
)


def test_la_definicion_de_un_producto_pasa_a_su_primera_version_y_vuelve(vacia):
    def leer(orden):
        with vacia.app_context(), db.engine.connect() as conexion:
            return [tuple(fila) for fila in conexion.execute(text(orden))]

    def guardar(*ordenes):
        with vacia.app_context(), db.engine.connect().execution_options(escribe=True) as conexion:
            for orden in ordenes:
                conexion.execute(text(orden))
            conexion.commit()

    de_antes = "select codigo, unidad, anualizacion, estado, vigencia_final, meta_final from producto"
    cifras = "select clase, desde, valor from cifra_de_producto order by clase"
    esquema.migrar(vacia, "0013")
    guardar(*EN_VALORES_VIEJOS)
    antes = leer(de_antes), leer(cifras)
    esquema.migrar(vacia, "0028")
    guardar(*UNA_SALIDA_PUBLICADA)
    esquema.migrar(vacia)
    assert leer("select exportacion_id, publicacion_id from publicacion_de_exportacion") == [(9, 5)]
    assert leer("select numero, unidad, meta_final, desde from definicion_de_producto") == [
        (1, "numero", antes[0][0][-1], None)
    ]
    assert leer("select sector_id, nombre, responsable from definicion_de_producto") == [(7, "Uno", "")]
    assert leer("select desde, valor from meta_de_definicion") == [(2023, antes[1][1][-1])]
    assert leer("select desde, valor from cifra_de_producto") == [(2023, antes[1][0][-1])]
    guardar(*PASA_A_OTRO_SECTOR)
    esquema.revertir(vacia, "0033")
    assert leer("select sector_id, nombre from producto") == [(8, "Otro")]
    guardar("delete from definicion_de_producto where numero = 2")
    esquema.revertir(vacia, "0013")
    assert (leer(de_antes), leer(cifras)) == antes


def filas(app):
    """Cuántas hay en cada tabla, contadas por la base y no por los modelos."""
    with app.app_context(), db.engine.connect() as conexion:
        nombres = tablas(app) - {"alembic_version"}
        return {n: conexion.scalar(text(f"select count(*) from {n}")) for n in sorted(nombres)}


def test_la_base_embebida_solo_la_lee_quien_la_sirve(tmp_path, instalaciones):
    archivo = tmp_path / "registro.sqlite3"
    with instalaciones.abierta(f"sqlite:///{archivo}") as app:
        esquema.migrar(app)
    assert archivo.stat().st_mode & 0o777 == 0o600
