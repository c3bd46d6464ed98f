/** The picture of every frame: 64 × 36 pixels, a VP8 key frame (RFC 6386). */
const FRAME = Buffer.from(
  'UAUAnQEqQAAkAD8ReLNSLCckoq1IAYAiCUAZt8JOr/AekXAm7GqMTKPTgIGOwhrNSdIAAP7i3hfZvEXT3gDHDsb8SyXeFCZUmERjtcUT+0AC40pOmspuqJn4OvA3DT4g6xnxry8AAAA=',
  'base64',
);
const [WIDTH, HEIGHT] = [64, 36];
/** A block counts its time from the cluster's start in 16 bits of milliseconds, so a cluster must stay short. */
const SECONDS_PER_CLUSTER = 30;

/**
 * A playable WebM video of `seconds` (element ids from matroska.org), with a frame a second: about a hundred bytes a
 * second.
 */
export function videoOf(seconds: number): Uint8Array<ArrayBuffer> {
  const header = element(0x1a45dfa3, [
    element(0x4286, uint(1)),
    element(0x42f7, uint(1)),
    element(0x42f2, uint(4)),
    element(0x42f3, uint(8)),
    element(0x4282, Buffer.from('webm')),
    element(0x4287, uint(2)),
    element(0x4285, uint(2)),
  ]);
  const info = element(0x1549a966, [
    element(0x2ad7b1, uint(1_000_000)),
    element(0x4489, float(seconds * 1000)),
    element(0x4d80, Buffer.from('simulator')),
    element(0x5741, Buffer.from('simulator')),
  ]);
  const track = element(0xae, [
    element(0xd7, uint(1)),
    element(0x73c5, uint(1)),
    element(0x83, uint(1)),
    element(0x86, Buffer.from('V_VP8')),
    element(0xe0, [element(0xb0, uint(WIDTH)), element(0xba, uint(HEIGHT))]),
  ]);
  const clusters: Buffer[] = [];
  for (let start = 0; start < seconds; start += SECONDS_PER_CLUSTER) {
    const count = Math.min(SECONDS_PER_CLUSTER, seconds - start);
    clusters.push(
      element(0x1f43b675, [
        element(0xe7, uint(start * 1000)),
        ...Array.from({ length: count }, (_, second) => simpleBlock(second * 1000)),
      ]),
    );
  }
  const file = Buffer.concat([header, element(0x18538067, [info, element(0x1654ae6b, [track]), ...clusters])]);
  const bytes = new Uint8Array(file.length);
  bytes.set(file);
  return bytes;
}

/** A key frame of track 1, timed from the cluster's start. */
function simpleBlock(ms: number): Buffer {
  const head = Buffer.from([0x81, 0, 0, 0x80]);
  head.writeInt16BE(ms, 1);
  return element(0xa3, Buffer.concat([head, FRAME]));
}

function element(id: number, content: Buffer | Buffer[]): Buffer {
  const body = Array.isArray(content) ? Buffer.concat(content) : content;
  const idBytes = Buffer.from(id.toString(16).padStart(2, '0'), 'hex');
  const size = Buffer.alloc(8);
  // The size takes eight bytes; the first byte only announces the eight.
  size.writeBigUInt64BE(BigInt(body.length) | (1n << 56n));
  return Buffer.concat([idBytes, size, body]);
}

function uint(value: number): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

function float(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}
