"""Llenar y enviar un formulario de la página que se está viendo, como lo haría una persona."""

from collections import defaultdict

from tests.navegacion.paginas import letras


def enlace(respuesta, texto):
    """La dirección del primer enlace que contiene `texto`."""
    return next(e.get("href") for e in respuesta.pagina.todos("a") if texto in letras(e))


def enviar(cliente, respuesta, boton, **escrito):
    """Envía el formulario de ese botón con lo que ya traía y lo `escrito`."""
    formulario = next(
        forma
        for forma in respuesta.pagina.todos("form")
        if any(boton in letras(elemento) for elemento in forma.iter("button"))
    )
    return cliente.post(
        formulario.get("action") or respuesta.cruda.request.full_path, _llenado(formulario) | escrito
    )


def _llenado(formulario):
    valores = defaultdict(list)
    for control in formulario.iter("input"):
        marcable = control.get("type") in {"radio", "checkbox"}
        if control.get("name") and (not marcable or control.get("checked") is not None):
            valores[control.get("name")].append(control.get("value") or ("on" if marcable else ""))
    for lista in formulario.iter("select"):
        elegidas = [opcion for opcion in lista.iter("option") if opcion.get("selected") is not None]
        valores[lista.get("name")] += [opcion.get("value") or "" for opcion in elegidas]
    for texto in formulario.iter("textarea"):
        valores[texto.get("name")].append(texto.text or "")
    return dict(valores)
