export { default as mjs } from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
export { default as wasm } from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
