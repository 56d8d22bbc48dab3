// The Pod of a Job as the server validates it: volumes, scheduling, network, security.
import { describe, expect, it } from 'vitest';
import { complaints, jobOf, uid } from './job.ts';

type Row = readonly [string, Record<string, unknown>, readonly string[]];
const run = (rows: readonly Row[]) => it.each(rows)('%s', (_, pod, expected) => { expect(complaints(jobOf(pod))).toEqual(expected); });
const volume = (source: Record<string, unknown>) => ({ volumes: [{ name: 'v', ...source }] });
const claim = (more: Record<string, unknown>, metadata = {}) => volume({ ephemeral: { volumeClaimTemplate: { metadata, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more } } } });
const claimPath = 'volumes[0].ephemeral.volumeClaimTemplate';

describe('volumes', () => run([
  ['of no kind become empty directories', volume({}), []],
  ['of two kinds', volume({ emptyDir: {}, configMap: { name: 'c' } }), ['volumes[0].configMap: Forbidden: may not specify more than 1 volume type']],
  ['with one name', { volumes: [{ name: 'v' }, { name: 'v' }] }, ['volumes[1].name: Duplicate value: "v"']],
  ['without a name', { volumes: [{ emptyDir: {} }] }, ['volumes[0].name: Required value']],
  ['with less than no space', volume({ emptyDir: { sizeLimit: '-1' } }), ['volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity']],
  ['of a secret without a name', volume({ secret: {} }), ['volumes[0].secret.secretName: Required value']],
  ['with a mode too large', volume({ configMap: { name: 'c', defaultMode: 512 } }), ['volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive']],
  ['with a path that leaves', volume({ configMap: { name: 'c', items: [{ key: 'k', path: '../p' }] } }), ["volumes[0].configMap.items[0].path: Invalid value: \"../p\": must not contain '..'"]],
  ['with a path like one that leaves', volume({ secret: { secretName: 's', items: [{ key: 'k', path: '..p' }] } }), ["volumes[0].secret.items[0].path: Invalid value: \"..p\": must not start with '..'"]],
  ['of the host without a path', volume({ hostPath: {} }), ['volumes[0].hostPath.path: Required value']],
  ['of the host of an unknown kind', volume({ hostPath: { path: '/x', type: 'Dir' } }), ['volumes[0].hostPath.type: Unsupported value: "Dir": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"']],
  ['of a server at a relative path', volume({ nfs: { server: 's', path: 'p' } }), ['volumes[0].nfs.path: Invalid value: "p": must be an absolute path']],
  ['of the Pod\'s fields without a field', volume({ downwardAPI: { items: [{ path: 'p' }] } }), ['volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required']],
  ['of a container\'s limits without the container', volume({ downwardAPI: { items: [{ path: 'p', resourceFieldRef: { resource: 'limits.cpu' } }] } }), ['volumes[0].downwardAPI.resourceFieldRef.containerName: Required value']],
  ['with a token that is soon gone', volume({ projected: { sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 60 } }] } }), ['volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes']],
  ['with two files at one path', volume({ projected: { sources: [{ secret: { name: 's', items: [{ key: 'a', path: 'p' }] } }, { configMap: { name: 'c', items: [{ key: 'a', path: 'p' }] } }] } }), ['volumes[0].projected: Invalid value: "c": conflicting duplicate paths']],
  ['with two kinds in one source', volume({ projected: { sources: [{ secret: { name: 's' }, configMap: { name: 'c' } }] } }), ['volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type per source']],
  ['of a claim without a mode of access', volume({ ephemeral: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '1Gi' } } } } } }), ['volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required']],
  ['of a claim filled from nothing', claim({ dataSource: {} }), [`${claimPath}.spec.dataSource.name: Required value`, `${claimPath}.spec.dataSource.kind: Required value`, `${claimPath}.spec.dataSource: Invalid value: "": must be 'PersistentVolumeClaim' when referencing the default apiGroup`]],
  ['of a claim filled from two claims', claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b' } }), [`${claimPath}.spec: Invalid value: {}: must match dataSourceRef`]],
  ['of a claim filled from one claim', claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' } }), []],
  ['of a claim with metadata', claim({}, { namespace: 'n', uid: 'u', finalizers: ['a/b'], name: 'x', labels: { a: 'b' } }), ['name', 'namespace', 'uID', 'finalizers'].map((k) => `${claimPath}.metadata.${k}: Forbidden: cannot be set`)],
  ['of an image that is still to be named', volume({ image: {} }), []],
  ['of a driver without a name', volume({ csi: { driver: '' } }), ['volumes[0].csi.driver: Required value', "volumes[0].csi.driver: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"]],
  ['of an old cloud', volume({ gcePersistentDisk: { partition: 300 } }), ['volumes[0].persistentDisk.pdName: Required value', 'volumes[0].persistentDisk.partition: Invalid value: 300: must be between 1 and 255, inclusive']],
]));

describe('scheduling', () => run([
  ['a toleration of everything needs Exists', { tolerations: [{ operator: 'Equal', value: 'x' }] }, ['tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"']],
  ['Exists has no value', { tolerations: [{ key: 'k', operator: 'Exists', value: 'x' }] }, ["tolerations[0].operator: Invalid value: \"x\": value must be empty when `operator` is 'Exists'"]],
  ['seconds are for NoExecute', { tolerations: [{ key: 'k', effect: 'NoSchedule', tolerationSeconds: 1 }] }, ["tolerations[0].effect: Invalid value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is set"]],
  ['an unknown effect', { tolerations: [{ key: 'k', effect: 'Never' }] }, ['tolerations[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"']],
  ['a gate twice', { schedulingGates: [{ name: 'a/b' }, { name: 'a/b' }] }, ['schedulingGates[1]: Duplicate value: "a/b"']],
  ['a skew of 0', { topologySpreadConstraints: [{ topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule' }] }, ['topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero']],
  ['one spread twice', { topologySpreadConstraints: [0, 1].map(() => ({ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'ScheduleAnyway' })) }, ['topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{z, ScheduleAnyway}"']],
  ['a key of the selector\'s own', { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'a' } }, matchLabelKeys: ['app'] }] }, []],
  ['a key that the selector asks for twice', { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'a' }, matchExpressions: [{ key: 'app', operator: 'Exists' }] }, matchLabelKeys: ['app'] }] }, ['topologySpreadConstraints[0][0]: Invalid value: "app": exists in both matchLabelKeys and labelSelector']],
  ['keys without a selector', { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['a b'] }] }, ['topologySpreadConstraints[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set']],
  ['domains that do not matter', { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 }] }, ['topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway']],
  ['no term for a node', { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } } }, ['affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term']],
  ['a weight of 0', { affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: { topologyKey: 'z' } }] } } }, ['affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100']],
  ['an unknown operator', { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Like', values: ['b'] }] }] } } } }, ['affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator: Invalid value: "Like": not a valid selector operator']],
  ['a field of nodes that cannot be asked for', { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'spec.x', operator: 'In', values: ['b'] }] }] } } } }, ['affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].key: Invalid value: "spec.x": not a valid field selector key']],
]));

describe('network', () => run([
  ['DNS of one\'s own without servers', { dnsPolicy: 'None', dnsConfig: {} }, ['dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None']],
  ['DNS of one\'s own without anything', { dnsPolicy: 'None' }, ['dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None']],
  ['a server that is no address', { dnsConfig: { nameservers: ['dns'] } }, ['dnsConfig.nameservers[0]: Invalid value: "dns": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
  ['too many servers', { dnsConfig: { nameservers: ['1.1.1.1', '1.1.1.2', '::1', 'fe80::1'] } }, ['dnsConfig.nameservers: Invalid value: ["1.1.1.1","1.1.1.2","::1","fe80::1"]: must not have more than 3 nameservers']],
  ['a search with underscores', { dnsConfig: { searches: ['_a.b', '.'] } }, []],
  ['an address with needless zeros', { hostAliases: [{ ip: '10.0.0.01', hostnames: ['a'] }] }, ['hostAliases[0].ip: Invalid value: "10.0.0.01": must not have leading 0s']],
  ['needless zeros in the old half of a new address', { dnsConfig: { nameservers: ['::ffff:01.2.3.4', '0::0.2.3.4'] } }, ['dnsConfig.nameservers[0]: Invalid value: "::ffff:01.2.3.4": must not have leading 0s']],
  ['an old address in a new one', { dnsConfig: { nameservers: ['::ffff:1.2.3.4', '0:0:0:0:0:ffff:102:304'] } }, ['dnsConfig.nameservers[0]: Invalid value: "::ffff:1.2.3.4": must not be an IPv4-mapped IPv6 address', 'dnsConfig.nameservers[1]: Invalid value: "0:0:0:0:0:ffff:102:304": must not be an IPv4-mapped IPv6 address']],
  ['an alias of no address', { hostAliases: [{ ip: '1.2.3', hostnames: ['a'] }] }, ['hostAliases[0].ip: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
  ['a host name of one\'s own with dots', { hostnameOverride: 'a.b' }, []],
  ['a host name of one\'s own that is too long', { hostnameOverride: 'a'.repeat(65) }, ['hostnameOverride: Too long: may not be more than 64 bytes']],
  ['a host name of one\'s own on the host\'s network', { hostnameOverride: 'a', hostNetwork: true, setHostnameAsFQDN: true }, ['hostnameOverride: Forbidden: may not be set when `hostNetwork` is true', 'hostnameOverride: Forbidden: may not be set when `setHostnameAsFQDN` is true']],
  ['a host name with dots', { hostname: 'a.b' }, ['hostname: Invalid value: "a.b": must not contain dots']],
]));

describe('security', () => run([
  ['one process space and the host\'s', { shareProcessNamespace: true, hostPID: true }, ['securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled']],
  ['a kernel setting with a bad name', { securityContext: { sysctls: [{ name: 'a..b', value: '1' }] } }, ['securityContext.sysctls[0].name: Invalid value: "a..b": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$']],
  ['a setting of the host\'s network', { hostNetwork: true, securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] } }, ["securityContext.sysctls[0].name: Invalid value: \"net.core.somaxconn\": may not be specified when 'hostNetwork' is true"]],
  ['users of its own on the host\'s network', { hostUsers: false, hostNetwork: true }, ['hostNetwork: Forbidden: when `hostUsers` is false']],
  ['users of its own and a block device', { hostUsers: false, volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }], containers: [{ name: 'a', image: 'b', volumeDevices: [{ name: 'v', devicePath: '/d' }] }] }, ['containers[0].volumeDevices: Forbidden: when `hostUsers` is false']],
  ['Windows options on Linux', { os: { name: 'linux' }, securityContext: { windowsOptions: { runAsUserName: 'x' } } }, ['securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod']],
  ['a Linux user on Windows', { os: { name: 'windows' }, securityContext: { runAsUser: 1 } }, ['securityContext.runAsUser: Forbidden: cannot be set for a windows pod']],
  ['another system', { os: { name: 'mac' } }, ['os: Unsupported value: "mac": supported values: "linux", "windows"']],
  ['a host process on its own network', { securityContext: { windowsOptions: { hostProcess: true } } }, ['hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers']],
]));

describe('resources of the whole Pod', () => run([
  ['less than its containers ask for', { resources: { requests: { cpu: '1' } }, containers: [{ name: 'a', image: 'b:1', resources: { requests: { cpu: '1500m' } } }] }, ['resources.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 1500m']],
  ['of a kind that only containers have', { resources: { limits: { 'ephemeral-storage': '1Gi' } } }, ['resources.limits[ephemeral-storage]: Unsupported value: "ephemeral-storage": supported values: "cpu", "hugepages-", "memory"']],
  ['a claim of neither kind', { resourceClaims: [{ name: 'c' }] }, ['resourceClaims[0]: Invalid value: {"Name":"c","ResourceClaimName":null,"ResourceClaimTemplateName":null}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`']],
]));

describe('metadata', () => {
  const meta = (metadata: Record<string, unknown>) => complaints(jobOf({}, {}, {}, metadata));
  it.each([
    ['a finalizer without a domain', { finalizers: ['mine'] }, ['metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified']],
    ['finalizers that exclude each other', { finalizers: ['orphan', 'foregroundDeletion'] }, ['metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and foregroundDeletion cannot be both set']],
    ['an owner without a version and a name', { ownerReferences: [{ kind: 'Pod', uid: 'u' }] }, ['metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty', 'metadata.ownerReferences.name: Invalid value: "": must not be empty']],
    ['an annotation with a bad key', { annotations: { 'a b': '' } }, ["metadata.annotations: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"]],
    ['too much in annotations', { annotations: { a: 'x'.repeat(262144) } }, ['metadata.annotations: Too long: may not be more than 262144 bytes']],
  ])('%s', (_, metadata, expected) => { expect(meta(metadata)).toEqual(expected); });
  it('two owners that control are one too many', () => {
    const owner = { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u', controller: true };
    expect(meta({ ownerReferences: [owner, { ...owner, name: 'q' }] })[0]).toContain('Only one reference can have Controller set to true. Found "true" in references for Pod/p and Pod/q');
  });
});

describe('who manages the Job', () => {
  it.each([
    ['A.io/x', 'a lowercase RFC 1123 subdomain must', 'Invalid value: "A.io": '], ['a.io/x y', 'Invalid path (regex used for validation is', 'Invalid value: "x y": '], ['a.io/', 'must be a domain-prefixed path (such as "acme.io/foo")', 'Invalid value: "a.io/": '],
  ])('%s', (managedBy, why, value) => {
    const [message] = complaints(jobOf({}, {}, { managedBy }));
    expect(message).toContain(`spec.managedBy: ${value}${why}`);
  });
});

describe('labels and versions that the server makes', () => {
  it('are printed with their keys in order', () => {
    expect(complaints(jobOf({}, { metadata: { labels: { 'job-name': 'x', a: 'b' } } }))).toEqual([`spec.template.metadata.labels[job-name]: Invalid value: {"a":"b","batch.kubernetes.io/controller-uid":"${uid}","batch.kubernetes.io/job-name":"j","controller-uid":"${uid}","job-name":"x"}: must be 'j'`]);
  });
  it.each([['5', ['resourceVersion should not be set on objects to be created']], ['0', []], ['', []]])('a version %j', (resourceVersion, expected) => {
    expect(complaints(jobOf({}, {}, {}, { resourceVersion })).map((m) => m.replace(/^: /, ''))).toEqual(expected);
  });
});
