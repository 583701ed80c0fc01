import assert from "node:assert/strict";
import { test } from "node:test";
import { CODIGOS, OTRA, UNA } from "./codigos.mjs";
import { crearMundo, enJornada, hasta, INICIO, PIN, sinRed } from "./tableta.mjs";

const HORA = 3_600_000;

test("quien mira recibe el estado de ahora y cada cambio, hasta que deja de mirar", async () => {
  const { tableta } = await enJornada();
  const vistos = [];
  const dejar = tableta.suscribir(({ actividad }) => vistos.push(actividad.con_tarjeta));
  assert.deepEqual(vistos, [0]);
  await tableta.leer(UNA, "qr");
  assert.equal(vistos.at(-1), 1);
  dejar();
  const cuantos = vistos.length;
  await tableta.leer(OTRA, "qr");
  assert.equal(vistos.length, cuantos);
});

test("al cumplirse una acción, los números ya son los de después", async () => {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  for (const [lugar, codigo] of CODIGOS.entries()) {
    await mundo.tableta.leer(codigo, "qr");
    const { pendientes, cuentas, puede_salir } = mundo.tableta.estado();
    assert.deepEqual([pendientes, cuentas.guardadas, puede_salir], [lugar + 1, lugar + 1, false]);
  }
});

test("lo que se guarda después de recibido lo demás está por enviar, nunca al día", async () => {
  const { tableta } = await enJornada();
  await tableta.sincronizar();
  await hasta(() => tableta.estado().red.clase === "al_dia");
  await tableta.leer(UNA, "qr");
  const { red, cuentas } = tableta.estado();
  assert.deepEqual([red.clase, cuentas.guardadas, cuentas.recibidas], ["por_enviar", 1, 0]);
  await tableta.sincronizar();
  await hasta(() => tableta.estado().red.clase === "al_dia");
  assert.equal(tableta.estado().cuentas.recibidas, 1);
});

test("el error de una acción se ve y lo quita la siguiente que sale bien", async () => {
  const { tableta } = await enJornada();
  await assert.rejects(tableta.deshacer());
  assert.match(tableta.estado().error, /No hay una lectura/);
  await tableta.leer(UNA, "qr");
  assert.equal(tableta.estado().error, "");
});

test("antes de abrir una actividad se avisa del espacio y de lo que lleva más de un día sin enviarse", async () => {
  const almacenamiento = {
    estimate: async () => ({ usage: 95e6, quota: 100e6 }),
    persisted: async () => false,
    persist: async () => false,
  };
  const mundo = await enJornada({ almacenamiento });
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.leer(UNA, "qr");
  mundo.reloj.avanzar(25 * HORA);
  await mundo.tableta.leer(OTRA, "qr");
  const { aviso, usados, cuota, mas_antigua, persistente } = mundo.tableta.estado().almacen;
  assert.deepEqual([usados, cuota, mas_antigua, persistente], [95e6, 100e6, INICIO, false]);
  assert.match(aviso, /muy poco espacio.*sin enviar desde 2026-11-22, 8:00 p\. m\..*instale la aplicación/);
});

test("con la tableta tres horas adelantada, lo que se lee después de hablar con el servidor va corregido y marcado", async () => {
  const mundo = await crearMundo();
  mundo.reloj.mover(3 * HORA);
  await mundo.encender();
  await mundo.tableta.inscribir("BUENO", "T");
  await mundo.tableta.empezarTurno(PIN);
  await mundo.tableta.sincronizar();
  assert.deepEqual(mundo.tableta.estado().reloj, { desfase_s: -10_800, corregido: true });
  const [{ id }] = mundo.tableta.estado().paquete.actividades;
  await mundo.encender();
  await mundo.tableta.desbloquear(PIN);
  await mundo.tableta.abrirActividad(id);
  await mundo.tableta.leer(UNA, "qr");
  await mundo.tableta.sincronizar();
  const [pieza] = mundo.servidor.recibidas.values();
  assert.equal(pieza.leida_en, "2026-11-22T20:00:00.000-05:00");
  assert.deepEqual(pieza.reloj, { desfase_s: -10_800, corregida: true });
});

test("si la base falla mientras se envía, se avisa, nada se borra y se vuelve a intentar", async (prueba) => {
  const { IDBObjectStore } = await import("../../.terceros/pruebas/node_modules/fake-indexeddb/build/esm/index.js");
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.leer(UNA, "qr");
  mundo.servidor.estorbo = null;
  prueba.mock.method(IDBObjectStore.prototype, "delete", () => {
    throw new Error("disco roto");
  });
  await mundo.tableta.sincronizar();
  assert.deepEqual(mundo.errores.map(({ message }) => message), ["disco roto"]);
  assert.equal(mundo.tableta.estado().pendientes, 1);
  assert.equal(mundo.tableta.estado().red.clase, "servidor");
  prueba.mock.restoreAll();
  await mundo.reloj.vencer(300_000);
  await hasta(() => mundo.tableta.estado().puede_salir);
  assert.equal(mundo.servidor.recibidas.size, 1);
});

test("sin espacio para una lectura no hay ✓: se dice, y al haber espacio se registra", async (prueba) => {
  const { IDBObjectStore } = await import("../../.terceros/pruebas/node_modules/fake-indexeddb/build/esm/index.js");
  const mundo = await enJornada();
  prueba.mock.method(IDBObjectStore.prototype, "add", () => {
    throw new DOMException("lleno", "QuotaExceededError");
  });
  await assert.rejects(mundo.tableta.leer(UNA, "qr"), /No hay espacio/);
  assert.equal(mundo.tableta.estado().actividad.con_tarjeta, 0);
  assert.equal(mundo.tableta.estado().respuesta, null);
  prueba.mock.restoreAll();
  assert.equal((await mundo.tableta.leer(UNA, "qr")).clase, "registrada");
});
