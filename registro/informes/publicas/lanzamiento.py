"""Un lanzamiento: lo que sale junto, protegido con todo lo anterior a la vista y asentado de una vez.

Todas las partes de una tabla, o todas las tablas de un informe, se publican o no se publica ninguna.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from registro.errores import EnConflicto
from registro.extensiones import tomar_turno
from registro.fechas import hoy
from registro.indicadores.consultas.contados import contados
from registro.indicadores.contados import BASES, Contado, huella_de_quienes, juntos, sumar
from registro.informes.publicas.sumar import Cuadro, entran, sumar_celdas
from registro.seguridad.divulgacion import libro
from registro.seguridad.divulgacion.politica import Politica, politica_vigente
from registro.seguridad.divulgacion.publicada import Foto, Publicada
from registro.seguridad.divulgacion.publicar import publicar
from registro.seguridad.permisos import Actor

CANDADO = 20_061


@dataclass(slots=True)
class Lanzamiento:
    """Lo que se va publicando; nada queda escrito hasta asentarlo."""

    politica: Politica
    visto: int | None = None
    hechas: dict[str, tuple[int | None, Publicada]] = field(default_factory=dict)
    leidos: dict[frozenset[str], list[Publicada]] = field(default_factory=dict)
    hechos: dict[str, tuple[list[Contado], Foto]] = field(default_factory=dict)

    @classmethod
    def de(cls, edicion: str) -> Lanzamiento:
        """Con la política de hoy de esa edición."""
        return cls(politica_vigente(edicion, hoy()))

    def contar(self, cuadro: Cuadro) -> Publicada:
        """Lo exacto, con lo que la política manda proteger."""
        bases = BASES[cuadro.universo]
        hechos, foto = self.hechos_de(cuadro.universo)
        exactas = sumar_celdas(cuadro, bases, entran(hechos, bases, cuadro.filtros))
        visibles = frozenset(clave for clave in exactas if cuadro.con_total or all(clave))
        ancho = self.politica.umbral - 1
        return Publicada(
            universo=cuadro.universo,
            medida=cuadro.medida,
            ejes=cuadro.ejes,
            filtros=cuadro.filtros,
            foto=foto,
            exactas=exactas,
            primarias={c: ancho for c, n in exactas.items() if c in visibles and ancho and self.pequena(n)},
            visibles=visibles,
        )

    def pequena(self, cuenta: int) -> bool:
        """Si la política manda no mostrarla."""
        return (0 if self.politica.oculta_ceros else 1) <= cuenta < self.politica.umbral

    def publicar(self, conteo: Publicada) -> Publicada | None:
        """La misma con sólo lo que se puede mostrar, o nada si no hay forma segura; otra vez, lo mismo."""
        huella = libro.huella_de(conteo, self.politica.edicion)
        if huella in self.hechas:
            return self.hechas[huella][1]
        anteriores = self._anteriores(conteo.universo)
        antes = libro.buscar(huella)
        if antes:
            self.hechas[huella] = antes
            return antes[1]
        hecha = publicar(conteo, anteriores, self.politica.umbral)
        if hecha is not None:
            self.hechas[huella] = (None, hecha)
            anteriores.append(hecha)
        return hecha

    def se_muestra(self, conteo: Publicada) -> bool:
        """Si la cuenta de un cuadro de una sola celda se puede mostrar; queda para asentar."""
        if conteo.donde(()) is None:
            return True  # no puede haber ningún hecho: es un cero que todo el mundo conoce
        hecha = self.publicar(conteo)
        return hecha is not None and () in hecha.visibles

    def ya_mostro(self, cuadro: Cuadro, cuenta: int) -> bool:
        """Si esa misma cuenta ya se publicó con ese valor: repetirla no dice nada nuevo."""
        que = cuadro.universo, cuadro.medida, cuadro.ejes, cuadro.filtros
        return any(
            (una.universo, una.medida, una.ejes, una.filtros) == que
            and () in una.visibles
            and una.exactas[()] == cuenta
            for una in self._anteriores(cuadro.universo)
        )

    def aparte(self) -> Lanzamiento:
        """Otro con lo mismo a la vista, para probar: lo que publique no se asienta con éste."""
        copias = {universos: list(publicadas) for universos, publicadas in self.leidos.items()}
        return Lanzamiento(self.politica, self.visto, {}, copias, self.hechos)

    def asentar(self, sesion: Session, actor: Actor) -> list[int]:
        """Escribe lo nuevo en el libro, en la transacción de quien llama, y devuelve los números de todo.

        :raises EnConflicto: alguien publicó otra cosa mientras tanto.
        """
        tomar_turno(sesion, CANDADO)
        if self.visto is not None and libro.ultima(sesion) != self.visto:
            raise EnConflicto("Otra persona publicó algo mientras tanto. No se publicó nada: repita.")
        edicion, umbral = self.politica.edicion, self.politica.umbral
        return [
            libro.asentar(sesion, actor, hecha, edicion, umbral) if numero is None else numero
            for numero, hecha in self.hechas.values()
        ]

    def _anteriores(self, universo: str) -> list[Publicada]:
        """Todo lo publicado que habla de esos hechos, con lo de este mismo lanzamiento."""
        cuales = juntos(universo)
        if cuales not in self.leidos:
            visto, self.leidos[cuales] = libro.leer(cuales)
            self.visto = visto if self.visto is None else min(visto, self.visto)
        return self.leidos[cuales]

    def hechos_de(self, universo: str) -> tuple[list[Contado], Foto]:
        """Todos los hechos de un universo y su foto; se leen una vez."""
        if universo not in self.hechos:
            leidos = contados(universo)
            foto = libro.crear_foto(BASES[universo], sumar(leidos), huella_de_quienes(leidos))
            self.hechos[universo] = leidos, foto
        return self.hechos[universo]
