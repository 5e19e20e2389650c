/** How generators sign the text that they put into a file: the name of the field, what is in it, whose it is. */
const signatures: readonly { readonly field: RegExp; readonly text: RegExp; readonly tool: string }[] = [
  {
    field: /^(parameters|UserComment)$/,
    text: /\bSteps: \d+.{0,400}\b(Sampler|CFG scale|Seed): /s,
    tool: 'Stable Diffusion web UI',
  },
  { field: /^(prompt|workflow)$/, text: /"class_type"|"nodes"\s{0,4}:/, tool: 'ComfyUI' },
  { field: /^(invokeai_metadata|sd-metadata|Dream)$/, text: /./, tool: 'InvokeAI' },
  { field: /^fooocus_scheme$/, text: /./, tool: 'Fooocus' },
  { field: /^Software$/, text: /^NovelAI/, tool: 'NovelAI' },
  {
    field: /^Comment$/,
    text: /^\{(?=.{0,20000}"prompt"\s{0,4}:)(?=.{0,20000}"(uc|sampler)"\s{0,4}:)/s,
    tool: 'NovelAI',
  },
];

/** The tool that wrote this text into a file, if it is one of those known; undefined otherwise. */
export function generatorIn(field: string, text: string): string | undefined {
  return signatures.find((signature) => signature.field.test(field) && signature.text.test(text))?.tool;
}
