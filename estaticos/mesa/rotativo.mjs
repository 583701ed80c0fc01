/** El código de una sesión a cada momento: la misma cuenta que hace registro/seguridad/rotativo.py. Puro. */

export const SEGUNDOS = 30;
const LARGO = 6;
const BITS = 5;
const ALFABETO = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** @param {number} ms */
export const pasoDe = (ms) => Math.floor(ms / 1000 / SEGUNDOS);

/** @param {Crypto} crypto @param {string} secreto en base64
 * @returns {Promise<(paso: number) => Promise<string>>} */
export async function crearRotativo({ subtle }, secreto) {
  const bytes = Uint8Array.from(atob(secreto), (letra) => letra.charCodeAt(0));
  const llave = await subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return async (paso) => {
    const mensaje = new DataView(new ArrayBuffer(8));
    mensaje.setBigUint64(0, BigInt(paso));
    const numero = new DataView(await subtle.sign("HMAC", llave, mensaje)).getUint32(0);
    return Array.from({ length: LARGO }, (_, lugar) => ALFABETO[(numero >>> (BITS * lugar)) & 31]).join("");
  };
}

/** @param {string} codigo */
export const agrupado = (codigo) => `${codigo.slice(0, 3)}-${codigo.slice(3)}`;
