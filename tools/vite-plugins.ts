import type { Plugin } from 'vite';
import { finishBuild } from './build/finish-build.ts';
import { modelsInDevelopment } from './build/models-in-development.ts';
import { bundledPackages } from './build/bundled-packages.ts';
import { mediapipeFiles } from './vite-mediapipe.ts';
import { productionHeaders } from './build/production-headers.ts';

/** Everything the build adds to Vite: headers, models, notices, bill of materials, build manifest, compressed copies. */
export function ephemeraPlugins(): Plugin[] {
  const packages = bundledPackages();
  return [productionHeaders(), modelsInDevelopment(), mediapipeFiles(), packages.plugin, finishBuild(packages.names)];
}
