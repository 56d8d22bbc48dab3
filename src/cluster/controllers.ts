// The controllers that run in this cluster, in the order in which they are drawn.
import type { ControllerDef } from './client-go/types.ts';
import { cronJobController } from './controllers/cronjob/index.ts';
import { dependencyController } from './controllers/dependency/index.ts';
import { garbageCollector } from './controllers/garbage-collector/index.ts';
import { jobController } from './controllers/job/index.ts';
import { ttlAfterFinished } from './controllers/ttl-after-finished/index.ts';

const as = <F, M>(def: ControllerDef<F, M>): ControllerDef<never, never> => def as unknown as ControllerDef<never, never>;

export const controllers: readonly ControllerDef<never, never>[] = [
  as(jobController), as(cronJobController), as(ttlAfterFinished), as(garbageCollector), as(dependencyController),
];
