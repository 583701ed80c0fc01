"""Crear una instancia y corregir lo que dicen sus normas."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from registro.errores import EnConflicto, ErrorDeRegistro, exigir_version
from registro.extensiones import transaccion
from registro.instancias.buscar import exigir_instancia
from registro.instancias.modelo import Instancia, NormaDeInstancia
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir
from registro.textos import clave, limpiar

PERMISO = "actividades.gestionar"
LARGO_DE_SIGLA = 30
LARGO_DE_TEXTO = 2000
SIGLA = re.compile(r"[0-9A-Za-zÁÉÍÓÚÜÑáéíóúüñ .-]+")


@dataclass(frozen=True, slots=True)
class DatosDeInstancia:
    """Lo que se escribe de una instancia; ``normas`` son las que la rigen, en su orden."""

    sigla: str
    nombre: str
    norma_creacion: str
    reglamento: str = ""
    secretaria_tecnica: str = ""
    normas: tuple[str, ...] = ()


def crear_instancia(actor: Actor, datos: DatosDeInstancia) -> int:
    """Crea una instancia, sin puestos ni funciones todavía, y devuelve su id.

    :raises ErrorDeRegistro: falta la sigla, el nombre o la norma, o la sigla no sirve o ya es de otra.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        instancia = Instancia()
        _llenar(sesion, instancia, datos)
        sesion.add(instancia)
        sesion.flush()
        anotar(actor, "instancia.crear", f"instancia:{instancia.id}")
        return instancia.id


def corregir_instancia(
    actor: Actor, instancia_id: int, datos: DatosDeInstancia, version: int | None = None
) -> None:
    """Corrige una instancia; la bitácora conserva lo que decía antes.

    :raises OtraVersion: otra persona la cambió desde la ``version`` que se leyó.
    :raises ErrorDeRegistro: falta la sigla, el nombre o la norma, o la sigla ya es de otra.
    """
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        instancia = exigir_instancia(sesion, instancia_id)
        exigir_version(instancia.version, version, "esta instancia")
        antes = _foto(instancia)
        _llenar(sesion, instancia, datos)
        flag_modified(instancia, "nombre")  # aunque sólo cambien sus normas, la versión avanza
        sesion.flush()
        despues = _foto(instancia)
        cambios = {campo: valor for campo, valor in antes.items() if despues[campo] != valor}
        anotar(actor, "instancia.corregir", f"instancia:{instancia.id}", {"antes": cambios})


def _llenar(sesion: Session, instancia: Instancia, datos: DatosDeInstancia) -> None:
    sigla = limpiar(datos.sigla, LARGO_DE_SIGLA, "sigla")
    nombre = limpiar(datos.nombre, LARGO_DE_TEXTO, "nombre")
    norma = limpiar(datos.norma_creacion, LARGO_DE_TEXTO, "norma_creacion")
    for campo, texto, falta in (
        ("sigla", sigla, "la sigla de la instancia"),
        ("nombre", nombre, "el nombre de la instancia"),
        ("norma_creacion", norma, "la norma que la crea"),
    ):
        if not texto:
            raise ErrorDeRegistro(f"Escriba {falta}. No se guardó.", campo)
    if not SIGLA.fullmatch(sigla):
        raise ErrorDeRegistro(
            "La sigla nombra los informes y sus archivos: escríbala sólo con letras, "
            "números, espacios, puntos o guiones (-). No se guardó; lo escrito sigue aquí.",
            "sigla",
        )
    _exigir_sigla_libre(sesion, instancia, sigla)
    instancia.sigla, instancia.nombre, instancia.norma_creacion = sigla, nombre, norma
    instancia.reglamento = limpiar(datos.reglamento, LARGO_DE_TEXTO, "reglamento")
    instancia.secretaria_tecnica = limpiar(datos.secretaria_tecnica, LARGO_DE_TEXTO, "secretaria_tecnica")
    _poner_normas(sesion, instancia, [limpiar(texto, LARGO_DE_TEXTO, "normas") for texto in datos.normas])


def _exigir_sigla_libre(sesion: Session, instancia: Instancia, sigla: str) -> None:
    otras = select(Instancia.sigla).where(Instancia.id != (instancia.id or 0))
    if clave(sigla) in {clave(otra) for otra in sesion.scalars(otras)}:
        raise EnConflicto(f"Ya hay una instancia «{sigla}». Escriba otra sigla. No se guardó.", "sigla")


def _poner_normas(sesion: Session, instancia: Instancia, textos: list[str]) -> None:
    """Deja exactamente esas normas, en ese orden."""
    escritas = [texto for texto in dict.fromkeys(textos) if texto]
    for norma in list(instancia.normas):
        if norma.texto not in escritas:
            instancia.normas.remove(norma)
            sesion.delete(norma)
    guardadas = {norma.texto: norma for norma in instancia.normas}
    for orden, texto in enumerate(escritas, start=1):
        if texto in guardadas:
            guardadas[texto].orden = orden
        else:
            instancia.normas.append(NormaDeInstancia(texto=texto, orden=orden))


def _foto(instancia: Instancia) -> dict[str, str | list[str]]:
    """Lo que se puede corregir, como está ahora."""
    textos = {campo.name: getattr(instancia, campo.name) for campo in fields(DatosDeInstancia)}
    ordenadas = sorted(instancia.normas, key=lambda norma: norma.orden)
    return textos | {"normas": [norma.texto for norma in ordenadas]}
