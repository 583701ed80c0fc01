/** Bytes a texto y de vuelta, como los escribe el servidor. */

const escritor = new TextEncoder();

/** @param {string} texto @returns {Uint8Array<ArrayBuffer>} */
export function enBytes(texto) {
  return escritor.encode(texto);
}

/** @param {ArrayBuffer | Uint8Array} bytes */
export function enBase64(bytes) {
  let letras = "";
  for (const byte of new Uint8Array(bytes)) letras += String.fromCharCode(byte);
  return btoa(letras);
}

/** Base64 con el alfabeto de las direcciones y sin relleno.
 * @param {ArrayBuffer | Uint8Array} bytes */
export function enBase64Url(bytes) {
  return enBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Acepta los dos alfabetos, con relleno o sin él.
 * @param {string} texto @returns {Uint8Array<ArrayBuffer>} */
export function deBase64(texto) {
  return Uint8Array.from(atob(texto.replaceAll("-", "+").replaceAll("_", "/")), (letra) => letra.charCodeAt(0));
}

/** @param {Uint8Array[]} partes @returns {Uint8Array<ArrayBuffer>} */
export function unir(...partes) {
  const todo = new Uint8Array(partes.reduce((suma, parte) => suma + parte.length, 0));
  let lugar = 0;
  for (const parte of partes) {
    todo.set(parte, lugar);
    lugar += parte.length;
  }
  return todo;
}
