"""El libro de lo publicado: se lee entero antes de publicar algo más, porque quien mira lo tiene todo."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registro.extensiones import ahora_utc, db
from registro.seguridad.divulgacion.modelo import FotoDeHechos, Publicacion
from registro.seguridad.divulgacion.publicada import Clave, Eje, Foto, Publicada
from registro.seguridad.permisos import Actor


def crear_foto(
    bases: tuple[str, ...], cuentas: Mapping[tuple[str, ...], tuple[int, int, int]], de_quienes: str = ""
) -> Foto:
    """Los hechos sumados; la marca es la huella de su contenido y de cómo se reparten entre personas."""
    filas = tuple((valores, *cuentas[valores]) for valores in sorted(cuentas))
    marca = hashlib.sha256(json.dumps([bases, filas, de_quienes]).encode()).hexdigest()
    return Foto(marca, bases, filas)


def huella_de(publicada: Publicada, edicion: str) -> str:
    """La misma tabla sobre los mismos datos en la misma edición tiene la misma huella."""
    datos = [_especificar(publicada), publicada.foto.marca, edicion]
    return hashlib.sha256(json.dumps(datos, sort_keys=True).encode()).hexdigest()


def leer(universos: frozenset[str]) -> tuple[int, list[Publicada]]:
    """Hasta dónde va el libro, y todo lo publicado de esos hechos, en orden."""
    visto = ultima(db.session())
    fotos: dict[int, Foto] = {}
    publicadas = []
    for fila in db.session.scalars(select(Publicacion).order_by(Publicacion.id)):
        if fila.especificacion["universo"] not in universos:
            continue
        if fila.foto_id not in fotos:
            fotos[fila.foto_id] = _revelar(fila.foto)
        publicadas.append(_armar(fila, fotos[fila.foto_id]))
    return visto, publicadas


def ultima(sesion: Session) -> int:
    """Hasta dónde va el libro."""
    return sesion.scalar(select(func.max(Publicacion.id))) or 0


def buscar(huella: str) -> tuple[int, Publicada] | None:
    """La que ya se publicó igual, si hay."""
    fila = db.session.scalar(select(Publicacion).where(Publicacion.huella == huella))
    return None if fila is None else (fila.id, _armar(fila, _revelar(fila.foto)))


def ocultas(cuales: Collection[int]) -> dict[int, tuple[int, int]]:
    """De cada publicación, cuántas celdas tiene y cuántas no mostró."""
    orden = select(Publicacion.id, Publicacion.reservado).where(Publicacion.id.in_(list(cuales)))
    contadas = {}
    for numero, reservado in db.session.execute(orden):
        celdas = _descomprimir(reservado)
        contadas[numero] = len(celdas), sum(not visible for *_, visible in celdas)
    return contadas


def asentar(sesion: Session, actor: Actor, publicada: Publicada, edicion: str, umbral: int) -> int:
    """Escribe una publicación en el libro y devuelve su número."""
    foto = sesion.scalar(select(FotoDeHechos).where(FotoDeHechos.marca == publicada.foto.marca))
    if foto is None:
        foto = FotoDeHechos(marca=publicada.foto.marca, contenido=_empacar(publicada.foto))
        sesion.add(foto)
    celdas = [
        [list(clave), exacta, publicada.primarias.get(clave, 0), clave in publicada.visibles]
        for clave, exacta in publicada.exactas.items()
    ]
    fila = Publicacion(
        huella=huella_de(publicada, edicion),
        edicion=edicion,
        umbral=umbral,
        especificacion=_especificar(publicada),
        foto=foto,
        reservado=_comprimir(celdas),
        publicada_en=ahora_utc(),
        publicada_por=actor.nombre,
    )
    sesion.add(fila)
    sesion.flush()
    return fila.id


def _especificar(publicada: Publicada) -> dict[str, Any]:
    return {
        "universo": publicada.universo,
        "medida": publicada.medida,
        "ejes": [[eje.base, [[v, sorted(suma)] for v, suma in eje.valores]] for eje in publicada.ejes],
        "filtros": [[base, sorted(valores)] for base, valores in publicada.filtros],
    }


def _armar(fila: Publicacion, foto: Foto) -> Publicada:
    escrita = fila.especificacion
    celdas: list[tuple[Clave, int, int, bool]] = [
        (tuple(clave), exacta, ancho, visible)
        for clave, exacta, ancho, visible in _descomprimir(fila.reservado)
    ]
    vacia = Publicada(
        universo=escrita["universo"],
        medida=escrita["medida"],
        ejes=tuple(_eje(base, pares) for base, pares in escrita["ejes"]),
        filtros=tuple((base, frozenset(valores)) for base, valores in escrita["filtros"]),
        foto=foto,
        exactas={clave: exacta for clave, exacta, _, _ in celdas},
        primarias={clave: ancho for clave, _, ancho, _ in celdas if ancho},
        visibles=frozenset(),
    )
    return replace(vacia, visibles=frozenset(clave for clave, _, _, visible in celdas if visible))


def _eje(base: str, pares: list[tuple[str, list[str]]]) -> Eje:
    return Eje(base, tuple((valor, frozenset(suma)) for valor, suma in pares))


def _empacar(foto: Foto) -> str:
    return _comprimir([foto.bases, foto.filas])


def _revelar(fila: FotoDeHechos) -> Foto:
    bases, filas = _descomprimir(fila.contenido)
    # Las que se guardaron antes no distinguían de quién era lo suelto: valen como entonces.
    cuentas = tuple(
        (tuple(valores), cuantos, sueltos, solas[0] if solas else sueltos)
        for valores, cuantos, sueltos, *solas in filas
    )
    return Foto(fila.marca, tuple(bases), cuentas)


def _comprimir(datos: Any) -> str:
    return base64.b64encode(zlib.compress(json.dumps(datos).encode())).decode("ascii")


def _descomprimir(guardado: str) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(guardado)))
