// Trae solo lo que cambia (data-vivo), sin tocar lo que se está escribiendo ni mover el foco.
// Sin guiones, la página entera se vuelve a pedir sola.
const cada = Number(document.querySelector("meta[name=actualizar]").content) * 1000;

// Lo que alguien marcó y todavía no guarda se queda como lo dejó.
const tocada = (parte) => [...parte.querySelectorAll("input")].some((casilla) => casilla.checked !== casilla.defaultChecked);

async function traer() {
  const respuesta = await fetch(location.href);
  const nueva = new DOMParser().parseFromString(await respuesta.text(), "text/html");
  if (respuesta.redirected || !respuesta.ok || !nueva.querySelector("meta[name=actualizar]")) {
    location.reload();
    return;
  }
  for (const parte of document.querySelectorAll("[data-vivo]")) {
    const llegada = nueva.querySelector(`[data-vivo="${parte.dataset.vivo}"]`);
    if (llegada && !parte.contains(document.activeElement) && !tocada(parte)) parte.replaceWith(llegada);
  }
}

function sinRed() {
  for (const cartel of document.querySelectorAll("[data-conexion]")) cartel.textContent = "Sin red";
}

setInterval(() => document.hidden || traer().catch(sinRed), cada);
