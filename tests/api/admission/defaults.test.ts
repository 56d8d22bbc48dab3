// What the server fills in, and what it warns of.
import { describe, expect, it } from 'vitest';
import { imageTag } from '../../../src/api/defaults/image.ts';
import type { Job } from '../../../src/api/types.ts';
import { container, create, jobOf } from './job.ts';

const admitted = (job: Record<string, unknown>): { object: Job; warnings: string[] } => {
  const r = create(job);
  if (!r.ok) throw new Error(r.status.message);
  return { object: r.object as Job, warnings: r.warnings };
};
const podOf = (pod: Record<string, unknown>) => admitted(jobOf(pod)).object.spec.template.spec;
const volumeOf = (source: Record<string, unknown>) => podOf({ volumes: [{ name: 'v', ...source }] }).volumes![0];
const containerOf = (more: Record<string, unknown>) => podOf({ containers: [{ ...container, ...more }] }).containers[0]!;

describe('the tag of an image', () => {
  it.each([
    ['busybox', 'latest'], ['busybox:latest', 'latest'], ['busybox:1.36', '1.36'], ['localhost:5000/x', 'latest'], ['registry.io:443/a/b:v1', 'v1'], [`busybox@sha256:${'a'.repeat(64)}`, ''], [`busybox:latest@sha256:${'a'.repeat(64)}`, 'latest'],
    ['BusyBox', ''], ['REG.io/x', 'latest'], ['a//b', ''], ['', ''], ['busybox:', ''], ['a'.repeat(64), ''], ['x_y__z/a-b.c', 'latest'],
  ])('%s', (image, tag) => { expect(imageTag(image)).toBe(tag); });
});

describe('defaults', () => {
  it.each([
    ['an image volume', { image: { reference: 'a:1' } }, { name: 'v', image: { reference: 'a:1', pullPolicy: 'IfNotPresent' } }],
    ['a directory of the host', { hostPath: { path: '/x' } }, { name: 'v', hostPath: { path: '/x', type: '' } }],
    ['the modes of files', { secret: { secretName: 's' } }, { name: 'v', secret: { secretName: 's', defaultMode: 420 } }],
    ['a token\'s hour', { projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }, { name: 'v', projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 3600 } }], defaultMode: 420 } }],
    ['the version of a field', { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name' } }] } }, { name: 'v', downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name', apiVersion: 'v1' } }], defaultMode: 420 } }],
    ['what an old disk needs', { azureDisk: { diskName: 'd', diskURI: 'https://x' } }, { name: 'v', azureDisk: { diskName: 'd', diskURI: 'https://x', cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false } }],
    ['a group that is not said', { ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } } } } }, { name: 'v', ephemeral: { volumeClaimTemplate: { metadata: {}, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, dataSource: { apiGroup: null, kind: 'PersistentVolumeClaim', name: 'a' }, volumeMode: 'Filesystem' } } } }],
  ])('%s', (_, source, expected) => { expect(volumeOf(source)).toEqual(expected); });

  it('a hook\'s request is completed like a probe\'s', () => {
    expect(containerOf({ lifecycle: { preStop: { httpGet: { port: 80 } } } }).lifecycle).toEqual({ preStop: { httpGet: { port: 80, path: '/', scheme: 'HTTP' } } });
  });
  it('amounts are kept in thousandths, rounded up', () => {
    expect(containerOf({ resources: { limits: { cpu: '1500u' } } }).resources).toEqual({ limits: { cpu: '2m' } });
  });
  it('a template gets neither the host\'s ports nor requests: only its Pods do', () => {
    const pod = podOf({ hostNetwork: true, containers: [{ ...container, ports: [{ containerPort: 80 }], resources: { limits: { cpu: '1' } } }] });
    expect(pod.containers[0]!.ports).toEqual([{ containerPort: 80, protocol: 'TCP' }]);
    expect(pod.containers[0]!.resources).toEqual({ limits: { cpu: '1' } });
  });
  it('what a feature that is off would read is dropped', () => {
    expect(podOf({ schedulingGroup: { podGroupName: 'g' } }).schedulingGroup).toBeUndefined();
    const of = (lifecycle: unknown) => podOf({ containers: [{ ...container, lifecycle }] }).containers[0]!.lifecycle;
    expect([of({ stopSignal: 'SIGINT' }), of({ stopSignal: 'SIGINT', preStop: { sleep: { seconds: 1 } } })]).toEqual([undefined, { preStop: { sleep: { seconds: 1 } } }]);
    expect(volumeOf({ projected: { sources: [{ clusterTrustBundle: { name: 'b', path: 'p' } }, { secret: { name: 's' } }] } })).toEqual({ name: 'v', projected: { sources: [{}, { secret: { name: 's' } }], defaultMode: 420 } });
  });
  it('a divisor that is not given reads 0', () => {
    expect(containerOf({ env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }] }).env![0]!.valueFrom).toEqual({ resourceFieldRef: { resource: 'limits.cpu', divisor: '0' } });
  });
});

describe('warnings', () => {
  const at = 'spec.template.spec';
  const main = (more: Record<string, unknown>) => ({ containers: [{ ...container, ...more }] });
  it.each([
    ['a variable that hides one', main({ env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] }), [`${at}.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply`]],
    ['a variable that builds on one', main({ env: [{ name: 'A', value: '1' }, { name: 'A', value: '$(A)2' }] }), []],
    ['a port twice', main({ ports: [{ containerPort: 1 }, { containerPort: 1 }] }), [`${at}.containers[0].ports[1]: duplicate port definition with ${at}.containers[0].ports[0]`]],
    ['a port that overlaps', main({ ports: [{ containerPort: 1, hostPort: 5 }, { containerPort: 1 }] }), [`${at}.containers[0].ports[1]: overlapping port definition with ${at}.containers[0].ports[0]`]],
    ['an address without a port', main({ ports: [{ containerPort: 1, hostIP: '1.2.3.4' }] }), [`${at}.containers[0].ports[0]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:1 Protocol:TCP HostIP:1.2.3.4}`]],
    ['part of a byte', main({ resources: { requests: { memory: '100m' } } }), [`${at}.containers[0].resources.requests[memory]: fractional byte value "100m" is invalid, must be an integer`]],
    ['an old label', { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } }, [`${at}.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead`]],
    ['spreading that counts no Pod', { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule' }] }, [`${at}.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod`]],
    ['an old kind of volume', { volumes: [{ name: 'v', rbd: { monitors: ['m'], image: 'i' } }] }, [`${at}.volumes[0].rbd: deprecated in v1.28, non-functional in v1.31+`]],
    ['two keys at one path', { volumes: [{ name: 'v', configMap: { name: 'c', items: [{ key: 'a', path: 'p' }, { key: 'b', path: 'p/q' }] } }] }, ['volume "v" (ConfigMap "c"): overlapping paths: "p/q" with "p"']],
    ['files of two sources at one path', { volumes: [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: 'a/b' } }, { configMap: { name: 'c', items: [{ key: 'k', path: 'a/' }] } }, { downwardAPI: { items: [{ path: 'ab', fieldRef: { fieldPath: 'metadata.name' } }] } }] } }] }, ['volume "v" (Projected): overlapping paths: "a" (ConfigMap "c") with "a/b" (ServiceAccountToken)']],
    ['a port\'s name in two containers', { containers: [{ ...container, ports: [{ name: 'web', containerPort: 1 }] }, { ...container, name: 'b', ports: [{ name: 'web', containerPort: 2 }] }] }, [`${at}.containers[1].ports[0]: duplicate port name "web" with ${at}.containers[0].ports[0], services and probes that select ports by name will use ${at}.containers[0].ports[0]`]],
    ['part of a byte of a claim', { volumes: [{ name: 'v', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1500m' } } } } } }] }, [`${at}.volumes[0].ephemeral.volumeClaimTemplate.spec.resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer`]],
    ['an address that could be shorter', { dnsConfig: { nameservers: ['FE80:0:0:0:0:0:0:1', 'fe80::1', '1:0:0:2::3'] } }, [`${at}.dnsConfig.nameservers[0]: IPv6 address "FE80:0:0:0:0:0:0:1" should be in RFC 5952 canonical format ("fe80::1")`]],
    ['a secret named twice', { imagePullSecrets: [{ name: 'a' }, { name: 'a' }] }, [`${at}.imagePullSecrets[1].name: duplicate name "a"`]],
  ])('%s', (_, pod, expected) => { expect(admitted(jobOf(pod)).warnings).toEqual(expected); });
});
