// A kubelet's own state and how it is made, copied and recovered after a crash.
import { SharedMap } from '../../base/shared-map.ts';
import type { SimTime } from '../../base/time.ts';
import type { QueueKey, Settings } from '../messages.ts';
import { copyClient, freshClient, newClient, type ApiClient } from '../component/client.ts';
import { copyRecorder, newRecorder, type Recorder } from '../component/recorder.ts';
import type { Plan, PlanFacts } from './plan.ts';
import { podWith, type PodRecord } from './record.ts';

export type KubeletState = {
  readonly node: string; readonly settings: Settings; readonly plan: Plan | null;
  client: ApiClient; recorder: Recorder;
  /** False while the node is cut off: containers run on, but nothing goes out or comes in. */
  connected: boolean;
  pods: SharedMap<QueueKey, PodRecord>;
  images: Set<string>; nextIp: number;
  /** Plan only: what each Pod of the scenario is matched by, by uid; how many there were; attempts by group. */
  facts: Map<string, PlanFacts>; attempts: Map<string, number>; waves: Map<string, Wave>;
};

/** Pods that a Job created together; counted from 0. */
export type Wave = { readonly number: number; readonly at: SimTime; readonly size: number };

export const kubeletId = (node: string): string => `kubelet/${node}`;

/** A kubelet for a node. With a plan it follows the plan instead of running containers. */
export function initKubelet(node: string, settings: Settings, plan: Plan | null): KubeletState {
  return { node, settings, plan, client: newClient(settings), recorder: newRecorder(), connected: true, pods: new SharedMap(), images: new Set(), nextIp: 1, facts: new Map(), attempts: new Map(), waves: new Map() };
}

export const copyKubelet = (s: KubeletState): KubeletState =>
  ({ ...s, client: copyClient(s.client), recorder: copyRecorder(s.recorder), pods: s.pods.copy(), images: new Set(s.images), facts: new Map(s.facts), attempts: new Map(s.attempts), waves: new Map(s.waves) });

/** The containers and images survive; calls under way, timers and the count of Events do not. */
export function recoverKubelet(s: KubeletState): KubeletState {
  const pods = new SharedMap([...s.pods].map(([k, p]) => [k, podWith(p, { telling: false, removing: false, wake: null })]));
  return { ...s, client: freshClient(s.client), recorder: newRecorder(), pods };
}
