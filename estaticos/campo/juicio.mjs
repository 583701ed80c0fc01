/** Qué se responde a una tarjeta, sin red y sin saber de quién es. Puro. */
import { diaDeBogota, horaDeBogota } from "./reloj.mjs";

const UN_DIA = 24 * 3_600_000;

/** @typedef {{ clase: import("./tipos.d.ts").Respuesta["clase"], frase: string, guardar: boolean }} Juicio */

/**
 * Un código bien formado nunca se rechaza: o se registra, o ya estaba, o se guarda para revisar.
 * @param {object} caso
 * @param {{ tarjetas: boolean, fecha: string }} caso.actividad
 * @param {{ hora: number } | undefined} caso.previa la primera lectura de esa tarjeta aquí
 * @param {boolean} caso.retirada
 * @param {number} caso.ahora
 * @returns {Juicio}
 */
export function juzgar({ actividad, previa, retirada, ahora }) {
  if (!actividad.tarjetas) {
    const frase = "Esta actividad se cuenta sin tarjetas y no se guardó cuál era. Anote a la persona sin tarjeta.";
    return { clase: "no_es_tarjeta", frase, guardar: false };
  }
  if (previa) {
    return { clase: "ya_estaba", frase: `Ya estaba desde las ${horaDeBogota(previa.hora)}`, guardar: false };
  }
  if (retirada) {
    const frase = "Esta tarjeta fue retirada. Quedó guardada para revisarla; entregue una nueva.";
    return { clase: "en_revision", frase, guardar: true };
  }
  if (diaDeBogota(ahora + UN_DIA) < actividad.fecha) {
    const frase = "La actividad es de otro día. Quedó guardada para revisarla; compruebe la fecha de la tableta.";
    return { clase: "en_revision", frase, guardar: true };
  }
  return { clase: "registrada", frase: "Registrada.", guardar: true };
}

/** @param {number} cantidad */
export function fraseSinTarjeta(cantidad) {
  return cantidad === 1 ? "Anotada una persona sin tarjeta." : `Anotadas ${cantidad} personas sin tarjeta.`;
}
