"""axe-core no encuentra nada que reclamar en las pantallas de cada rol, con la demostración cargada."""

import pytest

from tests.bases.motores import MOTORES
from tests.demostracion.plantilla import con_la_demostracion
from tests.navegacion.accesible import con_axe, reclamos
from tests.navegacion.navegador import TAMANOS

pytestmark = pytest.mark.navegador

# «:» lleva a la primera dirección de la pantalla anterior con ese trozo.
PANTALLAS = {
    "campo": ["/campo", "/cuenta", "/ayuda/campo"],
    "casa": ["/casa", "/casa/atencion", "/casa/dias", "/tablas/atenciones?vigencia=2023"],
    "secretaria": [
        *("/actividades", ":/actividades/", "/actividades/nueva/jornada", "/actividades/nueva/zesai"),
        *("/mesa/instancia/1/sesiones?semestre=2020-1", ":/acta", ":/desarrollo", ":/mesa/sesion/"),
        *("/mesa/instancia/1/pasada?semestre=2020-2", "/mesa/instancia/1/plan", ":/subproducto/"),
        *("/mesa/instancia/1/publicacion?semestre=2020-1", "/mesa/instancia/1/compromisos"),
        *("/mesa/instancia/1", "/mesa/puesto/1", "/bandeja", ":/bandeja/", "/bandeja/tarjetas/reemplazar"),
    ],
    "analista": [
        *("/tablas", "/tablas/jornadas?vigencia=2023", ":/tablas/jornadas/registros"),
        *("/indicadores?vigencia=2023&abierto=Mujeres", "/indicadores/producto/2.2.3?vigencia=2023"),
        *(":/definicion", "/indicadores/producto/2.2.3/regla?vigencia=2023"),
        *("/tablas/asistencia_mesa?semestre=2020-1", "/tablas/productos?vigencia=2023", "/importar"),
        *("/revision", "/revision/tablero", "/revision/plazos", "/revision/cortes?vigencia=2023"),
    ],
    "enlace": [
        *("/reportes?periodo=2025-T4", ":/reportes/", "/cuenta/tokens"),
        "/tablas/funciones_mesa?semestre=2020-1",
        "/ayuda",
    ],
    "administracion": [
        *("/administracion", "/administracion/usuarias/nueva", "/administracion/tarjetas"),
        "/administracion/catalogos/lugar",
    ],
    "auditoria": ["/bitacora", "/tablas/periodicidad?vigencia=2023"],
}


@pytest.fixture(scope="module")
def demostracion(instalaciones, carpeta_comun, tmp_path_factory):
    """Con un motor basta: las pantallas son las mismas."""
    datos = tmp_path_factory.mktemp("axe") / "datos"
    with instalaciones.copia(MOTORES["sqlite"](carpeta_comun), con_la_demostracion, datos) as aplicacion:
        yield aplicacion


@pytest.fixture
def app(demostracion):
    return demostracion


def cabe(pagina, tamano):
    ancho, alto = TAMANOS[tamano]
    pagina.set_viewport_size({"width": ancho, "height": alto})
    sobra = pagina.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert sobra <= 0, f"{pagina.url} se sale {sobra} px en {tamano}"


def ir(pagina, ruta):
    if ruta.startswith(":"):
        ruta = pagina.locator(f"main a[href*='{ruta[1:]}']:not([href*=nueva])").first.get_attribute("href")
    assert pagina.goto(ruta).status == 200, ruta


@pytest.mark.parametrize("rol", PANTALLAS)
def test_las_pantallas_de_cada_rol_se_leen_sin_ver_y_caben(abrir, rol):
    pagina = con_axe(abrir(rol))
    for ruta in PANTALLAS[rol]:
        ir(pagina, ruta)
        for tamano in ("acostada", "escritorio", "tableta"):
            cabe(pagina, tamano)
        assert reclamos(pagina) == []


def test_lo_que_no_se_entiende_sin_ver_se_reclama(abrir):
    pagina = con_axe(abrir())
    ir(pagina, "/entrar")
    assert reclamos(pagina) == []
    pagina.evaluate("document.querySelectorAll('label').forEach((una) => una.remove())")
    assert "label" in reclamos(pagina)[0]
