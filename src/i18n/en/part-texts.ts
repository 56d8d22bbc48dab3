// English: what each part is for, and the page of the Kubernetes documentation it comes from.
const docs = 'https://kubernetes.io/docs';
export const part = {
  'kubectl': { text: 'Whoever writes the YAML. kubectl apply sends it to the API server; nothing else is ever spoken to.', link: `${docs}/reference/kubectl/generated/kubectl_apply/` },
  'kube-apiserver': { text: 'The only door to the cluster’s state. It decodes, fills in defaults, validates, admits and stores; everyone else reads and writes through it.', link: `${docs}/concepts/overview/kubernetes-api/` },
  'etcd': { text: 'Keeps every object under a key. Each write gets the next revision; a write made against an old one is refused.', link: `${docs}/concepts/overview/components/#etcd` },
  'watch': { text: 'Whoever wants to know of changes keeps a watch open; the API server sends each change of that kind down it.', link: `${docs}/reference/using-api/api-concepts/#efficient-detection-of-changes` },
  'informer': { text: 'The controller’s own copy of the objects, kept fresh by a watch. It may lag a little behind etcd; the controller reads only here.', link: `${docs}/concepts/architecture/controller/` },
  'handlers': { text: 'Called for each addition, update and deletion in the cache. They do not act; they only put the key of the Job into the queue.', link: `${docs}/concepts/architecture/controller/` },
  'queue': { text: 'Keys that need a look. A key stands in it once, however often it was added; one that changes while in hand comes back afterwards; after failures it waits longer each time.', link: `${docs}/concepts/architecture/controller/` },
  'workers': { text: 'Take one key at a time and reconcile it. Two workers never have the same key in hand.', link: `${docs}/concepts/architecture/controller/` },
  'reconcile': { text: 'Compares what is wanted with what is there and takes one step towards it: create Pods, delete Pods, write the status.', link: `${docs}/concepts/architecture/controller/#desired-vs-current` },
  'job-controller': { text: 'Keeps as many Pods running as the Job wants, counts how they end, retries after failures and says when the Job is complete or failed.', link: `${docs}/concepts/workloads/controllers/job/` },
  'cronjob-controller': { text: 'At each time of its schedule it creates a Job, as the concurrency policy allows, and clears away old ones.', link: `${docs}/concepts/workloads/controllers/cron-jobs/` },
  'ttl-after-finished': { text: 'Deletes a finished Job when ttlSecondsAfterFinished has passed.', link: `${docs}/concepts/workloads/controllers/ttlafterfinished/` },
  'garbage-collector': { text: 'Deletes objects whose owner is gone, such as the Pods of a deleted Job.', link: `${docs}/concepts/architecture/garbage-collection/` },
  'dependency-controller': { text: 'An add-on that starts suspended Jobs when the Jobs they wait for are complete.', link: `${docs}/concepts/extend-kubernetes/` },
  'kube-scheduler': { text: 'Finds a node for every Pod that has none and binds it there.', link: `${docs}/concepts/scheduling-eviction/kube-scheduler/` },
  'kubelet': { text: 'The agent on a node: pulls images, starts containers, restarts them if the policy says so and reports the Pod’s state.', link: `${docs}/reference/command-line-tools-reference/kubelet/` },
  'node': { text: 'A machine on which Pods run.', link: `${docs}/concepts/architecture/nodes/` },
  'pod': { text: 'One attempt at the work: containers that run together on one node, from Pending to Succeeded or Failed.', link: `${docs}/concepts/workloads/pods/pod-lifecycle/` },
};
