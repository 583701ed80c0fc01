"""La introducción y el contexto: qué es la política y cuántos productos tiene."""

from __future__ import annotations

from registro.escritores.documento import TablaEnDocumento
from registro.fechas import fecha_larga
from registro.informes.balance import papel
from registro.informes.balance.lectura import Lectura
from registro.informes.datos import Dato, mayor, renglones, totales
from registro.informes.redaccion import Redaccion, Seccion, seccion
from registro.numeros import escribir
from registro.textos import unir

POLITICA = "Política Pública de Actividades Sexuales Pagadas 2020–2029"
COLORES = ("Verde", "Naranja", "Amarillo", "Rojo")


def introduccion(lectura: Lectura) -> Seccion:
    """De qué trata el informe y cómo le fue a la política en el año."""
    r = Redaccion()
    r.decir(
        f"Este informe presenta el balance de la vigencia {lectura.vigencia} de la {POLITICA} (PPASP), "
        "adoptada por el documento CONPES D.C. 11 de 2019. Da cuenta de lo que los sectores del Distrito "
        "alcanzaron frente a las metas de sus productos y de lo que la Dirección hizo para impulsarla."
    )
    todos = totales(lectura.tabla("semaforo_por_sector"))
    productos = r.contar("productos", todos["Total"], "producto", "productos")
    sectores = r.cifra("sectores", escribir(len(lectura.sectores())))
    r.decir(f"La política tiene {productos} de {sectores} sectores.", resultado(r, lectura))
    r.decir(
        "Las cifras salen de los registros de actividades y asistencia y de los reportes aprobados de los "
        f"sectores, con corte al {fecha_larga(lectura.corte)}. Cada tabla dice su fuente y las reglas con "
        "que se calculó; lo que no se reportó se escribe «sin dato» y nunca como cero."
    )
    return seccion("introduccion", "Introducción", 1, r)


def resultado(r: Redaccion, lectura: Lectura) -> str:
    """«Al cierre de 2023 hay 54 en verde, 3 en amarillo y 11 en rojo; 4 se cumplieron antes…»."""
    todos = totales(lectura.tabla("semaforo_por_sector"))
    en_color = [
        f"{r.cifra(f'productos en {color.lower()}', todos[color])} en {color.lower()}"
        for color in COLORES
        if color in todos
    ]
    fuera = _fuera_del_color(r, todos)
    cerrada = lectura.corte.year > lectura.vigencia or (lectura.corte.month, lectura.corte.day) == (12, 31)
    cuando = f"Al cierre de {lectura.vigencia}" if cerrada else f"A {fecha_larga(lectura.corte)}"
    return f"{cuando} hay {unir(en_color)}{fuera}."


def _fuera_del_color(r: Redaccion, todos: dict[str, Dato]) -> str:
    cumplidos, sin_meta = todos["Cumplidos"], todos["Sin meta"]
    partes = []
    if cumplidos.valor != 0:
        cuantos = r.cifra("productos cumplidos antes", cumplidos)
        partes.append(f"{cuantos} {'se cumplió' if cumplidos.valor == 1 else 'se cumplieron'} antes")
    if sin_meta.valor != 0:
        cuantos = r.cifra("productos sin meta", sin_meta)
        partes.append(f"{cuantos} no {'tiene' if sin_meta.valor == 1 else 'tienen'} meta en el año")
    sin_dato = _sin_dato(todos)
    if sin_dato:
        cuantos = r.cifra("productos sin dato", escribir(sin_dato))
        partes.append(f"de {cuantos} no se conoce el cumplimiento")
    return f"; {unir(partes)}" if partes else ""


def _sin_dato(todos: dict[str, Dato]) -> int:
    """Los del total que no están en ninguna columna; si algo se oculta no se resta."""
    numeros = [dato.numero for titulo, dato in todos.items() if titulo not in {"Sector", "Total"}]
    sabidos = [numero for numero in numeros if numero is not None]
    total = todos["Total"].numero
    return 0 if total is None or len(sabidos) < len(numeros) else int(total - sum(sabidos))


def contexto(lectura: Lectura) -> Seccion:
    """Objetivos, resultados y productos, con las tablas 1 a 3."""
    r = Redaccion()
    objetivos = lectura.objetivos()
    por_sector = lectura.tabla("productos_por_sector")
    productos = r.contar("productos", totales(por_sector)["Productos"], "producto", "productos")
    resultados = r.cifra(
        "resultados esperados", escribir(len({tuple(codigo.split(".")[:2]) for codigo in lectura.fichas()}))
    )
    cuantos = r.cifra("objetivos específicos", escribir(len(objetivos)))
    r.decir(
        f"La PPASP se ordena en {cuantos} objetivos específicos, {resultados} resultados esperados y "
        f"{productos}. Cada producto tiene un código —objetivo, resultado y número—, un sector "
        "responsable, una meta para cada vigencia y una meta final. Los objetivos específicos son:"
    )
    r.parrafos.append("\n".join(f"{numero}. {texto}" for numero, texto in objetivos.items()))
    primero = mayor(renglones(por_sector), "Productos")
    if primero is not None:
        r.decir(
            f"El sector con más productos es {primero['Sector'].escrito}, con "
            f"{r.cifra('productos del sector que más tiene', primero['Productos'])}. Las tablas siguientes "
            "muestran cuántos tiene cada sector, cuántos cada objetivo y cómo se cruzan."
        )
    return seccion(
        "contexto",
        "La política y sus productos",
        1,
        r,
        TablaEnDocumento(papel.breve(por_sector), "Productos por sector"),
        TablaEnDocumento(
            papel.con_objetivos(lectura.tabla("productos_por_objetivo"), objetivos),
            "Productos por objetivo específico",
            anchos=(85, 15),
        ),
        TablaEnDocumento(
            papel.breve(lectura.tabla("sector_por_objetivo")), "Productos por sector y objetivo específico"
        ),
    )
