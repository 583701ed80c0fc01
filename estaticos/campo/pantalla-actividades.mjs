/** La lista de actividades con el estado del almacén, la provisional, lo que se usa menos y el cierre con su resumen. */
import { provisionales } from "./actividades.mjs";
import { bajadaDe } from "./pantalla-lectura.mjs";
import {
  alEnviar, boton, cifra, control, escogida, fila, hora, molde, parte, pedir, plural, ponerCifras, ponerOpciones, unir,
} from "./pantalla-piezas.mjs";

/**
 * @typedef {import("./pantalla-piezas.mjs").Mando} Mando
 * @typedef {import("./pantalla-piezas.mjs").Vista} Vista
 * @typedef {import("./tipos.d.ts").Estado} Estado
 */

const MEGA = 1024 * 1024;
const FECHA = new Intl.DateTimeFormat("es-CO", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
const VENCIDO = "Lo que esta tableta sabe de las actividades ya venció. Busque red para renovarlo, o abra una provisional.";
const SIN_PAQUETE = "Esta tableta todavía no ha recibido las actividades. Busque red, o abra una provisional.";

/** @param {Mando} mando @returns {Vista} */
export function vistaDeActividades(mando) {
  const { app } = mando;
  const nodo = molde("molde-actividades");
  unir(nodo, mando);
  /** @type {unknown} */
  let puesta = null;

  /** @param {string} cual @param {HTMLElement[]} filas */
  function lista(cual, filas) {
    const seccion = parte(nodo, cual);
    seccion.hidden = !filas.length;
    parte(seccion, "ul").replaceChildren(...filas);
  }

  /** @param {string} cual @param {string} frase */
  function aviso(cual, frase) {
    const caja = parte(nodo, cual);
    caja.hidden = !frase;
    parte(caja, "p").textContent = frase;
  }

  return {
    nodo,
    titulo: "Actividades",
    actualizar(estado) {
      const { abiertas, paquete, vigente, almacen } = estado;
      aviso("[data-almacen]", almacen.aviso);
      aviso("[data-paquete]", vigente ? "" : paquete ? VENCIDO : SIN_PAQUETE);
      parte(nodo, "[data-medidas]").textContent = medidas(almacen);
      const clave = JSON.stringify([abiertas, paquete?.version, vigente]);
      if (clave === puesta) return;
      puesta = clave;
      const conocidas = new Set(abiertas.map(({ id }) => id));
      const porAbrir = vigente ? (paquete?.actividades ?? []).filter(({ id }) => !conocidas.has(id)) : [];
      const abrir = (/** @type {string} */ id) => () => void pedir(null, () => app.abrirActividad(id));
      lista("[data-abiertas]", abiertas.map((una) => fila({
        que: una.lugar || una.titulo,
        detalle: `${bajadaDe(estado, una)} · ${dia(una.fecha)}`,
        cuantas: plural(una.con_tarjeta + una.sin_tarjeta, "persona", "personas"),
      }, abrir(una.id))));
      lista("[data-del-paquete]", porAbrir.map((una) => fila({
        que: una.lugar || una.titulo,
        detalle: `${bajadaDe(estado, { ...una, provisional: false })} · ${dia(una.fecha)}`,
        cuantas: una.tarjetas ? "" : "sin tarjetas",
      }, abrir(una.id))));
      parte(nodo, "[data-vacio]").hidden = Boolean(abiertas.length || porAbrir.length);
    },
  };
}

/** @param {string} fecha */
const dia = (fecha) => FECHA.format(new Date(`${fecha}T00:00:00Z`));

/** @param {import("./tipos.d.ts").Almacen} almacen */
function medidas({ usados, cuota, persistente, mas_antigua }) {
  const partes = [];
  if (usados !== null && cuota !== null) {
    partes.push(`Espacio: ${cifra(Math.ceil(usados / MEGA))} de ${cifra(Math.floor(cuota / MEGA))} MB`);
  }
  if (persistente) partes.push("lo guardado está protegido");
  partes.push(mas_antigua === null ? "nada sin enviar" : `lo más antiguo sin enviar es de las ${hora(mas_antigua)}`);
  return partes.join(" · ");
}

/** @param {Mando} mando @returns {Vista} */
export function vistaDeProvisional({ app, volver }) {
  const nodo = molde("molde-provisional");
  const { paquete } = app.estado();
  const tipos = Object.entries(provisionales(paquete));
  ponerOpciones(parte(nodo, "[data-tipos]"), "tipo", tipos);
  control(nodo, "[name=tipo]").checked = true;
  parte(nodo, "#localidad").append(...(paquete?.localidades ?? []).map(([codigo, nombre]) => new Option(nombre, codigo)));
  alEnviar(nodo, async () => {
    const localidad = control(nodo, "#localidad").value || null;
    await app.abrirProvisional({ tipo: escogida(nodo, "tipo"), lugar: control(nodo, "#lugar").value, localidad });
    volver();
  });
  return { nodo, titulo: "Abrir una provisional" };
}

/** @param {Mando} mando @returns {Vista} */
export function vistaDeMas(mando) {
  const { app, ir, volver } = mando;
  const nodo = molde("molde-mas");
  unir(nodo, mando);
  boton(nodo, "[data-menor]").addEventListener("click", () => void ir("es-menor"));
  const soltar = boton(nodo, "[data-soltar]");
  soltar.addEventListener("click", async () => {
    if (await pedir(soltar, () => app.soltarActividad())) volver();
  });
  return {
    nodo,
    titulo: "Más",
    actualizar({ actividad, cuarentena, red }) {
      const cuantas = actividad?.anonimas.length ?? 0;
      parte(nodo, "[data-anonimas]").textContent = cuantas ? plural(cuantas, "persona", "personas") : "No hay ninguna por ahora";
      boton(nodo, "[data-ir=anonimas]").disabled = !cuantas;
      const apartadas = cuarentena.length ? `${plural(cuarentena.length, "pieza apartada", "piezas apartadas")}. ` : "";
      parte(nodo, "[data-envio]").textContent = `${apartadas}${red.frase}`;
    },
  };
}

/** @param {Mando} mando @returns {Vista} */
export function vistaDeCierre(mando) {
  const nodo = molde("molde-cierre");
  unir(nodo, mando);
  const cerrar = boton(nodo, "[data-cerrar]");
  cerrar.addEventListener("click", () => void pedir(cerrar, () => mando.app.cerrarActividad()));
  return {
    nodo,
    titulo: "¿Cerrar la actividad?",
    actualizar({ actividad, pendientes }) {
      if (!actividad) return;
      const { con_tarjeta, sin_tarjeta, repetidas, en_revision } = actividad;
      parte(nodo, "[data-unidad]").textContent = con_tarjeta + sin_tarjeta === 1 ? "persona" : "personas";
      ponerCifras(nodo, { total: con_tarjeta + sin_tarjeta, con_tarjeta, sin_tarjeta, repetidas, en_revision, pendientes });
    },
  };
}
