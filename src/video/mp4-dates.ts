const holders = ['moov', 'trak', 'mdia'];
const dated = ['mvhd', 'tkhd', 'mdhd'];

/** Sets the dates that a muxer writes into an MP4 to zero, which stands for "not said": a file tells no time. In place. */
export function dropDates(bytes: Uint8Array<ArrayBuffer>, from = 0, to = bytes.length): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = from; at + 8 <= to;) {
    const size = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = size >= 8 ? Math.min(at + size, to) : to; // 0: up to the end; 1: a long box, which holds frames
    if (holders.includes(type)) dropDates(bytes, at + 8, end);
    // Behind version and flags: created and changed, in 64 bits each from version 1 on.
    if (dated.includes(type)) bytes.fill(0, at + 12, at + 12 + (bytes[at + 8] === 1 ? 16 : 8));
    at = end;
  }
  return bytes;
}
