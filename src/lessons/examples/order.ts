// Examples of one thing after another: what Kubernetes has for it, and the add-on for what it has not.
import type { Example } from './types.ts';

const init = `# Inside one Pod: init containers run one after the other, and the work begins when all have succeeded.
apiVersion: batch/v1
kind: Job
metadata:
  name: prepared
spec:
  template:
    spec:
      restartPolicy: Never
      initContainers:
      - name: fetch
        image: busybox
        command: ["sh", "-c", "echo fetching; sleep 5"]
      - name: unpack
        image: busybox
        command: ["sh", "-c", "echo unpacking; sleep 3"]
      containers:
      - name: work
        image: busybox
        command: ["sh", "-c", "echo working; sleep 8"]
`;
const inOrder = `# One Pod at a time, lowest index first.
apiVersion: batch/v1
kind: Job
metadata:
  name: chapters
spec:
  completions: 4
  parallelism: 1
  completionMode: Indexed
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: chapter
        image: busybox
        command: ["sh", "-c", "echo chapter $JOB_COMPLETION_INDEX; sleep 6"]
`;
const job = (name: string, extra: string, seconds: number) => `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
${extra}  template:
    spec:
      restartPolicy: Never
      containers:
      - name: main
        image: busybox
        command: ["sh", "-c", "sleep ${seconds}"]
`;
const dependsOn = `# Kubernetes has no dependencies between Jobs. The add-on resumes a suspended Job
# when the Jobs that its annotation names are complete.
${job('extract', 'spec:\n', 8)}---
${job('transform', '  annotations:\n    kronoscope.dev/depends-on: extract\nspec:\n  suspend: true\n', 6)}---
${job('load', '  annotations:\n    kronoscope.dev/depends-on: extract, transform\nspec:\n  suspend: true\n', 4)}`;

export const order: readonly Example[] = [
  { id: 'init-containers', group: 'parallel', yaml: init }, { id: 'in-order', group: 'parallel', yaml: inOrder }, { id: 'depends-on', group: 'parallel', yaml: dependsOn },
];
