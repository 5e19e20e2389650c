/** The fields of onnx.proto that are read here, by number. */
export const model = { graph: 7 };
export const graph = { node: 1, initializer: 5, input: 11, output: 12 };
export const node = { input: 1, output: 2, opType: 4, attribute: 5, domain: 7 };
export const attribute = { tensor: 5, graph: 6 };
export const tensor = { dims: 1, dataType: 2, name: 8, externalData: 13 };
export const valueInfo = { name: 1, type: 2 };
