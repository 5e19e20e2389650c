const length = 624;
const middle = 397;

/** MT19937, Matsumoto and Nishimura 1998: the generator behind torch's CPU random numbers. Returns 32-bit unsigned integers. */
export function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(length);
  state[0] = seed % 2 ** 32; // torch keeps the low 32 bits of a seed
  for (let i = 1; i < length; i++) {
    const previous = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = Math.imul(1812433253, previous) + i;
  }
  let at = length;

  function refill() {
    for (let i = 0; i < length; i++) {
      const mixed = (state[i]! & 0x80000000) | (state[(i + 1) % length]! & 0x7fffffff);
      state[i] = state[(i + middle) % length]! ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
    }
    at = 0;
  }

  return () => {
    if (at === length) refill();
    let value = state[at++]!;
    value ^= value >>> 11;
    value ^= (value << 7) & 0x9d2c5680;
    value ^= (value << 15) & 0xefc60000;
    return (value ^ (value >>> 18)) >>> 0;
  };
}
