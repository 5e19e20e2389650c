import type { Tensor } from '../../src/tensor/tensor';

/** A NumPy file of little-endian float32 in C order. @throws for any other. */
export function parseNpy(bytes: Uint8Array): Tensor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] !== 0x93 || new TextDecoder().decode(bytes.subarray(1, 6)) !== 'NUMPY')
    throw new Error('not a NumPy file');
  const wide = bytes[6]! >= 2; // version 2 counts the header in four bytes
  const start = wide ? 12 : 10;
  const headerBytes = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(start, start + headerBytes));
  if (!header.includes("'<f4'") || header.includes("'fortran_order': True"))
    throw new Error(`not float32 in C order: ${header}`);
  const shape = /'shape': \(([^)]*)\)/.exec(header)?.[1];
  if (shape === undefined) throw new Error(`no shape: ${header}`);
  const dims = shape
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(Number);
  const values = Uint8Array.from(bytes.subarray(start + headerBytes)); // a copy: a Buffer's own slice() is not one
  return { data: new Float32Array(values.buffer, 0, values.byteLength / 4), dims };
}
