/** One packet as `capture.py` saw it leave. */
export interface Packet {
  readonly to: string;
  readonly protocol: string;
  readonly bytes: number;
  readonly from_port?: number;
  readonly port?: number;
  /** What a DNS query asks for. */
  readonly name?: string;
  /** Which of the words looked for were in it, as they are. */
  readonly words: readonly string[];
}

/** Where packets went, in words: `tcp 127.0.0.1:4173`, `dns example.org`. Every packet once. */
export function destinations(packets: readonly Packet[], serverPort: number): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  for (const packet of packets) {
    const key = destination(packet, serverPort);
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return seen;
}

function destination({ to, protocol, port, from_port, name }: Packet, serverPort: number): string {
  if (name !== undefined) return `dns ${name}`;
  // Raw IPv6 to all neighbours on the wire: the kernel's, when a network card comes up. No program sends these.
  if (to.startsWith('ff02::') && ['0', '58'].includes(protocol)) return 'the system';
  const isLoopback = to.startsWith('127.') || to === '::1';
  if (isLoopback && port === serverPort) return 'the host';
  if (isLoopback && from_port === serverPort) return 'the host’s answers';
  return `${protocol} ${to}${port === undefined ? '' : `:${port}`}`;
}

const own = ['the host', 'the host’s answers', 'the system'];

/** What a visit sent beyond the host, and a browser without the page did not send too. */
export function onlyTheVisit(visit: ReadonlyMap<string, number>, control: ReadonlyMap<string, number>): string[] {
  return [...visit.keys()].filter((key) => !own.includes(key) && !control.has(key)).sort();
}

/** What the browser sends by itself, page or no page. */
export function byTheBrowser(...phases: readonly ReadonlyMap<string, number>[]): string[] {
  return [...new Set(phases.flatMap((phase) => [...phase.keys()]))].filter((key) => !own.includes(key)).sort();
}
