/** Lo que todas las pantallas usan del DOM: clonar un molde, encontrar sus partes, armar botones y pedir algo una sola vez. */
import { ErrorDeTableta } from "./errores.mjs";
import { horaDeBogota } from "./reloj.mjs";

/**
 * @typedef {import("./tipos.d.ts").Estado} Estado
 * @typedef {object} Vista una pantalla puesta
 * @property {HTMLElement} nodo
 * @property {string} titulo
 * @property {string} [bajada]
 * @property {(estado: Estado) => void} [actualizar]
 * @property {(visible: boolean) => void} [asomar] quedó a la vista, o tapada por otra
 * @property {() => void} [quitar]
 *
 * @typedef {object} Mando lo que una pantalla puede hacer
 * @property {import("./tipos.d.ts").Aplicacion} app
 * @property {(vista: string, dato?: any) => void} ir
 * @property {() => void} volver
 * @property {() => void} ocultar
 */

const NUMEROS = new Intl.NumberFormat("es-CO", { useGrouping: true });

/** @param {number} numero */
export const cifra = (numero) => NUMEROS.format(numero);

/** @param {number} numero @param {string} una @param {string} varias */
export const plural = (numero, una, varias) => `${cifra(numero)} ${numero === 1 ? una : varias}`;

/** @param {number | null} ms */
export const hora = (ms) => (ms === null ? "" : horaDeBogota(ms));

/** @param {string} nombre @returns {HTMLElement} */
export function molde(nombre) {
  const plantilla = document.getElementById(nombre);
  if (!(plantilla instanceof HTMLTemplateElement)) throw new Error(`No está el molde ${nombre}.`);
  const nodo = /** @type {HTMLElement} */ (plantilla.content.firstElementChild?.cloneNode(true));
  for (const suceso of ["invalid", "input"]) nodo.addEventListener(suceso, decirLoQueFalta, true);
  return nodo;
}

/** Un dato que falta se pide con nuestras palabras, no con las del navegador ni en su idioma.
 * @param {Event} suceso */
function decirLoQueFalta({ target }) {
  if (!(target instanceof HTMLInputElement)) return;
  target.setCustomValidity(target.validity.valueMissing ? "Falta este dato. Escríbalo." : "");
}

/** La parte que se busca; si falta, el molde y el programa no son de la misma versión.
 * @param {ParentNode} raiz @param {string} selector @returns {HTMLElement} */
export function parte(raiz, selector) {
  const hallada = raiz.querySelector(selector);
  if (!(hallada instanceof HTMLElement)) throw new Error(`Falta ${selector}.`);
  return hallada;
}

/** @param {ParentNode} raiz @param {string} selector */
export const boton = (raiz, selector) => /** @type {HTMLButtonElement} */ (parte(raiz, selector));

/** @param {ParentNode} raiz @param {string} selector */
export const control = (raiz, selector) => /** @type {HTMLInputElement} */ (parte(raiz, selector));

/** Escribe sólo si cambia: volver a poner lo mismo obliga a medir la página entera.
 * @param {ParentNode} raiz @param {string} selector @param {string} texto */
export function escribir(raiz, selector, texto) {
  const nodo = parte(raiz, selector);
  if (nodo.textContent !== texto) nodo.textContent = texto;
}

/** Pone cada cifra en su lugar: data-cifra="nombre".
 * @param {ParentNode} raiz @param {Record<string, number>} cifras */
export function ponerCifras(raiz, cifras) {
  for (const [nombre, valor] of Object.entries(cifras)) escribir(raiz, `[data-cifra=${nombre}]`, cifra(valor));
}

/** @param {string} texto @param {string} clase */
export function crearBoton(texto, clase) {
  const nuevo = document.createElement("button");
  nuevo.type = "button";
  nuevo.className = clase;
  nuevo.textContent = texto;
  return nuevo;
}

/** Una fila grande que se toca: qué es, el detalle y lo que va a la derecha.
 * @param {{ que: string, detalle: string, cuantas?: string }} texto @param {() => void} alTocar */
export function fila({ que, detalle, cuantas = "" }, alTocar) {
  const renglon = document.createElement("li");
  const tocable = crearBoton("", "fila");
  const izquierda = document.createElement("span");
  izquierda.className = "que";
  const fuerte = document.createElement("strong");
  fuerte.textContent = que;
  izquierda.append(fuerte, " ", en("span", detalle));
  const derecha = en("span", cuantas);
  derecha.className = "cuantas";
  tocable.append(izquierda, derecha);
  tocable.addEventListener("click", alTocar);
  renglon.append(tocable);
  return renglon;
}

/** @param {string} etiqueta @param {string} texto */
export function en(etiqueta, texto) {
  const nodo = document.createElement(etiqueta);
  nodo.textContent = texto;
  return nodo;
}

/** Fichas de las que se escoge una; tocar otra vez la escogida la suelta.
 * @param {HTMLElement} donde @param {string} nombre @param {[string, string][]} opciones valor y rótulo */
export function ponerOpciones(donde, nombre, opciones) {
  const fichas = opciones.map(([valor, rotulo]) => {
    const ficha = document.createElement("label");
    ficha.className = "ficha";
    const radio = document.createElement("input");
    Object.assign(radio, { type: "radio", className: "solo-lector", name: nombre, value: valor });
    let puesta = false;
    ficha.addEventListener("pointerdown", () => (puesta = radio.checked));
    radio.addEventListener("click", () => {
      if (puesta) radio.checked = false;
      puesta = false;
    });
    ficha.append(radio, rotulo);
    return ficha;
  });
  donde.replaceChildren(...fichas);
}

/** El valor escogido de unas fichas, o vacío.
 * @param {ParentNode} raiz @param {string} nombre */
export function escogida(raiz, nombre) {
  return raiz.querySelector(`input[name="${nombre}"]:checked`)?.getAttribute("value") ?? "";
}

/** Pide algo desde un botón, que no se puede tocar dos veces mientras tanto. La frase de lo que no se pudo ya está en el
 * estado; cualquier otro error es nuestro y va a la consola. Dice si se pudo.
 * @param {HTMLButtonElement | null} quien @param {() => Promise<unknown>} accion */
export async function pedir(quien, accion) {
  if (quien?.disabled) return false;
  if (quien) quien.disabled = true;
  try {
    await accion();
    return true;
  } catch (error) {
    if (!(error instanceof ErrorDeTableta)) reportError(error);
    return false;
  } finally {
    if (quien) quien.disabled = false;
  }
}

/** Al enviar el formulario se pide la acción con su botón principal.
 * @param {HTMLElement} formulario @param {() => Promise<unknown>} accion */
export function alEnviar(formulario, accion) {
  formulario.addEventListener("submit", (evento) => {
    evento.preventDefault();
    void pedir(boton(formulario, ".boton-principal"), accion);
  });
}

/** Une los botones data-ir y data-volver de una pantalla.
 * @param {HTMLElement} nodo @param {Mando} mando @param {() => any} [dato] lo que lleva cada data-ir */
export function unir(nodo, { ir, volver }, dato = () => undefined) {
  for (const quien of nodo.querySelectorAll("[data-ir]")) {
    quien.addEventListener("click", () => ir(quien.getAttribute("data-ir") ?? "", dato()));
  }
  for (const quien of nodo.querySelectorAll("[data-volver]")) quien.addEventListener("click", volver);
}
