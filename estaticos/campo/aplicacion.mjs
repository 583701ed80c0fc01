/**
 * Une la tableta: un estado que se mira, acciones que se piden y nada del DOM. El contrato está en tipos.d.ts.
 * Las acciones van de a una, en el orden en que se pidieron.
 */
import { abrirCola } from "./cola.mjs";
import { crearDespacho } from "./despacho.mjs";
import { ErrorDeTableta } from "./errores.mjs";
import { crearEstado } from "./estado.mjs";
import { crearLlaveDeTableta } from "./llaves.mjs";
import { crearReloj } from "./reloj.mjs";
import { crearSesion } from "./sesion.mjs";
import { crearSincronizador } from "./sincronizar.mjs";
import { crearTraslado } from "./traslado.mjs";
import { crearTurno } from "./turno.mjs";

const PENDIENTE = "Todavía hay cosas guardadas aquí que el servidor no ha recibido. Envíelas o expórtelas primero.";

/** @param {import("./tipos.d.ts").Entorno} entorno
 * @returns {Promise<import("./tipos.d.ts").Aplicacion>} */
export async function crearAplicacion(entorno) {
  const { crypto } = entorno;
  await entorno.soloUna();
  const cola = await abrirCola(entorno.indexedDB);
  const reloj = crearReloj({ ...entorno, correccion: await cola.dato("correccion"), ultima: await cola.dato("hora") });
  /** @type {import("./tipos.d.ts").Inscripcion | undefined} */
  let inscripcion = await cola.dato("inscripcion");
  /** @type {CryptoKeyPair | undefined} */
  let par = await cola.dato("llave");
  /** @type {import("./sesion.mjs").Claves | undefined} */
  let claves = await cola.dato("claves");
  let turno = crearTurno(crypto, cola, await cola.dato("turno"));
  /** @type {import("./sesion.mjs").Sesion | null} */
  let sesion = null;
  /** @type {Promise<unknown>} */
  let fila = Promise.resolve();

  const identidad = async () =>
    inscripcion && par ? { ...inscripcion, par, recibos: claves?.recibos ?? {} } : null;
  const sincronizador = crearSincronizador({
    ...{ ...entorno, cola, reloj, identidad, recibirPaquete },
    avisar: () => estado.refrescar(),
  });
  const traslado = crearTraslado({ cola, reloj, aceptarRecibo: sincronizador.aceptarRecibo });
  const despacho = crearDespacho({
    sincronizador,
    reloj,
    tiempo: entorno,
    situacion: () => ({ inscrita: Boolean(inscripcion), retirada: Boolean(inscripcion?.revocada), turno: sesion !== null }),
    recibirPaquete,
    retirar,
    borrar,
    avisar: () => estado.refrescar(),
  });
  const estado = crearEstado({
    cola,
    reloj,
    entorno,
    red: despacho.red,
    mirar: () => ({ inscripcion, hayTurno: turno.hay(), sesion }),
  });

  /** @param {import("./tipos.d.ts").Paquete} paquete */
  async function recibirPaquete(paquete) {
    const { sellado, valido_hasta, recibos: { llave, publica } } = paquete;
    claves = { sellado, valido_hasta, recibos: { [llave]: publica } };
    await cola.ponerDatos({ claves });
    await sesion?.ponerPaquete(paquete);
  }

  async function dejarTurno() {
    sesion = null;
    await turno.descartar();
  }

  /** El servidor la retiró: entrega la cola, y de lo demás no queda nada. */
  async function retirar() {
    if (!inscripcion) return;
    await dejarTurno();
    inscripcion = { ...inscripcion, revocada: true };
    await cola.ponerDatos({ inscripcion });
  }

  async function borrar() {
    if ((await cola.resumen()).pendientes) return;
    sesion = null;
    inscripcion = par = claves = undefined;
    await cola.borrarTodo();
    turno = crearTurno(crypto, cola, undefined);
  }

  /** @param {CryptoKey} caja */
  async function entrar(caja) {
    sesion = await crearSesion({ crypto, cola, reloj, claves: () => claves }, caja);
    despacho.renovar();
    despacho.pronto();
  }

  function abierta() {
    if (!sesion) throw new ErrorDeTableta("El turno está cerrado. Escriba el PIN para seguir.", "bloqueada");
    return sesion;
  }

  /** Una acción a la vez; lo que no se pudo queda dicho en el estado.
   * @template T @param {() => Promise<T>} accion @returns {Promise<T>} */
  function actuar(accion) {
    const hecha = fila.then(accion).then(
      (resultado) => estado.decirError("").then(() => resultado),
      async (error) => {
        await estado.decirError(error instanceof ErrorDeTableta ? error.message : "No se pudo. Repita.");
        throw error;
      },
    );
    // Quien pidió la acción recibe su error; la fila sigue con la siguiente.
    fila = hecha.catch(() => undefined);
    return hecha;
  }

  /** Como actuar, y además hay algo nuevo que enviar.
   * @template T @param {() => Promise<T>} accion */
  const guardar = (accion) => actuar(() => accion().finally(() => despacho.pronto()));

  /** Como guardar, y la respuesta se muestra.
   * @param {() => Promise<import("./tipos.d.ts").Respuesta>} accion */
  const leer = (accion) => guardar(async () => estado.responder(await accion()));

  async function exigirVacia() {
    if ((await cola.resumen()).pendientes) throw new ErrorDeTableta(PENDIENTE, "pendientes");
  }

  await estado.refrescar();
  if (inscripcion) despacho.pronto();
  return {
    estado: estado.ver,
    suscribir: estado.suscribir,
    inscribir: (codigo, nombre) =>
      actuar(async () => {
        // Si el servidor ya no la reconoce, inscribirla otra vez es la manera de entregar lo que guarda.
        if (despacho.red().clase !== "inscribir") await exigirVacia();
        const nueva = await crearLlaveDeTableta(crypto);
        const datos = { codigo: codigo.split("#inscribir=").at(-1)?.trim() ?? "", nombre, llave: nueva.publica };
        const { falla, json } = await sincronizador.inscribir(datos);
        if (falla) throw new ErrorDeTableta(falla.mensaje || estado.fraseDe(falla.clase), falla.clase);
        inscripcion = { dispositivo: json.dispositivo, nombre, token: json.token, revocada: false };
        par = nueva.par;
        await cola.ponerDatos({ inscripcion, llave: par });
        await entorno.almacenamiento?.persist();
        const { paquete } = await sincronizador.traerPaquete();
        if (paquete) await recibirPaquete(paquete);
        void despacho.ya();
      }),
    empezarTurno: (pin) =>
      actuar(async () => {
        const caja = await turno.empezar(pin);
        if (!(await cola.resumen()).pendientes) await cola.ponerDatos({ cuentas: undefined });
        await entrar(caja);
      }),
    desbloquear: (pin) => actuar(async () => entrar(await turno.abrir(pin))),
    cambiarPin: (pin) => actuar(async () => turno.cerrarCon(abierta().caja, pin)),
    descartarTurno: () => actuar(dejarTurno),
    terminarTurno: () =>
      actuar(async () => {
        abierta();
        await exigirVacia();
        await dejarTurno();
      }),
    ocultar() {
      sesion = null;
      estado.ocultar();
    },
    abrirActividad: (id) => actuar(async () => abierta().actividades.abrir(id)),
    abrirProvisional: (datos) => guardar(async () => abierta().actividades.abrirProvisional(datos)),
    soltarActividad: () => actuar(async () => abierta().actividades.soltar()),
    cerrarActividad: () => guardar(async () => abierta().actividades.cerrar()),
    leer: (texto, medio) => leer(async () => abierta().jornada.leer(texto, medio)),
    sinTarjeta: (cantidad, publico = "") => leer(async () => abierta().jornada.sinTarjeta(cantidad, publico)),
    deshacer: () => guardar(async () => abierta().jornada.deshacer()),
    ponerTarjeta: (lectura, texto) => leer(async () => abierta().jornada.ponerTarjeta(lectura, texto)),
    prestar: (lectura, dato) => guardar(async () => abierta().jornada.colgar("prestacion", lectura, dato)),
    retirar: (lectura, prestacion) => guardar(async () => abierta().jornada.colgar("retiro", lectura, { prestacion })),
    responder: (lectura, valores, autorizacion) =>
      guardar(async () => abierta().jornada.colgar("respuestas", lectura, { valores, autorizacion })),
    menor: () => guardar(async () => abierta().jornada.menor()),
    async sincronizar() {
      despacho.renovar();
      await despacho.ya();
      await estado.refrescar();
    },
    reintentar: (id) => guardar(() => cola.reintentar(id)),
    exportar: () => actuar(() => traslado.exportar(inscripcion?.dispositivo ?? "")),
    importar: (texto) => guardar(() => traslado.importar(texto)),
    volver() {
      reloj.reanudar();
      void despacho.ya();
    },
    apagar() {
      despacho.apagar();
      cola.cerrar();
    },
  };
}
