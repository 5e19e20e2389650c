import { FaceLandmarker, ImageSegmenter } from '@mediapipe/tasks-vision';
import { namedError } from '../contract/errors';

/** Where `tools/vite-mediapipe.ts` serves the library's two files. */
const folder = 'mediapipe/vision_wasm_module_internal';

export interface FoundPoint {
  readonly x: number;
  readonly y: number;
}

export interface PersonNetwork {
  /** How much each pixel belongs to a person, 0…1, row-major. */
  segment(picture: OffscreenCanvas): { readonly width: number; readonly height: number; readonly data: Float32Array };
}

export interface FaceNetwork {
  /** Per face the 478 points of the mesh, as fractions of width and height. */
  detect(picture: OffscreenCanvas): readonly (readonly FoundPoint[])[];
}

/** MediaPipe moves pixels through WebGL even when it computes on the CPU. */
export function hasWebGl(): boolean {
  return new OffscreenCanvas(1, 1).getContext('webgl2') !== null;
}

/** Opens the face mesh on the CPU. Expressions and head poses stay off: nothing here needs them. */
export async function openFaceNetwork(model: Uint8Array, baseUrl: string, maxFaces: number): Promise<FaceNetwork> {
  const network = await FaceLandmarker.createFromOptions(await wasmFiles(baseUrl), {
    baseOptions: { modelAssetBuffer: model, delegate: 'CPU' },
    runningMode: 'IMAGE',
    numFaces: maxFaces,
    outputFaceBlendshapes: false,
    outputFacialTransformationMatrixes: false,
  });
  return { detect: (picture) => network.detect(picture).faceLandmarks };
}

/** Opens the person mask on the CPU. */
export async function openPersonNetwork(model: Uint8Array, baseUrl: string): Promise<PersonNetwork> {
  const network = await ImageSegmenter.createFromOptions(await wasmFiles(baseUrl), {
    baseOptions: { modelAssetBuffer: model, delegate: 'CPU' },
    runningMode: 'IMAGE',
    outputConfidenceMasks: true,
    outputCategoryMask: false,
  });
  return {
    segment(picture) {
      const mask = network.segment(picture).confidenceMasks?.[0];
      if (!mask) throw namedError('UnknownError', 'the person network gave no mask');
      const data = mask.getAsFloat32Array().slice();
      const { width, height } = mask;
      mask.close();
      return { width, height, data };
    },
  };
}

async function wasmFiles(baseUrl: string) {
  // Loading it ourselves, as a module, is what works under Trusted Types. Each create consumes ModuleFactory.
  const loader: { default: unknown } = await import(/* @vite-ignore */ new URL(`${folder}.js`, baseUrl).href);
  const silent = () => undefined; // its own lines say nothing of use, and the console stays the app's
  Object.assign(self, { ModuleFactory: loader.default, Module: { print: silent, printErr: silent } });
  return { wasmLoaderPath: '', wasmBinaryPath: new URL(`${folder}.wasm`, baseUrl).href };
}
