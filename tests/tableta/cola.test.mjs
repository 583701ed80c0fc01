import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBFactory, IDBObjectStore } from "../../.terceros/pruebas/node_modules/fake-indexeddb/build/esm/index.js";
import { abrirCola } from "../../estaticos/campo/cola.mjs";

const pieza = (numero) => ({ id: `p${numero}`, sellado: `k.${numero}` });
const ids = (piezas) => piezas.map(({ id }) => id);

async function conPiezas(cuantas, fabrica = new IDBFactory()) {
  const cola = await abrirCola(fabrica);
  for (let numero = 1; numero <= cuantas; numero += 1) await cola.guardar({ piezas: [pieza(numero)], ahora: numero });
  return cola;
}

test("lo guardado sigue ahí, en orden, al abrir otra vez la base", async () => {
  const fabrica = new IDBFactory();
  (await conPiezas(12, fabrica)).cerrar();
  const cola = await abrirCola(fabrica);
  assert.deepEqual(ids(await cola.siguientes(5)), ["p1", "p2", "p3", "p4", "p5"]);
  assert.deepEqual((await cola.resumen()).pendientes, 12);
  assert.equal((await cola.resumen()).mas_antigua, 1);
});

test("un recibo borra sólo lo que nombra, y repetirlo no cuenta dos veces", async () => {
  const cola = await conPiezas(3);
  await cola.aplicarRecibo(["p1", "p3"], 2);
  await cola.aplicarRecibo(["p1", "p3"], 2);
  assert.deepEqual(ids(await cola.todas()), ["p2"]);
  assert.deepEqual((await cola.resumen()).cuentas, { guardadas: 3, recibidas: 2, contadas: 2 });
});

test("lo apartado no detiene la fila, se ve con su motivo y vuelve cuando alguien lo pide", async () => {
  const cola = await conPiezas(3);
  await cola.anotarIntento(["p1"], "No se entiende.");
  assert.deepEqual(ids(await cola.siguientes(2)), ["p2", "p3"]);
  const [apartada] = (await cola.resumen()).cuarentena;
  assert.deepEqual([apartada.id, apartada.cuarentena, apartada.intentos], ["p1", "No se entiende.", 1]);
  await cola.reintentar("p1");
  assert.deepEqual(ids(await cola.siguientes(3)), ["p1", "p2", "p3"]);
  assert.deepEqual((await cola.resumen()).cuarentena, []);
});

test("la pieza, su huella y la memoria se guardan juntas o no se guarda ninguna", async () => {
  const cola = await conPiezas(1);
  const huella = { clave: "a:x", actividad: "a", lectura: "p2", hora: 2 };
  await assert.rejects(cola.guardar({ piezas: [pieza(2), pieza(1)], ahora: 2, huella, datos: { jornada: "nueva" } }));
  assert.deepEqual(ids(await cola.todas()), ["p1"]);
  assert.equal(await cola.huella("a:x"), undefined);
  assert.equal(await cola.dato("jornada"), undefined);
  assert.equal((await cola.resumen()).cuentas.guardadas, 1);
});

test("al cerrar una actividad se olvidan sus huellas y no las de otra", async () => {
  const cola = await abrirCola(new IDBFactory());
  for (const actividad of ["a", "b"]) {
    const huella = { clave: `${actividad}:x`, actividad, lectura: `l${actividad}`, hora: 1 };
    await cola.guardar({ piezas: [], ahora: 1, huella });
  }
  await cola.guardar({ piezas: [], ahora: 2, olvidarActividad: "a" });
  assert.equal(await cola.huella("a:x"), undefined);
  assert.equal((await cola.huella("b:x")).lectura, "lb");
});

test("las piezas de otra tableta entran una sola vez", async () => {
  const cola = await conPiezas(2);
  const ajenas = [2, 3, 4].map((numero) => ({ ...pieza(numero), guardada: 9 }));
  assert.equal(await cola.recibirAjenas(ajenas), 2);
  assert.equal(await cola.recibirAjenas(ajenas), 0);
  assert.deepEqual(ids(await cola.todas()), ["p1", "p2", "p3", "p4"]);
  assert.equal((await cola.resumen()).cuentas.guardadas, 4);
});

test("sin espacio se dice qué no se guardó, y lo anterior queda", async (prueba) => {
  const cola = await conPiezas(1);
  const { add } = IDBObjectStore.prototype;
  prueba.mock.method(IDBObjectStore.prototype, "add", function agregar(...valores) {
    const peticion = add.apply(this, valores);
    this.transaction._abort("QuotaExceededError");
    return peticion;
  });
  await assert.rejects(cola.guardar({ piezas: [pieza(2)], ahora: 2 }), /No hay espacio .* lo anterior está a salvo/);
  prueba.mock.restoreAll();
  assert.deepEqual(ids(await cola.todas()), ["p1"]);
  await cola.guardar({ piezas: [pieza(2)], ahora: 2 });
  assert.deepEqual(ids(await cola.todas()), ["p1", "p2"]);
});

test("toda escritura pide al navegador que llegue al disco antes de decir que está hecha", async (prueba) => {
  const { IDBDatabase } = await import("../../.terceros/pruebas/node_modules/fake-indexeddb/build/esm/index.js");
  const abrir = prueba.mock.method(IDBDatabase.prototype, "transaction");
  const cola = await conPiezas(1);
  await cola.anotarIntento(["p1"], "x");
  await cola.reintentar("p1");
  await cola.aplicarRecibo(["p1"], 1);
  await cola.ponerDatos({ a: 1 });
  const escrituras = abrir.mock.calls.map((llamada) => llamada.arguments).filter(([, modo]) => modo === "readwrite");
  assert.equal(escrituras.length, 5);
  assert.ok(escrituras.every(([, , opciones]) => opciones.durability === "strict"));
});

test("guardar se cumple cuando la transacción terminó, no antes", async (prueba) => {
  const { IDBDatabase } = await import("../../.terceros/pruebas/node_modules/fake-indexeddb/build/esm/index.js");
  const cola = await conPiezas(0);
  const abrir = prueba.mock.method(IDBDatabase.prototype, "transaction");
  let terminada = false;
  const guardando = cola.guardar({ piezas: [pieza(1)], ahora: 1 });
  abrir.mock.calls[0].result.addEventListener("complete", () => (terminada = true));
  await guardando;
  assert.equal(terminada, true);
});
