/** El envío: qué pasa con la red, los tres números, lo apartado, y los archivos que van y vienen a mano. */
import { boton, control, hora, molde, parte, pedir, plural, ponerCifras, unir } from "./pantalla-piezas.mjs";

/**
 * @typedef {import("./pantalla-piezas.mjs").Mando} Mando
 * @typedef {import("./pantalla-piezas.mjs").Vista} Vista
 */

/** @param {Mando} mando @returns {Vista} */
export function vistaDeEnvio(mando) {
  const { app } = mando;
  const nodo = molde("molde-envio");
  unir(nodo, mando);
  const hecho = parte(nodo, "[data-hecho]");
  const enviar = boton(nodo, "[data-enviar]");
  const exportar = boton(nodo, "[data-exportar]");
  const archivo = control(nodo, "#archivo-ajeno");
  let puesta = "";

  enviar.addEventListener("click", () => void pedir(enviar, () => app.sincronizar()));
  exportar.addEventListener("click", () => void pedir(exportar, async () => {
    const { nombre, texto, cuantas } = await app.exportar();
    descargar(nombre, texto);
    hecho.textContent = `El archivo lleva ${plural(cuantas, "pieza sellada", "piezas selladas")}. Llévelo a la secretaría o a otra tableta que tenga red; aquí siguen guardadas hasta que haya recibo.`;
  }));
  archivo.addEventListener("change", () => void pedir(null, async () => {
    const [elegido] = archivo.files ?? [];
    if (!elegido) return;
    const texto = await elegido.text();
    archivo.value = "";
    hecho.textContent = fraseDeLoTraido(await app.importar(texto));
  }));

  /** @param {import("./tipos.d.ts").EnCuarentena[]} cuarentena */
  function apartadas(cuarentena) {
    const clave = JSON.stringify(cuarentena);
    if (clave === puesta) return;
    puesta = clave;
    const seccion = parte(nodo, "[data-cuarentena]");
    seccion.hidden = !cuarentena.length;
    parte(seccion, "ul").replaceChildren(...cuarentena.map(({ id, guardada, motivo, intentos }) => {
      const renglon = molde("molde-apartada");
      parte(renglon, "strong").textContent = `Guardada a las ${hora(guardada)}`;
      parte(renglon, ".que > span").textContent = `${motivo} ${plural(intentos, "intento", "intentos")}.`;
      const otraVez = boton(renglon, "button");
      otraVez.addEventListener("click", () => void pedir(otraVez, () => app.reintentar(id)));
      return renglon;
    }));
  }

  return {
    nodo,
    titulo: "Envío",
    actualizar({ red, cuentas, pendientes, cuarentena, reloj, inscripcion }) {
      parte(nodo, "[data-frase]").textContent = red.frase;
      parte(nodo, "[data-proximo]").textContent = red.proximo && pendientes ? `Se vuelve a intentar a las ${hora(red.proximo)}` : "";
      ponerCifras(nodo, { ...cuentas, pendientes });
      parte(nodo, "[data-inscribir]").hidden = red.clase !== "inscribir" || Boolean(inscripcion?.revocada);
      exportar.disabled = !pendientes;
      apartadas(cuarentena);
      const corregido = reloj.corregido ? ` El reloj de la tableta está ${plural(Math.abs(Math.round(reloj.desfase_s / 60)), "minuto", "minutos")} ${reloj.desfase_s > 0 ? "atrasado" : "adelantado"}; las lecturas llevan la hora corregida.` : "";
      parte(nodo, "[data-tableta]").textContent = inscripcion ? `Tableta ${inscripcion.dispositivo}.${corregido}` : "";
    },
  };
}

/** @param {{ nuevas: number } | { recibidas: number }} traido */
function fraseDeLoTraido(traido) {
  if ("recibidas" in traido) {
    const { recibidas } = traido;
    return recibidas ? `El recibo es bueno: ${plural(recibidas, "pieza recibida", "piezas recibidas")}.` : "El recibo es bueno, y lo que nombra ya no estaba aquí.";
  }
  const { nuevas } = traido;
  return nuevas ? `Se recibieron ${plural(nuevas, "pieza", "piezas")} de otra tableta.` : "Todas las piezas de ese archivo ya estaban aquí.";
}

/** @param {string} nombre @param {string} texto */
function descargar(nombre, texto) {
  const direccion = URL.createObjectURL(new Blob([texto], { type: "application/json" }));
  const enlace = document.createElement("a");
  Object.assign(enlace, { href: direccion, download: nombre });
  enlace.click();
  setTimeout(() => URL.revokeObjectURL(direccion), 60_000);
}
