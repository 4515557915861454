// Runs the encoder and onnxruntime-web by turns in one worker, and posts a report.

const ROUNDS = 9;
const TOKENS = 1024;
const PARTS = ['quantising', 'products', 'attention', 'GELU', 'layer norm'];
// Of one layer for one token, as in work.rs.
const PRODUCTS = 384 * (4 * 384 + 2 * 1536);

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(times) {
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}

async function engine() {
  const { instance: { exports } } = await WebAssembly.instantiateStreaming(fetch('engine.wasm'), {});
  const weights = new Uint8Array(await (await fetch('weights')).arrayBuffer());
  const place = exports.allocate(weights.length);
  new Uint8Array(exports.memory.buffer).set(weights, place);
  const loading = timed(() => { if (!exports.load()) throw new Error('the weights do not load'); });
  return { ...exports, loading };
}

async function rival() {
  importScripts('onnxruntime/ort.wasm.min.js');
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = new URL('onnxruntime/', self.location.href).href;
  const session = await ort.InferenceSession.create('rival.onnx', { graphOptimizationLevel: 'all' });
  return async (batch, length) => {
    const tensor = (number) => new ort.Tensor('int64', BigInt64Array.from({ length: batch * length }, (_, at) => BigInt(number(at))), [batch, length]);
    await session.run({ ids: tensor((at) => 1000 + (at * 7919) % 20000), positions: tensor((at) => at % length), shapes: tensor(() => 1) });
  };
}

async function measure() {
  const [ours, theirs] = [await engine(), await rival()];
  const report = [`loading the weights: ${ours.loading.toFixed(0)} ms`];
  for (const length of [128, 256]) {
    const times = { ours: [], theirs: [] };
    for (let round = 0; round < ROUNDS + 1; round++) {
      times.ours.push(timed(() => { for (let window = 0; window < TOKENS / length; window++) ours.run_window(length); }));
      const start = performance.now();
      await theirs(TOKENS / length, length);
      times.theirs.push(performance.now() - start);
    }
    // The first round warms up.
    const [a, b] = [median(times.ours.slice(1)), median(times.theirs.slice(1))];
    const hash = (ours.run_window(length) >>> 0).toString(16).padStart(8, '0');
    report.push(`${TOKENS} tokens in windows of ${length}, medians: ${a.toFixed(0)} ms, onnxruntime-web int8 ${b.toFixed(0)} ms, ratio ${(a / b).toFixed(2)} (vectors ${hash})`);
    // Other work on the machine only ever adds to a time.
    const [best, rival] = [Math.min(...times.ours), Math.min(...times.theirs)];
    report.push(`  and the least: ${best.toFixed(0)} ms, ${rival.toFixed(0)} ms, ratio ${(best / rival).toFixed(2)}`);
  }
  for (const length of [128, 256]) {
    ours.prepare_parts(length);
    for (const [part, name] of PARTS.entries()) {
      const time = median(Array.from({ length: 15 }, () => timed(() => { for (let layer = 0; layer < 6; layer++) ours.run_part(part); }))) / 6;
      const rate = name === 'products' ? ` (${(PRODUCTS * length / time / 1e6).toFixed(1)} billion a second)` : '';
      report.push(`${name} of ${length} tokens: ${time.toFixed(2)} ms a layer${rate}`);
    }
  }
  ours.run_ceiling(100000);
  const time = median(Array.from({ length: 15 }, () => timed(() => ours.run_ceiling(2000000))));
  report.push(`products in registers alone: ${(96 * 2000000 / time / 1e6).toFixed(1)} billion a second`);
  report.push(`memory: ${(ours.memory.buffer.byteLength / 1e6).toFixed(0)} MB`);
  return report.join('\n');
}

measure().then(postMessage, (error) => postMessage('failed: ' + error));
