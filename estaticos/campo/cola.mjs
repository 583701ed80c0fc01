/**
 * La cola sellada y lo poco que la tableta recuerda. Una pieza está en el disco antes de mostrar ✓, y sólo se borra
 * cuando un recibo verificado la nombra.
 */
import { abrirBase, cumplir, escribir } from "./base.mjs";

/**
 * @typedef {import("./tipos.d.ts").Pieza} Pieza
 * @typedef {import("./tipos.d.ts").Huella} Huella
 * @typedef {import("./tipos.d.ts").Cuentas} Cuentas
 * @typedef {{ piezas: {id: string, sellado: string}[], ahora: number, huella?: Huella, olvidar?: string,
 *   olvidarActividad?: string, datos?: Record<string, unknown> }} Apunte
 *   lo que se guarda junto: piezas, la huella nueva, la lectura o la actividad cuyas huellas se olvidan, y otros datos
 * @typedef {Awaited<ReturnType<typeof abrirCola>>} Cola
 */

const TODOS = ["piezas", "huellas", "datos"];
/** @type {Cuentas} */
const EN_CERO = { guardadas: 0, recibidas: 0, contadas: 0 };

/** @param {IDBFactory} indexedDB @param {string} [nombre] */
export async function abrirCola(indexedDB, nombre = "notas") {
  const base = await abrirBase(indexedDB, nombre, (nueva) => {
    const piezas = nueva.createObjectStore("piezas", { keyPath: "orden", autoIncrement: true });
    piezas.createIndex("id", "id", { unique: true });
    // Sólo las que están aparte tienen este campo: el índice es la lista de cuarentena.
    piezas.createIndex("cuarentena", "cuarentena");
    const huellas = nueva.createObjectStore("huellas", { keyPath: "clave" });
    huellas.createIndex("lectura", "lectura");
    huellas.createIndex("actividad", "actividad");
    nueva.createObjectStore("datos");
  });
  base.onversionchange = () => base.close();
  /** @param {string} almacen */
  const leer = (almacen) => base.transaction(almacen).objectStore(almacen);
  return {
    /** @param {string} clave @returns {Promise<any>} */
    dato: (clave) => cumplir(leer("datos").get(clave)),

    /** Guarda varios datos a la vez; uno indefinido se borra.
     * @param {Record<string, unknown>} datos */
    ponerDatos: (datos) => escribir(base, ["datos"], async (almacen) => ponerTodos(almacen("datos"), datos)),

    /** @param {string} clave @returns {Promise<Huella | undefined>} */
    huella: (clave) => cumplir(leer("huellas").get(clave)),

    /** Todo lo del apunte, o nada. Al cumplirse ya está en el disco.
     * @param {Apunte} apunte */
    guardar: (apunte) => escribir(base, TODOS, (almacen) => apuntar(almacen, apunte)),

    /** Las que esperan turno, en el orden en que se guardaron.
     * @param {number} limite */
    siguientes: async (limite) => {
      const aparte = await cumplir(leer("piezas").index("cuarentena").count());
      const piezas = await todas(leer("piezas"), limite + aparte);
      return piezas.filter((pieza) => !pieza.cuarentena).slice(0, limite);
    },

    todas: () => todas(leer("piezas")),

    /** Todo lo que se muestra de la cola, de una sola mirada. */
    resumen: async () => {
      const mirada = base.transaction(["piezas", "datos"]);
      const piezas = mirada.objectStore("piezas");
      const [[primera], cuarentena, pendientes, cuentas] = await Promise.all([
        todas(piezas, 1),
        /** @type {Promise<Pieza[]>} */ (cumplir(piezas.index("cuarentena").getAll())),
        cumplir(piezas.count()),
        /** @type {Promise<Cuentas | undefined>} */ (cumplir(mirada.objectStore("datos").get("cuentas"))),
      ]);
      const mas_antigua = /** @type {number | null} */ (primera?.guardada ?? null);
      return { pendientes, mas_antigua, cuarentena, cuentas: cuentas ?? EN_CERO };
    },

    /** Borra las que un recibo ya verificado nombra; las que ya no estaban no se cuentan otra vez.
     * @param {string[]} ids @param {number} contadas */
    aplicarRecibo: (ids, contadas) =>
      escribir(base, ["piezas", "datos"], async (almacen) => {
        const indice = almacen("piezas").index("id");
        const llaves = await Promise.all(ids.map((id) => cumplir(indice.getKey(id))));
        const presentes = llaves.filter((llave) => llave !== undefined);
        for (const llave of presentes) almacen("piezas").delete(llave);
        const recibidas = presentes.length;
        await sumar(almacen("datos"), { recibidas, contadas: Math.min(contadas, recibidas) });
        return recibidas;
      }),

    /** Un intento fallido por culpa de la pieza; con motivo, además queda aparte hasta que alguien la reintente.
     * @param {string[]} ids @param {string} [motivo] */
    anotarIntento: (ids, motivo) =>
      cambiar(ids, (pieza) => ({
        ...pieza,
        intentos: pieza.intentos + 1,
        ...(motivo ? { cuarentena: motivo } : {}),
      })),

    /** @param {string} id */
    reintentar: (id) => cambiar([id], ({ cuarentena: _, ...pieza }) => ({ ...pieza, intentos: 0 })),

    /** Piezas de otra tableta; las que ya estaban no se repiten.
     * @param {{id: string, sellado: string, guardada: number}[]} ajenas */
    recibirAjenas: (ajenas) =>
      escribir(base, ["piezas", "datos"], async (almacen) => {
        let nuevas = 0;
        for (const { id, sellado, guardada } of ajenas) {
          if ((await cumplir(almacen("piezas").index("id").getKey(id))) !== undefined) continue;
          almacen("piezas").add({ id, sellado, guardada, intentos: 0, ajena: true });
          nuevas += 1;
        }
        await sumar(almacen("datos"), { guardadas: nuevas });
        return nuevas;
      }),

    /** Lo que se recuerda del turno: huellas y datos nombrados. La cola queda.
     * @param {string[]} claves */
    olvidarTurno: (claves) =>
      escribir(base, ["huellas", "datos"], async (almacen) => {
        almacen("huellas").clear();
        for (const clave of claves) almacen("datos").delete(clave);
      }),

    borrarTodo: () =>
      escribir(base, TODOS, async (almacen) => {
        for (const nombre of TODOS) almacen(nombre).clear();
      }),

    cerrar: () => base.close(),
  };

  /** @param {string[]} ids @param {(pieza: Pieza) => Pieza} como */
  function cambiar(ids, como) {
    return escribir(base, ["piezas"], async (almacen) => {
      for (const id of ids) {
        const pieza = await cumplir(almacen("piezas").index("id").get(id));
        if (pieza) almacen("piezas").put(como(pieza));
      }
    });
  }
}

/** @param {IDBObjectStore} almacen @param {number} [limite] @returns {Promise<Pieza[]>} */
function todas(almacen, limite) {
  return cumplir(almacen.getAll(null, limite));
}

/** @param {(nombre: string) => IDBObjectStore} almacen @param {Apunte} apunte */
async function apuntar(almacen, { piezas, ahora, huella, olvidar, olvidarActividad, datos = {} }) {
  for (const { id, sellado } of piezas) {
    almacen("piezas").add({ id, sellado, guardada: ahora, intentos: 0, ajena: false });
  }
  if (huella) almacen("huellas").add(huella);
  for (const [indice, valor] of [["lectura", olvidar], ["actividad", olvidarActividad]]) {
    if (!indice || !valor) continue;
    for (const clave of await cumplir(almacen("huellas").index(indice).getAllKeys(valor))) {
      almacen("huellas").delete(clave);
    }
  }
  ponerTodos(almacen("datos"), { ...datos, hora: ahora });
  await sumar(almacen("datos"), { guardadas: piezas.length });
}

/** @param {IDBObjectStore} almacen @param {Record<string, unknown>} datos */
function ponerTodos(almacen, datos) {
  for (const [clave, valor] of Object.entries(datos)) {
    if (valor === undefined) almacen.delete(clave);
    else almacen.put(valor, clave);
  }
}

/** @param {IDBObjectStore} almacen @param {Partial<Cuentas>} mas */
async function sumar(almacen, { guardadas = 0, recibidas = 0, contadas = 0 }) {
  const antes = (await cumplir(almacen.get("cuentas"))) ?? EN_CERO;
  almacen.put(
    {
      guardadas: antes.guardadas + guardadas,
      recibidas: antes.recibidas + recibidas,
      contadas: antes.contadas + contadas,
    },
    "cuentas",
  );
}
