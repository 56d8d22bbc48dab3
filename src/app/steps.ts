// The ways to step and their keys; Shift steps back.
import type { StepUnit } from '../engine/protocol.ts';

export const stepUnits: readonly { unit: StepUnit; key: string }[] = [
  { unit: 'event', key: 'e' }, { unit: 'caption', key: 'c' }, { unit: 'write', key: 'w' }, { unit: 'stage', key: 'g' },
  { unit: 'sync', key: 's' }, { unit: 'jobStatus', key: 'j' }, { unit: 'pod', key: 'p' }, { unit: 'tick', key: 't' },
];
