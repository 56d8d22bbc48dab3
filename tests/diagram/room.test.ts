// A controller's slots fit their box however many there are.
import { expect, it } from 'vitest';
import { layoutOf } from '../../src/diagram/layout.ts';
import { workerSlot } from '../../src/diagram/parts/room.ts';

const parts = { opened: 'garbage-collector', controllers: ['job-controller'], nodes: ['node-1'], lower: true };
it.each([[1440, 900, 5], [1440, 900, 20], [1024, 768, 20], [390, 844, 20], [340, 400, 40]])('at %i × %i, %i workers', (width, height, workers) => {
  const l = layoutOf(width, height, parts);
  const slots = Array.from({ length: workers }, (_, i) => workerSlot(l, workers, i));
  expect(slots.every((s) => s.h > 0)).toBe(true);
  expect(slots.at(-1)!.y).toBeLessThan(l.workers.y + l.workers.h);
  for (const [i, s] of slots.entries()) if (i > 0) expect(s.y).toBeGreaterThan(slots[i - 1]!.y);
});
