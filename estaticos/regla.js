// Vuelve a probar la regla cada vez que algo cambia; sin guiones lo hace el botón.
const formulario = document.querySelector("[data-prueba]");
let turno = 0;

async function probar() {
  const mio = ++turno;
  const datos = new FormData(formulario);
  datos.set("accion", "ver");
  const respuesta = await fetch(location.href, { method: "POST", body: datos });
  const llegada = new DOMParser().parseFromString(await respuesta.text(), "text/html").querySelector("[data-vista]");
  if (llegada && mio === turno) document.querySelector("[data-vista]").replaceWith(llegada);
}

formulario.addEventListener("change", () => probar().catch(() => {}));
