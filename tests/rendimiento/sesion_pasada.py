"""Cuenta las teclas y las pantallas de registrar una sesión pasada: python -m tests.rendimiento.sesion_pasada

La extraordinaria del 19 de marzo de 2020 (con su motivo, ocho de doce puestos y tres funciones) por la
pantalla única y por las sueltas de actividades, sin tocar el ratón. Los segundos son los del modelo de
tecleo de Card, Moran y Newell para quien teclea con práctica: 0,2 s por tecla y 1,35 s para pensar antes de
cada campo.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(RAIZ))

POR_TECLA, POR_CAMPO, META = 0.2, 1.35, 60
MAXIMO_DE_TABULADORES = 400
PUESTOS, FUNCIONES = ("2", "3", "5", "6", "7", "9", "11", "12"), ("2", "5", "10")
MOTIVO = "Socializar la alerta temprana"


@dataclass
class Cuenta:
    """Lo que costó un camino."""

    nombre: str
    teclas: int = 0
    campos: int = 0
    pantallas: int = 0

    @property
    def segundos(self):
        return self.teclas * POR_TECLA + self.campos * POR_CAMPO


class Teclado:
    """Una página que sólo se maneja con el teclado, y cuenta lo que se oprime."""

    def __init__(self, pagina, nombre):
        self.pagina = pagina
        self.cuenta = Cuenta(nombre)

    def abrir(self, ruta):
        self.cuenta.pantallas += 1
        self.pagina.goto(ruta)

    def oprimir(self, tecla):
        self.cuenta.teclas += 1
        self.pagina.keyboard.press(tecla)

    def escribir(self, texto):
        self.cuenta.campos += 1
        self.cuenta.teclas += len(texto)
        self.pagina.keyboard.type(texto)

    def hasta(self, selector):
        """Tabulador hasta llegar; lo que se recorre también cuesta."""
        for _ in range(MAXIMO_DE_TABULADORES):
            if self.pagina.evaluate("(s) => document.activeElement?.matches(s) ?? false", selector):
                return
            self.oprimir("Tab")
        raise AssertionError(f"el tabulador no llega a {selector}")

    def entrar(self):
        """Enter, y esperar la página que viene."""
        self.cuenta.pantallas += 1
        with self.pagina.expect_navigation():
            self.oprimir("Enter")


def por_la_pantalla_unica(pagina):
    """Fecha, clase, números y Enter."""
    teclado = Teclado(pagina, "pantalla única")
    teclado.abrir("/mesa/instancia/1/pasada?semestre=2020-1")
    teclado.escribir("19/3")
    teclado.oprimir("Tab")
    teclado.escribir("e")  # extraordinaria: aparece la casilla del motivo
    teclado.oprimir("Tab")
    teclado.escribir(MOTIVO)
    teclado.oprimir("Tab")
    teclado.escribir("2 3 5-7 9 11 12")
    teclado.oprimir("Tab")
    teclado.escribir(" ".join(FUNCIONES))
    teclado.entrar()
    assert "8 puestos y 3 funciones" in pagina.inner_text("main")
    return teclado.cuenta


def por_las_pantallas_sueltas(pagina):
    """Crear, marcar la lista y cerrar, como se hacía."""
    teclado = Teclado(pagina, "pantallas sueltas")
    teclado.abrir("/actividades/nueva/zesai?instancia=1")
    teclado.hasta("[name=fecha]")
    teclado.escribir("12/03/2020")
    teclado.hasta("[name=clase]")
    teclado.escribir("e")
    teclado.hasta("[name=motivo_extraordinaria]")
    teclado.escribir(MOTIVO)
    teclado.hasta("[name=agenda]")
    teclado.escribir("Funciones abordadas")
    for numero in FUNCIONES:
        caja = pagina.locator("[name=funciones]").nth(int(numero) - 1)
        teclado.hasta(f"#{caja.get_attribute('id')}")
        teclado.cuenta.campos += 1
        teclado.oprimir("Space")
    teclado.hasta(".formulario .boton-principal")
    teclado.entrar()
    teclado.hasta("main .acciones a[href^='/mesa/sesion/']:not([href$=codigo])")
    teclado.entrar()
    for numero in PUESTOS:
        caja = pagina.locator(".lista-de-puestos [name=puesto]").nth(int(numero) - 1)
        teclado.hasta(f"#{caja.get_attribute('id')}")
        teclado.cuenta.campos += 1
        teclado.oprimir("Space")
    teclado.hasta("form[action$='/lista'] .boton-principal")
    teclado.entrar()
    teclado.hasta(".pestanas a[href^='/actividades/']")
    teclado.entrar()
    teclado.hasta("a[href$='/cerrar']")
    teclado.entrar()
    teclado.hasta("main form .boton-principal")
    teclado.entrar()
    return teclado.cuenta


def main():
    """Arma una instalación vacía y recorre los dos caminos."""
    from playwright.sync_api import sync_playwright

    from registro.aplicacion import crear_app
    from registro.config import Config, crear_claves
    from tests.bases.plantillas import recien_instalada
    from tests.navegacion.navegador import abrir_chromium, entrar_en, servir

    with tempfile.TemporaryDirectory(prefix="registro-medida-") as carpeta, sync_playwright() as playwright:
        datos = Path(carpeta)
        app = crear_app(
            Config(datos=datos, base=f"sqlite:///{datos}/base.sqlite3", claves=crear_claves(datos))
        )
        recien_instalada(app)
        navegador = abrir_chromium(playwright)
        with servir(app) as direccion:
            pagina = entrar_en(
                navegador.new_context(base_url=direccion, locale="es-CO").new_page(), "secretaria"
            )
            cuentas = [por_la_pantalla_unica(pagina), por_las_pantallas_sueltas(pagina)]
        navegador.close()
    for cuenta in cuentas:
        print(
            f"{cuenta.nombre:>18}: {cuenta.teclas:>4} teclas, {cuenta.pantallas} pantallas, "
            f"{cuenta.segundos:.0f} s (meta {META} s)"
        )
    unica, sueltas = cuentas
    print(f"La única cuesta {unica.teclas / sueltas.teclas:.0%} de las teclas de las sueltas.")


if __name__ == "__main__":
    main()
