import assert from "node:assert/strict";
import { test } from "node:test";
import { FRASES } from "../../estaticos/campo/red.mjs";
import { enJornada, hasta, sinRed } from "./tableta.mjs";

const html = (estado, cabeceras = {}) =>
  new Response("<h1>Bienvenida</h1>", { status: estado, headers: { "Content-Type": "text/html", ...cabeceras } });
const json = (estado, cuerpo) =>
  new Response(JSON.stringify(cuerpo), { status: estado, headers: { "Content-Type": "application/json" } });

/** Con una lectura por enviar y la red estorbada. */
async function estorbada(estorbo, cambios = {}) {
  const mundo = await enJornada();
  mundo.servidor.estorbo = sinRed;
  await mundo.tableta.sinTarjeta(1);
  Object.assign(mundo, cambios);
  mundo.servidor.estorbo = estorbo;
  await mundo.tableta.sincronizar();
  return mundo;
}

const SITUACIONES = [
  ["sin_red", "la petición no sale", sinRed],
  ["sin_red", "la tableta sabe que no tiene red", sinRed, { enLinea: false, certificadoMalo: true }],
  ["certificado", "el certificado no vale", sinRed, { certificadoMalo: true }],
  ["portal_cautivo", "un 200 con una página", { antes: () => html(200) }],
  ["portal_cautivo", "un 200 con otro JSON", { antes: () => json(200, { bienvenida: true }) }],
  ["portal_cautivo", "un 200 con un JSON que no es un objeto", { antes: () => json(200, "hola") }],
  ["portal_cautivo", "una página que no es nuestra con 404", { antes: () => html(404) }],
  ["portal_cautivo", "el código propio de los portales", { antes: () => html(511) }],
  ["portal_cautivo", "un desvío a otra página", { antes: () => html(302, { Location: "https://otro.invalid/" }) }],
  ["servidor", "el servidor falla", { antes: () => json(500, { error: { mensaje: "x" } }) }],
  ["servidor", "el intermediario falla con una página", { antes: () => html(502) }],
  ["servidor", "el servidor pide esperar", { antes: () => html(429, { "Retry-After": "90" }) }],
  ["inscribir", "el token ya no vale", { antes: () => json(401, { error: { motivo: "sin_inscribir" } }) }],
];

for (const [clase, nombre, estorbo, cambios] of SITUACIONES) {
  test(`${nombre}: se dice «${clase}» y la lectura sigue en la cola`, async () => {
    const { tableta, servidor, errores } = await estorbada(estorbo, cambios);
    const { red, pendientes, puede_salir } = tableta.estado();
    assert.equal(red.clase, clase);
    assert.equal(red.frase, FRASES[clase]);
    assert.equal(pendientes, 1);
    assert.equal(puede_salir, false);
    assert.equal(servidor.recibidas.size, 0);
    assert.deepEqual(errores, []);
  });
}

test("cuando vuelve la red, sale sola lo que esperaba, sin que nadie lo pida", async () => {
  const mundo = await estorbada(sinRed);
  assert.deepEqual(mundo.reloj.citas(), [1500]);
  mundo.servidor.estorbo = null;
  await mundo.reloj.vencer(1500);
  await hasta(() => mundo.tableta.estado().puede_salir);
  assert.deepEqual(mundo.tableta.estado().cuentas, { guardadas: 1, recibidas: 1, contadas: 1 });
  await hasta(() => mundo.tableta.estado().red.clase === "al_dia");
});

test("las fallas seguidas espacian los intentos, y quien espera una inscripción no insiste", async () => {
  const mundo = await estorbada(sinRed);
  const antes = mundo.reloj.citas()[0];
  await mundo.tableta.sincronizar();
  assert.ok(mundo.reloj.citas()[0] > antes);
  mundo.servidor.estorbo = { antes: () => json(401, { error: { motivo: "sin_inscribir" } }) };
  await mundo.tableta.sincronizar();
  assert.deepEqual(mundo.reloj.citas(), []);
  assert.equal(mundo.tableta.estado().red.proximo, null);
});

const FALSOS = {
  "con la firma cambiada": (recibo) => ({ ...recibo, firma: `A${recibo.firma.slice(1, -4)}AA==` }),
  "con el texto cambiado": (recibo) => ({ ...recibo, texto: recibo.texto.replace('"contadas":1', '"contadas":9') }),
  "firmado con otra llave": (recibo) => ({ ...recibo, llave: "otra" }),
  "con una firma que no es base64": (recibo) => ({ ...recibo, firma: "¿?" }),
};

for (const [nombre, falsificar] of Object.entries(FALSOS)) {
  test(`un recibo ${nombre} no borra nada`, async () => {
    const despues = async (_url, respuesta) => {
      const cuerpo = await respuesta.json();
      return json(200, cuerpo.recibo ? { ...cuerpo, recibo: falsificar(cuerpo.recibo) } : cuerpo);
    };
    const { tableta } = await estorbada({ despues });
    assert.equal(tableta.estado().pendientes, 1);
    assert.equal(tableta.estado().red.clase, "portal_cautivo");
  });
}

test("un recibo bueno de otra tableta no borra nada", async () => {
  const mundo = await estorbada(sinRed);
  mundo.servidor.estorbo = null;
  mundo.servidor.paraOtra = "tab-2";
  await mundo.tableta.sincronizar();
  assert.equal(mundo.tableta.estado().pendientes, 1);
});

test("un recibo que nombra más de lo que se mandó no borra ni lo que sí se mandó", async () => {
  const mundo = await estorbada(sinRed);
  const { lectura } = await mundo.tableta.sinTarjeta(1);
  mundo.servidor.estorbo = null;
  mundo.servidor.demas = ["99999999-9999-4999-8999-999999999999"];
  await mundo.tableta.sincronizar();
  assert.deepEqual([mundo.tableta.estado().pendientes, mundo.tableta.estado().red.clase], [2, "servidor"]);
  mundo.servidor.demas = [];
  await mundo.tableta.sincronizar();
  assert.equal(mundo.tableta.estado().pendientes, 0);
  assert.ok(mundo.servidor.recibidas.has(lectura));
});

test("el recibo que da la secretaría en un archivo borra lo que nombra, una sola vez, y ninguno falso borra nada", async () => {
  const { tableta, servidor } = await enJornada();
  servidor.estorbo = sinRed;
  const lecturas = [];
  for (let vez = 0; vez < 3; vez += 1) lecturas.push((await tableta.sinTarjeta(1)).lectura);
  const archivo = (recibo) => JSON.stringify({ formato: "registro/recibo/1", recibo });
  const bueno = await servidor.firmar("tab-1", lecturas.slice(0, 2), 2);
  const malos = [
    null, {}, 7, { ...bueno, texto: bueno.texto.replace(lecturas[0], lecturas[2]) }, { ...bueno, firma: "AAAA" },
    { ...bueno, llave: "otra" }, await servidor.firmar("tab-2", lecturas, 3),
  ];
  for (const malo of malos) await assert.rejects(tableta.importar(archivo(malo)), /No se borró nada/);
  assert.equal(tableta.estado().pendientes, 3);
  assert.deepEqual(await tableta.importar(archivo(bueno)), { recibidas: 2 });
  assert.deepEqual(await tableta.importar(archivo(bueno)), { recibidas: 0 });
  assert.deepEqual(tableta.estado().cuentas, { guardadas: 3, recibidas: 2, contadas: 2 });
  assert.equal(tableta.estado().pendientes, 1);
});

test("una pieza mala queda aparte y a la vista, y las demás llegan en orden", async () => {
  const { tableta, servidor } = await enJornada();
  servidor.estorbo = sinRed;
  const lecturas = [];
  for (let vez = 0; vez < 9; vez += 1) lecturas.push((await tableta.sinTarjeta(1)).lectura);
  servidor.estorbo = null;
  servidor.malas.add(lecturas[4]);
  await tableta.sincronizar();
  const { cuarentena, cuentas, red, puede_salir } = tableta.estado();
  assert.deepEqual(cuarentena.map(({ id, motivo }) => [id, motivo]), [[lecturas[4], "Una lectura no se entiende."]]);
  assert.deepEqual([...servidor.recibidas.keys()], lecturas.filter((id) => id !== lecturas[4]));
  assert.deepEqual(cuentas, { guardadas: 9, recibidas: 8, contadas: 8 });
  assert.match(red.frase, /aparte/);
  assert.equal(puede_salir, false);
  servidor.malas.clear();
  await tableta.reintentar(lecturas[4]);
  await tableta.sincronizar();
  assert.deepEqual(tableta.estado().cuentas, { guardadas: 9, recibidas: 9, contadas: 9 });
  assert.equal(tableta.estado().puede_salir, true);
});

test("la que el servidor calla en su recibo se reintenta y al tercer silencio queda aparte", async () => {
  const { tableta, servidor } = await enJornada();
  servidor.estorbo = sinRed;
  const { lectura } = await tableta.sinTarjeta(1);
  await tableta.sinTarjeta(1);
  servidor.estorbo = null;
  servidor.mudas.add(lectura);
  for (let vez = 0; vez < 3; vez += 1) await tableta.sincronizar();
  const { cuarentena, cuentas } = tableta.estado();
  assert.deepEqual(cuarentena.map(({ id, intentos }) => [id, intentos]), [[lectura, 3]]);
  assert.deepEqual(cuentas, { guardadas: 2, recibidas: 1, contadas: 1 });
});

test("los lotes van en orden y no pasan de doscientas", async () => {
  const { tableta, servidor } = await enJornada();
  servidor.estorbo = sinRed;
  const lecturas = [];
  for (let vez = 0; vez < 401; vez += 1) lecturas.push((await tableta.sinTarjeta(1)).lectura);
  servidor.estorbo = null;
  servidor.peticiones.length = 0;
  await tableta.sincronizar();
  const lotes = servidor.peticiones.filter(({ ruta }) => ruta.endsWith("/lotes")).map(({ cuerpo }) => JSON.parse(cuerpo));
  assert.deepEqual(lotes.map((lote) => [lote.lecturas.length, lote.pendientes]), [[200, 401], [200, 201], [1, 1]]);
  assert.deepEqual([...servidor.recibidas.keys()], lecturas);
});

test("si la respuesta se pierde, el reenvío no cuenta dos veces", async () => {
  const mundo = await estorbada({ despues: () => Promise.reject(new TypeError("se cortó")) });
  assert.equal(mundo.servidor.recibidas.size, 1);
  assert.equal(mundo.tableta.estado().cuentas.recibidas, 0);
  mundo.servidor.estorbo = null;
  await mundo.tableta.sincronizar();
  assert.deepEqual(mundo.tableta.estado().cuentas, { guardadas: 1, recibidas: 1, contadas: 1 });
});

test("un recibo bueno pero de un lote anterior no dice nada de éste: no borra, no cuenta y no aparta", async () => {
  const mundo = await enJornada();
  let anterior = "";
  mundo.servidor.estorbo = {
    despues: async (url, respuesta) => {
      const texto = await respuesta.text();
      if (url.endsWith("/lotes")) anterior ||= texto;
      return new Response(url.endsWith("/lotes") ? anterior : texto, respuesta);
    },
  };
  await mundo.tableta.sinTarjeta(1);
  await mundo.tableta.sincronizar();
  await mundo.tableta.sinTarjeta(1);
  for (let vez = 0; vez < 5; vez += 1) await mundo.tableta.sincronizar();
  assert.equal(mundo.tableta.estado().red.clase, "servidor");
  assert.deepEqual(mundo.tableta.estado().cuarentena, []);
  assert.deepEqual(mundo.tableta.estado().cuentas, { guardadas: 2, recibidas: 1, contadas: 1 });
});

test("si la red se corta mientras se busca la pieza mala, las de después esperan su orden", async () => {
  const { tableta, servidor } = await enJornada();
  servidor.estorbo = sinRed;
  const lecturas = [];
  for (let vez = 0; vez < 4; vez += 1) lecturas.push((await tableta.sinTarjeta(1)).lectura);
  servidor.malas.add(lecturas[3]);
  let lotes = 0;
  servidor.estorbo = { antes: (url) => (url.endsWith("/lotes") && (lotes += 1) === 2 ? sinRed.antes() : null) };
  await tableta.sincronizar();
  assert.deepEqual([lotes, servidor.recibidas.size, tableta.estado().red.clase], [2, 0, "sin_red"]);
  await tableta.sincronizar();
  assert.deepEqual([...servidor.recibidas.keys()], lecturas.slice(0, 3));
});

test("ninguna petición sigue desvíos, manda galletas ni se guarda en la memoria del navegador", async () => {
  const opciones = [];
  const mundo = await enJornada();
  const { fetch } = mundo.servidor;
  mundo.servidor.fetch = (url, dadas) => {
    opciones.push([dadas.redirect, dadas.credentials, dadas.cache]);
    return fetch(url, dadas);
  };
  await mundo.tableta.sinTarjeta(1);
  await mundo.tableta.sincronizar();
  assert.deepEqual(opciones, [["manual", "omit", "no-store"], ["manual", "omit", "no-store"]]);
});

test("si el servidor cambia la llave de sus recibos, la tableta pide la nueva y no se queda esperando, ni bloqueada", async () => {
  const mundo = await estorbada(sinRed);
  await mundo.servidor.cambiarRecibos("r2");
  mundo.servidor.estorbo = null;
  mundo.tableta.ocultar();
  await mundo.tableta.sincronizar();
  assert.deepEqual(mundo.tableta.estado().cuentas, { guardadas: 1, recibidas: 1, contadas: 1 });
  assert.equal(mundo.tableta.estado().paquete, null);
});

test("una lectura nueva no adelanta la espera de una falla, y sin falla sale en un momento", async () => {
  const mundo = await estorbada(sinRed);
  await mundo.tableta.sinTarjeta(1);
  assert.deepEqual(mundo.reloj.citas(), [1500]);
  mundo.servidor.estorbo = null;
  await mundo.tableta.sincronizar();
  await mundo.tableta.sinTarjeta(1);
  assert.deepEqual(mundo.reloj.citas(), [400]);
});

test("lo que se guarda mientras se habla con el servidor no espera al siguiente latido", async () => {
  const mundo = await enJornada();
  let leyendo = null;
  mundo.servidor.estorbo = {
    antes: (url) => {
      if (url.endsWith("/paquete")) leyendo ??= mundo.tableta.sinTarjeta(1);
      return leyendo?.then(() => null);
    },
  };
  await mundo.tableta.sincronizar();
  await leyendo;
  assert.equal(mundo.tableta.estado().pendientes, 1);
  assert.deepEqual(mundo.reloj.citas(), [400]);
});
