import assert from "node:assert/strict";
import { test } from "node:test";
import { OTRA, UNA } from "./codigos.mjs";
import { ACTIVIDAD } from "./servidor.mjs";
import { PIN, crearMundo, enJornada, hasta, sinRed } from "./tableta.mjs";

const OTRO_PIN = "271828";

test("de fábrica pide inscribirse, después un turno y después una actividad", async () => {
  const { tableta } = await crearMundo();
  assert.equal(tableta.estado().pantalla, "inscribir");
  await assert.rejects(tableta.inscribir("VIEJO", "T"), /ya no sirve/);
  await tableta.inscribir("BUENO", "T");
  assert.equal(tableta.estado().pantalla, "turno");
  await tableta.empezarTurno(PIN);
  await tableta.sincronizar();
  assert.equal(tableta.estado().pantalla, "actividades");
  await tableta.abrirActividad(ACTIVIDAD);
  assert.equal(tableta.estado().pantalla, "lectura");
});

test("la llave que firma no se puede sacar, y cada petición va firmada", async () => {
  const { indexedDB, servidor } = await enJornada();
  const base = await new Promise((listo) => (indexedDB.open("notas").onsuccess = ({ target }) => listo(target.result)));
  const llave = await new Promise((listo) => {
    base.transaction("datos").objectStore("datos").get("llave").onsuccess = ({ target }) => listo(target.result);
  });
  assert.equal(llave.privateKey.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("pkcs8", llave.privateKey));
  const [inscripcion, ...firmadas] = servidor.peticiones;
  assert.equal(inscripcion.headers.Firma, undefined);
  assert.ok(firmadas.length && firmadas.every(({ headers }) => headers.Firma));
});

test("ocultar es inmediato: no queda nada a la vista ni se puede leer hasta dar el PIN", async () => {
  const { tableta } = await enJornada();
  await tableta.leer(UNA, "qr");
  tableta.ocultar();
  const { pantalla, paquete, actividad, abiertas, respuesta, error } = tableta.estado();
  assert.deepEqual({ pantalla, paquete, actividad, abiertas, respuesta, error }, {
    ...{ pantalla: "bloqueada", paquete: null, actividad: null, abiertas: [], respuesta: null, error: "" },
  });
  await assert.rejects(tableta.leer(OTRA, "qr"), /El turno está cerrado/);
  await tableta.desbloquear(PIN);
  assert.equal(tableta.estado().actividad.con_tarjeta, 1);
  assert.equal((await tableta.leer(UNA, "qr")).clase, "ya_estaba");
});

test("lo que ya se estaba guardando al ocultar queda guardado", async () => {
  const { tableta, servidor } = await enJornada();
  const leyendo = tableta.leer(UNA, "qr");
  await null;
  tableta.ocultar();
  await leyendo;
  await tableta.desbloquear(PIN);
  await tableta.sincronizar();
  assert.equal(servidor.recibidas.size, 1);
  assert.equal(tableta.estado().actividad.con_tarjeta, 1);
});

test("apagada y encendida sin red, con su PIN sigue donde iba", async () => {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.leer(UNA, "qr");
  for (let vez = 0; vez < 2; vez += 1) {
    await mundo.encender();
    assert.equal(mundo.tableta.estado().pantalla, "bloqueada");
    assert.equal(mundo.tableta.estado().pendientes, 1);
    await mundo.tableta.desbloquear(PIN);
    assert.equal((await mundo.tableta.leer(UNA, "qr")).clase, "ya_estaba");
  }
  mundo.servidor.estorbo = null;
  await mundo.tableta.sincronizar();
  assert.deepEqual(mundo.tableta.estado().cuentas, { guardadas: 1, recibidas: 1, contadas: 1 });
});

test("otro PIN no abre, y al décimo intento el turno se descarta sin tocar la cola", async () => {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.leer(UNA, "qr");
  mundo.tableta.ocultar();
  for (let intento = 1; intento <= 9; intento += 1) {
    if (intento === 5) await mundo.encender();
    await assert.rejects(mundo.tableta.desbloquear(OTRO_PIN), /no es el PIN/);
  }
  await assert.rejects(mundo.tableta.desbloquear(OTRO_PIN), /el turno se descartó/);
  assert.equal(mundo.tableta.estado().pantalla, "turno");
  assert.equal(mundo.tableta.estado().pendientes, 1);
});

test("un PIN corto, con letras, seguido o repetido no sirve", async () => {
  const { tableta } = await crearMundo();
  await tableta.inscribir("BUENO", "T");
  for (const pin of ["12345", "12a456", "123456", "654321", "111111", ""]) {
    await assert.rejects(tableta.empezarTurno(pin), /de 6 a 12 cifras/);
  }
  assert.equal(tableta.estado().pantalla, "turno");
});

test("la tableta pasa de una mano a otra cambiando el PIN, sin perder la actividad", async () => {
  const mundo = await enJornada();
  await mundo.tableta.leer(UNA, "qr");
  await mundo.tableta.cambiarPin(OTRO_PIN);
  mundo.tableta.ocultar();
  await assert.rejects(mundo.tableta.desbloquear(PIN), /no es el PIN/);
  await mundo.tableta.desbloquear(OTRO_PIN);
  assert.equal((await mundo.tableta.leer(UNA, "qr")).clase, "ya_estaba");
});

test("el turno no se termina con algo sin recibir; con todo recibido se olvida y las cuentas empiezan de cero", async () => {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.leer(UNA, "qr");
  await assert.rejects(mundo.tableta.terminarTurno(), /no ha recibido/);
  mundo.servidor.estorbo = null;
  await mundo.tableta.sincronizar();
  await mundo.tableta.terminarTurno();
  assert.equal(mundo.tableta.estado().pantalla, "turno");
  assert.equal(mundo.tableta.estado().respuesta, null);
  await mundo.tableta.empezarTurno(OTRO_PIN);
  assert.deepEqual(mundo.tableta.estado().cuentas, { guardadas: 0, recibidas: 0, contadas: 0 });
});

test("una tableta con cosas por enviar no se inscribe otra vez encima", async () => {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.leer(UNA, "qr");
  await assert.rejects(mundo.tableta.inscribir("BUENO", "T"), /no ha recibido/);
});

test("descartar un turno olvidado deja la cola sellada, y un turno nuevo la envía", async () => {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.leer(UNA, "qr");
  mundo.tableta.ocultar();
  await mundo.tableta.descartarTurno();
  mundo.servidor.estorbo = null;
  await mundo.tableta.empezarTurno(OTRO_PIN);
  await mundo.tableta.sincronizar();
  assert.equal(mundo.servidor.recibidas.size, 1);
  assert.equal(mundo.tableta.estado().puede_salir, true);
});

test("si el servidor olvidó la tableta, se inscribe otra vez en medio del turno y entrega lo que tenía", async () => {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.leer(UNA, "qr");
  mundo.servidor.estorbo = null;
  mundo.servidor.dispositivos.clear();
  await mundo.tableta.sincronizar();
  assert.deepEqual([mundo.tableta.estado().red.clase, mundo.tableta.estado().pendientes], ["inscribir", 1]);
  await mundo.tableta.inscribir("BUENO", "T");
  await hasta(() => mundo.tableta.estado().puede_salir);
  assert.equal(mundo.tableta.estado().pantalla, "lectura");
  assert.equal((await mundo.tableta.leer(UNA, "qr")).eco, true);
  assert.equal(mundo.servidor.recibidas.size, 1);
});
