// The Job controller's fixed numbers and names. Models the variables of pkg/controller/job/job_controller.go and the constants of batch/v1.
import { millis } from '../../../base/time.ts';

/** How long Pod events and status changes of a Job are gathered before it is synced. */
export const syncJobBatchPeriod = millis(1_000);
/** The queue's own back-off for failing syncs: 1 s, 2 s, 4 s … 60 s. */
export const defaultJobApiBackOff = millis(1_000);
export const maxJobApiBackOff = millis(60_000);
/** How long a new Pod waits after a failed one: 10 s, 20 s … 10 min. */
export const defaultJobPodFailureBackOff = millis(10_000);
export const maxJobPodFailureBackOff = millis(600_000);
/** Keeps `status.uncountedTerminatedPods` below some 20 KB. */
export const maxUncountedPods = 500;
export const maxPodCreateDeletePerSync = 500;
export const slowStartInitialBatchSize = 1;

export const jobTrackingFinalizer = 'batch.kubernetes.io/job-tracking';
/** Annotation and label of a Pod of an Indexed Job. */
export const jobCompletionIndexKey = 'batch.kubernetes.io/job-completion-index';
export const jobIndexFailureCountAnnotation = 'batch.kubernetes.io/job-index-failure-count';
export const jobIndexIgnoredFailureCountAnnotation = 'batch.kubernetes.io/job-index-ignored-failure-count';
export const jobControllerName = 'kubernetes.io/job-controller';
export const completionIndexEnvName = 'JOB_COMPLETION_INDEX';
export const unknownCompletionIndex = -1;

/** Reasons of the conditions FailureTarget, Failed, SuccessCriteriaMet and Complete. */
export const reason = {
  podFailurePolicy: 'PodFailurePolicy', backoffLimitExceeded: 'BackoffLimitExceeded', deadlineExceeded: 'DeadlineExceeded',
  maxFailedIndexesExceeded: 'MaxFailedIndexesExceeded', failedIndexes: 'FailedIndexes',
  successPolicy: 'SuccessPolicy', completionsReached: 'CompletionsReached',
} as const;
