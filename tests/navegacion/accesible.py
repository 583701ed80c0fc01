"""axe-core, que cada página trae consigo: pasarlo otra vez en cada una tarda más que correrlo."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# De las filas que se ven igual (las mismas etiquetas y clases) basta una: las demás dirían lo mismo.
CORRER = """async () => {
  for (const cuerpo of document.querySelectorAll("tbody")) {
    const vistas = new Set();
    for (const fila of [...cuerpo.rows]) {
      const forma = [...fila.querySelectorAll("*")].map((una) => una.tagName + una.className).join();
      if (vistas.has(forma)) fila.remove();
      vistas.add(forma);
    }
  }
  return (await axe.run({ resultTypes: ["violations"] })).violations
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html.slice(0, 90)}`));
}"""


def con_axe(pagina: Page) -> Page:
    """Desde la próxima dirección que abra, esta página se puede revisar."""
    pagina.add_init_script(AXE_SCRIPT)
    return pagina


def reclamos(pagina: Page) -> list[str]:
    """Cada cosa que axe encuentra: en qué pantalla, qué regla y qué elemento."""
    return [f"{pagina.url}: {uno}" for uno in pagina.evaluate(CORRER)]
