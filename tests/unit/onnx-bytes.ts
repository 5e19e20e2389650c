/** Just enough of protocol buffers to write the outline of an ONNX graph by hand. */
export function field(number: number, content: string | number | Buffer): Buffer {
  if (typeof content === 'number') return Buffer.concat([varint(number * 8), varint(content)]);
  const bytes = Buffer.from(content);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

export interface GraphParts {
  readonly operators?: readonly { readonly type: string; readonly domain?: string }[];
  readonly inputs?: readonly {
    readonly name: string;
    readonly elementType?: number;
    readonly dims?: readonly (number | string)[];
  }[];
  readonly weights?: readonly { readonly name: string; readonly bytes: number; readonly location?: string }[];
}

export function onnxBytes({ operators = [{ type: 'Conv' }], inputs = [], weights = [] }: GraphParts): Buffer {
  const nodes = operators.map(({ type, domain }) =>
    field(1, Buffer.concat([field(4, type), ...(domain === undefined ? [] : [field(7, domain)])])),
  );
  const initializers = weights.map(({ name, bytes, location }) => {
    const data =
      location === undefined
        ? field(9, Buffer.alloc(bytes))
        : field(13, Buffer.concat([field(1, 'location'), field(2, location)]));
    return field(5, Buffer.concat([field(1, bytes), field(2, 2), field(8, name), data])); // type 2: one byte an element
  });
  const ports = inputs.map(({ name, elementType = 1, dims = [] }) => {
    const shape = dims.map((dim) => field(1, typeof dim === 'number' ? field(1, dim) : field(2, dim)));
    const tensor = Buffer.concat([field(1, elementType), field(2, Buffer.concat(shape))]);
    return field(11, Buffer.concat([field(1, name), field(2, field(1, tensor))]));
  });
  return Buffer.concat([field(1, 9), field(7, Buffer.concat([...nodes, ...initializers, ...ports]))]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}
