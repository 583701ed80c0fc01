/** Los archivos de cuando la red no vuelve: lo sellado pasa a otra tableta o a la secretaría, y ella devuelve un recibo. */
import { ErrorDeTableta } from "./errores.mjs";
import { diaDeBogota } from "./reloj.mjs";

const FORMATO = "registro/sellado/1";
const DE_RECIBO = "registro/recibo/1";
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SELLADO = /^[\w-]+\.[\w-]+$/;

/** Lo que se lleva y se trae a mano.
 * @param {object} entorno
 * @param {import("./cola.mjs").Cola} entorno.cola
 * @param {import("./reloj.mjs").Reloj} entorno.reloj
 * @param {(recibo: unknown) => Promise<number>} entorno.aceptarRecibo */
export function crearTraslado({ cola, reloj, aceptarRecibo }) {
  return {
    /** @param {string} dispositivo */
    exportar: async (dispositivo) => escribirArchivo(await cola.todas(), dispositivo, reloj.ahora()),
    /** @param {string} texto */
    async importar(texto) {
      const archivo = leerArchivo(texto);
      if ("recibo" in archivo) return { recibidas: await aceptarRecibo(archivo.recibo) };
      return { nuevas: await cola.recibirAjenas(archivo.lecturas) };
    },
  };
}

/** @param {import("./tipos.d.ts").Pieza[]} piezas @param {string} dispositivo @param {number} ahora */
function escribirArchivo(piezas, dispositivo, ahora) {
  const lecturas = piezas.map(({ id, sellado, guardada }) => ({ id, sellado, guardada }));
  const texto = JSON.stringify({ formato: FORMATO, dispositivo, cuantas: lecturas.length, lecturas });
  return { nombre: `notas-${diaDeBogota(ahora)}.json`, texto, cuantas: lecturas.length };
}

/** @param {string} texto
 * @returns {{ lecturas: { id: string, sellado: string, guardada: number }[] } | { recibo: unknown }}
 * @throws {ErrorDeTableta} no es un archivo sellado ni un recibo, o llegó incompleto */
function leerArchivo(texto) {
  let archivo;
  try {
    archivo = JSON.parse(texto);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (archivo?.formato === DE_RECIBO) return { recibo: archivo.recibo };
  const lecturas = archivo?.formato === FORMATO && Array.isArray(archivo.lecturas) ? archivo.lecturas : null;
  if (!lecturas || lecturas.length !== archivo.cuantas || !lecturas.every(estaSana)) {
    const frase =
      "Ese archivo no es uno sellado por una tableta ni un recibo, o está incompleto. No se recibió nada; cópielo otra vez.";
    throw new ErrorDeTableta(frase, "archivo");
  }
  return { lecturas };
}

/** @param {any} pieza */
function estaSana(pieza) {
  return ID.test(pieza?.id) && SELLADO.test(pieza.sellado) && Number.isFinite(pieza.guardada);
}
