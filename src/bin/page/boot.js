// Starts the page, and makes ready what its worker is started from. In the single file all parts are in the document;
// served, they lie beside it. The worker is started from a blob in both, so that it is held to the page's own policy.
(async () => {
  const packed = (id) => document.getElementById(id);

  const unpack = async (id) => {
    const bytes = Uint8Array.from(atob(packed(id).textContent), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  };

  const fetched = async (path) => {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  };

  const wasm = async (name) =>
    WebAssembly.compile(await (packed(`${name}-wasm`)
      ? unpack(`${name}-wasm`)
      : fetched(`./${name}_bg.wasm`).then((response) => response.arrayBuffer())));

  const workerScript = async () => {
    const glue = packed("worker-script")
      ? packed("worker-script").textContent
      : await (await fetched("./worker.js")).text();
    const start = `
      onmessage = (message) => {
        onmessage = null;
        wasm_bindgen({ module_or_path: message.data }).catch((error) => setTimeout(() => { throw error; }));
      };`;
    return URL.createObjectURL(new Blob([glue, start], { type: "text/javascript" }));
  };

  globalThis.datelineWorker = Promise.all([workerScript(), wasm("worker")]);
  globalThis.datelineWorker.catch(() => {});

  try {
    await wasm_bindgen({ module_or_path: await wasm("page") });
  } catch (error) {
    document.getElementById("starting").textContent =
      "Dateline could not start: it needs a browser of 2024 or later with WebAssembly switched on.";
    throw error;
  }
})();
