// Examples of CronJobs whose runs meet each other.
import type { Example } from './types.ts';

const cron = (name: string, policy: string, sleep: number, head: string, more = '') => `# ${head}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: ${name}
spec:
  schedule: "*/1 * * * *"
  concurrencyPolicy: ${policy}${more}
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          terminationGracePeriodSeconds: 5
          containers:
          - name: work
            image: busybox
            command: ["sh", "-c", "date; sleep ${sleep}"]
`;

export const scheduled: readonly Example[] = [
  { id: 'forbid', group: 'scheduled', yaml: cron('one-at-a-time', 'Forbid', 90, 'Each run takes longer than a minute, and Forbid lets none overlap.') },
  { id: 'replace', group: 'scheduled', yaml: cron('newest-wins', 'Replace', 90, 'Each run takes longer than a minute, and Replace ends the old one.') },
  { id: 'new-york', group: 'scheduled', yaml: `# At half past one in New York: on 1 November 2026 that hour comes twice.
apiVersion: batch/v1
kind: CronJob
metadata:
  name: night-report
spec:
  schedule: "30 1 * * *"
  timeZone: America/New_York
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
          - name: report
            image: busybox
            command: ["sh", "-c", "date; sleep 20"]
` },
];
