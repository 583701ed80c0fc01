/** La pantalla de leer: la cámara a un lado, el veredicto al otro y lo más común al alcance del pulgar. */
import { ponerCamara } from "./pantalla-camara.mjs";
import { alEnviar, boton, control, escogida, molde, parte, pedir, ponerOpciones, unir } from "./pantalla-piezas.mjs";
import { ponerVeredicto } from "./pantalla-veredicto.mjs";

/**
 * @typedef {import("./pantalla-piezas.mjs").Mando} Mando
 * @typedef {import("./pantalla-piezas.mjs").Vista} Vista
 */

const LISTA = "Acerque la tarjeta a la cámara o al lector, o sume a la persona sin tarjeta.";
const DESHECHA = "Se deshizo la última. Lo demás sigue igual.";
const LARGO_DE_CODIGO = 19;
/** Pasado este tiempo sin teclas, lo que llega es otra lectura. */
const ENTRE_TECLAS = 1_000;

/** Oye a un lector de mano, que escribe como un teclado y termina con Entrar.
 * @param {(texto: string) => void} alLeer */
function oirLector(alLeer) {
  let escrito = "";
  let ultima = -Infinity;
  /** @param {KeyboardEvent} tecla */
  function oir(tecla) {
    if (tecla.target instanceof HTMLInputElement || tecla.target instanceof HTMLTextAreaElement) return;
    if (tecla.timeStamp - ultima > ENTRE_TECLAS) escrito = "";
    ultima = tecla.timeStamp;
    if (tecla.key === "Enter" && escrito.length >= LARGO_DE_CODIGO) {
      tecla.preventDefault();
      alLeer(escrito);
      escrito = "";
    } else if (tecla.key.length === 1) escrito += tecla.key;
  }
  document.addEventListener("keydown", oir, true);
  return () => document.removeEventListener("keydown", oir, true);
}

/** @param {Mando} mando @returns {Vista} */
export function vistaDeLectura(mando) {
  const { app } = mando;
  const nodo = molde("molde-lectura");
  const veredicto = ponerVeredicto(parte(nodo, "[data-veredicto]"), mando);
  const deshacer = boton(nodo, "[data-deshacer]");
  const sumar = boton(nodo, "[data-sumar]");
  let desde = app.estado().respuesta?.turno ?? 0;
  let sonada = desde;
  let enEspera = LISTA;
  let visible = true;

  /** @param {import("./tipos.d.ts").Estado} estado */
  const vigente = ({ respuesta }) => (respuesta && respuesta.turno > desde ? respuesta : null);

  /** @param {string} texto */
  const leer = (texto) => pedir(null, () => app.leer(texto, "qr"));
  const camara = ponerCamara(parte(nodo, "[data-camara]"), leer);
  const callar = oirLector((texto) => visible && void leer(texto));

  sumar.addEventListener("click", () => void pedir(sumar, () => app.sinTarjeta(1)));
  deshacer.addEventListener("click", async () => {
    if (!(await pedir(deshacer, () => app.deshacer()))) return;
    desde = app.estado().respuesta?.turno ?? desde;
    enEspera = DESHECHA;
    actualizar(app.estado());
  });
  unir(nodo, mando, () => vigente(app.estado())?.lectura ?? null);

  /** @param {import("./tipos.d.ts").Estado} estado */
  function actualizar(estado) {
    const respuesta = vigente(estado);
    if (respuesta && respuesta.turno !== sonada) {
      sonada = respuesta.turno;
      enEspera = LISTA;
      veredicto.sonar(respuesta);
    }
    veredicto.actualizar(estado, respuesta, enEspera);
    deshacer.disabled = !estado.actividad?.ultima;
  }

  const actividad = app.estado().actividad;
  return {
    nodo,
    titulo: actividad?.lugar || actividad?.titulo || "",
    bajada: actividad ? bajadaDe(app.estado(), actividad) : "",
    actualizar,
    asomar(si) {
      visible = si;
      camara.asomar(si);
    },
    quitar() {
      callar();
      camara.apagar();
    },
  };
}

/** @param {import("./tipos.d.ts").Estado} estado 
 * @param {Pick<import("./tipos.d.ts").ActividadEnCurso, "tipo" | "titulo" | "localidad" | "provisional">} actividad */
export function bajadaDe({ paquete }, { tipo, titulo, localidad, provisional }) {
  const clase = paquete?.tipos[tipo] ?? titulo;
  const nombre = paquete?.localidades.find(([codigo]) => codigo === localidad)?.[1];
  return [clase, nombre].filter(Boolean).join(", ") + (provisional ? " · provisional" : "");
}

/** @param {Mando} mando @returns {Vista} */
export function vistaDeEscribir({ app, volver }) {
  const nodo = molde("molde-escribir");
  alEnviar(nodo, async () => {
    const respuesta = await app.leer(control(nodo, "#codigo").value, "manual");
    if (respuesta.clase !== "no_es_tarjeta") volver();
    else decirFalla(nodo, respuesta.frase);
  });
  return { nodo, titulo: "Escribir código" };
}

/** La frase junto al campo; lo escrito queda para corregirlo.
 * @param {HTMLElement} nodo @param {string} frase */
export function decirFalla(nodo, frase) {
  const campo = parte(nodo, ".campo");
  const dicha = campo.querySelector(".campo-error") ?? campo.insertBefore(document.createElement("p"), parte(campo, ".control"));
  dicha.className = "campo-error";
  dicha.setAttribute("role", "alert");
  dicha.textContent = frase;
  control(campo, ".control").focus();
}

/** @param {Mando} mando @returns {Vista} */
export function vistaDeVarias({ app, volver }) {
  const nodo = molde("molde-varias");
  const { actividad, paquete } = app.estado();
  const publicos = Object.entries(paquete?.publicos ?? {}).filter(([clave]) => actividad?.publicos.includes(clave));
  const donde = parte(nodo, "[data-publicos]");
  ponerOpciones(donde, "publico", publicos);
  if (!publicos.length) parte(nodo, "fieldset").hidden = true;
  alEnviar(nodo, async () => {
    await app.sinTarjeta(Number(control(nodo, "#cantidad").value), escogida(nodo, "publico"));
    volver();
  });
  return { nodo, titulo: "Sumar varias" };
}
