/** El archivo sellado: lo que espera recibo pasa a otra tableta cuando la red no vuelve. */
import { ErrorDeTableta } from "./errores.mjs";
import { diaDeBogota } from "./reloj.mjs";

const FORMATO = "registro/sellado/1";
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SELLADO = /^[\w-]+\.[\w-]+$/;

/** @param {import("./tipos.d.ts").Pieza[]} piezas @param {string} dispositivo @param {number} ahora */
export function escribirArchivo(piezas, dispositivo, ahora) {
  const lecturas = piezas.map(({ id, sellado, guardada }) => ({ id, sellado, guardada }));
  const texto = JSON.stringify({ formato: FORMATO, dispositivo, cuantas: lecturas.length, lecturas });
  return { nombre: `notas-${diaDeBogota(ahora)}.json`, texto, cuantas: lecturas.length };
}

/** @param {string} texto
 * @returns {{ id: string, sellado: string, guardada: number }[]}
 * @throws {ErrorDeTableta} no es un archivo sellado, o llegó incompleto */
export function leerArchivo(texto) {
  let archivo;
  try {
    archivo = JSON.parse(texto);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const lecturas = archivo?.formato === FORMATO && Array.isArray(archivo.lecturas) ? archivo.lecturas : null;
  if (!lecturas || lecturas.length !== archivo.cuantas || !lecturas.every(estaSana)) {
    const frase = "Ese archivo no es uno sellado por una tableta, o está incompleto. No se recibió nada; cópielo otra vez.";
    throw new ErrorDeTableta(frase, "archivo");
  }
  return lecturas;
}

/** @param {any} pieza */
function estaSana(pieza) {
  return ID.test(pieza?.id) && SELLADO.test(pieza.sellado) && Number.isFinite(pieza.guardada);
}
