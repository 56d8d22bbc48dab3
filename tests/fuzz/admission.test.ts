// Every field of a Job that has nearly all of them, in turn left out, emptied and of a wrong kind or size: admission answers, and in words.
import { describe, expect, it } from 'vitest';
import { admitCreate } from '../../src/api/admission.ts';
import { equal } from '../../src/base/equal.ts';

type Node = Record<string | number, unknown>;
type Path = readonly (string | number)[];
const ctx = { uid: '00000000-0000-4000-8000-000000000000', now: '2026-01-01T00:00:00Z' };
const full = (): Node => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', labels: { a: 'b' }, annotations: { x: 'y' }, finalizers: ['example.com/f'], ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u', controller: true, blockOwnerDeletion: true }] },
 spec: { parallelism: 2, completions: 5, backoffLimit: 3, activeDeadlineSeconds: 100, ttlSecondsAfterFinished: 5, completionMode: 'Indexed', backoffLimitPerIndex: 1, maxFailedIndexes: 2, suspend: true, podReplacementPolicy: 'Failed', managedBy: 'example.com/x', podFailurePolicy: { rules: [{ action: 'FailIndex', onExitCodes: { containerName: 'main', operator: 'In', values: [1, 2] } }, { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] }, successPolicy: { rules: [{ succeededIndexes: '0-2', succeededCount: 2 }] },
 template: { metadata: { labels: { app: 'x' }, annotations: { n: 'm' } }, spec: { restartPolicy: 'Never', terminationGracePeriodSeconds: 20, activeDeadlineSeconds: 50, dnsPolicy: 'None', dnsConfig: { nameservers: ['1.2.3.4'], searches: ['a.b'], options: [{ name: 'ndots', value: '2' }] }, nodeSelector: { k: 'v' }, serviceAccountName: 'sa', automountServiceAccountToken: false, nodeName: 'n1', hostNetwork: false, shareProcessNamespace: true, hostname: 'h', subdomain: 's', schedulerName: 'sch', priorityClassName: 'pc', priority: 1, runtimeClassName: 'rc', enableServiceLinks: false, preemptionPolicy: 'Never', overhead: { cpu: '1m' }, setHostnameAsFQDN: true, os: { name: 'linux' }, hostUsers: true,
  securityContext: { runAsUser: 1, runAsGroup: 2, runAsNonRoot: true, fsGroup: 3, supplementalGroups: [4], sysctls: [{ name: 'kernel.shm_rmid_forced', value: '0' }], fsGroupChangePolicy: 'Always', seccompProfile: { type: 'Localhost', localhostProfile: 'a/b' }, appArmorProfile: { type: 'RuntimeDefault' }, seLinuxOptions: { level: 's0' }, supplementalGroupsPolicy: 'Merge', seLinuxChangePolicy: 'Recursive' },
  imagePullSecrets: [{ name: 'x' }], hostAliases: [{ ip: '1.2.3.4', hostnames: ['a.b'] }], readinessGates: [{ conditionType: 'a.b/c' }], schedulingGates: [{ name: 'a.b/g' }], tolerations: [{ key: 'k', operator: 'Equal', value: 'v', effect: 'NoExecute', tolerationSeconds: 5 }], resourceClaims: [{ name: 'rc', resourceClaimName: 'x' }],
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { a: 'b' } }, minDomains: 2, nodeAffinityPolicy: 'Honor', nodeTaintsPolicy: 'Ignore', matchLabelKeys: ['kk'] }],
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }], matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }] }] }, preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, preference: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } }] }, podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] }, topologyKey: 'zone', namespaces: ['default'], namespaceSelector: {}, matchLabelKeys: ['m'], mismatchLabelKeys: ['mm'] }] }, podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { labelSelector: { matchLabels: { a: 'b' } }, topologyKey: 'z' } }] } },
  volumes: [{ name: 'e', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }, { name: 'c', configMap: { name: 'cm', items: [{ key: 'k', path: 'p', mode: 256 }], defaultMode: 256, optional: true } }, { name: 's', secret: { secretName: 'x', items: [{ key: 'k', path: 'p' }] } }, { name: 'h', hostPath: { path: '/x', type: 'Directory' } }, { name: 'pvc', persistentVolumeClaim: { claimName: 'c', readOnly: true } }, { name: 'pr', projected: { sources: [{ secret: { name: 's', items: [{ key: 'k', path: 'q' }] } }, { configMap: { name: 'c', items: [{ key: 'k', path: 'r' }] } }, { downwardAPI: { items: [{ path: 'd', fieldRef: { fieldPath: 'metadata.name' } }] } }, { serviceAccountToken: { path: 't', expirationSeconds: 700, audience: 'a' } }] } }, { name: 'd', downwardAPI: { items: [{ path: 'l', fieldRef: { fieldPath: 'metadata.labels' } }, { path: 'm', resourceFieldRef: { containerName: 'main', resource: 'limits.cpu', divisor: '1m' } }] } }, { name: 'n', nfs: { server: 's', path: '/p' } }, { name: 'csi', csi: { driver: 'd.e', readOnly: true, nodePublishSecretRef: { name: 'x' }, volumeAttributes: { a: 'b' } } }, { name: 'eph', ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' } }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'sc', resources: { requests: { storage: '1Gi' } } } } } }, { name: 'im', image: { reference: 'a/b:1', pullPolicy: 'Always' } }],
  initContainers: [{ name: 'side', image: 'b:1', restartPolicy: 'Always', livenessProbe: { exec: { command: ['x'] } }, lifecycle: { preStop: { sleep: { seconds: 3 } } } }, { name: 'init', image: `b@sha256:${'a'.repeat(64)}` }],
  containers: [{ name: 'main', image: 'busybox', command: ['a'], args: ['b'], workingDir: '/w', stdin: true, stdinOnce: true, tty: true, imagePullPolicy: 'Never', terminationMessagePath: '/x', terminationMessagePolicy: 'File', ports: [{ name: 'http', containerPort: 80, protocol: 'TCP', hostPort: 8080, hostIP: '1.2.3.4' }], env: [{ name: 'A', value: 'b' }, { name: 'F', valueFrom: { fieldRef: { fieldPath: "metadata.labels['a']" } } }, { name: 'R', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } }, { name: 'C', valueFrom: { configMapKeyRef: { name: 'c', key: 'k', optional: true } } }, { name: 'S', valueFrom: { secretKeyRef: { name: 'c', key: 'k' } } }, { name: 'K', valueFrom: { fileKeyRef: { volumeName: 'e', path: 'p', key: 'k' } } }], envFrom: [{ prefix: 'P_', configMapRef: { name: 'c' } }, { secretRef: { name: 's', optional: true } }], resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi', 'example.com/gpu': '1', 'hugepages-2Mi': '4Mi' }, claims: [{ name: 'rc', request: 'r' }] }, resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }], restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }], volumeMounts: [{ name: 'e', mountPath: '/e', subPath: 'x', readOnly: true, recursiveReadOnly: 'Disabled', mountPropagation: 'None' }, { name: 'c', mountPath: '/c', subPathExpr: '$(A)' }], volumeDevices: [{ name: 'pvc', devicePath: '/dev/x' }], livenessProbe: { httpGet: { path: '/', port: 80, scheme: 'HTTP', host: 'h', httpHeaders: [{ name: 'X-A', value: 'b' }] }, initialDelaySeconds: 1, timeoutSeconds: 1, periodSeconds: 5, failureThreshold: 2, terminationGracePeriodSeconds: 4 }, readinessProbe: { tcpSocket: { port: 'http' }, successThreshold: 2 }, startupProbe: { grpc: { port: 5, service: 's' } }, lifecycle: { postStart: { exec: { command: ['x'] } }, preStop: { httpGet: { port: 'http', path: '/s' } } }, securityContext: { runAsUser: 1, runAsGroup: 1, privileged: false, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] }, procMount: 'Default', seccompProfile: { type: 'RuntimeDefault' } } }, { name: 'second', image: 'REG.io/x:latest' }] } } } });

function pathsOf(v: unknown, at: Path = []): Path[] {
  if (v === null || typeof v !== 'object') return [at];
  return [...(at.length > 0 ? [at] : []), ...Object.entries(v).flatMap(([k, x]) => pathsOf(x, [...at, Array.isArray(v) ? Number(k) : k]))];
}
const paths = pathsOf(full()).filter((p) => p[0] !== 'kind' && p[0] !== 'apiVersion');
function changed(path: Path, change: (parent: Node, key: string | number) => void): Node {
  const job = full();
  change(path.slice(0, -1).reduce((x, k) => x[k] as Node, job), path.at(-1)!);
  return job;
}
const put = (value: unknown) => (parent: Node, key: string | number) => { parent[key] = value; };
const changes: Record<string, (parent: Node, key: string | number) => void> = {
  'left out': (parent, key) => { if (Array.isArray(parent)) parent.splice(key as number, 1); else delete parent[key]; },
  'null': put(null), 'an empty text': put(''), 'a text': put('Bad value!'), 'a way out': put('../x'), 'a digit': put('5'), 'below zero': put(-1), 'zero': put(0), 'too large': put(99_999_999_999), 'a fraction': put(1.5), 'a truth': put(true), 'an empty list': put([]), 'an empty object': put({}),
};

describe('a Job with nearly every field', () => {
  it('is admitted as it is, without a warning', () => { expect(admitCreate(full(), ctx)).toMatchObject({ ok: true, warnings: [] }); });
  it.each(Object.entries(changes))('each field in turn: %s', (_, change) => {
    let admitted = 0;
    const wrong: string[] = [];
    for (const path of paths) {
      const answer = admitCreate(changed(path, change), ctx);
      if (!answer.ok) { if (/undefined|NaN|\[object/.test(answer.status.message) || answer.status.code < 400) wrong.push(`${path.join('.')}: ${answer.status.message}`); continue; }
      admitted++;
      // What was completed once is complete.
      const { status: _status, ...again } = JSON.parse(JSON.stringify(answer.object)) as Node;
      const second = admitCreate(again, ctx);
      if (!second.ok || !equal(second.object.spec, answer.object.spec)) wrong.push(`${path.join('.')}: not complete`);
    }
    expect(wrong).toEqual([]);
    expect(admitted).toBeLessThan(paths.length);
  });
});
