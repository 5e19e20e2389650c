import { expect, test } from '@playwright/test';
import { provePackets, whyNot } from '../../tools/packet-proof';

test('watched packet by packet, a visit that tries to leak, too, reaches its own host and nobody else, and no packet holds the prompt', () => {
  const obstacle = whyNot();
  test.skip(obstacle !== undefined, obstacle);
  test.setTimeout(600_000);

  const proof = provePackets();

  expect(proof.recorderSees).toBe(true); // what another page lets out on purpose is seen
  expect(proof.packetsToHost).toBeGreaterThan(50);
  expect(proof.onlyTheVisit).toEqual([]);
  expect(proof.markerInPackets).toBe(0);
  expect(proof.leakResult).toMatch(/^(\d+) of \1 ways out were stopped/);
});
