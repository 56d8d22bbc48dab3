// The structs that every Pod template has (core/v1). See schema.ts for how a field's text is read.
import type { Struct } from './schema.ts';

export const container = {
  name: 's!', image: 's', command: '[]s', args: '[]s', workingDir: 's', ports: '[]ContainerPort', envFrom: '[]EnvFromSource', env: '[]EnvVar', resources: '@ResourceRequirements', resizePolicy: '[]ContainerResizePolicy', restartPolicy: '*s:v1.ContainerRestartPolicy', restartPolicyRules: '[]ContainerRestartRule',
  volumeMounts: '[]VolumeMount', volumeDevices: '[]VolumeDevice', livenessProbe: '*@Probe', readinessProbe: '*@Probe', startupProbe: '*@Probe', lifecycle: '*@Lifecycle', terminationMessagePath: 's', terminationMessagePolicy: 's:v1.TerminationMessagePolicy',
  imagePullPolicy: 's:v1.PullPolicy', securityContext: '*@SecurityContext', stdin: 'b', stdinOnce: 'b', tty: 'b',
};
export const podStructs: Readonly<Record<string, Struct>> = {
  PodTemplateSpec: { metadata: '@ObjectMeta', spec: '@PodSpec' },
  PodSpec: {
    volumes: '[]Volume', initContainers: '[]Container', containers: '[]Container!', ephemeralContainers: '[]EphemeralContainer', restartPolicy: 's:v1.RestartPolicy', terminationGracePeriodSeconds: '*i64', activeDeadlineSeconds: '*i64', dnsPolicy: 's:v1.DNSPolicy',
    nodeSelector: 'map', serviceAccountName: 's', serviceAccount: 's', automountServiceAccountToken: '*b', nodeName: 's', hostNetwork: 'b', hostPID: 'b', hostIPC: 'b', shareProcessNamespace: '*b', securityContext: '*@PodSecurityContext',
    imagePullSecrets: '[]LocalObjectReference', hostname: 's', subdomain: 's', affinity: '*@Affinity', schedulerName: 's', tolerations: '[]Toleration', hostAliases: '[]HostAlias', priorityClassName: 's', priority: '*i32', dnsConfig: '*@PodDNSConfig',
    readinessGates: '[]PodReadinessGate', runtimeClassName: '*s', enableServiceLinks: '*b', preemptionPolicy: '*s:v1.PreemptionPolicy', overhead: 'quantities', topologySpreadConstraints: '[]TopologySpreadConstraint', setHostnameAsFQDN: '*b', os: '*@PodOS',
    hostUsers: '*b', schedulingGates: '[]PodSchedulingGate', resourceClaims: '[]PodResourceClaim', resources: '*@ResourceRequirements', hostnameOverride: '*s', schedulingGroup: '*@PodSchedulingGroup',
  },
  Container: container,
  ResourceRequirements: { limits: 'quantities', requests: 'quantities', claims: '[]ResourceClaim' },
};
