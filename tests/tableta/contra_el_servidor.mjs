/** La tableta de verdad contra el servidor de verdad; sólo IndexedDB es de mentira. Escribe al final lo que ve. */
import { IDBFactory } from "../../.terceros/pruebas/node_modules/fake-indexeddb/build/esm/index.js";
import { crearAplicacion } from "../../estaticos/campo/aplicacion.mjs";

const { servidor, codigo, actividad, tarjetas } = JSON.parse(process.env.ENCARGO);
let cortar = 0;

const tableta = await crearAplicacion({
  indexedDB: new IDBFactory(),
  crypto,
  pared: () => Date.now(),
  monotono: () => performance.now(),
  azar: () => 0.5,
  programar: () => null,
  cancelar: () => undefined,
  enLinea: () => true,
  soloUna: async () => undefined,
  falloElCertificado: async () => false,
  reportar: (error) => {
    throw error;
  },
  almacenamiento: null,
  servidor,
  version: "prueba",
  fetch: async (...peticion) => {
    const respuesta = await fetch(...peticion);
    if (!cortar) return respuesta;
    cortar -= 1;
    await respuesta.arrayBuffer();
    throw new TypeError("la respuesta se perdió");
  },
});

await tableta.inscribir(`${servidor}/campo/tableta#inscribir=${codigo}`, "Tableta de prueba");
await tableta.empezarTurno("804152");
await tableta.sincronizar();
const { servicios, textos, preguntas } = tableta.estado().paquete;
await tableta.abrirActividad(actividad);

const lecturas = [];
for (const tarjeta of tarjetas) lecturas.push((await tableta.leer(tarjeta, "qr")).lectura);
const repetida = await tableta.leer(tarjetas[0], "manual");
cortar = 2;
await tableta.sincronizar();
const trasElCorte = { ...tableta.estado().cuentas, pendientes: tableta.estado().pendientes };
await tableta.prestar(lecturas[0], { servicio: servicios[0].id });
const [pregunta, { valores }] = Object.entries(preguntas)[0];
await tableta.responder(lecturas[0], { [pregunta]: valores[0] }, { texto_version: textos[0].version, medio: "verbal" });
await tableta.sinTarjeta(3, "asp");
await tableta.deshacer();
const anonima = await tableta.sinTarjeta(1);
await tableta.ponerTarjeta(anonima.lectura, process.env.BLANCA);
await tableta.sinTarjeta(2);
await tableta.menor();
cortar = 0;
await tableta.sincronizar();
await tableta.abrirProvisional({ tipo: "jornada", lugar: "Parque de prueba", localidad: "14" });
await tableta.sinTarjeta(4);
await tableta.cerrarActividad();
await tableta.sincronizar();
const { cuentas, cuarentena, red, pendientes, inscripcion } = tableta.estado();
process.stdout.write(
  JSON.stringify({ repetida: repetida.clase, trasElCorte, cuentas, cuarentena, red: red.clase, pendientes, inscripcion }),
);
