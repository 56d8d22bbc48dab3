// Examples of failure: back-off, a deadline, limits per index, a failure policy, cleaning up.
import type { Example } from './types.ts';

const backoff = `# Each failure doubles the wait: 10 s, 20 s, 40 s. The fourth failed Pod is one more than backoffLimit.
apiVersion: batch/v1
kind: Job
metadata:
  name: unlucky
spec:
  backoffLimit: 3
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: work
        image: busybox
        command: ["sh", "-c", "sleep 5; echo no luck; exit 1"]
`;

const restarts = `# With OnFailure the kubelet restarts the container in the same Pod.
apiVersion: batch/v1
kind: Job
metadata:
  name: in-place
spec:
  backoffLimit: 2
  template:
    spec:
      restartPolicy: OnFailure
      containers:
      - name: work
        image: busybox
        command: ["sh", "-c", "sleep 3; exit 1"]
`;

const deadline = `# The whole Job may take 40 seconds; its Pods want more.
apiVersion: batch/v1
kind: Job
metadata:
  name: too-slow
spec:
  completions: 6
  parallelism: 2
  activeDeadlineSeconds: 40
  template:
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: 5
      containers:
      - name: work
        image: busybox
        command: ["sh", "-c", "sleep 18"]
`;

const perIndex = `# One bad index fails alone; the others still run.
apiVersion: batch/v1
kind: Job
metadata:
  name: per-index
spec:
  completions: 5
  parallelism: 3
  completionMode: Indexed
  backoffLimitPerIndex: 1
  maxFailedIndexes: 3
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: work
        image: busybox
        command: ["sh", "-c", "sleep 8; test $JOB_COMPLETION_INDEX -ne 2"]
`;

const failurePolicy = `# Exit code 42 means: do not try again. A disruption does not count.
apiVersion: batch/v1
kind: Job
metadata:
  name: no-retry
spec:
  completions: 4
  parallelism: 2
  completionMode: Indexed
  backoffLimit: 6
  podFailurePolicy:
    rules:
    - action: FailJob
      onExitCodes:
        containerName: work
        operator: In
        values: [42]
    - action: Ignore
      onPodConditions:
      - type: DisruptionTarget
  template:
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: 5
      containers:
      - name: work
        image: busybox
        command: ["sh", "-c", "sleep 12; if [ $JOB_COMPLETION_INDEX = 3 ]; then exit 42; fi"]
`;

const ttl = `# Removed 30 seconds after it has finished, with its Pods.
apiVersion: batch/v1
kind: Job
metadata:
  name: tidy
spec:
  ttlSecondsAfterFinished: 30
  completions: 2
  parallelism: 2
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: work
        image: busybox
        command: ["sh", "-c", "sleep 10; echo done"]
`;

const always = `# A Job's Pods may not restart for ever.
apiVersion: batch/v1
kind: Job
metadata:
  name: for-ever
spec:
  template:
    spec:
      restartPolicy: Always
      containers:
      - name: work
        image: busybox
        command: ["sh", "-c", "sleep 10"]
`;

export const failing: readonly Example[] = [
  { id: 'backoff', group: 'failing', yaml: backoff },
  { id: 'on-failure', group: 'failing', yaml: restarts },
  { id: 'deadline', group: 'failing', yaml: deadline },
  { id: 'per-index', group: 'failing', yaml: perIndex },
  { id: 'failure-policy', group: 'failing', yaml: failurePolicy },
  { id: 'ttl', group: 'failing', yaml: ttl },
  { id: 'always', group: 'failing', yaml: always },
];
