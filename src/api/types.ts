// The Kubernetes objects of the simulation, in the API's own JSON shape (batch/v1, v1). Every object in the store is deeply frozen.

export type Kind = 'Job' | 'CronJob' | 'Pod' | 'Node' | 'Event';
export type ApiObject = Job | CronJob | Pod | Node | KubeEvent;

export type OwnerReference = {
  apiVersion: string; kind: string; name: string; uid: string;
  controller?: boolean; blockOwnerDeletion?: boolean;
};

export type ObjectMeta = {
  name: string; generateName?: string; namespace?: string; uid?: string;
  resourceVersion?: string; generation?: number;
  /** RFC 3339, whole seconds. */
  creationTimestamp?: string;
  deletionTimestamp?: string; deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>; annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[]; finalizers?: string[];
};

/** What a manifest's template may carry as metadata. */
export type TemplateMeta = Partial<ObjectMeta>;

export type LabelSelectorRequirement = { key: string; operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'; values?: string[] };
export type LabelSelector = { matchLabels?: Record<string, string>; matchExpressions?: LabelSelectorRequirement[] };

export type EnvVar = { name: string; value?: string; valueFrom?: { fieldRef?: { apiVersion?: string; fieldPath: string } } & Record<string, unknown> };
export type ResourceList = Record<string, string>;
export type Probe = Record<string, unknown> & {
  exec?: { command?: string[] }; initialDelaySeconds?: number; periodSeconds?: number;
  timeoutSeconds?: number; successThreshold?: number; failureThreshold?: number;
};
export type Container = {
  name: string; image?: string; command?: string[]; args?: string[]; workingDir?: string;
  env?: EnvVar[]; envFrom?: unknown[]; resources?: { requests?: ResourceList; limits?: ResourceList; claims?: unknown[] };
  ports?: { name?: string; containerPort: number; hostPort?: number; protocol?: string; hostIP?: string }[];
  volumeMounts?: Record<string, unknown>[]; volumeDevices?: Record<string, unknown>[]; livenessProbe?: Probe; readinessProbe?: Probe; startupProbe?: Probe;
  lifecycle?: Record<string, unknown>; terminationMessagePath?: string; terminationMessagePolicy?: string;
  imagePullPolicy?: string; securityContext?: Record<string, unknown>;
  /** 'Always' on an init container makes it a sidecar. */
  restartPolicy?: string; restartPolicyRules?: unknown[]; stdin?: boolean; stdinOnce?: boolean; tty?: boolean;
};
export type PodSpec = {
  containers: Container[]; initContainers?: Container[]; volumes?: Record<string, unknown>[];
  restartPolicy?: 'Always' | 'OnFailure' | 'Never'; terminationGracePeriodSeconds?: number; activeDeadlineSeconds?: number;
  dnsPolicy?: string; nodeSelector?: Record<string, string>; serviceAccountName?: string; nodeName?: string;
  hostNetwork?: boolean; hostname?: string; subdomain?: string; securityContext?: Record<string, unknown>; affinity?: Record<string, unknown>;
  schedulerName?: string; tolerations?: Record<string, unknown>[]; priorityClassName?: string; priority?: number;
  schedulingGates?: { name: string }[]; topologySpreadConstraints?: Record<string, unknown>[];
} & { [other: string]: unknown };
export type PodTemplateSpec = { metadata?: TemplateMeta; spec: PodSpec };

export type PodFailurePolicyRule = {
  action: 'FailJob' | 'FailIndex' | 'Ignore' | 'Count';
  onExitCodes?: { containerName?: string; operator: 'In' | 'NotIn'; values: number[] };
  onPodConditions?: { type: string; status: 'True' | 'False' | 'Unknown' }[];
};
export type JobSpec = {
  parallelism?: number; completions?: number; activeDeadlineSeconds?: number;
  podFailurePolicy?: { rules: PodFailurePolicyRule[] };
  successPolicy?: { rules: { succeededIndexes?: string; succeededCount?: number }[] };
  backoffLimit?: number; backoffLimitPerIndex?: number; maxFailedIndexes?: number;
  selector?: LabelSelector; manualSelector?: boolean; template: PodTemplateSpec;
  ttlSecondsAfterFinished?: number; completionMode?: 'NonIndexed' | 'Indexed'; suspend?: boolean;
  podReplacementPolicy?: 'TerminatingOrFailed' | 'Failed'; managedBy?: string;
};
export type ConditionStatus = 'True' | 'False' | 'Unknown';
export type JobConditionType = 'Complete' | 'Failed' | 'Suspended' | 'FailureTarget' | 'SuccessCriteriaMet';
export type JobCondition = {
  type: JobConditionType; status: ConditionStatus;
  lastProbeTime?: string; lastTransitionTime?: string; reason?: string; message?: string;
};
export type JobStatus = {
  conditions?: JobCondition[]; startTime?: string; completionTime?: string;
  active?: number; succeeded?: number; failed?: number; terminating?: number; ready?: number;
  completedIndexes?: string; failedIndexes?: string;
  uncountedTerminatedPods?: { succeeded?: string[]; failed?: string[] };
};
export type Job = { apiVersion: 'batch/v1'; kind: 'Job'; metadata: ObjectMeta; spec: JobSpec; status: JobStatus };

export type JobTemplateSpec = { metadata?: TemplateMeta; spec: JobSpec };
export type CronJobSpec = {
  schedule: string; timeZone?: string; startingDeadlineSeconds?: number;
  concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace'; suspend?: boolean; jobTemplate: JobTemplateSpec;
  successfulJobsHistoryLimit?: number; failedJobsHistoryLimit?: number;
};
export type ObjectReference = {
  apiVersion?: string; kind?: string; name?: string; namespace?: string; uid?: string; resourceVersion?: string; fieldPath?: string;
};
export type CronJobStatus = { active?: ObjectReference[]; lastScheduleTime?: string; lastSuccessfulTime?: string };
export type CronJob = { apiVersion: 'batch/v1'; kind: 'CronJob'; metadata: ObjectMeta; spec: CronJobSpec; status: CronJobStatus };

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
export type PodCondition = {
  type: string; status: ConditionStatus; observedGeneration?: number; lastProbeTime?: string | null; lastTransitionTime?: string;
  reason?: string; message?: string;
};
export type ContainerState = {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: { exitCode: number; signal?: number; reason?: string; message?: string; startedAt?: string; finishedAt?: string; containerID?: string };
};
export type ContainerStatus = {
  name: string; state?: ContainerState; lastState?: ContainerState; ready: boolean; restartCount: number;
  image: string; imageID: string; containerID?: string; started?: boolean;
};
export type PodStatus = {
  observedGeneration?: number; phase?: PodPhase; conditions?: PodCondition[]; message?: string; reason?: string; startTime?: string;
  hostIP?: string; podIP?: string; qosClass?: string;
  initContainerStatuses?: ContainerStatus[]; containerStatuses?: ContainerStatus[];
};
export type Pod = { apiVersion: 'v1'; kind: 'Pod'; metadata: ObjectMeta; spec: PodSpec; status: PodStatus };

export type Taint = { key: string; value?: string; effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'; timeAdded?: string };
export type Node = {
  apiVersion: 'v1'; kind: 'Node'; metadata: ObjectMeta;
  spec: { unschedulable?: boolean; taints?: Taint[] };
  status: { capacity?: ResourceList; allocatable?: ResourceList; conditions?: PodCondition[] };
};

/** A core/v1 Event (the type is named KubeEvent because the simulation has events of its own). */
export type KubeEvent = {
  apiVersion: 'v1'; kind: 'Event'; metadata: ObjectMeta;
  involvedObject: ObjectReference; type: 'Normal' | 'Warning'; reason: string; message: string;
  source?: { component?: string; host?: string }; firstTimestamp?: string; lastTimestamp?: string; count?: number;
  reportingComponent?: string; reportingInstance?: string;
};

/** One cause in a refusal, as `Status.details.causes` of the API server has it. */
export type StatusCause = { reason: string; message: string; field?: string };
/** What the API server answers when it refuses (metav1.Status, shortened to what is used). */
export type ApiStatus = { code: number; reason: string; message: string; causes?: StatusCause[] };
