// A Pod template as the server's own types print it in a refusal: Go's field names and order, everything present. Models pkg/apis/core/types.go.
import type { PodTemplateSpec } from '../../types.ts';

type Plain = Readonly<Record<string, unknown>>;
/** Fields in order; `=` gives what stands for an absent one (null else), `@` the struct of the value or of each item, `~` how the API spells the name where capitals do not tell. */
const structs: Readonly<Record<string, string>> = {
  PodSpec: 'Volumes@Volume InitContainers@Container Containers@Container EphemeralContainers@Container RestartPolicy="" TerminationGracePeriodSeconds ActiveDeadlineSeconds DNSPolicy~dnsPolicy="" NodeSelector ServiceAccountName="" AutomountServiceAccountToken NodeName="" SecurityContext@PodSecurityContext ImagePullSecrets@Named Hostname="" Subdomain="" SetHostnameAsFQDN Affinity@Affinity SchedulerName="" Tolerations@Toleration HostAliases@HostAlias PriorityClassName="" Priority PreemptionPolicy DNSConfig~dnsConfig@DNSConfig ReadinessGates@ReadinessGate RuntimeClassName Overhead EnableServiceLinks TopologySpreadConstraints@Spread OS~os@NamedOS SchedulingGates@Named ResourceClaims@PodClaim Resources@Resources HostnameOverride SchedulingGroup@SchedulingGroup',
  Container: 'Name="" Image="" Command Args WorkingDir="" Ports@Port EnvFrom@EnvFrom Env@EnvVar Resources@Resources ResizePolicy@ResizePolicy RestartPolicy RestartPolicyRules@RestartRule VolumeMounts@VolumeMount VolumeDevices@VolumeDevice LivenessProbe@Probe ReadinessProbe@Probe StartupProbe@Probe Lifecycle@Lifecycle TerminationMessagePath="" TerminationMessagePolicy="" ImagePullPolicy="" SecurityContext@SecurityContext Stdin=false StdinOnce=false TTY~tty=false',
  PodSecurityContext: 'HostNetwork=false HostPID=false HostIPC=false ShareProcessNamespace HostUsers SELinuxOptions~seLinuxOptions@SELinux WindowsOptions@Windows RunAsUser RunAsGroup RunAsNonRoot SupplementalGroups SupplementalGroupsPolicy FSGroup~fsGroup FSGroupChangePolicy~fsGroupChangePolicy Sysctls@Sysctl SeccompProfile@Profile AppArmorProfile@Profile SELinuxChangePolicy~seLinuxChangePolicy',
  SecurityContext: 'Capabilities@Capabilities Privileged SELinuxOptions~seLinuxOptions@SELinux WindowsOptions@Windows RunAsUser RunAsGroup RunAsNonRoot ReadOnlyRootFilesystem AllowPrivilegeEscalation ProcMount SeccompProfile@Profile AppArmorProfile@Profile',
  Capabilities: 'Add Drop', SELinux: 'User="" Role="" Type="" Level=""', Windows: 'GMSACredentialSpecName~gmsaCredentialSpecName GMSACredentialSpec~gmsaCredentialSpec RunAsUserName HostProcess', Profile: 'Type="" LocalhostProfile', Sysctl: 'Name="" Value=""',
  Named: 'Name=""', NamedOS: 'Name=""', Resources: 'Limits Requests Claims@ResourceClaim', ResourceClaim: 'Name="" Request=""', PodClaim: 'Name="" ResourceClaimName ResourceClaimTemplateName', SchedulingGroup: 'PodGroupName',
  Port: 'Name="" HostPort=0 ContainerPort=0 Protocol="" HostIP=""', EnvFrom: 'Prefix="" ConfigMapRef@NamedOptional SecretRef@NamedOptional', NamedOptional: 'Name="" Optional', EnvVar: 'Name="" Value="" ValueFrom@EnvVarSource',
  EnvVarSource: 'FieldRef@FieldRef ResourceFieldRef@ResourceRef ConfigMapKeyRef@KeyRef SecretKeyRef@KeyRef FileKeyRef@FileRef', FieldRef: 'APIVersion~apiVersion="" FieldPath=""', ResourceRef: 'ContainerName="" Resource="" Divisor="0"', KeyRef: 'Name="" Key="" Optional', FileRef: 'VolumeName="" Path="" Key="" Optional',
  ResizePolicy: 'ResourceName="" RestartPolicy=""', RestartRule: 'Action="" ExitCodes@ExitCodes', ExitCodes: 'Operator="" Values', VolumeMount: 'Name="" ReadOnly=false RecursiveReadOnly MountPath="" SubPath="" MountPropagation SubPathExpr=""', VolumeDevice: 'Name="" DevicePath=""',
  Probe: 'Exec@Exec HTTPGet~httpGet@HTTPGet TCPSocket~tcpSocket@TCPSocket GRPC~grpc@GRPC InitialDelaySeconds=0 TimeoutSeconds=0 PeriodSeconds=0 SuccessThreshold=0 FailureThreshold=0 TerminationGracePeriodSeconds', Lifecycle: 'PostStart@Hook PreStop@Hook StopSignal', Hook: 'Exec@Exec HTTPGet~httpGet@HTTPGet TCPSocket~tcpSocket@TCPSocket Sleep@Sleep',
  Exec: 'Command', HTTPGet: 'Path="" Port=0 Host="" Scheme="" HTTPHeaders~httpHeaders@Header', Header: 'Name="" Value=""', TCPSocket: 'Port=0 Host=""', GRPC: 'Port=0 Service', Sleep: 'Seconds=0',
  Toleration: 'Key="" Operator="" Value="" Effect="" TolerationSeconds', HostAlias: 'IP~ip="" Hostnames', DNSConfig: 'Nameservers Searches Options@DNSOption', DNSOption: 'Name="" Value', ReadinessGate: 'ConditionType=""',
  Spread: 'MaxSkew=0 TopologyKey="" WhenUnsatisfiable="" LabelSelector MinDomains NodeAffinityPolicy NodeTaintsPolicy MatchLabelKeys',
  Affinity: 'NodeAffinity@NodeAffinity PodAffinity@PodAffinity PodAntiAffinity@PodAffinity', NodeAffinity: 'RequiredDuringSchedulingIgnoredDuringExecution@NodeSelector PreferredDuringSchedulingIgnoredDuringExecution@PreferredTerm', NodeSelector: 'NodeSelectorTerms@Term', Term: 'MatchExpressions@Requirement MatchFields@Requirement',
  Requirement: 'Key="" Operator="" Values', PreferredTerm: 'Weight=0 Preference@Term', PodAffinity: 'RequiredDuringSchedulingIgnoredDuringExecution@PodTerm PreferredDuringSchedulingIgnoredDuringExecution@WeightedTerm', WeightedTerm: 'Weight=0 PodAffinityTerm@PodTerm',
  PodTerm: 'LabelSelector Namespaces TopologyKey="" NamespaceSelector MatchLabelKeys MismatchLabelKeys',
  Volume: 'Name="" HostPath@HostPath EmptyDir@EmptyDir GCEPersistentDisk~gcePersistentDisk@Any AWSElasticBlockStore~awsElasticBlockStore@Any GitRepo@Any Secret@Secret NFS~nfs@NFS ISCSI~iscsi@Any Glusterfs@Any PersistentVolumeClaim@Claim RBD~rbd@Any Quobyte@Any FlexVolume@Any Cinder@Any CephFS~cephfs@Any Flocker@Any DownwardAPI@DownwardAPI FC~fc@Any AzureFile@Any ConfigMap@ConfigMap VsphereVolume@Any AzureDisk@Any PhotonPersistentDisk@Any Projected@Projected PortworxVolume@Any ScaleIO~scaleIO@Any StorageOS~storageos@Any CSI~csi@CSI Ephemeral@Any Image@Image',
  HostPath: 'Path="" Type', EmptyDir: 'Medium="" SizeLimit', Secret: 'SecretName="" Items@KeyToPath DefaultMode Optional', ConfigMap: 'Name="" Items@KeyToPath DefaultMode Optional', KeyToPath: 'Key="" Path="" Mode', NFS: 'Server="" Path="" ReadOnly=false', Claim: 'ClaimName="" ReadOnly=false',
  DownwardAPI: 'Items@File DefaultMode', File: 'Path="" FieldRef@FieldRef ResourceFieldRef@ResourceRef Mode', Projected: 'Sources@Projection DefaultMode', Projection: 'Secret@Keys DownwardAPI@Files ConfigMap@Keys ServiceAccountToken@Token ClusterTrustBundle@Any PodCertificate@Any', Keys: 'Name="" Items@KeyToPath Optional', Files: 'Items@File', Token: 'Audience="" ExpirationSeconds=0 Path=""',
  CSI: 'Driver="" ReadOnly FSType~fsType VolumeAttributes NodePublishSecretRef@Named', Image: 'Reference="" PullPolicy=""',
};
type Field = { name: string; key: string; zero: unknown; struct: string | null };
const fieldsOf = (struct: string): Field[] => structs[struct]!.split(' ').map((text) => {
  const [, name, key, zero, of] = /^(\w+)(?:~(\w+))?(?:=("[^"]*"|\w+))?(?:@(\w+))?$/.exec(text)!;
  return { name: name!, key: key ?? `${name![0]!.toLowerCase()}${name!.slice(1)}`, zero: zero === undefined ? null : JSON.parse(zero), struct: of ?? null };
});
const capital = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`;
/** What is always a struct and never a pointer is printed even when nothing is set in it. */
const present = new Set(['Container.Resources', 'PreferredTerm.Preference', 'WeightedTerm.PodAffinityTerm']);

function printed(value: unknown, struct: string | null): unknown {
  if (value === undefined || value === null) return null;
  if (struct === null) return sorted(value);
  if (Array.isArray(value)) return value.map((v) => printed(v, struct));
  if (struct === 'Any') return Object.fromEntries(Object.entries(value as Plain).map(([k, v]) => [capital(k), sorted(v)]));
  const from = value as Plain;
  return Object.fromEntries(fieldsOf(struct).map((f) => {
    const own = from[f.key] ?? (present.has(`${struct}.${f.name}`) ? {} : undefined);
    return [f.name, own === undefined ? f.zero : printed(own, f.struct)];
  }));
}
/** Maps have their keys in order. */
const sorted = (v: unknown): unknown => (v !== null && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))) : v);

/** The host's namespaces belong to the security context there. */
export function podSpecDump(spec: PodTemplateSpec['spec']): unknown {
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers } = spec;
  return printed({ ...spec, securityContext: { ...spec.securityContext, hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers } }, 'PodSpec');
}
const metaOrder = ['name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'labels', 'annotations', 'ownerReferences', 'finalizers', 'managedFields'];
export function podTemplateDump(t: PodTemplateSpec): unknown {
  const meta = (t.metadata ?? {}) as Plain;
  return { ...Object.fromEntries(metaOrder.filter((k) => meta[k] !== undefined).map((k) => [k, sorted(meta[k])])), Spec: podSpecDump(t.spec) };
}
