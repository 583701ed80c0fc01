/** Lo que la tableta recuerda del turno: sus actividades abiertas y cuál es la de ahora. Cambia sólo si quedó guardado. */
import { ErrorDeTableta } from "./errores.mjs";

/**
 * @typedef {import("./tipos.d.ts").ActividadEnCurso & { huellas: string }} Abierta con el azar de sus huellas
 * @typedef {{ abiertas: Record<string, Abierta>, actual: string | null }} Memoria
 * @typedef {{ huella?: import("./tipos.d.ts").Huella, olvidar?: string, olvidarActividad?: string }} Junto
 *   lo que se guarda en la misma escritura
 * @typedef {{ id: string, [campo: string]: unknown }} Contenido lo que se sella
 * @typedef {(contenidos: Contenido[], memoria: Memoria, junto: Junto) => Promise<void>} Apuntar sella y guarda
 * @typedef {ReturnType<typeof crearRecuerdo>} Recuerdo
 */

/** @param {Memoria | null} inicial @param {Apuntar} apuntar */
export function crearRecuerdo(inicial, apuntar) {
  /** @type {Memoria} */
  let memoria = inicial ?? { abiertas: {}, actual: null };
  return {
    memoria: () => memoria,

    /** @returns {Abierta} */
    enCurso() {
      const actividad = memoria.abiertas[memoria.actual ?? ""];
      if (!actividad) throw new ErrorDeTableta("No hay una actividad abierta. Elija una y repita.", "sin_actividad");
      return actividad;
    },

    /** Cambia la actividad en curso, o la memoria entera, y lo guarda junto con lo que se va a enviar.
     * @param {(actividad: Abierta, siguiente: Memoria) => void} cambio
     * @param {Contenido[]} contenidos @param {Junto} [junto] */
    async cambiar(cambio, contenidos, junto = {}) {
      const siguiente = structuredClone(memoria);
      cambio(siguiente.abiertas[siguiente.actual ?? ""], siguiente);
      await apuntar(contenidos, siguiente, junto);
      memoria = siguiente;
    },
  };
}
