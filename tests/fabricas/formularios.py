"""Lo que una pantalla trae escrito en su formulario, para enviarlo de vuelta."""


def lo_escrito(cliente, ruta):
    """Los pares que el navegador enviaría sin tocar nada; las casillas de marcar no van."""
    pagina = cliente.get(ruta).pagina
    return de_la_pagina(pagina)


def de_la_pagina(pagina):
    """Igual, de una página ya recibida."""
    datos = {e.get("name"): e.get("value", "") for e in pagina.todos("input") if e.get("type") != "checkbox"}
    datos |= {e.get("name"): e.text or "" for e in pagina.todos("textarea")}
    for lista in pagina.todos("select"):
        elegida = next((o for o in lista.iter("option") if "selected" in o.attrib), None)
        datos[lista.get("name")] = elegida.get("value") if elegida is not None else ""
    return datos
