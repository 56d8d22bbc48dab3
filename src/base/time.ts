// Units of time. Virtual time is whole milliseconds since the scenario's start; API timestamps are RFC 3339 text in whole seconds.
import type { Brand } from './brand.ts';

/** Virtual milliseconds since the start of the scenario. Always a whole number. */
export type SimTime = Brand<number, 'SimTime'>;
/** A length of time in milliseconds. */
export type Millis = Brand<number, 'Millis'>;
/** A length of time in seconds, as Kubernetes' API fields give it. */
export type Seconds = Brand<number, 'Seconds'>;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMillis = Brand<number, 'EpochMillis'>;

export const millis = (n: number): Millis => n as Millis;
export const simTime = (n: number): SimTime => n as SimTime;
export const secondsToMillis = (n: number): Millis => (n * 1000) as Millis;
export const epochMillis = (n: number): EpochMillis => n as EpochMillis;
