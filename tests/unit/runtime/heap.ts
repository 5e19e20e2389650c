/** The runtime's own memory. It is made when the runtime is first used, which is why tests that measure it import the runtime later. */
const heaps: WebAssembly.Memory[] = [];
const { Memory } = WebAssembly;
WebAssembly.Memory = class extends Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    heaps.push(this);
  }
};

/** Bytes that the runtime holds. */
export const heap = () => heaps.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
