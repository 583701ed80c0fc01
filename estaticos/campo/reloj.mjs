/**
 * La hora de la tableta: la de pared se toma una sola vez y después sólo se cuenta lo que pasa. Si alguien mueve el
 * reloj a mitad de una actividad, las lecturas no se mueven. El servidor dice la hora buena y la diferencia se corrige.
 */

export const TOLERANCIA = 5 * 60_000;
/** Más que esto no es una tableta dormida: es un reloj movido. */
const SUENO_MAXIMO = 18 * 3_600_000;

/**
 * @typedef {object} Reloj
 * @property {() => number} ahora milisegundos, ya corregidos
 * @property {() => string} iso ISO-8601 con el desfase de Bogotá
 * @property {(iso: string) => boolean} comparar la hora del servidor al responder; true si cambió la corrección
 * @property {() => void} reanudar la página volvió a verse: la cuenta se detiene mientras la tableta duerme
 * @property {() => number} correccion milisegundos que se suman a la hora de pared
 * @property {() => {desfase_s: number, corregido: boolean}} estado
 * @property {() => {desfase_s: number, corregida: boolean} | null} marca lo que acompaña a una lectura, o null
 */

/** @param {{ pared: () => number, monotono: () => number, correccion?: number, ultima?: number }} fuentes
 *   ultima: la hora de lo último que se guardó; nada ocurre antes
 * @returns {Reloj} */
export function crearReloj({ pared, monotono, correccion = 0, ultima = 0 }) {
  let salto = Math.max(0, ultima - (pared() + correccion));
  let base = pared() + salto;
  let inicio = monotono();
  const contada = () => base + (monotono() - inicio);
  const ahora = () => Math.round(contada() + correccion);
  return {
    ahora,
    iso: () => isoDeBogota(ahora()),
    comparar(iso) {
      const suya = Date.parse(iso);
      if (Number.isNaN(suya)) return false;
      const diferencia = suya - ahora();
      if (Math.abs(diferencia) <= TOLERANCIA) {
        salto = 0;
        return false;
      }
      correccion += diferencia;
      salto = 0;
      return true;
    },
    reanudar() {
      const dormida = pared() - contada();
      if (dormida <= 0 || dormida > SUENO_MAXIMO) return;
      base = pared();
      inicio = monotono();
      if (dormida > TOLERANCIA) salto += dormida;
    },
    correccion: () => correccion,
    estado: () => ({ desfase_s: Math.round(correccion / 1000), corregido: correccion !== 0 }),
    marca() {
      if (correccion !== 0) return { desfase_s: Math.round(correccion / 1000), corregida: true };
      // Una pausa larga pudo ser sueño o un reloj movido: se cuenta, y el servidor lo sabe.
      return salto ? { desfase_s: Math.round(salto / 1000), corregida: false } : null;
    },
  };
}

/** Bogotá no cambia de hora: siempre cinco detrás de la universal.
 * @param {number} ms */
export function isoDeBogota(ms) {
  return `${new Date(ms - 5 * 3_600_000).toISOString().slice(0, -1)}-05:00`;
}

/** @param {number} ms */
export function diaDeBogota(ms) {
  return isoDeBogota(ms).slice(0, 10);
}

/** «8:42 p. m.»
 * @param {number} ms */
export function horaDeBogota(ms) {
  const [hora, minuto] = isoDeBogota(ms).slice(11, 16).split(":").map(Number);
  return `${hora % 12 || 12}:${String(minuto).padStart(2, "0")} ${hora < 12 ? "a. m." : "p. m."}`;
}
