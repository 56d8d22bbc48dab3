// The controllers that run in this cluster, in the order in which they are drawn.
import type { ControllerDef } from './client-go/types.ts';

export const controllers: readonly ControllerDef<never, never>[] = [];
