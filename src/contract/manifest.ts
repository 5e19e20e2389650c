/** What `models/<id>/manifest.json` says. The JSON Schema is `models/manifest.schema.json`. */
export interface ModelManifest {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly family: ModelFamily;
  readonly tasks: readonly Task[];
  readonly components: Readonly<Record<string, ComponentFiles>>;
  readonly memory?: ArtworkMemory;
  readonly files: readonly FileEntry[];
  /** diffusers' own scheduler_config.json, verbatim. */
  readonly scheduler: SchedulerConfig;
  readonly vae: VaeNumbers;
  readonly defaults: ModelDefaults;
  readonly limits: ModelLimits;
  readonly requires: ModelRequirements;
  /** What it takes to run, where that is known. */
  readonly cost?: ModelCost;
  /** Styles the model was trained on: `phrase` is put behind the prompt. */
  readonly styles?: readonly { readonly id: string; readonly title: string; readonly phrase: string }[];
  /** Prompts the model does well. */
  readonly examples?: readonly string[];
  /** The same in the languages that it also reads, by their codes. */
  readonly examples_in?: Readonly<Record<string, readonly string[]>>;
  /** The examples as the model drew them: square pictures side by side, in the same order. */
  readonly examples_sheet?: string;
  readonly licence: { readonly name: string; readonly url: string; readonly commercial_use: boolean };
  readonly content_rules: string;
  readonly source: string;
}

export interface ArtworkMemory {
  readonly index: string;
  readonly latents: string;
  /** How much noise is laid over the artwork of a prompt before the first step, 0…1: 1 where it is not said. */
  readonly start?: number;
}

export type ModelFamily = 'flow' | 'sd' | 'sdxl' | 'lcm';
export type Task = 'text-to-image' | 'image-to-image' | 'inpaint';

export interface ComponentFiles {
  readonly file: string;
  readonly external_data?: readonly string[];
  /** Variants by backend, where measurement found one better than `file`. */
  readonly variants?: Readonly<Partial<Record<'webgpu' | 'wasm', { file: string; external_data?: readonly string[] }>>>;
  /** What the graph says about itself, so that a model that cannot run is refused before it is fetched. */
  readonly outline?: GraphOutline;
}

export interface GraphOutline {
  readonly inputs: readonly GraphPort[];
  readonly outputs: readonly GraphPort[];
  /** `Conv`, or `com.microsoft.GroupNorm` outside ONNX's own domain; sorted. */
  readonly operators: readonly string[];
  /** The type of most of its weights. */
  readonly weights?: string;
}

export interface GraphPort {
  readonly name: string;
  /** The type of its values. */
  readonly type: string;
  /** A string is a symbolic dimension. Empty for a scalar. */
  readonly dims: readonly (number | string)[];
}

export interface FileEntry {
  /** Relative to the model's folder. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export type SchedulerConfig = { readonly _class_name: string } & Readonly<Record<string, unknown>>;

export interface VaeNumbers {
  readonly scaling_factor: number;
  readonly shift_factor?: number;
  readonly latent_channels: number;
  /** Pixels per latent cell along one side. */
  readonly downscale: number;
  /** [latent_channels][3]: latents to RGB in −1…1, for previews. */
  readonly latent_rgb_factors?: readonly (readonly number[])[];
  readonly latent_rgb_bias?: readonly number[];
}

export interface ModelDefaults {
  readonly num_inference_steps: number;
  readonly guidance_scale: number;
  readonly width: number;
  readonly height: number;
  readonly strength?: number;
}

export interface ModelLimits {
  /** [width, height] pairs the model draws well; the first is the default unless `defaults` says otherwise. */
  readonly sizes: readonly (readonly [number, number])[];
  readonly max_steps: number;
  readonly negative_prompt: boolean;
  readonly max_guidance?: number;
}

export interface ModelRequirements {
  readonly webgpu?: boolean;
  readonly features?: readonly string[];
  readonly max_buffer_bytes?: number;
  readonly memory_bytes?: number;
}

/** What one run of a network takes. */
export interface Cost {
  /** Multiplications and additions in convolutions, and in matrix products: devices differ in how fast they do each. */
  readonly convolution: number;
  readonly product: number;
  /** What the widest place of the network holds besides its weights, in float32. */
  readonly working_bytes: number;
}

export interface ModelCost {
  /** All text encoders, for one prompt of 77 tokens. */
  readonly text: Cost;
  readonly sizes: readonly {
    readonly width: number;
    readonly height: number;
    /** One run of the denoiser for one picture; guidance takes two. */
    readonly step: Cost;
    readonly decode: Cost;
    readonly encode?: Cost;
  }[];
}
