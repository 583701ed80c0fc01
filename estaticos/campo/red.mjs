/** Qué pasó con una petición, dicho con una palabra y con una frase. Puro: no pide nada. */

/**
 * @typedef {import("./tipos.d.ts").ClaseDeRed} ClaseDeRed
 * @typedef {{ clase: ClaseDeRed, motivo?: string, mensaje?: string, espera?: number }} Falla
 *   motivo y mensaje del servidor; espera: milisegundos que pidió
 */

const MAXIMO = 5 * 60_000;
const PRIMERA = 2_000;

/** @type {Record<ClaseDeRed, string>} */
export const FRASES = {
  sin_intentar: "Todavía no se ha intentado enviar.",
  al_dia: "Todo lo guardado aquí fue recibido.",
  enviando: "Enviando lo guardado.",
  por_enviar: "Lo último que se guardó aquí sale en un momento.",
  sin_red: "No hay red. Todo queda guardado aquí y se envía solo cuando vuelva; siga leyendo.",
  portal_cautivo:
    "Hay wifi, pero pide aceptar condiciones o una clave antes de dejar pasar. Abra el navegador, acéptelas o use " +
    "otra red; todo sigue guardado aquí.",
  certificado:
    "La conexión con el servidor no es segura y no se envió nada. Revise la fecha y la hora de la tableta; si están " +
    "bien, avise a la administración. Todo sigue guardado aquí.",
  servidor: "El servidor no responde bien. Todo sigue guardado aquí y se vuelve a intentar solo.",
  inscribir:
    "El servidor ya no reconoce esta tableta. Pida un código nuevo a la administración; lo guardado aquí no se pierde.",
};

/** Cuánto esperar después de tantas fallas seguidas: se dobla, con azar para que no lleguen todas juntas.
 * @param {number} fallas desde 1 @param {() => number} azar @param {number} [pedida] la que pidió el servidor */
export function demora(fallas, azar, pedida = 0) {
  const doblada = PRIMERA * 2 ** Math.min(fallas - 1, 20);
  const repartida = Math.min(doblada, MAXIMO) * (0.5 + azar() / 2);
  return Math.round(Math.min(Math.max(repartida, pedida), MAXIMO));
}

/** Lo que dice una respuesta, si no es la que se esperaba.
 * @param {Response} respuesta @param {any} json el cuerpo, o null si no era JSON
 * @returns {Falla | null} */
export function fallaDe(respuesta, json) {
  const { status } = respuesta;
  if (respuesta.type === "opaqueredirect" || (status >= 300 && status < 400) || status === 511) {
    return { clase: "portal_cautivo" };
  }
  if (status >= 500 || [408, 425, 429].includes(status)) {
    return { clase: "servidor", espera: segundos(respuesta.headers.get("Retry-After")) };
  }
  if (json === null) return { clase: "portal_cautivo" };
  if (status < 400) return null;
  const { motivo = "", mensaje = "" } = json.error ?? {};
  return { clase: status === 401 ? "inscribir" : "servidor", motivo, mensaje };
}

/** @param {string | null} texto */
function segundos(texto) {
  return texto && /^\d+$/.test(texto) ? Number(texto) * 1000 : 0;
}
