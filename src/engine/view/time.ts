// From API timestamps (RFC 3339, whole seconds) to virtual milliseconds.

/** SimTime of an API timestamp, or null. `epoch`: milliseconds since 1970 of SimTime 0. */
export const simTimeOf = (stamp: string | null | undefined, epoch: number): number | null =>
  stamp ? Date.parse(stamp) - epoch : null;
