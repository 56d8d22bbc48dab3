// Latencies and limits of the cluster, with their defaults.
import { millis } from '../base/time.ts';
import type { Settings } from './messages.ts';

const node = (i: number) => ({ name: `node-${i}`, cpu: '4', memory: '16Gi', pods: 110 });

/** Small and fixed, so that races are real and a run repeats. QPS and burst are kube-controller-manager's. */
export const defaultSettings: Settings = {
  apiCall: millis(8), apiStage: millis(2), etcdCommit: millis(6), watchDelivery: millis(5), syncStage: millis(3),
  scheduling: millis(6), imagePull: millis(900), containerStart: millis(250), kubeletSync: millis(4),
  jobWorkers: 5, cronJobWorkers: 5, clientQps: 20, clientBurst: 30,
  nodes: [node(1), node(2), node(3)],
};
export const withDefaults = (change: Partial<Settings>): Settings => ({ ...defaultSettings, ...change });
