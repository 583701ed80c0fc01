"""Las cinco leyes y el orden de los pisos: cada una devuelve los avisos de lo que la incumple."""

import ast
import sys
from collections.abc import Iterator

from tests.arquitectura import plano
from tests.arquitectura.lectura import PAQUETE, Casa, Modulo


def _cae_en(nombre: str, lugares: object) -> bool:
    """¿Es uno de los lugares, o está dentro de él? Vale igual si el módulo se volvió carpeta."""
    return any(nombre == lugar or nombre.startswith(f"{lugar}.") for lugar in lugares)


def _propio(destino: str) -> str | None:
    """El nombre dentro de la casa («personas.modelo»), o nada si es de fuera."""
    if destino == PAQUETE:
        return ""
    return destino.removeprefix(f"{PAQUETE}.") if destino.startswith(f"{PAQUETE}.") else None


def _piso(nombre: str) -> int | None:
    tajada = nombre.split(".", maxsplit=1)[0]
    return next((numero for numero, piso in enumerate(plano.PISOS) if tajada in piso), None)


def orden_de_los_pisos(casa: Casa) -> Iterator[str]:
    for modulo in casa.modulos:
        if modulo.nombre in {"", plano.UNE_TODO}:
            continue
        piso = _piso(modulo.nombre)
        if piso is None:
            yield modulo.aviso(1, "no está en el plano de la casa")
            continue
        for importado in casa.imports(modulo):
            destino = _propio(importado.destino)
            if destino and not _puede_ver(modulo.nombre, piso, destino):
                yield modulo.aviso(importado.linea, f"no puede importar {destino}: no queda debajo")


def _puede_ver(quien: str, piso: int, destino: str) -> bool:
    tajada = quien.split(".", maxsplit=1)[0]
    if destino == plano.UNE_TODO:
        return tajada == "cli"
    if destino.split(".", maxsplit=1)[0] == tajada:
        return True
    otro = _piso(destino)
    return otro is not None and (otro < piso or otro == piso == 0)


def ley_1_puros(casa: Casa) -> Iterator[str]:
    for modulo in casa.modulos:
        if modulo.nombre not in plano.PUROS:
            continue
        for importado in casa.imports(modulo):
            propio = _propio(importado.destino)
            puro = importado.raiz in sys.stdlib_module_names if propio is None else propio in plano.PUROS
            if not puro:
                yield modulo.aviso(importado.linea, f"es puro y no puede importar {importado.destino}")


def ley_2_puertas(casa: Casa) -> Iterator[str]:
    for modulo in casa.modulos:
        for importado in casa.imports(modulo):
            libreria = importado.raiz
            if libreria in {PAQUETE, *plano.LIBRES, *sys.stdlib_module_names}:
                continue
            puertas = plano.PUERTAS.get(libreria)
            if puertas is None:
                yield modulo.aviso(importado.linea, f"{libreria} no tiene puerta en el plano")
            elif not _cae_en(modulo.nombre, puertas):
                yield modulo.aviso(
                    importado.linea, f"{libreria} sólo entra por {', '.join(puertas) or 'nadie'}"
                )


def ley_3_pantallas_sin_modelo(casa: Casa) -> Iterator[str]:
    for modulo in casa.modulos:
        tajada = modulo.nombre.split(".")[0]
        if tajada not in {"web", "cli"}:
            continue
        for importado in casa.imports(modulo):
            propio = _propio(importado.destino)
            prohibida = importado.raiz in {"sqlalchemy", "flask_sqlalchemy"}
            if prohibida or (propio and not _por_ventanilla(tajada, propio)):
                yield modulo.aviso(
                    importado.linea, f"{tajada} no ve {importado.destino}: pídalo a una ventanilla"
                )


def _por_ventanilla(tajada: str, destino: str) -> bool:
    partes = set(destino.split("."))
    if "modelo" in partes:
        return False
    vecinas = plano.VECINAS | {tajada} | (plano.SOLO_DE_CLI if tajada == "cli" else set())
    return bool(partes & plano.VENTANILLAS) or destino in plano.PUROS or _cae_en(destino, vecinas)


def _llamadas(nodo: ast.AST, nombre: str) -> list[int]:
    """Las líneas donde se llama a algo con ese nombre, suelto o como atributo."""
    return [
        llamada.lineno
        for llamada in ast.walk(nodo)
        if isinstance(llamada, ast.Call)
        and nombre in {getattr(llamada.func, "id", None), getattr(llamada.func, "attr", None)}
    ]


def ley_4_transacciones(casa: Casa) -> Iterator[str]:
    for modulo in casa.modulos:
        if modulo.nombre == "extensiones":
            continue
        for linea in _llamadas(modulo.arbol, "commit"):
            yield modulo.aviso(linea, "el commit es de la transacción, en extensiones.py")
        if "operaciones" in modulo.nombre.split("."):
            yield from _operaciones_sin_anotar(modulo)
        else:
            for linea in _llamadas(modulo.arbol, "transaccion"):
                yield modulo.aviso(linea, "sólo una operación abre una transacción")


def _operaciones_sin_anotar(modulo: Modulo) -> Iterator[str]:
    dentro = set()
    for funcion in modulo.funciones:
        lineas = _llamadas(funcion, "transaccion")
        dentro.update(lineas)
        if lineas and not _llamadas(funcion, "anotar"):
            yield modulo.aviso(funcion.lineno, f"{funcion.name} escribe y no deja su línea en la bitácora")
    for linea in sorted(set(_llamadas(modulo.arbol, "transaccion")) - dentro):
        yield modulo.aviso(linea, "una transacción se abre dentro de una función")


def ley_5_nadie_compara_el_tipo(casa: Casa) -> Iterator[str]:
    for modulo in casa.modulos:
        for nodo in modulo.nodos:
            if isinstance(nodo, ast.Compare):
                lados = [nodo.left, *nodo.comparators]
            elif isinstance(nodo, ast.Match):
                lados = [nodo.subject]
            else:
                continue
            # El tipo de una columna es una enumeración cerrada, no una clase de actividad.
            de_columna = any(isinstance(n, ast.Name) and n.id == "TipoColumna" for n in ast.walk(nodo))
            if not de_columna and any(
                isinstance(lado, ast.Attribute) and lado.attr == "tipo" for lado in lados
            ):
                yield modulo.aviso(nodo.lineno, "compara .tipo: pregúntele a la declaración del tipo")
