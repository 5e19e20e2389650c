export { default as mjs } from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
export { default as wasm } from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
