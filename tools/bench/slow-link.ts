import { createServer, connect, type Server, type Socket } from 'node:net';
import { listen } from '../serve-lib';

export interface SlowLink {
  readonly port: number;
  /** Bytes that went to the browser so far. */
  readonly bytes: () => number;
  readonly close: () => void;
}

interface Connection {
  readonly browser: Socket;
  readonly site: Socket;
  readonly waiting: { data: Buffer; readonly notBefore: number }[];
  waitingBytes: number;
  ended: boolean;
}

const tickMs = 5;
/** What a connection may have on its way. */
const windowBytes = 2 ** 20;

/**
 * A way to a local server that is as wide as a visitor's line: all connections together get `megabits` a second, and what
 * the server sends comes `latencyMs` later. DevTools' own throttling does not hold for workers.
 */
export async function slowLink(toPort: number, megabits: number, latencyMs: number): Promise<SlowLink> {
  const connections = new Set<Connection>();
  let sent = 0;
  let last = performance.now();

  const timer = setInterval(() => {
    const now = performance.now();
    let left = ((now - last) * megabits * 1e3) / 8; // by the clock: a busy machine's timers come late
    last = now;
    let isIdle = false;
    while (left > 0 && !isIdle) {
      isIdle = true;
      for (const connection of connections) {
        const [first] = connection.waiting;
        if (first && first.notBefore <= now && left > 0) {
          isIdle = false;
          left -= send(connection, Math.min(left, 2 ** 14)); // connections take turns
        }
        if (connection.ended && connection.waiting.length === 0) {
          connections.delete(connection);
          connection.browser.end();
        }
      }
    }
  }, tickMs);

  function send(connection: Connection, most: number): number {
    const first = connection.waiting[0]!; // the caller looked
    const part = first.data.subarray(0, Math.ceil(most));
    connection.browser.write(part);
    first.data = first.data.subarray(part.length);
    if (first.data.length === 0) connection.waiting.shift();
    connection.waitingBytes -= part.length;
    if (connection.waitingBytes < windowBytes) connection.site.resume();
    sent += part.length;
    return part.length;
  }

  const server: Server = createServer((browser) => {
    const site = connect(toPort, '127.0.0.1');
    const connection: Connection = { browser, site, waiting: [], waitingBytes: 0, ended: false };
    connections.add(connection);
    browser.pipe(site);
    site.on('data', (data) => {
      connection.waiting.push({ data, notBefore: performance.now() + latencyMs });
      connection.waitingBytes += data.length;
      if (connection.waitingBytes >= windowBytes) site.pause();
    });
    site.on('end', () => (connection.ended = true));
    const drop = () => {
      connections.delete(connection);
      site.destroy();
      browser.destroy();
    };
    site.on('error', drop);
    browser.on('error', drop);
  });
  const port = await listen(server as Parameters<typeof listen>[0], 0); // an http server listens as any other
  return {
    port,
    bytes: () => sent,
    close() {
      clearInterval(timer);
      for (const { browser, site } of connections) {
        browser.destroy();
        site.destroy();
      }
      server.close();
    },
  };
}
