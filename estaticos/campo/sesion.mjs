/** El turno abierto: la caja, el paquete, lo que se recuerda y las dos puertas de la actividad. Se suelta entera al ocultar. */
import { crearActividades } from "./actividades.mjs";
import { ErrorDeTableta } from "./errores.mjs";
import { crearJornada } from "./jornada.mjs";
import { cifrar, crearBuscadorDeRetiradas, descifrar } from "./llaves.mjs";
import { crearRecuerdo } from "./recuerdo.mjs";
import { crearSellador, llaveVigente } from "./sellar.mjs";

/**
 * @typedef {import("./tipos.d.ts").Paquete} Paquete
 * @typedef {{ sellado: Paquete["sellado"], valido_hasta: string, recibos: Record<string, string> }} Claves las públicas del servidor
 * @typedef {Awaited<ReturnType<typeof crearSesion>>} Sesion
 */

/**
 * @param {object} entorno
 * @param {Crypto} entorno.crypto
 * @param {import("./cola.mjs").Cola} entorno.cola
 * @param {import("./reloj.mjs").Reloj} entorno.reloj
 * @param {() => Claves | undefined} entorno.claves
 * @param {CryptoKey} caja
 */
export async function crearSesion({ crypto, cola, reloj, claves }, caja) {
  const sellar = crearSellador();
  /** @type {Paquete | null} */
  let paquete = await descifrar(crypto, caja, await cola.dato("paquete"));
  let esRetirada = await crearBuscadorDeRetiradas(crypto, paquete?.revocadas);

  /** @type {import("./recuerdo.mjs").Apuntar} */
  async function apuntar(contenidos, memoria, junto) {
    const ahora = reloj.ahora();
    const datos = { jornada: await cifrar(crypto, caja, memoria) };
    const piezas = await Promise.all(contenidos.map(async (contenido) => sellada(contenido, ahora)));
    await cola.guardar({ piezas, ahora, datos, ...junto });
  }

  /** @param {{ id: string }} contenido @param {number} ahora */
  async function sellada(contenido, ahora) {
    const suyas = claves();
    if (!suyas) {
      throw new ErrorDeTableta("Esta tableta aún no tiene con qué sellar. Acérquela una vez a la red.", "sin_llave");
    }
    const llave = llaveVigente(suyas.sellado, suyas.valido_hasta, ahora);
    return { id: contenido.id, sellado: await sellar(llave, contenido.id, contenido) };
  }

  const recuerdo = crearRecuerdo(await descifrar(crypto, caja, await cola.dato("jornada")), apuntar);
  const actividades = crearActividades({ crypto, reloj, recuerdo, paquete: () => paquete });
  const jornada = crearJornada({ crypto, cola, reloj, recuerdo, esRetirada: (codigo) => esRetirada(codigo) });
  return {
    caja,
    actividades,
    jornada,
    paquete: () => paquete,
    memoria: recuerdo.memoria,
    /** @param {Paquete} nuevo */
    async ponerPaquete(nuevo) {
      await cola.ponerDatos({ paquete: await cifrar(crypto, caja, nuevo) });
      paquete = nuevo;
      esRetirada = await crearBuscadorDeRetiradas(crypto, nuevo.revocadas);
    },
  };
}
