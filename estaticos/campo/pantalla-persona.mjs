/** Lo que se anota de quien acaba de leerse: servicios, remisiones, preguntas con su autorización, tarjeta nueva, menor. */
import { ponerCamara } from "./pantalla-camara.mjs";
import { decirFalla } from "./pantalla-lectura.mjs";
import {
  alEnviar, boton, control, en, escogida, fila, hora, molde, parte, pedir, ponerOpciones, unir,
} from "./pantalla-piezas.mjs";
import { fichaDe } from "./pantalla-veredicto.mjs";

/**
 * @typedef {import("./pantalla-piezas.mjs").Mando} Mando
 * @typedef {import("./pantalla-piezas.mjs").Vista} Vista
 */

const SIN_INFORMACION = "sin información";
const COMO = { verbal: "Autorizó de palabra", escrito: "Autorizó por escrito" };

/** Cómo dijo que sí quien acaba de autorizar: sólo mientras se le pregunta. */
let autorizada = { lectura: "", medio: "verbal" };

/** @param {Mando} mando @param {string} lectura @returns {Vista} */
export function vistaDeServicios(mando, lectura) {
  const nodo = molde("molde-servicios");
  const { actividad, paquete } = mando.app.estado();
  const servicios = (paquete?.servicios ?? []).filter(({ id }) => actividad?.servicios.includes(id));
  parte(nodo, "[data-servicios]").replaceChildren(
    ...servicios.map(({ id, nombre }) => fichaDe(mando, lectura, { clave: `s${id}`, nombre, dato: { servicio: id } })),
  );
  parte(nodo, "[data-entidades]").replaceChildren(
    ...(paquete?.entidades ?? []).map(({ id, nombre }) =>
      fichaDe(mando, lectura, { clave: `e${id}`, nombre, dato: { remitida_a: id } })),
  );
  unir(nodo, mando);
  return { nodo, titulo: "Servicios y remisiones" };
}

/** El texto que se lee antes de preguntar, o undefined si la tableta no lo tiene.
 * @param {import("./tipos.d.ts").Paquete | null} paquete */
export const textoDeReportes = (paquete) => paquete?.textos.find(({ finalidad }) => finalidad === "reportes");

/** @param {Mando} mando @param {string} lectura @returns {Vista} */
export function vistaDeAutorizacion(mando, lectura) {
  const nodo = molde("molde-autorizacion");
  parte(nodo, "[data-texto]").textContent = textoDeReportes(mando.app.estado().paquete)?.texto ?? "";
  for (const medio of Object.keys(COMO)) {
    boton(nodo, `[data-autoriza="${medio}"]`).addEventListener("click", () => {
      autorizada = { lectura, medio };
      mando.ir("preguntas", lectura);
    });
  }
  boton(nodo, "[data-menor]").addEventListener("click", () => mando.ir("es-menor", lectura));
  unir(nodo, mando);
  return { nodo, titulo: "Pídale su autorización" };
}

/** @param {Mando} mando @param {string} lectura @returns {Vista} */
export function vistaDePreguntas(mando, lectura) {
  const nodo = molde("molde-preguntas");
  const { paquete } = mando.app.estado();
  const preguntas = Object.entries(paquete?.preguntas ?? {});
  const version = textoDeReportes(paquete)?.version ?? "";
  const medio = autorizada.lectura === lectura ? autorizada.medio : "verbal";
  parte(nodo, "[data-como]").textContent = `${medio === "escrito" ? COMO.escrito : COMO.verbal}, con el texto ${version}.`;
  parte(nodo, "[data-preguntas]").replaceChildren(...preguntas.map(([clave, { frase, valores }]) => {
    const grupo = molde("molde-pregunta");
    parte(grupo, "legend").textContent = frase;
    const ofrecidos = valores.filter((valor) => valor !== SIN_INFORMACION);
    ponerOpciones(parte(grupo, ".fichas"), clave, ofrecidos.map((valor) => [valor, valor]));
    return grupo;
  }));
  alEnviar(nodo, async () => {
    const dadas = preguntas.map(([clave]) => [clave, escogida(nodo, clave)]).filter(([, valor]) => valor);
    // La autorización se guarda aunque las salte todas: la dio.
    await mando.app.responder(lectura, Object.fromEntries(dadas), { texto_version: version, medio });
    mando.volver();
  });
  boton(nodo, "[data-menor]").addEventListener("click", () => mando.ir("es-menor", lectura));
  unir(nodo, mando);
  return { nodo, titulo: "Preguntas opcionales" };
}

/** @param {Mando} mando @returns {Vista} */
export function vistaDeAnonimas({ app, ir }) {
  const nodo = molde("molde-anonimas");
  parte(nodo, "ul").replaceChildren(...(app.estado().actividad?.anonimas ?? []).map((anonima) =>
    fila({ que: `Se sumó a las ${hora(anonima.hora)}`, detalle: "Sin tarjeta" }, () => ir("tarjeta", anonima.lectura))));
  return { nodo, titulo: "¿A quién se le entrega?" };
}

/** @param {Mando} mando @param {string} lectura @returns {Vista} */
export function vistaDeTarjeta({ app, volver }, lectura) {
  const nodo = molde("molde-tarjeta");
  const formulario = parte(nodo, "form");
  /** @param {string} texto */
  async function entregar(texto) {
    const respuesta = await app.ponerTarjeta(lectura, texto);
    if (respuesta.clase === "registrada" || respuesta.clase === "en_revision") volver();
    else decirFalla(formulario, respuesta.clase === "ya_estaba" ? "Esa tarjeta ya se leyó aquí. Entregue otra." : respuesta.frase);
  }
  alEnviar(formulario, () => entregar(control(nodo, "#codigo-nuevo").value));
  const camara = ponerCamara(parte(nodo, "[data-camara]"), (texto) => pedir(null, () => entregar(texto)));
  return { nodo, titulo: "Entregarle una tarjeta", asomar: camara.asomar, quitar: camara.apagar };
}

/** Antes de la ruta: retira la lectura que se acaba de hacer, si era de ella, y deja sólo la alerta sellada.
 * @param {Mando} mando @param {string | undefined} lectura @returns {Vista} */
export function vistaDeMenor(mando, lectura) {
  const nodo = document.createElement("div");
  nodo.append(en("p", "Guardando el aviso, sin ningún dato."));
  const { actividad, respuesta } = mando.app.estado();
  const suya = lectura ?? respuesta?.lectura;
  void pedir(null, async () => {
    if (suya && actividad?.ultima?.lectura === suya && actividad.ultima.cantidad === 1) await mando.app.deshacer();
    await mando.app.menor();
    const ruta = molde("molde-menor");
    unir(ruta, mando);
    nodo.replaceChildren(ruta);
  }).then((hecho) => hecho || mando.volver());
  return { nodo, titulo: "Ruta de protección" };
}
