export { default as mjs } from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
export { default as wasm } from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
