/** The fields of onnx.proto that are read here, by number. */
export const model = { graph: 7, opset: 8, metadata: 14 };
export const opset = { domain: 1, version: 2 };
export const graph = { node: 1, initializer: 5, input: 11, output: 12 };
export const node = { input: 1, output: 2, opType: 4, attribute: 5, domain: 7 };
export const attribute = { name: 1, integer: 3, tensor: 5, graph: 6, graphs: 11 };
export const tensor = { dims: 1, dataType: 2, name: 8, rawData: 9, externalData: 13 };
export const valueInfo = { name: 1, type: 2 };
/** An entry of a model's metadata. */
export const entry = { key: 1, value: 2 };
