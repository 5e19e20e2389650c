import { expect, test } from 'vitest';
import { byTheBrowser, destinations, onlyTheVisit, type Packet } from '../../../../tools/packet-proof/packets';

const packet = (change: Partial<Packet>): Packet => ({
  to: '127.0.0.1',
  protocol: 'tcp',
  bytes: 1,
  words: [],
  ...change,
});

test('what goes to the host, to a name and to an address is told apart', () => {
  const seen = destinations(
    [
      packet({ port: 4173, from_port: 50_000 }),
      packet({ port: 4173, from_port: 50_000 }),
      packet({ port: 50_000, from_port: 4173 }),
      packet({ to: '10.0.0.53', protocol: 'udp', port: 53, name: 'example.org' }),
      packet({ to: '192.0.2.1', port: 443 }),
      packet({ to: 'ff02::16', protocol: '0' }),
    ],
    4173,
  );

  expect([...seen]).toEqual([
    ['the host', 2],
    ['the host’s answers', 1],
    ['dns example.org', 1],
    ['tcp 192.0.2.1:443', 1],
    ['the system', 1],
  ]);
});

test('only what a browser without the page does not send is the visit’s', () => {
  const visit = new Map([
    ['the host', 9],
    ['dns update.example', 1],
    ['dns leak.example', 1],
  ]);
  const control = new Map([['dns update.example', 2]]);

  expect(onlyTheVisit(visit, control)).toEqual(['dns leak.example']);
  expect(byTheBrowser(control)).toEqual(['dns update.example']);
});
