import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { ephemeraPlugins } from './tools/vite-plugins.ts';

export default defineConfig(({ mode }) => ({
  base: './', // a copy may live under any path
  plugins: [svelte(), ...ephemeraPlugins()],
  resolve: {
    // The runtime's wasm is served as files of our own, not inlined in its bundle.
    conditions: [
      'onnxruntime-web-use-extern-wasm',
      'module',
      'browser',
      mode === 'production' ? 'production' : 'development',
    ],
  },
  worker: { format: 'es' as const },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0, // data: scripts are refused by our own policy
    modulePreload: { polyfill: false }, // the polyfill is an inline fetch; every browser with WebGPU preloads by itself
    cssCodeSplit: false,
    reportCompressedSize: false,
    // What the page begins with is one file: in thirty, a browser asks for six at a time, and waits for each six.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial' as const] }] } } },
  },
}));
