// Whether a Pod fits a node, and what the scheduler says when it fits nowhere.
import { describe, expect, it } from 'vitest';
import type { Node, Pod } from '../../../src/api/types.ts';
import { allocatable, fitErrorMessage, misfits, requestsOf, score, type NodeInfo } from '../../../src/cluster/scheduler/filters.ts';
import { milli, quantity } from '../../../src/cluster/scheduler/quantity.ts';

const node = (name: string, more: Partial<Node['spec']> = {}, labels = {}): Node => ({
  apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec: more, status: { allocatable: { cpu: '2', memory: '4Gi', pods: '3' } },
});
const info = (n: Node, used = { cpu: 0, memory: 0, pods: 0 }): NodeInfo => ({ node: n, room: allocatable(n), used });
const pod = (spec: Partial<Pod['spec']> = {}): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, status: {}, spec: { containers: [{ name: 'c' }], ...spec } });
const asking = (cpu: string, memory = '0') => pod({ containers: [{ name: 'c', resources: { requests: { cpu, memory } } }] });
const affinity = (...matchExpressions: unknown[]) => ({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } } });
const why = (p: Pod, i: NodeInfo) => misfits(p, requestsOf(p), i).map((m) => m.reason);

describe('a Pod on a node', () => {
  const gpu = { key: 'gpu', value: 'yes', effect: 'NoSchedule' as const };
  const table: [string, Pod, NodeInfo, string[]][] = [
    ['asks for nothing', pod(), info(node('a')), []],
    ['asks for all that is free', asking('2', '4Gi'), info(node('a')), []],
    ['asks for too much of both', asking('3', '5Gi'), info(node('a')), ['Insufficient cpu', 'Insufficient memory']],
    ['asks for more than is left', asking('600m'), info(node('a'), { cpu: 1500, memory: 0, pods: 1 }), ['Insufficient cpu']],
    ['finds the node full of Pods', pod(), info(node('a'), { cpu: 0, memory: 0, pods: 3 }), ['Too many pods']],
    ['finds the node cordoned', pod(), info(node('a', { unschedulable: true })), ['node(s) were unschedulable']],
    ['does not tolerate the taint', pod(), info(node('a', { taints: [gpu] })), ['node(s) had untolerated taint(s)']],
    ['tolerates the taint', pod({ tolerations: [{ key: 'gpu', operator: 'Exists' }] }), info(node('a', { taints: [gpu] })), []],
    ['tolerates another value', pod({ tolerations: [{ key: 'gpu', value: 'no' }] }), info(node('a', { taints: [gpu] })), ['node(s) had untolerated taint(s)']],
    ['wants another label', pod({ nodeSelector: { disk: 'ssd' } }), info(node('a', {}, { disk: 'hdd' })), ['node(s) didn\'t match Pod\'s node affinity/selector']],
    ['finds its label', pod({ nodeSelector: { disk: 'ssd' } }), info(node('a', {}, { disk: 'ssd' })), []],
    ['matches an affinity In', pod({ affinity: affinity({ key: 'zone', operator: 'In', values: ['x', 'y'] }) }), info(node('a', {}, { zone: 'y' })), []],
    ['fails an affinity NotIn', pod({ affinity: affinity({ key: 'zone', operator: 'NotIn', values: ['y'] }) }), info(node('a', {}, { zone: 'y' })), ['node(s) didn\'t match Pod\'s node affinity/selector']],
    ['matches an affinity Gt', pod({ affinity: affinity({ key: 'cores', operator: 'Gt', values: ['4'] }) }), info(node('a', {}, { cores: '8' })), []],
  ];
  it.each(table)('%s', (_, p, i, reasons) => expect(why(p, i)).toEqual(reasons));
});

describe('requests', () => {
  it('are the larger of the containers together and the largest init container', () => {
    const c = (cpu: string, more = {}) => ({ name: 'c', resources: { requests: { cpu } }, ...more });
    expect(requestsOf(pod({ containers: [c('1'), c('500m')], initContainers: [c('2')] })).cpu).toBe(2000);
    expect(requestsOf(pod({ containers: [c('1')], initContainers: [c('500m', { restartPolicy: 'Always' }), c('200m')] })).cpu).toBe(1500);
  });
  it.each([['500m', 500], ['2', 2000], ['0.1', 100], ['1e1', 10_000], ['', 0]])('%s of cpu is %d thousandths', (text, n) => expect(milli(text)).toBe(n));
  it.each([['64Mi', 64 * 2 ** 20], ['1G', 1e9], ['1500', 1500], ['nonsense', 0]])('%s of memory is %d bytes', (text, n) => expect(quantity(text)).toBe(n));
});

describe('choosing', () => {
  it('the emptier node scores higher', () => {
    const p = asking('500m');
    expect(score(p, requestsOf(p), info(node('a')))).toBeGreaterThan(score(p, requestsOf(p), info(node('b'), { cpu: 1000, memory: 0, pods: 1 })));
  });
});

describe('the message when nothing fits', () => {
  it('counts each reason, and says whether preemption could help', () => {
    const p = asking('1500m');
    const full = info(node('b'), { cpu: 1000, memory: 0, pods: 1 });
    const refusals = [info(node('a', { taints: [{ key: 'k', effect: 'NoSchedule' }] })), full, full].map((i) => misfits(p, requestsOf(p), i));
    expect(fitErrorMessage(refusals)).toBe('0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.');
  });
  it('without nodes', () => expect(fitErrorMessage([])).toBe('no nodes available to schedule pods'));
});
