// Examples of many Pods under one Job: indexes, a work queue, suspension, success by a few, a side-car.
import type { Example } from './types.ts';

const indexed = `apiVersion: batch/v1
kind: Job
metadata:
  name: frames
spec:
  completions: 6
  parallelism: 3
  completionMode: Indexed
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: render
        image: busybox
        command: ["sh", "-c", "echo rendering frame $JOB_COMPLETION_INDEX; sleep $((10 + JOB_COMPLETION_INDEX * 4))"]
`;

const workQueue = `# No completions: the Pods agree among themselves when the work is done.
apiVersion: batch/v1
kind: Job
metadata:
  name: drain-queue
spec:
  parallelism: 3
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: worker
        image: busybox
        command: ["sh", "-c", "echo taking items until none is left; sleep 25"]
`;

const suspended = `# Starts with no Pod at all. Set suspend to false and apply again.
apiVersion: batch/v1
kind: Job
metadata:
  name: later
spec:
  suspend: true
  completions: 4
  parallelism: 2
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: work
        image: busybox
        command: ["sh", "-c", "sleep 20"]
`;

const success = `# Done as soon as index 0 has succeeded; the others are stopped.
apiVersion: batch/v1
kind: Job
metadata:
  name: leader
spec:
  completions: 4
  parallelism: 4
  completionMode: Indexed
  successPolicy:
    rules:
    - succeededIndexes: "0"
      succeededCount: 1
  template:
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: 5
      containers:
      - name: work
        image: busybox
        command: ["sh", "-c", "if [ $JOB_COMPLETION_INDEX = 0 ]; then sleep 15; else sleep 600; fi"]
`;

const sidecar = `# An init container that restarts always is a side-car: it does not keep the Pod from succeeding.
apiVersion: batch/v1
kind: Job
metadata:
  name: with-sidecar
spec:
  template:
    spec:
      restartPolicy: Never
      initContainers:
      - name: log-shipper
        image: busybox
        restartPolicy: Always
        command: ["sh", "-c", "while true; do sleep 5; echo shipped; done"]
      containers:
      - name: work
        image: busybox
        command: ["sh", "-c", "sleep 20; echo done"]
`;

export const parallel: readonly Example[] = [
  { id: 'indexed', group: 'parallel', yaml: indexed },
  { id: 'work-queue', group: 'parallel', yaml: workQueue },
  { id: 'suspend', group: 'parallel', yaml: suspended },
  { id: 'success-policy', group: 'parallel', yaml: success },
  { id: 'sidecar', group: 'parallel', yaml: sidecar },
];
