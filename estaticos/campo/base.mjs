/** IndexedDB con promesas: abrir, leer y escribir de modo que lo cumplido ya esté en el disco. */
import { ErrorDeTableta } from "./errores.mjs";

/** @template T @param {IDBRequest<T>} peticion @returns {Promise<T>} */
export function cumplir(peticion) {
  return new Promise((listo, falla) => {
    peticion.onsuccess = () => listo(peticion.result);
    peticion.onerror = () => falla(peticion.error);
  });
}

/** @param {IDBFactory} indexedDB @param {string} nombre @param {(base: IDBDatabase) => void} armar
 * @returns {Promise<IDBDatabase>} */
export async function abrirBase(indexedDB, nombre, armar) {
  const peticion = indexedDB.open(nombre, 1);
  peticion.onupgradeneeded = () => armar(peticion.result);
  return cumplir(peticion);
}

/** Hace `obra` en una sola transacción: todo o nada, y se cumple cuando el disco lo tiene.
 * @template T
 * @param {IDBDatabase} base @param {string[]} almacenes
 * @param {(almacen: (nombre: string) => IDBObjectStore) => Promise<T>} obra
 * @returns {Promise<T>} */
export async function escribir(base, almacenes, obra) {
  const transaccion = base.transaction(almacenes, "readwrite", { durability: "strict" });
  const fin = new Promise((listo, falla) => {
    transaccion.oncomplete = () => listo(undefined);
    transaccion.onabort = () => falla(transaccion.error ?? new Error("La base interrumpió la escritura"));
  });
  try {
    const resultado = await obra((nombre) => transaccion.objectStore(nombre));
    await fin;
    return resultado;
  } catch (error) {
    abortar(transaccion);
    await fin.catch(() => undefined);
    throw traducir(transaccion.error ?? error);
  }
}

/** @param {IDBTransaction} transaccion */
function abortar(transaccion) {
  try {
    transaccion.abort();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
  }
}

/** @param {unknown} error */
function traducir(error) {
  if (error instanceof DOMException && error.name === "QuotaExceededError") {
    return new ErrorDeTableta(
      "No hay espacio en la tableta: esto último no se guardó; lo anterior está a salvo. " +
        "Envíe lo pendiente o libere espacio, y repita.",
      "sin_espacio",
    );
  }
  return error;
}
