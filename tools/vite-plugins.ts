import type { Plugin } from 'vite';
import { finishBuild } from './build/finish-build';
import { modelsInDevelopment } from './build/models-in-development';
import { bundledPackages } from './build/bundled-packages';
import { productionHeaders } from './build/production-headers';

/** Everything the build adds to Vite: headers, models, notices, bill of materials, build manifest, compressed copies. */
export function ephemeraPlugins(): Plugin[] {
  const packages = bundledPackages();
  return [productionHeaders(), modelsInDevelopment(), packages.plugin, finishBuild(packages.names)];
}
