import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What a run found. */
export interface PacketProof {
  readonly seconds: number;
  /** What the page's own attempts to leak came to. */
  readonly leakResult: string;
  readonly packets: number;
  readonly packetsToHost: number;
  /** Packets that held the prompt's word as it is: the host is asked over plain http, so none could hide. */
  readonly markerInPackets: number;
  /** Addresses and names that only the visit reached out for. None, if the promise holds. */
  readonly onlyTheVisit: readonly string[];
  /** The browser's own traffic. */
  readonly byTheBrowser: readonly string[];
  /** Whether the recorder saw what another page let out on purpose. */
  readonly recorderSees: boolean;
}

/** A way out that leads nowhere: a default route over a pair of virtual cards, so that whatever is sent is really sent. */
const network = [
  'ip link set lo up',
  'ip link add out type veth peer name nowhere',
  'ip addr add 10.99.0.2/24 dev out',
  'ip link set out up',
  'ip link set nowhere up',
  'ip neigh add 10.99.0.1 lladdr 02:00:00:00:00:01 dev out nud permanent',
  'ip route add default via 10.99.0.1 dev out',
].join(' && ');

/** Why packets cannot be recorded on this machine; undefined when they can. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are Linux’s';
  const tried = spawnSync('unshare', ['--net', 'sh', '-c', network], { encoding: 'utf8' });
  if (tried.status !== 0)
    return `no network namespace can be made here (${tried.stderr.trim() || 'unshare is missing'})`;
  const python = spawnSync('python3', ['-c', 'import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)']);
  return python.status === 0 ? undefined : 'Python may not listen to packets here';
}

/** @throws when the run fails, with what it wrote. */
export function provePackets(): PacketProof {
  const inside = join(import.meta.dirname, 'packet-proof/inside.ts');
  const { status, stdout } = spawnSync(
    'unshare',
    ['--net', 'sh', '-c', `${network} && exec "$0" --import tsx "$1"`, process.execPath, inside],
    { encoding: 'utf8', cwd: join(import.meta.dirname, '..'), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (status !== 0 || !last.startsWith('{')) throw new Error(`The packet proof did not end well: ${stdout}`);
  return JSON.parse(last) as PacketProof; // written by inside.ts
}

if (process.argv[1] === import.meta.filename) {
  const obstacle = whyNot();
  if (obstacle !== undefined) {
    console.error(`Packets cannot be recorded: ${obstacle}.`);
    process.exit(1);
  }
  console.log(JSON.stringify(provePackets(), null, 2));
}
