/**
 * Las llaves de la tableta. La de firmar nace aquí y no se puede sacar; lo que dice algo de la jornada se guarda en una
 * caja cifrada cuya llave sólo vive en memoria mientras el turno está abierto, y en disco envuelta con el PIN.
 */
import { deBase64, enBase64, enBase64Url, enBytes } from "./bytes.mjs";
import { ErrorDeTableta } from "./errores.mjs";

const FIRMA = { name: "ECDSA", namedCurve: "P-256" };
const CON_SHA = { name: "ECDSA", hash: "SHA-256" };
const AES = { name: "AES-GCM", length: 256 };
const HMAC = { name: "HMAC", hash: "SHA-256" };
const VUELTAS = 600_000;
const BYTES_DE_HUELLA = 16;
const BYTES_DE_RETIRADA = 12;

/**
 * @typedef {{ sal: Uint8Array<ArrayBuffer>, vueltas: number, iv: Uint8Array<ArrayBuffer>, envuelta: ArrayBuffer }} Cerrojo
 *   lo que se guarda del turno: la llave de la caja envuelta con el PIN
 * @typedef {{ iv: Uint8Array<ArrayBuffer>, datos: ArrayBuffer }} Cifrado
 */

/** @param {Crypto} crypto */
export async function crearLlaveDeTableta({ subtle }) {
  const par = /** @type {CryptoKeyPair} */ (await subtle.generateKey(FIRMA, false, ["sign", "verify"]));
  return { par, publica: enBase64(await subtle.exportKey("spki", par.publicKey)) };
}

/** La cabecera Firma de una petición.
 * @param {Crypto} crypto @param {CryptoKeyPair} par @param {string} texto método, ruta y cuerpo en renglones */
export async function firmar({ subtle }, par, texto) {
  return enBase64(await subtle.sign(CON_SHA, par.privateKey, enBytes(texto)));
}

/** ¿Firmó el servidor este recibo? Una firma que no se entiende tampoco vale.
 * @param {Crypto} crypto @param {string} publica SPKI en base64 @param {string} texto @param {string} firma */
export async function verificarFirma({ subtle }, publica, texto, firma) {
  try {
    const llave = await subtle.importKey("spki", deBase64(publica), FIRMA, false, ["verify"]);
    return await subtle.verify(CON_SHA, llave, deBase64(firma), enBytes(texto));
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return false;
    throw error;
  }
}

/** @param {string} pin */
export function exigirPin(pin) {
  const corrido = [...pin].every((cifra, lugar) => !lugar || Math.abs(+cifra - +pin[lugar - 1]) <= 1);
  if (!/^\d{6,12}$/.test(pin) || corrido) {
    throw new ErrorDeTableta("El PIN tiene de 6 a 12 cifras, que no sean seguidas ni repetidas. Elija otro.", "pin");
  }
}

/** @param {Crypto} crypto @param {string} pin @param {{ sal: Uint8Array<ArrayBuffer>, vueltas: number }} receta */
async function llaveDelPin({ subtle }, pin, { sal, vueltas }) {
  const base = await subtle.importKey("raw", enBytes(pin), "PBKDF2", false, ["deriveKey"]);
  const receta = { name: "PBKDF2", hash: "SHA-256", salt: sal, iterations: vueltas };
  return subtle.deriveKey(receta, base, AES, false, ["wrapKey", "unwrapKey"]);
}

/** Una caja nueva; su llave sólo se puede sacar envuelta.
 * @param {Crypto} crypto */
export function crearCaja({ subtle }) {
  return /** @type {Promise<CryptoKey>} */ (subtle.generateKey(AES, true, ["encrypt", "decrypt"]));
}

/** @param {Crypto} crypto @param {CryptoKey} caja @param {string} pin
 * @returns {Promise<Cerrojo>} */
export async function echarCerrojo(crypto, caja, pin) {
  const receta = { sal: crypto.getRandomValues(new Uint8Array(16)), vueltas: VUELTAS };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const llave = await llaveDelPin(crypto, pin, receta);
  return { ...receta, iv, envuelta: await crypto.subtle.wrapKey("raw", caja, llave, { name: "AES-GCM", iv }) };
}

/** La caja, o null si ese no es el PIN.
 * @param {Crypto} crypto @param {Cerrojo} cerrojo @param {string} pin */
export async function abrirCerrojo(crypto, cerrojo, pin) {
  const llave = await llaveDelPin(crypto, pin, cerrojo);
  const modo = { name: "AES-GCM", iv: cerrojo.iv };
  try {
    return await crypto.subtle.unwrapKey("raw", cerrojo.envuelta, llave, modo, AES, true, ["encrypt", "decrypt"]);
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return null;
    throw error;
  }
}

/** @param {Crypto} crypto @param {CryptoKey} caja @param {unknown} valor
 * @returns {Promise<Cifrado>} */
export async function cifrar(crypto, caja, valor) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, datos: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, caja, enBytes(JSON.stringify(valor))) };
}

/** @param {Crypto} crypto @param {CryptoKey} caja @param {Cifrado | undefined} cifrado
 * @returns {Promise<any>} lo cifrado, o null si no hay nada */
export async function descifrar(crypto, caja, cifrado) {
  if (!cifrado) return null;
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: cifrado.iv }, caja, cifrado.datos);
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** El azar del que sale la llave de las huellas de una actividad; se guarda sólo dentro de la caja.
 * @param {Crypto} crypto */
export function azarDeHuella(crypto) {
  return enBase64(crypto.getRandomValues(new Uint8Array(32)));
}

/** Cómo reconocer una tarjeta repetida sin guardar su código.
 * @param {Crypto} crypto @param {string} azar
 * @returns {Promise<(codigo: string) => Promise<string>>} */
export async function crearHuellero({ subtle }, azar) {
  const llave = await subtle.importKey("raw", deBase64(azar), HMAC, false, ["sign"]);
  return async (codigo) =>
    enBase64Url(new Uint8Array(await subtle.sign(HMAC, llave, enBytes(codigo))).slice(0, BYTES_DE_HUELLA));
}

/** Cómo saber si una tarjeta fue retirada, por las huellas del paquete.
 * @param {Crypto} crypto @param {import("./tipos.d.ts").Paquete["revocadas"] | undefined} revocadas
 * @returns {Promise<(codigo: string) => Promise<boolean>>} */
export async function crearBuscadorDeRetiradas({ subtle }, revocadas) {
  if (!revocadas?.huellas.length) return async () => false;
  const llave = await subtle.importKey("raw", deBase64(revocadas.sal), HMAC, false, ["sign"]);
  const conocidas = new Set(revocadas.huellas.map((huella) => enBase64(deBase64(huella))));
  return async (codigo) => {
    const resumen = new Uint8Array(await subtle.sign(HMAC, llave, enBytes(codigo)));
    return conocidas.has(enBase64(resumen.slice(0, BYTES_DE_RETIRADA)));
  };
}
