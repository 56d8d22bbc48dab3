// Containers as the server validates them: names, env, ports, mounts, probes, resources, security.
import { describe, expect, it } from 'vitest';
import { complaints, container, jobOf, ofContainer } from './job.ts';

type Row = readonly [string, Record<string, unknown>, readonly string[]];
const label = (value: string) => `Invalid value: "${value}": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`;
const subdomain = (value: string) => `Invalid value: "${value}": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`;
const run = (rows: readonly Row[]) => it.each(rows)('%s', (_, more, expected) => { expect(ofContainer(more)).toEqual(expected); });

describe('names and images', () => run([
  ['a name with capitals', { name: 'Main' }, [`name: ${label('Main')}`]],
  ['a name with dots', { name: 'a.b' }, ['name: Invalid value: "a.b": must not contain dots']],
  ['a long name', { name: 'a'.repeat(64) }, [`name: Invalid value: "${'a'.repeat(64)}": must be no more than 63 characters`]],
  ['no image', { image: '' }, ['image: Required value']],
  ['an unknown pull policy', { imagePullPolicy: 'Sometimes' }, ['imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"']],
  ['an unknown message policy', { terminationMessagePolicy: 'x' }, ['terminationMessagePolicy: Unsupported value: "x": supported values: "File", "FallbackToLogsOnError"']],
]));

describe('environment', () => run([
  ['no name', { env: [{ value: 'x' }] }, ['env[0].name: Required value']],
  ['two sources', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' }, secretKeyRef: { name: 's', key: 'k' } } }] }, ['env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time']],
  ['a value and a source', { env: [{ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }, ['env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty']],
  ['a file in no volume', { env: [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'f', path: 'p', key: 'A' } } }] }, ['env[0].valueFrom.fileKeyRef.volumeName: Not found: "f"']],
  ['a source of nothing', { env: [{ name: 'A', valueFrom: {} }] }, ['env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`']],
  ['all labels at once', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }] }, ['env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"']],
  ['one label', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } }] }, []],
  ['a field that there is not', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.foo' } } }] }, ['env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.foo": error converting fieldPath: field label not supported: spec.foo']],
  ['a subscript where none goes', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.name['x']" } } }] }, ['env[0].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.name[\'x\']": error converting fieldPath: field label does not support subscript: metadata.name[\'x\']']],
  ['an unknown resource', { env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.gpu' } } }] }, ['env[0].valueFrom.resourceFieldRef.resource: Unsupported value: "limits.gpu": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"']],
  ['a divisor that is none', { env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '2m' } } }] }, ['env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1 are supported with the cpu resource']],
  ['a key with a slash', { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'c', key: 'a/b' } } }] }, ["env[0].valueFrom.configMapKeyRef.key: Invalid value: \"a/b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"]],
  ['a config map without a name', { env: [{ name: 'A', valueFrom: { configMapKeyRef: { key: 'a' } } }] }, [`env[0].valueFrom.configMapKeyRef.name: ${subdomain('')}`]],
  ['envFrom of nothing', { envFrom: [{}] }, ['envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`']],
  ['envFrom of two', { envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'b' } }] }, ['envFrom: Invalid value: "": may not have more than one field specified at a time']],
  ['envFrom without a name', { envFrom: [{ secretRef: {} }] }, ['envFrom[0].secretRef.name: Required value']],
]));

describe('ports', () => {
  run([
    ['no number', { ports: [{ name: 'a' }] }, ['ports[0].containerPort: Required value']],
    ['too large', { ports: [{ containerPort: 70000 }] }, ['ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive']],
    ['a long name', { ports: [{ name: 'a-very-long-port', containerPort: 1 }] }, ['ports[0].name: Invalid value: "a-very-long-port": must be no more than 15 characters']],
    ['a name with everything wrong', { ports: [{ name: '-8--0-', containerPort: 1 }] }, ['must contain at least one letter (a-z)', 'must not contain consecutive hyphens', 'must not begin or end with a hyphen'].map((m) => `ports[0].name: Invalid value: "-8--0-": ${m}`)],
    ['one name twice', { ports: [{ name: 'a', containerPort: 1 }, { name: 'a', containerPort: 2 }] }, ['ports[1].name: Duplicate value: "a"']],
    ['an unknown protocol', { ports: [{ containerPort: 1, protocol: 'HTTP' }] }, ['ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"']],
  ]);
  it('of the host are each one container\'s', () => {
    const port = { containerPort: 1, hostPort: 9 };
    expect(complaints(jobOf({ containers: [{ ...container, ports: [port] }, { ...container, name: 'b', ports: [port] }] }))).toEqual(['containers[1].ports[0].hostPort: Duplicate value: "TCP//9"']);
  });
  it('on the host\'s network are the host\'s', () => {
    expect(ofContainer({ ports: [{ containerPort: 1, hostPort: 2 }] }, { hostNetwork: true })).toEqual(['ports[0].hostPort: Invalid value: 2: must match `containerPort` when `hostNetwork` is true']);
  });
});

describe('probes and hooks', () => run([
  ['no handler', { livenessProbe: {} }, ['livenessProbe: Required value: must specify a handler type']],
  ['two handlers', { livenessProbe: { exec: { command: ['x'] }, tcpSocket: { port: 1 } } }, ['livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type']],
  ['no command', { readinessProbe: { exec: {} } }, ['readinessProbe.exec.command: Required value']],
  ['no port', { livenessProbe: { httpGet: { path: '/' } } }, ['livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive']],
  ['a port\'s bad name', { livenessProbe: { tcpSocket: { port: 'Web' } } }, ['livenessProbe.tcpSocket.port: Invalid value: "Web": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']],
  ['an unknown scheme', { livenessProbe: { httpGet: { port: 1, scheme: 'ftp' } } }, ['livenessProbe.httpGet.scheme: Unsupported value: "ftp": supported values: "HTTP", "HTTPS"']],
  ['a header with a space', { livenessProbe: { httpGet: { port: 1, httpHeaders: [{ name: 'a b', value: '' }] } } }, ["livenessProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')"]],
  ['liveness that must succeed twice', { livenessProbe: { tcpSocket: { port: 1 }, successThreshold: 2 } }, ['livenessProbe.successThreshold: Invalid value: 2: must be 1']],
  ['a negative period', { startupProbe: { tcpSocket: { port: 1 }, periodSeconds: -1 } }, ['startupProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0']],
  ['a grace of readiness', { readinessProbe: { tcpSocket: { port: 1 }, terminationGracePeriodSeconds: 3 } }, ['readinessProbe.terminationGracePeriodSeconds: Invalid value: 3: must not be set for readinessProbes']],
  ['a sleep beyond the grace period', { lifecycle: { preStop: { sleep: { seconds: 31 } } } }, ['lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)']],
]));

describe('mounts', () => {
  const pod = { volumes: [{ name: 'v', emptyDir: {} }, { name: 'c', persistentVolumeClaim: { claimName: 'x' } }] };
  it.each([
    ['of a volume that there is not', { volumeMounts: [{ name: 'w', mountPath: '/a' }] }, ['volumeMounts[0].name: Not found: "w"']],
    ['without a path', { volumeMounts: [{ name: 'v' }] }, ['volumeMounts[0].mountPath: Required value']],
    ['at one place', { volumeMounts: [{ name: 'v', mountPath: '/a' }, { name: 'c', mountPath: '/a' }] }, ['volumeMounts[1].mountPath: Invalid value: "/a": must be unique']],
    ['of a path outside', { volumeMounts: [{ name: 'v', mountPath: '/a', subPath: '/x/../y' }] }, ['volumeMounts.subPath: Invalid value: "/x/../y": must be a relative path', 'volumeMounts.subPath: Invalid value: "/x/../y": must not contain \'..\'']],
    ['of both kinds of path', { volumeMounts: [{ name: 'v', mountPath: '/a', subPath: 'x', subPathExpr: 'y' }] }, ['volumeMounts[0].subPathExpr: Invalid value: "y": subPathExpr and subPath are mutually exclusive']],
    ['recursively read-only and writable', { volumeMounts: [{ name: 'v', mountPath: '/a', recursiveReadOnly: 'Enabled' }] }, ['volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true']],
    ['both ways without privilege', { volumeMounts: [{ name: 'v', mountPath: '/a', mountPropagation: 'Bidirectional' }] }, ['volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers']],
    ['of a directory as a device', { volumeDevices: [{ name: 'v', devicePath: '/dev/x' }] }, ['volumeDevices[0].name: Invalid value: "v": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode']],
    ['of a claim both ways', { volumeMounts: [{ name: 'c', mountPath: '/a' }], volumeDevices: [{ name: 'c', devicePath: '/dev/x' }] }, ['volumeMounts[0].name: Invalid value: "c": must not already exist in volumeDevices', 'volumeDevices[0].name: Invalid value: "c": must not already exist in volumeMounts']],
  ])('%s', (_, more, expected) => { expect(ofContainer(more, pod)).toEqual(expected); });
});

describe('resources', () => run([
  ['a name of none', { resources: { limits: { gpu: '1' } } }, ['must be a standard resource type or fully qualified', 'must be a standard resource for containers'].map((m) => `resources.limits[gpu]: Invalid value: "gpu": ${m}`)],
  ['less than nothing', { resources: { limits: { cpu: '-1' } } }, ['resources.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0']],
  ['half a device', { resources: { limits: { 'example.com/gpu': '500m' } } }, ['resources.limits[example.com/gpu]: Invalid value: "500m": must be an integer']],
  ['a device that is only asked for', { resources: { requests: { 'example.com/gpu': '1' } } }, ['resources.limits: Required value: Limit must be set for non overcommitable resources']],
  ['fewer devices than the limit', { resources: { requests: { 'example.com/gpu': '1' }, limits: { 'example.com/gpu': '2' } } }, ['resources.requests: Invalid value: "1": must be equal to example.com/gpu limit of 2']],
  ['more memory than the limit', { resources: { requests: { memory: '2048Mi' }, limits: { memory: '1Gi' } } }, ['resources.requests: Invalid value: "2Gi": must be less than or equal to memory limit of 1Gi']],
  ['huge pages alone', { resources: { limits: { 'hugepages-2Mi': '4Mi' } } }, ['resources: Forbidden: HugePages require cpu or memory']],
  ['part of a huge page', { resources: { limits: { cpu: '1', 'hugepages-2Mi': '3Mi' } } }, ['resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi']],
  ['a claim that the Pod has not', { resources: { claims: [{ name: 'c' }] } }, ['resources.claims[0]: Not found: "c": must be one of the names in pod.spec.resourceClaims which is empty']],
]));

describe('security', () => run([
  ['a user below 0', { securityContext: { runAsUser: -1 } }, ['securityContext.runAsUser: Invalid value: -1: must be between 0 and 4294967295, inclusive']],
  ['a profile of no type', { securityContext: { seccompProfile: {} } }, ['securityContext.seccompProfile.type: Required value: type is required when seccompProfile is set']],
  ['a profile of the host without its name', { securityContext: { seccompProfile: { type: 'Localhost' } } }, ['securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost']],
  ['/proc unmasked for users of the host', { securityContext: { procMount: 'Unmasked' } }, ['securityContext.procMount: Invalid value: "Unmasked": `hostUsers` must be false to use `Unmasked`']],
  ['privileged and without escalation', { securityContext: { privileged: true, allowPrivilegeEscalation: false } }, ['securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true']],
]));

it('a file of values is in an empty directory', () => {
  const of = (source: Record<string, unknown>) => ofContainer({ env: [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'f', path: 'p', key: 'A' } } }] }, { volumes: [{ name: 'f', ...source }] });
  expect([of({}), of({ configMap: { name: 'c' } })]).toEqual([[], ['env[0].valueFrom.fileKeyRef.volumeName: Invalid value: "f": referenced volume must be of type emptyDir']]);
});

describe('restart', () => {
  run([
    ['rules without a policy', { restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }] }, ['restartPolicy: Required value: must specify restartPolicy when restart rules are used']],
    ['an unknown action', { restartPolicy: 'Never', restartPolicyRules: [{ action: 'Stop', exitCodes: { operator: 'Is', values: [1] } }] }, ['restartPolicyRules[0].action: Unsupported value: "Stop": supported values: "Restart", "RestartAllContainers"', 'restartPolicyRules[0].exitCodes.operator: Unsupported value: "Is": supported values: "In", "NotIn"']],
    ['a rule for no exit code', { restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart' }] }, ['restartPolicyRules[0].exitCodes: Required value: must be specified']],
    ['a container that restarts to be resized in a Pod that never does', { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }, ["resizePolicy: Invalid value: \"RestartContainer\": must be 'NotRequired' when `restartPolicy` is 'Never'"]],
  ]);
  const resized = { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] };
  it.each([
    ['an init container has no probes', { readinessProbe: { tcpSocket: { port: 1 } } }, ['initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always']],
    ['a sidecar has', { restartPolicy: 'Always', readinessProbe: { tcpSocket: { port: 1 } } }, []],
    ['a sidecar\'s probes are looked at', { restartPolicy: 'Always', livenessProbe: {} }, ['initContainers[0].livenessProbe: Required value: must specify a handler type']],
    ['an init container is not restarted to be resized', resized, ["initContainers[0].resizePolicy[0].restartPolicy: Invalid value: \"RestartContainer\": must not be set to 'RestartContainer' for non-sidecar initContainers"]],
    ['a sidecar may be', { restartPolicy: 'Always', ...resized }, []],
  ])('%s', (_, more, expected) => { expect(complaints(jobOf({ restartPolicy: 'OnFailure', initContainers: [{ name: 'init', image: 'b:1', ...more }] }))).toEqual(expected); });
  it('no template has ephemeral containers', () => {
    expect(complaints(jobOf({ ephemeralContainers: [{ name: 'e', image: 'b', ports: [{ containerPort: 1 }] }] }))).toEqual(['ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container', 'ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template']);
  });
});
