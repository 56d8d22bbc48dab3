// What the Pod failure policy says of a failed Pod.
import { describe, expect, it } from 'vitest';
import type { ContainerStatus, Pod, PodFailurePolicyRule } from '../../../../src/api/types.ts';
import { matchPodFailurePolicy } from '../../../../src/cluster/controllers/job/pod-failure-policy.ts';
import { pod } from './build.ts';

const ended = (name: string, exitCode: number | null): ContainerStatus =>
  ({ name, ready: false, restartCount: 0, image: '', imageID: '', state: exitCode === null ? { running: {} } : { terminated: { exitCode } } });
const withCodes = (main: ContainerStatus[], init: ContainerStatus[] = []): Pod => {
  const p = pod({ name: 'p', phase: 'Failed', containers: main });
  return { ...p, status: { ...p.status, initContainerStatuses: init } };
};
const codes = (action: PodFailurePolicyRule['action'], operator: 'In' | 'NotIn', values: number[], containerName?: string): PodFailurePolicyRule =>
  ({ action, onExitCodes: { operator, values, ...(containerName ? { containerName } : {}) } });
const disrupted = (action: PodFailurePolicyRule['action'], status: 'True' | 'False' = 'True'): PodFailurePolicyRule => ({ action, onPodConditions: [{ type: 'DisruptionTarget', status }] });
const target = (status: 'True' | 'False'): Pod => pod({ name: 'p', phase: 'Failed', conditions: [{ type: 'DisruptionTarget', status }] });

describe('Pod failure policy', () => {
  const codeMessage = (c: string, code: number, rule: number) => `Container ${c} for pod default/p failed with exit code ${code} matching FailJob rule at index ${rule}`;
  it.each<[string, PodFailurePolicyRule[] | null, Pod, string | null, boolean, PodFailurePolicyRule['action'] | null]>([
    ['no policy', null, withCodes([ended('main', 1)]), null, true, null],
    ['no rule matches', [codes('FailJob', 'In', [2])], withCodes([ended('main', 1)]), null, true, null],
    ['FailJob by code', [codes('FailJob', 'In', [1, 2, 3])], withCodes([ended('main', 2)]), codeMessage('main', 2, 0), true, 'FailJob'],
    ['FailJob by code of an init container', [codes('FailJob', 'In', [1, 2, 3])], withCodes([], [ended('init', 2)]), codeMessage('init', 2, 0), true, 'FailJob'],
    ['regular containers are looked at first', [codes('FailJob', 'In', [1, 2, 3])], withCodes([ended('main', 1)], [ended('init', 2)]), codeMessage('main', 1, 0), true, 'FailJob'],
    ['a later rule', [codes('FailJob', 'In', [1, 2, 3]), codes('FailJob', 'NotIn', [5, 6, 7])], withCodes([ended('main', 4)]), codeMessage('main', 4, 1), true, 'FailJob'],
    ['the first rule that matches decides', [codes('Ignore', 'In', [1]), codes('FailJob', 'In', [1])], withCodes([ended('main', 1)]), null, false, 'Ignore'],
    ['Count ends the search', [codes('Count', 'In', [1]), codes('FailJob', 'In', [1])], withCodes([ended('main', 1)]), null, true, 'Count'],
    ['only the named container', [codes('FailJob', 'In', [1], 'main')], withCodes([ended('side', 1), ended('main', 0)]), null, true, null],
    ['the named container', [codes('FailJob', 'In', [1], 'main')], withCodes([ended('side', 0), ended('main', 1)]), codeMessage('main', 1, 0), true, 'FailJob'],
    ['NotIn: success never matches', [codes('FailJob', 'NotIn', [5])], withCodes([ended('main', 0)]), null, true, null],
    ['NotIn: a code of the list', [codes('FailJob', 'NotIn', [5, 6])], withCodes([ended('main', 5)]), null, true, null],
    ['a running container has no code', [codes('FailJob', 'NotIn', [5])], withCodes([ended('main', null)]), null, true, null],
    ['the second container matches', [codes('FailJob', 'In', [3])], withCodes([ended('a', 2), ended('b', 3)]), codeMessage('b', 3, 0), true, 'FailJob'],
    ['FailIndex by code', [codes('FailIndex', 'In', [2])], withCodes([ended('main', 2)]), null, true, 'FailIndex'],
    ['FailJob by condition', [disrupted('FailJob')], target('True'), 'Pod default/p has condition DisruptionTarget matching FailJob rule at index 0', true, 'FailJob'],
    ['Ignore by condition', [disrupted('Ignore')], target('True'), null, false, 'Ignore'],
    ['Count by condition', [disrupted('Count')], target('True'), null, true, 'Count'],
    ['FailIndex by condition', [disrupted('FailIndex')], target('True'), null, true, 'FailIndex'],
    ['the condition has another status', [disrupted('Ignore', 'False')], target('True'), null, true, null],
    ['a rule that asks for nothing', [{ action: 'FailJob' }], target('True'), null, true, null],
  ])('%s', (_name, rules, failed, message, counts, action) => {
    const got = matchPodFailurePolicy(rules === null ? undefined : { rules }, failed);
    expect([got.failJobMessage, got.countFailed, got.action]).toEqual([message, counts, action]);
  });
});
