/** Los contratos de la tableta: lo que la pantalla ve, lo que puede pedir y lo que viaja. No se sirve al navegador. */

// ── Lo que manda el servidor ──────────────────────────────────────────────────────────────────────────────

export interface ActividadDelPaquete {
  id: string;
  tipo: string;
  titulo: string;
  lugar: string;
  localidad: string | null;
  fecha: string;
  estado: "abierta" | "programada" | string;
  tarjetas: boolean;
  servicios: number[];
  publicos: string[];
}

export interface LlaveDeSellado {
  llave: string;
  publica: string;
}

export interface Paquete {
  ahora: string;
  valido_hasta: string;
  version: string | number;
  actividades: ActividadDelPaquete[];
  sellado: LlaveDeSellado & { sucesora?: (LlaveDeSellado & { desde?: string }) | null };
  recibos: { llave: string; publica: string };
  revocadas: { sal: string; huellas: string[] };
  servicios: { id: number; nombre: string; orden: number }[];
  entidades: { id: number; nombre: string }[];
  textos: { finalidad: string; version: string | number; texto: string }[];
  preguntas: Record<string, { rotulo: string; frase: string; valores: string[] }>;
  /** clave → rótulo */
  publicos: Record<string, string>;
  /** Clases que se pueden abrir como provisionales: clave → nombre. */
  tipos: Record<string, string>;
  localidades: [string, string][];
}

// ── Lo que la tableta guarda ──────────────────────────────────────────────────────────────────────────────

/** Una pieza sellada de la cola: la tableta no la puede volver a abrir. */
export interface Pieza {
  orden?: number;
  id: string;
  sellado: string;
  /** Reloj de pared ya corregido, en milisegundos. */
  guardada: number;
  intentos: number;
  /** Por qué el servidor no la quiso; falta mientras espera su turno. */
  cuarentena?: string;
  /** Vino en el archivo de otra tableta. */
  ajena: boolean;
}

export interface Huella {
  /** `${actividad}:${huella con llave}` */
  clave: string;
  actividad: string;
  lectura: string;
  /** Milisegundos del reloj corregido. */
  hora: number;
}

export interface Inscripcion {
  dispositivo: string;
  nombre: string;
  token: string;
  /** El servidor la retiró: entrega lo que tenga y se borra. */
  revocada: boolean;
}

export interface Cuentas {
  /** Piezas guardadas y selladas en esta tableta desde que empezó el turno con la cola vacía. */
  guardadas: number;
  /** De ellas, las que un recibo firmado nombra. */
  recibidas: number;
  /** De las recibidas, las que el servidor contó como asistencias. */
  contadas: number;
}

// ── Lo que la pantalla ve ─────────────────────────────────────────────────────────────────────────────────

export type Pantalla =
  /** Sin inscribir: leer el QR de una sola vez. */
  | "inscribir"
  /** Inscrita y sin turno: elegir PIN. */
  | "turno"
  /** Hay turno y está cerrado con su PIN. Es también a donde vuelve «ocultar». */
  | "bloqueada"
  /** Turno abierto, sin actividad: elegir una o abrir una provisional. */
  | "actividades"
  /** Turno abierto y actividad en curso: leer. */
  | "lectura";

/** Respuesta a una lectura: la que se muestra grande, se anuncia y suena. */
export interface Respuesta {
  clase: "registrada" | "ya_estaba" | "en_revision" | "no_es_tarjeta";
  /** Frase completa en español, lista para mostrar y anunciar. Nunca repite lo leído. */
  frase: string;
  /** Número creciente: dos respuestas iguales seguidas se distinguen por él. */
  turno: number;
  /** La lectura a la que se pueden colgar servicios, remisiones y respuestas; null si no quedó ninguna. */
  lectura: string | null;
  /** Milisegundos; en «ya_estaba», la hora de la primera vez. */
  hora: number;
  /** La misma tarjeta sigue frente a la cámara: no suene ni vibre otra vez. */
  eco: boolean;
}

export interface ActividadEnCurso {
  id: string;
  provisional: boolean;
  tipo: string;
  titulo: string;
  lugar: string;
  localidad: string | null;
  fecha: string;
  tarjetas: boolean;
  servicios: number[];
  publicos: string[];
  /** Tarjetas distintas leídas aquí. */
  con_tarjeta: number;
  /** Personas anotadas sin tarjeta. */
  sin_tarjeta: number;
  /** Lecturas que quedan para revisar. */
  en_revision: number;
  /** Veces que se leyó una tarjeta que ya estaba. */
  repetidas: number;
  /** Anotadas sin tarjeta, de a una, que todavía se pueden volver tarjeta. La más reciente primero. */
  anonimas: { lectura: string; hora: number }[];
  /** Lo último que se puede deshacer, o null. */
  ultima: UltimaLectura | null;
}

export interface UltimaLectura {
  lectura: string;
  clase: "tarjeta" | "anonima";
  cantidad: number;
  en_revision: boolean;
}

export type ClaseDeRed =
  | "sin_intentar"
  | "al_dia"
  | "enviando"
  | "por_enviar"
  | "sin_red"
  | "portal_cautivo"
  | "certificado"
  | "servidor"
  | "inscribir";

export interface Red {
  clase: ClaseDeRed;
  /** Frase lista para mostrar: qué pasa, qué está a salvo y qué hacer. */
  frase: string;
  /** Milisegundos del reloj corregido en que se intentará otra vez; null si espera a una persona. */
  proximo: number | null;
}

export interface EnCuarentena {
  id: string;
  guardada: number;
  motivo: string;
  intentos: number;
}

export interface Almacen {
  /** El navegador prometió no borrar; null si no se sabe. */
  persistente: boolean | null;
  /** Bytes; null si el navegador no lo dice. */
  usados: number | null;
  cuota: number | null;
  /** Hora de la pieza más vieja sin recibo; null si no hay. */
  mas_antigua: number | null;
  /** Vacía si todo está bien; si no, frase que se muestra antes de abrir una actividad. */
  aviso: string;
}

export interface Estado {
  pantalla: Pantalla;
  inscripcion: { dispositivo: string; nombre: string; revocada: boolean } | null;
  /** Sin turno abierto va null: nada del paquete se muestra. */
  paquete: Paquete | null;
  /** El paquete no ha vencido. Con uno vencido se puede seguir, y abrir provisionales. */
  vigente: boolean;
  actividad: ActividadEnCurso | null;
  /** Otras actividades que esta tableta dejó abiertas en el turno. */
  abiertas: ActividadEnCurso[];
  respuesta: Respuesta | null;
  cuentas: Cuentas;
  /** Piezas sin recibo, cuarentena incluida. */
  pendientes: number;
  cuarentena: EnCuarentena[];
  red: Red;
  /** desfase en segundos del reloj de la tableta contra el del servidor; corregido si pasa de cinco minutos. */
  reloj: { desfase_s: number; corregido: boolean };
  almacen: Almacen;
  /** Nada espera recibo: se puede salir, actualizar o borrar. */
  puede_salir: boolean;
  /** Frase del último error de una acción; la siguiente acción que salga bien la quita. */
  error: string;
}

// ── Lo que la pantalla puede pedir ────────────────────────────────────────────────────────────────────────

export interface DatosDeProvisional {
  tipo: string;
  lugar: string;
  localidad: string | null;
}

/**
 * Cada acción devuelve una promesa que se cumple cuando lo pedido quedó guardado de verdad; si no se puede, se
 * rechaza con un ErrorDeTableta cuya frase se muestra tal cual (también queda en `estado.error`).
 */
export interface Aplicacion {
  estado(): Estado;
  /** Llama a `oyente` con el estado de ahora y con cada cambio; devuelve cómo dejar de oír. */
  suscribir(oyente: (estado: Estado) => void): () => void;

  // Puesta en marcha y turno
  /**
   * Acepta el código o la dirección completa del QR (`…#inscribir=CODIGO`). También sirve con la tableta en uso y cosas
   * por enviar cuando `red.clase` es «inscribir»: el turno y la cola siguen, con el nombre nuevo.
   */
  inscribir(codigo: string, nombre: string): Promise<void>;
  empezarTurno(pin: string): Promise<void>;
  desbloquear(pin: string): Promise<void>;
  /** Entregar la tableta a otra persona sin perder la actividad. */
  cambiarPin(pin: string): Promise<void>;
  /** Nadie recuerda el PIN: se olvidan paquete, actividades y huellas; la cola sellada queda. */
  descartarTurno(): Promise<void>;
  /** Cierra el turno; sólo con todo recibido. */
  terminarTurno(): Promise<void>;
  /** Gesto de ocultar: suelta las llaves y vuelve a «bloqueada». Es inmediato. */
  ocultar(): void;

  // Actividades
  abrirActividad(id: string): Promise<void>;
  abrirProvisional(datos: DatosDeProvisional): Promise<void>;
  /** Vuelve a la lista sin cerrar. */
  soltarActividad(): Promise<void>;
  /** Cierra la actividad en curso: se envía el cierre y se olvidan sus huellas. */
  cerrarActividad(): Promise<void>;

  // Lecturas
  leer(texto: string, medio: "qr" | "manual"): Promise<Respuesta>;
  sinTarjeta(cantidad: number, publico?: string): Promise<Respuesta>;
  /** Deshace la última lectura de la actividad en curso. */
  deshacer(): Promise<void>;
  /** Vuelve tarjeta una de `actividad.anonimas`. */
  ponerTarjeta(lectura: string, texto: string): Promise<Respuesta>;
  /** Servicio recibido o remisión a una entidad, de una en una; devuelve con qué id quedó, por si hay que retirarlo. */
  prestar(lectura: string, dato: { servicio?: number; remitida_a?: number }): Promise<string>;
  /** Ese servicio se anotó por error. */
  retirar(lectura: string, prestacion: string): Promise<unknown>;
  /** Respuestas opcionales con la autorización dada; las que se saltaron no van en `valores`. */
  responder(
    lectura: string,
    valores: Record<string, string>,
    autorizacion: { texto_version: string | number; medio: string },
  ): Promise<unknown>;
  /** Menor de 18: deja sólo la alerta sellada, sin identidad ni lectura. */
  menor(): Promise<void>;

  // Red y cola
  /** Ahora mismo, por orden de una persona: salta la espera. */
  sincronizar(): Promise<void>;
  reintentar(id: string): Promise<void>;
  /** Texto del archivo sellado con todo lo que no tiene recibo. */
  exportar(): Promise<{ nombre: string; texto: string; cuantas: number }>;
  /** Recibe el archivo de otra tableta, o el recibo que dio la secretaría por el de ésta. */
  importar(texto: string): Promise<{ nuevas: number } | { recibidas: number }>;
  /** El navegador avisa que la página volvió a verse o que volvió la red. */
  volver(): void;
  /** Cierra la base y los relojes (pruebas y cambio de versión). */
  apagar(): void;
}

/** Todo lo que la aplicación toma de fuera. `entornoDelNavegador()` de entorno.mjs lo arma en la página. */
export interface Entorno {
  indexedDB: IDBFactory;
  fetch: typeof fetch;
  crypto: Crypto;
  /** Date.now */
  pared(): number;
  /** performance.now */
  monotono(): number;
  /** Math.random, para repartir los reintentos */
  azar(): number;
  programar(tarea: () => void, ms: number): unknown;
  cancelar(cita: unknown): void;
  enLinea(): boolean;
  /** La petición falló con red: ¿fue porque el certificado no vale? */
  falloElCertificado(): Promise<boolean>;
  /** Se cumple cuando esta página es la única que usa la cola: dos pestañas se pisarían. */
  soloUna(): Promise<void>;
  /** Un error que nadie esperaba: a la consola. */
  reportar(error: unknown): void;
  /** navigator.storage, o null. */
  almacenamiento: Pick<StorageManager, "estimate" | "persist" | "persisted"> | null;
  /** Raíz del servidor: "" en la página. */
  servidor: string;
  version: string;
}
