"""Los textos de una instancia siguen siendo suyos, y un corte cerrado guarda los rangos con que se leía."""

from sqlalchemy import text

from registro import esquema
from registro.extensiones import db

ANTES = "0026"
POR_SIGLA = ["Mesa que ya no existe 2020-1", "ZESAI 2020-1"]
CERRADO = (
    "insert into corte_cerrado (vigencia, trimestre, cerrado_en, cerrado_por, huella, reabierto_por, motivo) "
    "values (2023, 4, '2024-02-01 00:00:00', 'Ana', 'x', '', '')"
)


def ambitos(app):
    with app.app_context(), db.engine.connect() as conexion:
        return sorted(conexion.scalars(text("select ambito from texto_de_informe")))


def test_los_textos_cambian_de_clave_y_un_corte_ya_cerrado_conserva_sus_rangos(suelta):
    esquema.revertir(suelta, ANTES)
    orden = text(
        "insert into texto_de_informe "
        "(informe, ambito, seccion, version, texto, cifras, escrito_en, escrito_por) values "
        "('gestion', :ambito, 'analisis', 1, 'Lo escrito', '{}', '2020-07-01 00:00:00', 'Ana')"
    )
    with suelta.app_context(), db.engine.begin() as conexion:
        conexion.execute(orden, [{"ambito": uno} for uno in POR_SIGLA])
        conexion.execute(text(CERRADO))
    esquema.migrar(suelta)
    assert ambitos(suelta) == ["Mesa que ya no existe 2020-1", "instancia 1 2020-1"]
    with suelta.app_context(), db.engine.connect() as conexion:
        assert conexion.scalar(text("select semaforo from corte_cerrado")) == "ppasp_2023"
    esquema.revertir(suelta, ANTES)
    assert ambitos(suelta) == POR_SIGLA
